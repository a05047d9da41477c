"""Fills the folder of a new generation with one document after another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.errors import CorpusError, IndexMissingError
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.extras import Extras
from gfa_assistant.indexing.generations import Manifest, write_manifest
from gfa_assistant.indexing.intake import Earlier
from gfa_assistant.indexing.lexical import LexicalTokenizer
from gfa_assistant.indexing.lexical_writer import LexicalWriter
from gfa_assistant.indexing.page_maps import PageMapWriter
from gfa_assistant.indexing.question_bank import AnswerFinder, FoundAnswers, QuestionBank
from gfa_assistant.indexing.stored import DocumentWriter
from gfa_assistant.indexing.token_index import TOKENS, TokensByText, TokenWriter
from gfa_assistant.indexing.vectors import VectorIndex
from gfa_assistant.reading import READING_VERSION
from gfa_assistant.reading.questions import Entry
from gfa_assistant.records import Document
from gfa_assistant.settings import Settings

# Between two steps of the progress bar.
_QUESTIONS_AT_ONCE = 256
# What is counted: files read or taken over, or texts embedded or taken over.
Stage = Literal["reading", "embedding"]
# Hears the stage, how many more are done, and how many there are so far.
Progress = Callable[[Stage, int, int], None]


def write_generation(
    folder: Path,
    documents: Iterable[Document],
    encoder: Encoder,
    settings: Settings,
    *,
    earlier: Earlier | None,
    entries: Sequence[Entry],
    extras: Extras,
    progress: Progress,
) -> tuple[int, tuple[str, ...]]:
    """Write all parts of the generation, the manifest last; return its passages and the questions' lost entries.

    Raises:
        CorpusError: the documents hold headings only.
        IndexWriteError: Chroma cannot write; OSError: nor can others.
    """
    store = VectorIndex.create(folder / "chroma", settings.chroma_url, folder.name, encoder.dimensions)
    answers = AnswerFinder(entries)
    written = _write_documents(
        folder, documents, encoder, settings, store=store, earlier=earlier, answers=answers, progress=progress
    )
    count = sum(len(entry["passages"]) for entry in written.values())
    found = answers.result()
    _write_questions(folder, found, encoder, passages=count, earlier=earlier, progress=progress)
    extras.write(folder)
    write_manifest(
        folder,
        Manifest(
            generation=folder.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            embedding_model=settings.embedding_model,
            dimensions=encoder.dimensions,
            passage_tokens=settings.passage_tokens,
            chroma_url=settings.chroma_url,
            extras_sha256=extras.sha256,
            documents=dict(written),
            reading=READING_VERSION,
        ),
    )
    return count, found.lost


def _write_documents(
    folder: Path,
    documents: Iterable[Document],
    encoder: Encoder,
    settings: Settings,
    *,
    store: VectorIndex,
    earlier: Earlier | None,
    answers: AnswerFinder,
    progress: Progress,
) -> Mapping[str, dict[str, Any]]:
    """Write all that is made of the documents; return their entries in the manifest."""
    from gfa_assistant.indexing.nodes import store_passages  # noqa: PLC0415

    tokens = TokenWriter(folder / TOKENS, encoder.dimensions)
    written: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        stored = stack.enter_context(closing(DocumentWriter(folder)))
        maps = stack.enter_context(closing(PageMapWriter(folder)))
        lexical = stack.enter_context(closing(LexicalWriter(folder / "lexical", LexicalTokenizer(encoder.tokenize))))
        for document, passages in store_passages(
            documents,
            encoder,
            store,
            token_writer=tokens,
            max_tokens=settings.passage_tokens,
            known=_known_vectors(settings, earlier),
            progress=lambda new, total: progress("embedding", new, total),
        ):
            stored.add(document)
            maps.add(document)
            lexical.add((passage.id, passage.embedded_text) for passage in passages)
            answers.add(document, passages)
            written[document.id] = {
                "path": document.path,
                "sha256": document.sha256,
                "passages": [passage.id for passage in passages],
                "problems": list(document.problems),
            }
        if not any(entry["passages"] for entry in written.values()):
            place = str(settings.corpus_dir)
            raise CorpusError(f"the documents in {place!r} hold headings only; add text below them")
        tokens.finish()
        lexical.finish()
    return written


def _write_questions(
    folder: Path,
    found: FoundAnswers,
    encoder: Encoder,
    *,
    passages: int,
    earlier: Earlier | None,
    progress: Progress,
) -> None:
    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = []
        for begin in range(0, len(texts), _QUESTIONS_AT_ONCE):
            part = texts[begin : begin + _QUESTIONS_AT_ONCE]
            rows.append(encoder.embed_queries(part))
            progress("embedding", len(part), passages + len(texts))
        return np.concatenate(rows)

    known = _known_questions(earlier)
    QuestionBank.build(found, embed=embed, dimensions=encoder.dimensions, known=known).save(folder)


def _known_vectors(settings: Settings, earlier: Earlier | None) -> Any:
    from gfa_assistant.indexing.nodes import KnownVectors  # noqa: PLC0415

    if earlier is None:
        return None
    try:
        store = VectorIndex.open(earlier.folder / "chroma", settings.chroma_url, earlier.manifest.generation)
        return KnownVectors(store, TokensByText(earlier.folder / TOKENS))
    except (IndexMissingError, OSError, ValueError, KeyError):
        # Damaged vectors cost only time: everything is embedded anew.
        return None


def _known_questions(earlier: Earlier | None) -> Mapping[str, NDArray[np.float32]]:
    try:
        return QuestionBank.load(earlier.folder).by_text if earlier else {}
    except IndexMissingError:
        return {}
