"""What has become of every file of the corpus: read, failed, new or changed since the last ingest, superseded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from gfa_assistant.errors import IndexFailure
from gfa_assistant.indexing.generations import current_generation, read_manifest
from gfa_assistant.indexing.last_ingest import LastIngest, read_last_ingest
from gfa_assistant.reading.contacts import CONTACTS_NAME
from gfa_assistant.reading.corpus import CorpusFile, list_corpus
from gfa_assistant.reading.facts import FACTS_NAME
from gfa_assistant.records import Document
from gfa_assistant.settings import Settings

Status = Literal["read", "failed", "new", "changed", "removed"]
# Made of records, not documents: edited elsewhere, and never removed as a whole.
STRUCTURED = (CONTACTS_NAME, FACTS_NAME)


@dataclass(frozen=True, slots=True)
class FileStatus:
    """One line of the table; `passages` None where the index holds nothing of the file.

    `problems` are lines of the readers on what could not be read.
    """

    name: str
    status: Status
    title: str
    document_id: str
    publisher: str | None = None
    state: str | None = None
    as_of: str | None = None
    passages: int | None = None
    superseded: bool = False
    problems: tuple[str, ...] = ()

    @property
    def structured(self) -> bool:
        return self.name in STRUCTURED


def corpus_status(settings: Settings, documents: Mapping[str, Document]) -> tuple[FileStatus, ...]:
    """Every file of the corpus, and every document of the index whose file is gone, in the order of their names.

    Raises:
        CorpusError: the folder cannot be listed or its catalog is malformed.
    """
    files = list_corpus(settings.corpus_dir)
    indexed = _indexed(settings)
    last = read_last_ingest(settings.index_dir)
    lines = [_line(file, indexed.get(file.document_id), last, documents) for file in files]
    present = {file.document_id for file in files}
    gone = [
        FileStatus(entry["path"], "removed", documents[key].title, key, passages=len(entry["passages"]))
        for key, entry in indexed.items()
        if key not in present and key in documents
    ]
    return tuple(sorted([*lines, *gone], key=lambda line: line.name))


def _indexed(settings: Settings) -> dict[str, dict[str, Any]]:
    try:
        return read_manifest(current_generation(settings.index_dir)).documents
    except IndexFailure:
        return {}


def _line(
    file: CorpusFile, entry: dict[str, Any] | None, last: LastIngest | None, documents: Mapping[str, Document]
) -> FileStatus:
    reasons = _reasons(file, last) if entry is None or entry["sha256"] != file.sha256 else ()
    status: Status = "failed" if reasons else "new" if entry is None else "read"
    if not reasons and entry is not None and entry["sha256"] != file.sha256:
        status = "changed"
    about = file.entry or documents.get(file.document_id)
    return FileStatus(
        name=file.name,
        status=status,
        title=about.title if about else file.path.stem,
        document_id=file.document_id,
        publisher=about.publisher if about else None,
        state=about.state if about else None,
        as_of=about.as_of if about else None,
        passages=len(entry["passages"]) if entry else None,
        superseded=file.superseded is not None,
        problems=reasons or tuple(entry.get("problems", ()) if entry else ()),
    )


def _reasons(file: CorpusFile, last: LastIngest | None) -> tuple[str, ...]:
    """Why the last ingest could not read the file, unless it has been written since."""
    if last is None or _written(file) > last.ended:
        return ()
    # The line begins with the whole name; the file's own name alone may stand in two folders.
    own = tuple(reason for name, reason in last.failed if name == file.path.name)
    whole = tuple(reason for reason in own if reason.startswith(repr(file.name)))
    return whole or (own if file.name == file.path.name else ())


def _written(file: CorpusFile) -> datetime:
    try:
        return datetime.fromtimestamp(int(file.path.stat().st_mtime), UTC)
    except OSError:
        return datetime.now(UTC)
