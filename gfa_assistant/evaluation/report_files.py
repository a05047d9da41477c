"""Writes reports into a folder: a JSON file for each question set, and one page for all."""

import json
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

from gfa_assistant.errors import GfaError
from gfa_assistant.evaluation.runner import Report

PAGE = "index.html"
# What the extra `report` installs.
_NEEDED = ("matplotlib", "jinja2", "scipy")


class ReportError(GfaError):
    """A report cannot be written."""


def check_report(folder: Path, names: Sequence[str]) -> None:
    """Make the folder and see that a report on these question sets can be written, before they are run.

    Raises:
        ReportError: a library is missing, two sets have one name, or the folder cannot be written.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ReportError(
            f"--report needs {missing[0]}, which is not installed; "
            "run `pip install -e '.[report]'` in the project's folder"
        )
    double = [name for name in names if names.count(name) > 1]
    if double:
        raise ReportError(f"two question sets are named {double[0]!r}; rename the file of one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _not_written(folder, error) from None


def write_report(folder: Path, reports: Sequence[Report]) -> Path:
    """Write all files and return the page's path; a file that cannot be written keeps what it held before.

    Raises:
        ReportError: the folder cannot be written.
    """
    from gfa_assistant.evaluation.report_page import report_page  # noqa: PLC0415 - needs the extra `report`

    try:
        for report in reports:
            text = json.dumps(report.to_json(), ensure_ascii=False, indent=2)
            _replace(folder / f"{report.question_set}.json", f"{text}\n")
        _replace(folder / PAGE, report_page(reports))
    except OSError as error:
        raise _not_written(folder, error) from None
    return folder / PAGE


def _replace(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8", errors="backslashreplace")
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def _not_written(folder: Path, error: OSError) -> ReportError:
    reason = error.strerror or str(error)
    return ReportError(f"report folder {str(folder)!r} cannot be written ({reason}); name another with --report")
