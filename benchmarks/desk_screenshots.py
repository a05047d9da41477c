"""Pictures of every view of the desk, and how fast it is, on the real app with the real index.

    python -m benchmarks.desk_screenshots [--only pictures|measure] [--folder DIR] [--loads 5] [--questions 12]

Writes the pictures of the README into docs/screenshots (`make screenshots`) and prints a table of what one visit costs.
The index of the settings is used as it is; pages of a PDF are shown from a small PDF that is set and ingested for it.
Times are medians on loopback, by Debian's Chromium on the same machine as the server. Exits with 1 if the desk asked
another host for anything, stored anything, or made the browser complain.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import get_args

from playwright.sync_api import Browser
from pydantic import SecretStr

from benchmarks.desk_app import pdf_settings, running_app
from benchmarks.desk_pictures import DOCUMENT, OPERATOR_TOKEN, SHOTS, Site, take_pictures
from benchmarks.desk_visits import MeasuredVisit, NoChromiumError, PageLoad, Residue, chromium
from benchmarks.measured_process import ROOT, ProcessFailedError
from gfa_assistant.errors import GfaError
from gfa_assistant.settings import Settings, load_settings
from gfa_assistant.web.texts import GERMAN

PAGES = ("/", DOCUMENT)
QUESTIONS = [question for _, questions in GERMAN.topics for question in questions]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", choices=("pictures", "measure"), help="one half of the run (default: both)")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots", metavar="DIR")
    parser.add_argument("--shot", action="append", metavar="NAME", help="only the pictures of this name")
    parser.add_argument("--whole-page", action="store_true", help="also what lies below the screen, to look at it")
    parser.add_argument("--loads", type=int, default=5, metavar="N", help="page loads for each median (default: 5)")
    parser.add_argument("--questions", type=int, default=12, metavar="N", help="questions for the median (default: 12)")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings()
        with chromium() as browser:
            if options.only != "pictures":
                faults = _measure(browser, settings, options.loads, QUESTIONS[: options.questions])
                if faults:
                    print("\n".join(faults), file=sys.stderr)
                    return 1
            if options.only != "measure":
                _take_all(browser, settings, options)
    except (GfaError, ProcessFailedError, NoChromiumError) as error:
        print(f"desk_screenshots: {error}", file=sys.stderr)
        return 1
    return 0


def _take_all(browser: Browser, settings: Settings, options: argparse.Namespace) -> None:
    options.folder.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if options.shot is None or shot.name in options.shot]
    written: list[Path] = []
    with ExitStack() as stack:
        for site in get_args(Site):
            chosen = [shot for shot in shots if shot.site == site]
            if not chosen:
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            own = pdf_settings(settings, folder) if site == "pdf" else settings
            if site == "administration":
                own = settings.model_copy(update={"operator_token": SecretStr(OPERATOR_TOKEN)})
            with running_app(own, folder) as app:
                for shot in chosen:
                    written += take_pictures(browser, shot, app.url, options.folder, whole_page=options.whole_page)
    if options.shot is None:
        for stale in set(options.folder.glob("*.png")) - set(written):
            stale.unlink()
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} pictures, {size / 1024:.0f} KiB, in {options.folder}")


def _measure(browser: Browser, settings: Settings, loads: int, questions: Sequence[str]) -> list[str]:
    """Print the tables; returns what should not be."""
    residues: list[Residue] = []
    with tempfile.TemporaryDirectory() as folder, running_app(settings, Path(folder)) as app:
        site = app.url
        first_load, first_answer, *answers = _answer_times(browser, site, questions, residues)
        columns = {
            (path, again): medians
            for path in PAGES
            for again, medians in enumerate(_load_twice(browser, site, path, loads, residues))
        }
    print(loads_table(columns))
    print()
    print(f"first load of a fresh server, until its field is usable: {first_load:.0f} ms")
    print(f"first question to a fresh server, Enter to answer: {first_answer:.0f} ms")
    print(f"further questions, median of {len(answers)}: {median(answers):.0f} ms, slowest {max(answers):.0f} ms")
    foreign, complaints, stored = (
        [text for residue in residues for text in getattr(residue, name)]
        for name in ("foreign", "complaints", "stored")
    )
    print(
        f"{len(residues)} visits: {len(foreign)} requests to other hosts, {len(stored)} cookies or stored entries, "
        f"{len(complaints)} errors or warnings in the console"
    )
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}")
    return [*foreign, *complaints, *stored]


def _answer_times(browser: Browser, site: str, questions: Sequence[str], residues: list[Residue]) -> list[float]:
    """The first load's time to a usable field, then each question's to its answer, one visit for all."""
    context = browser.new_context(locale="de-DE")
    visit = MeasuredVisit(context, site)
    times = [visit.load("/").field_ms or 0.0]
    times += [visit.ask(question) for question in questions]
    residues.append(visit.close())
    context.close()
    return times


def _load_twice(
    browser: Browser, site: str, path: str, loads: int, residues: list[Residue]
) -> tuple[PageLoad, PageLoad]:
    """Medians over `loads` visitors of a first load with an empty cache, and of one more after it."""
    cold, warm = [], []
    for _ in range(loads):
        context = browser.new_context(locale="de-DE")
        for loaded in (cold, warm):
            visit = MeasuredVisit(context, site)
            loaded.append(visit.load(path))
            residues.append(visit.close())
        context.close()
    return _median_load(cold), _median_load(warm)


def _median_load(loads: Sequence[PageLoad]) -> PageLoad:
    fields = [load.field_ms for load in loads if load.field_ms is not None]
    return PageLoad(
        first_paint_ms=median(load.first_paint_ms for load in loads),
        largest_paint_ms=median(load.largest_paint_ms for load in loads),
        field_ms=median(fields) if fields else None,
        requests=round(median(load.requests for load in loads)),
        transferred=round(median(load.transferred for load in loads)),
    )


def loads_table(columns: dict[tuple[str, int], PageLoad]) -> str:
    """A Markdown table with one column for each page, first and again."""
    names = [f"`{path}`, {'again' if again else 'first visit'}" for path, again in columns]
    rows = {
        "first contentful paint, ms": [f"{load.first_paint_ms:.0f}" for load in columns.values()],
        "largest contentful paint, ms": [f"{load.largest_paint_ms:.0f}" for load in columns.values()],
        "field usable, ms": ["–" if load.field_ms is None else f"{load.field_ms:.0f}" for load in columns.values()],
        "requests": [str(load.requests) for load in columns.values()],
        "transferred, KiB": [f"{load.transferred / 1024:.0f}" for load in columns.values()],
    }
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
