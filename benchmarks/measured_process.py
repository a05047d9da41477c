"""A fresh process, timed from its start to its first line of JSON."""

import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT_S = 1800.0


class ProcessFailedError(Exception):
    """A measured process failed; the message is one line."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a process printed on standard output from its first line of JSON on, and when that line came."""

    output: str
    seconds: float
    """From the start of the process to that line; how long it then takes to exit is not in it."""


def run_process(
    label: str, command: Sequence[str], environment: Mapping[str, str], *, limit_s: float = LIMIT_S
) -> Finished:
    """Run `command` in the project's root folder; `label` says in an error what it was for.

    Raises:
        ProcessFailedError: it cannot be started, exits with an error, prints no JSON or runs longer than `limit_s`.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=dict(environment),
                cwd=ROOT,
                encoding="utf-8",
            )
        except OSError as error:
            raise ProcessFailedError(f"{label}: {command[0]!r} cannot be started ({error.strerror})") from None
        stopper = threading.Timer(limit_s, process.kill)
        stopper.start()
        with process:
            try:
                output, seconds = _read(process.stdout or (), started)
                status = process.wait()
            finally:
                stopper.cancel()
                process.kill()
        complaints.seek(0)
        if status and time.perf_counter() - started >= limit_s:
            raise ProcessFailedError(f"{label}: not done after {limit_s:g} s")
        if status:
            raise ProcessFailedError(f"{label}: {_last_line(complaints.read()) or f'exit status {status}'}")
        if seconds is None:
            raise ProcessFailedError(f"{label}: printed no JSON")
    return Finished(output, seconds)


def _read(lines: Iterable[str], started: float) -> tuple[str, float | None]:
    kept: list[str] = []
    seconds = None
    for line in lines:
        # What a library prints before is no result.
        if seconds is None and line.startswith("{"):
            seconds = time.perf_counter() - started
        if seconds is not None:
            kept.append(line)
    return "".join(kept), seconds


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")
