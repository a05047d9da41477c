"""The ingest that an operator starts: a process of its own, one at a time, with its progress and its end."""

import json
import os
import signal
import subprocess
import tempfile
import threading
import time
import weakref
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any, Literal

from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.commands import command_line, environment, failure_line

Phase = Literal["idle", "running", "cancelling", "done", "partly", "failed", "cancelled"]
_PARTLY = 3
_KEPT_LINES = 50
# An ingest that is asked to stop tidies up; one that does not answer is ended all the same.
_PATIENCE_SECONDS = 10.0
_NICENESS = 10


@dataclass(frozen=True, slots=True)
class IngestState:
    """Where the ingest stands; `report` is what the command printed, `failure` its line where it failed.

    `done` of `total` are what the current `stage` counts; both 0 before anything is counted.
    """

    phase: Phase = "idle"
    stage: str = ""
    done: int = 0
    total: int = 0
    started: datetime | None = None
    seconds: float = 0.0
    report: dict[str, Any] | None = None
    failure: str = ""

    @property
    def runs(self) -> bool:
        return self.phase in ("running", "cancelling")


class IngestRun:
    """Starts and follows the process; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._state = IngestState()
        self._process: subprocess.Popen[str] | None = None
        self._began = 0.0

    @property
    def state(self) -> IngestState:
        with self._lock:
            seconds = time.monotonic() - self._began if self._state.runs else self._state.seconds
            return replace(self._state, seconds=seconds)

    def start(self, *, rebuild: bool) -> bool:
        """Start an ingest; False where one that was started here is still running.

        One that was started elsewhere is found by the process itself, which then fails and says so.
        """
        arguments = ["ingest", "--json", "--progress", "json", *(["--rebuild"] if rebuild else [])]
        with self._lock:
            if self._state.runs:
                return False
            output = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who reads it
            try:
                self._process = _start(command_line(*arguments), environment(self._settings), output)
            except OSError as error:
                output.close()
                self._state = IngestState("failed", failure=f"the ingest could not be started ({error.strerror})")
                return True
            self._began = time.monotonic()
            self._state = IngestState("running", started=datetime.now().astimezone())
            # The process does not outlive the one that serves.
            ends = weakref.finalize(self, _terminate, self._process)
            threading.Thread(target=self._follow, args=(self._process, output, ends), daemon=True).start()
        return True

    def cancel(self) -> None:
        """Ask the ingest to stop; the index that serves stays as it is."""
        with self._lock:
            if self._process is None or self._state.phase != "running":
                return
            self._state = replace(self._state, phase="cancelling")
            process = self._process
        process.send_signal(signal.SIGINT)
        timer = threading.Timer(_PATIENCE_SECONDS, _terminate, [process])
        timer.daemon = True
        timer.start()

    def _follow(self, process: "subprocess.Popen[str]", output: IO[bytes], ends: "weakref.finalize[Any, Any]") -> None:
        lines: deque[str] = deque(maxlen=_KEPT_LINES)
        assert process.stderr is not None
        for line in process.stderr:
            step = _step(line)
            if step is None:
                lines.append(line.rstrip("\n"))
                continue
            with self._lock:
                self._state = replace(self._state, stage=step[0], done=step[1], total=step[2])
        status = process.wait()
        process.stderr.close()
        ends.detach()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
        output.close()
        with self._lock:
            self._state = self._ended(status, printed, tuple(lines))
            self._process = None

    def _ended(self, status: int, printed: str, lines: Sequence[str]) -> IngestState:
        state = replace(self._state, seconds=time.monotonic() - self._began)
        if status in (0, _PARTLY):
            return replace(state, phase="partly" if status else "done", report=json.loads(printed))
        if state.phase == "cancelling":
            return replace(state, phase="cancelled")
        return replace(state, phase="failed", failure=failure_line(lines))


def _start(arguments: Sequence[str], values: dict[str, str], output: IO[bytes]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        arguments,
        env=values,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        # Ctrl-C in the terminal of the server is for the server.
        start_new_session=True,
    )
    # Who asks a question meanwhile goes first.
    os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
    return process


def _terminate(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.terminate()


def _step(line: str) -> tuple[str, int, int] | None:
    """Stage, done and total of a line of `--progress json`; None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        step = json.loads(line)
        return str(step["stage"]), int(step["done"]), int(step["total"])
    except (ValueError, KeyError, TypeError):
        return None
