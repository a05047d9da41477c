"""The process that reads one corpus file after another for a `DocumentReader`, each within its time.

python -m gfa_assistant.reading.worker FILE_DESCRIPTOR
"""

import os
import signal
import sys
from multiprocessing.connection import Connection

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.corpus import CorpusFile, read_document
from gfa_assistant.records import Document


def serve(connection: Connection) -> None:
    """Answer each (file, seconds) with its document or the error, until nobody asks any more."""
    # The system ends this process when the time is up, whichever library it is in, and even if nobody waits any more.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while True:
        try:
            file, seconds = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = _read(file)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(answer)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _read(file: CorpusFile) -> Document | UnreadableFileError:
    try:
        return read_document(file)
    except UnreadableFileError as error:
        return error


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
    # Nothing is left to be written, and what the libraries would tidy up goes with the process.
    os._exit(0)
