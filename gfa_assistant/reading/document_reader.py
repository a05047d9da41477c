"""Reads corpus files in a process of its own: no file can hang, crash or fill the process that asks."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.corpus import CorpusFile
from gfa_assistant.records import Document

# The largest Word file that is read at all takes a minute or two.
MAX_SECONDS = 300.0
# A scanned page takes some seconds, and a file may hold hundreds.
MAX_SECONDS_OF_PDF = 1200.0
_PDF_WITHIN = 1024

Outcome = tuple[CorpusFile, Document | UnreadableFileError]


class DocumentReader:
    """Reads files one after another in a process that starts with the first one; close it, or use it in a `with`.

    A file of which the reading takes longer than `max_seconds` (`max_seconds_of_pdf` for a PDF), or ends the process,
    is refused like any other that cannot be read, and the next file gets a new process.
    """

    def __init__(self, *, max_seconds: float = MAX_SECONDS, max_seconds_of_pdf: float = MAX_SECONDS_OF_PDF) -> None:
        self._max_seconds, self._max_seconds_of_pdf = max_seconds, max_seconds_of_pdf
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> "DocumentReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, file: CorpusFile) -> Document:
        """Read one file.

        Raises:
            UnreadableFileError: one line with the file's name, the reason, and what to do.
        """
        _, outcome = next(self.read_all([file]))
        if isinstance(outcome, UnreadableFileError):
            raise outcome
        return outcome

    def read_all(self, files: Iterable[CorpusFile]) -> Iterator[Outcome]:
        """Yield each file with its document or why it cannot be read; the next one is read meanwhile."""
        asked: tuple[CorpusFile, float] | None = None
        for file in files:
            outcome = self._outcome(*asked) if asked else None
            seconds = self._max_seconds_of_pdf if _is_pdf(file) else self._max_seconds
            self._ask(file, seconds)
            asked = file, seconds
            if outcome:
                yield outcome
        if asked:
            yield self._outcome(*asked)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._kill(self._process)
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None

    def _ask(self, file: CorpusFile, seconds: float) -> None:
        if self._connection is None:
            self._start()
        assert self._connection is not None
        try:
            self._connection.send((file, seconds))
        except (BrokenPipeError, ConnectionResetError):
            # It was ended from outside while it had nothing to do.
            self.close()
            self._start()
            self._connection.send((file, seconds))

    def _outcome(self, file: CorpusFile, seconds: float) -> Outcome:
        assert self._connection is not None
        assert self._process is not None
        try:
            return file, self._connection.recv()
        except (EOFError, ConnectionResetError):
            status = self._process.wait()
        self.close()
        return file, _ended(file, status, seconds)

    def _start(self) -> None:
        self._connection, theirs = Pipe()
        # What this process can import, that one must, too.
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "gfa_assistant.reading.worker", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            # Only the command itself writes to standard output.
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": path},
            # A group of its own: the programs that it starts end with it.
            process_group=0,
        )
        theirs.close()

    def _kill(self, process: "subprocess.Popen[bytes]") -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_pdf(file: CorpusFile) -> bool:
    try:
        # Opening a pipe would wait for someone who writes to it.
        if not file.path.is_file():
            return False
        with file.path.open("rb") as stream:
            return b"%PDF-" in stream.read(_PDF_WITHIN)
    except OSError:
        return False


def _ended(file: CorpusFile, status: int, seconds: float) -> UnreadableFileError:
    if status == -signal.SIGALRM:
        reason, remedy = f"reading it takes longer than {seconds:g} seconds", "split it or save it anew"
    else:
        how = signal.Signals(-status).name if -status in set(signal.Signals) else f"exit status {status}"
        reason, remedy = f"the program that reads it broke off ({how})", "save it anew or remove it"
    return UnreadableFileError(f"{file.name!r} cannot be read: {reason}; {remedy}")
