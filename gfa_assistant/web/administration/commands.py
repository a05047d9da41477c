"""Commands of this program in a process of their own: reading PDFs and embedding stay out of the one that serves."""

import os
import subprocess
import sys
from collections.abc import Sequence

from gfa_assistant.errors import CorpusError
from gfa_assistant.settings import PREFIX, Settings

_PASSED_ON = (
    *("corpus_dir", "index_dir", "cache_dir"),
    *("embedding_model", "passage_tokens", "chroma_url", "keep_generations"),
)
_LONGEST_SECONDS = 300.0
_OWN_PREFIX = "gfa-assistant: "


def command_line(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "gfa_assistant", *arguments]


def environment(settings: Settings) -> dict[str, str]:
    """This process's environment with the settings that it serves by; the operator's token stays here."""
    values = {key: value for key, value in os.environ.items() if key != f"{PREFIX}OPERATOR_TOKEN"}
    for name in _PASSED_ON:
        value = getattr(settings, name)
        if value is not None:
            values[f"{PREFIX}{name.upper()}"] = str(value)
    # The command line writes what its terminal can show; these pages can show everything.
    return {**values, "PYTHONUTF8": "1"}


def run_command(settings: Settings, arguments: Sequence[str]) -> str:
    """Run one short command to its end; return what it printed.

    Raises:
        CorpusError: it failed; the message is the command's own line.
    """
    try:
        done = subprocess.run(
            command_line(*arguments),
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CorpusError(f"reading took longer than {_LONGEST_SECONDS:.0f} s; make the file smaller") from None
    if done.returncode != 0:
        raise CorpusError(failure_line(done.stderr.splitlines()))
    return done.stdout


def failure_line(lines: Sequence[str]) -> str:
    """The line of standard error that says why a command failed."""
    own = [line.removeprefix(_OWN_PREFIX) for line in lines if line.startswith(_OWN_PREFIX)]
    return own[-1] if own else "the command ended without a word; run `gfa-assistant doctor`"
