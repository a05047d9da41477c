"""Ingestion: the corpus folder becomes the next generation of the index, one document at a time.

What stays in memory of a document once it is written are its entry of the manifest, its passage ids and a few numbers
for each passage; Chroma's search graph and the vocabulary grow with the corpus, too (benchmarks/bulk_ingest.py).
"""

import errno
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gfa_assistant.errors import (
    CorpusError,
    GfaError,
    IndexMissingError,
    IndexWriteError,
    SettingsError,
)
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.extras import Extras
from gfa_assistant.indexing.generation_writer import Progress, write_generation
from gfa_assistant.indexing.generations import (
    current_generation,
    new_generation,
    prune,
    read_manifest,
    switch_to,
    writer_lock,
)
from gfa_assistant.indexing.intake import Earlier, Intake
from gfa_assistant.indexing.stored import StoredDocuments
from gfa_assistant.indexing.vectors import VectorIndex
from gfa_assistant.reading import (
    DocumentReader,
    Locator,
    list_corpus,
    read_contacts,
    read_notes,
    read_questions,
)
from gfa_assistant.reading.questions import QUESTIONS_NAME, Entry
from gfa_assistant.settings import Settings

EncoderLoader = Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did: document ids by outcome, `failed` as (file, reason), and the size of the result.

    `problems` are (file, line) on what of a file could not be read though the rest was.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    passages: int
    seconds: float
    generation: str
    problems: tuple[tuple[str, str], ...] = ()


def ingest(
    settings: Settings,
    load_encoder: EncoderLoader,
    *,
    rebuild: bool = False,
    progress: Progress = lambda _stage, _new, _total: None,
) -> IngestReport:
    """Bring the index up to date with the corpus folder and switch to the result.

    Nothing changes for readers until the new generation is complete; when nothing has changed in the corpus, none
    is written. A file that cannot be read is reported; if an earlier version of it is in the index, that stays.

    Raises:
        CorpusError: no folder, no file in it that can be read, or a broken catalog, contacts, notes or
            questions file.
        IndexMismatchError: the index was built with other settings and `rebuild` is off.
        IndexWriteError: the folder cannot be written, the disk is full, or another ingest runs.
        SettingsError: the passages of the settings are longer than what the model reads.
    """
    started = time.perf_counter()
    files = list_corpus(settings.corpus_dir)
    read_contacts(settings.corpus_dir)
    read_notes(settings.corpus_dir)
    entries = read_questions(settings.corpus_dir)
    extras = Extras.read(settings.corpus_dir)
    with writer_lock(settings.index_dir), DocumentReader() as reader:
        earlier = None if rebuild else _earlier(settings)
        intake = Intake(files, earlier, reader, lambda: progress("reading", 1, len(files)))
        # The first file may take minutes.
        progress("reading", 0, len(files))
        has_new = intake.finds_new()
        if not has_new and not (earlier and any(earlier.has(file.document_id) for file in files)):
            intake.settle()
            raise CorpusError(_nothing_to_read(settings.corpus_dir, intake.failed))
        if earlier and not has_new and not intake.removed and earlier.manifest.extras_sha256 == extras.sha256:
            intake.settle()
            name, count, lost = _what_is_there(earlier, entries)
        else:
            try:
                name, count, lost = _build(
                    settings,
                    intake,
                    earlier,
                    entries=entries,
                    extras=extras,
                    load_encoder=load_encoder,
                    progress=progress,
                )
            except OSError as error:
                raise _write_error(settings.index_dir, error) from error
        _prune(settings, name)
    return IngestReport(
        added=tuple(intake.added),
        changed=tuple(intake.changed),
        removed=tuple(intake.removed),
        unchanged=tuple(intake.unchanged),
        failed=(*intake.failed, *((QUESTIONS_NAME, line) for line in lost)),
        passages=count,
        seconds=time.perf_counter() - started,
        generation=name,
        problems=tuple(intake.problems),
    )


def _earlier(settings: Settings) -> Earlier | None:
    try:
        folder = current_generation(settings.index_dir)
    except IndexMissingError:
        return None
    manifest = read_manifest(folder)
    manifest.require(
        embedding_model=settings.embedding_model,
        passage_tokens=settings.passage_tokens,
        chroma_url=settings.chroma_url,
    )
    return Earlier(folder, manifest, StoredDocuments(folder))


def _prune(settings: Settings, keep: str) -> None:
    for name in prune(settings.index_dir, keep=keep, spare=settings.keep_generations - 1):
        VectorIndex.drop(settings.chroma_url, name)


def _what_is_there(earlier: Earlier, entries: Sequence[Entry]) -> tuple[str, int, tuple[str, ...]]:
    """Name, passages and lost questions of the generation that stays; of its documents only those quoted are read."""
    locator = Locator(entries)
    for document_id, entry in earlier.manifest.documents.items():
        if locator.asks_for(entry["path"]):
            locator.add(earlier.documents[document_id])
    count = sum(len(entry["passages"]) for entry in earlier.manifest.documents.values())
    return earlier.manifest.generation, count, locator.result()[1]


def _build(
    settings: Settings,
    intake: Intake,
    earlier: Earlier | None,
    *,
    entries: Sequence[Entry],
    extras: Extras,
    load_encoder: EncoderLoader,
    progress: Progress,
) -> tuple[str, int, tuple[str, ...]]:
    """Write a generation and switch to it; return its name, its passages and the questions' lost entries."""
    encoder = load_encoder()
    if settings.passage_tokens > encoder.max_tokens:
        raise SettingsError(
            f"setting 'passage_tokens' has the value {settings.passage_tokens}, but the model "
            f"{settings.embedding_model!r} reads {encoder.max_tokens} tokens at most; "
            f"set GFA_PASSAGE_TOKENS to {encoder.max_tokens} or less"
        )
    name, folder = new_generation(settings.index_dir)
    try:
        count, lost = write_generation(
            folder,
            intake.documents(),
            encoder,
            settings,
            earlier=earlier,
            entries=entries,
            extras=extras,
            progress=progress,
        )
        switch_to(settings.index_dir, name)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        VectorIndex.drop(settings.chroma_url, name)
        if isinstance(error, Exception) and not isinstance(error, GfaError | OSError) and _is_storage_fault(error):
            raise IndexWriteError(
                f"the index in {str(settings.index_dir)!r} could not be written ({str(error).splitlines()[0]}); "
                "free space and run `gfa-assistant ingest` again; an earlier index still serves"
            ) from error
        raise
    return name, count, lost


def _nothing_to_read(corpus_dir: Path, failed: Sequence[tuple[str, str]]) -> str:
    if failed:
        return f"no file in {str(corpus_dir)!r} can be read; first reason: {failed[0][1]}"
    return f"the corpus folder {str(corpus_dir)!r} holds no documents; add a .md, .txt, .pdf, .docx, .odt or .html file"


def _is_storage_fault(error: Exception) -> bool:
    text = f"{type(error).__module__} {error}".lower()
    return any(sign in text for sign in ("chromadb", "httpx", "sqlite", "disk", "readonly", "read-only", "no space"))


def _write_error(index_dir: Path, error: OSError) -> IndexWriteError:
    reason = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
    return IndexWriteError(
        f"the index in {str(index_dir)!r} could not be written ({reason}); correct that and run "
        "`gfa-assistant ingest` again; an earlier index still serves"
    )
