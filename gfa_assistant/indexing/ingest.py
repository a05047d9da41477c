"""Ingestion: the corpus folder becomes the next generation of the index."""

import errno
import hashlib
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.errors import (
    CorpusError,
    GfaError,
    IndexMissingError,
    IndexWriteError,
    SettingsError,
    UnreadableFileError,
)
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.generations import (
    Manifest,
    current_generation,
    new_generation,
    prune,
    read_manifest,
    switch_to,
    write_manifest,
    writer_lock,
)
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.page_maps import with_page_map, write_page_maps
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.indexing.stored import read_documents, write_documents
from gfa_assistant.indexing.token_index import TOKENS, TokenIndex, TokenWriter
from gfa_assistant.indexing.vectors import VectorIndex
from gfa_assistant.reading import (
    READING_VERSION,
    CorpusFile,
    KnownQuestion,
    list_corpus,
    locate,
    read_contacts,
    read_document,
    read_notes,
    read_questions,
)
from gfa_assistant.reading.questions import QUESTIONS_NAME
from gfa_assistant.records import Document, Passage
from gfa_assistant.settings import Settings

# Kept beside the documents in every generation: served together, switched together.
EXTRAS = ("catalog.yaml", "contacts.yaml", "notes.yaml", "questions.yaml")
# Between two steps of the progress bar.
_QUESTIONS_AT_ONCE = 256
Vectors = dict[str, NDArray[np.float32]]
Progress = Callable[[int, int], None]
EncoderLoader = Callable[[], Encoder]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did: document ids by outcome, `failed` as (file, reason), and the size of the result."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    passages: int
    seconds: float
    generation: str


def ingest(
    settings: Settings,
    load_encoder: EncoderLoader,
    *,
    rebuild: bool = False,
    progress: Progress = lambda _new, _total: None,
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
    with writer_lock(settings.index_dir):
        previous, manifest = (None, None) if rebuild else _previous(settings)
        plan = _plan(files, manifest, previous)
        questions, lost = locate(entries, plan.documents)
        plan = replace(plan, questions=questions, failed=(*plan.failed, *((QUESTIONS_NAME, line) for line in lost)))
        extras = _extras_sha256(settings.corpus_dir)
        if not plan.documents:
            raise CorpusError(_nothing_to_read(settings.corpus_dir, plan.failed))
        if manifest and previous and not plan.differs and manifest.extras_sha256 == extras:
            count = sum(len(entry["passages"]) for entry in manifest.documents.values())
            _prune(settings, manifest.generation)
            return plan.report(count, time.perf_counter() - started, manifest.generation)
        try:
            name, count = _build(settings, plan, previous, extras=extras, load_encoder=load_encoder, progress=progress)
        except OSError as error:
            raise _write_error(settings.index_dir, error) from error
        _prune(settings, name)
    return plan.report(count, time.perf_counter() - started, name)


@dataclass(frozen=True, slots=True)
class _Plan:
    documents: tuple[Document, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    questions: tuple[KnownQuestion, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def report(self, passages: int, seconds: float, generation: str) -> IngestReport:
        return IngestReport(
            self.added, self.changed, self.removed, self.unchanged, self.failed, passages, seconds, generation
        )


def _previous(settings: Settings) -> tuple[Path | None, Manifest | None]:
    try:
        folder = current_generation(settings.index_dir)
    except IndexMissingError:
        return None, None
    manifest = read_manifest(folder)
    manifest.require(
        embedding_model=settings.embedding_model,
        passage_tokens=settings.passage_tokens,
        chroma_url=settings.chroma_url,
    )
    return folder, manifest


def _prune(settings: Settings, keep: str) -> None:
    for name in prune(settings.index_dir, keep=keep, spare=settings.keep_generations - 1):
        VectorIndex.drop(settings.chroma_url, name)


def _plan(files: Sequence[CorpusFile], manifest: Manifest | None, previous: Path | None) -> _Plan:
    known = manifest.documents if manifest else {}
    same_readers = manifest is not None and manifest.reading == READING_VERSION
    stored = {d.id: with_page_map(previous, d) for d in read_documents(previous)} if previous else {}
    documents: list[Document] = []
    failed: list[tuple[str, str]] = []
    added: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    for file in files:
        earlier = stored.get(file.document_id)
        if earlier and same_readers and earlier.sha256 == file.sha256:
            documents.append(earlier)
            unchanged.append(file.document_id)
            continue
        try:
            documents.append(read_document(file))
        except UnreadableFileError as error:
            kept = "; the version read earlier stays" if earlier else ""
            failed.append((file.path.name, f"{error}{kept}"))
            if earlier:
                documents.append(earlier)
                unchanged.append(file.document_id)
            continue
        (changed if earlier else added).append(file.document_id)
    present = {f.document_id for f in files}
    removed = [key for key in known if key not in present]
    return _Plan(
        documents=tuple(documents),
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(removed),
        unchanged=tuple(unchanged),
        failed=tuple(failed),
    )


def _build(
    settings: Settings,
    plan: _Plan,
    previous: Path | None,
    *,
    extras: str,
    load_encoder: EncoderLoader,
    progress: Progress,
) -> tuple[str, int]:
    from gfa_assistant.indexing.nodes import KnownVectors, run_pipeline  # noqa: PLC0415

    encoder = load_encoder()
    if settings.passage_tokens > encoder.max_tokens:
        raise SettingsError(
            f"setting 'passage_tokens' has the value {settings.passage_tokens}, but the model "
            f"{settings.embedding_model!r} reads {encoder.max_tokens} tokens at most; "
            f"set GFA_PASSAGE_TOKENS to {encoder.max_tokens} or less"
        )
    known = KnownVectors(_known_vectors(settings, previous), _known_tokens(previous))
    name, folder = new_generation(settings.index_dir)
    try:
        store = VectorIndex.create(folder / "chroma", settings.chroma_url, name, encoder.dimensions)
        passages = run_pipeline(
            plan.documents,
            encoder,
            store,
            token_writer=TokenWriter(folder / TOKENS, encoder.dimensions),
            max_tokens=settings.passage_tokens,
            known=known,
            progress=progress,
        )
        if not passages:
            raise CorpusError(f"the documents in {str(settings.corpus_dir)!r} hold headings only; add text below them")
        lexical = LexicalIndex.build(
            [p.id for p in passages], [p.embedded_text for p in passages], LexicalTokenizer(encoder.tokenize)
        )
        lexical.save(folder / "lexical")
        bank = QuestionBank.build(
            plan.questions,
            plan.documents,
            passages,
            embed=lambda texts: _embed_questions(encoder, texts, len(passages), progress),
            dimensions=encoder.dimensions,
            known=_known_questions(previous),
        )
        bank.save(folder)
        write_documents(folder, plan.documents)
        write_page_maps(folder, plan.documents)
        for extra in EXTRAS:
            if (settings.corpus_dir / extra).is_file():
                shutil.copyfile(settings.corpus_dir / extra, folder / extra)
        write_manifest(
            folder, _manifest(settings, plan, passages, name=name, extras=extras, dimensions=encoder.dimensions)
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
    return name, len(passages)


def _manifest(
    settings: Settings, plan: _Plan, passages: Sequence[Passage], *, name: str, extras: str, dimensions: int
) -> Manifest:
    ids: dict[str, list[str]] = {d.id: [] for d in plan.documents}
    for passage in passages:
        ids[passage.document_id].append(passage.id)
    return Manifest(
        generation=name,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        embedding_model=settings.embedding_model,
        dimensions=dimensions,
        passage_tokens=settings.passage_tokens,
        chroma_url=settings.chroma_url,
        extras_sha256=extras,
        documents={d.id: {"path": d.path, "sha256": d.sha256, "passages": ids[d.id]} for d in plan.documents},
        reading=READING_VERSION,
    )


def _known_vectors(settings: Settings, previous: Path | None) -> Vectors:
    if previous is None:
        return {}
    manifest = read_manifest(previous)
    ids = [key for entry in manifest.documents.values() for key in entry["passages"]]
    try:
        return VectorIndex.open(previous / "chroma", settings.chroma_url, manifest.generation).vectors_by_text(ids)
    except IndexMissingError:
        # Damaged vectors cost only time: everything is embedded anew.
        return {}


def _known_tokens(previous: Path | None) -> TokenIndex | None:
    try:
        return TokenIndex(previous / TOKENS) if previous else None
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _embed_questions(encoder: Encoder, texts: Sequence[str], passages: int, progress: Progress) -> NDArray[np.float32]:
    rows = []
    for begin in range(0, len(texts), _QUESTIONS_AT_ONCE):
        part = texts[begin : begin + _QUESTIONS_AT_ONCE]
        rows.append(encoder.embed_queries(part))
        progress(len(part), passages + len(texts))
    return np.concatenate(rows)


def _known_questions(previous: Path | None) -> Vectors:
    try:
        return QuestionBank.load(previous).by_text if previous else {}
    except IndexMissingError:
        return {}


def _extras_sha256(corpus_dir: Path) -> str:
    digest = hashlib.sha256()
    for extra in EXTRAS:
        path = corpus_dir / extra
        digest.update(path.read_bytes() if path.is_file() else b"-")
    return digest.hexdigest()


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
