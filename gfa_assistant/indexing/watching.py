"""Follows the corpus folder: whenever something in it changes, the index is brought up to date."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from gfa_assistant.errors import GfaError
from gfa_assistant.indexing.ingest import IngestReport

# A copy of a large file is over when nothing has come for this long.
_QUIET_MS = 1500
_LONGEST_WAIT_MS = 10_000


def ingest_on_change(
    folder: Path, ingest: Callable[[], IngestReport], stop: Event | None = None
) -> Iterator[IngestReport | GfaError]:
    """Ingest at once and again after every change below `folder`; yield each report, or the error that prevented it.

    An error does not end it: the next change may be its correction. It ends when `stop` is set.
    """
    changes = watch(
        folder,
        watch_filter=_counts,
        debounce=_LONGEST_WAIT_MS,
        step=_QUIET_MS,
        stop_event=stop,
        yield_on_timeout=False,
        raise_interrupt=True,
    )
    yield _attempt(ingest)
    for _ in changes:
        yield _attempt(ingest)


def _counts(_: Change, path: str) -> bool:
    """Half-written copies and editors' own files are hidden or end in a tilde."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".tmp", ".part", ".crdownload"))


def _attempt(ingest: Callable[[], IngestReport]) -> IngestReport | GfaError:
    try:
        return ingest()
    except GfaError as error:
        return error
