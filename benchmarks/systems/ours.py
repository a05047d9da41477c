"""This project, by the same calls that its command line makes."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.systems import Ingest, Search
from gfa_assistant.settings import load_settings


def prepare() -> Path:
    """Make what a first start makes once, the model folder and its ONNX export; return the model folder."""
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415
    from gfa_assistant.indexing.weights import prepare_default_model  # noqa: PLC0415

    settings = load_settings()
    load_exported_encoder(settings.embedding_model, settings.cache_dir)
    return prepare_default_model(settings.cache_dir)


def load_ingest(_model: Path) -> Ingest:
    from gfa_assistant.indexing.ingest import ingest  # noqa: PLC0415
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415

    settings = load_settings()
    encoder = load_exported_encoder(settings.embedding_model, settings.cache_dir)
    return lambda corpus, index: ingest(load_settings(corpus_dir=corpus, index_dir=index), lambda: encoder).passages


def open_search(_model: Path, index: Path, top_k: int) -> Search:
    from gfa_assistant.indexing.opened import open_index  # noqa: PLC0415
    from gfa_assistant.retrieval.retriever import HybridRetriever  # noqa: PLC0415

    retriever = HybridRetriever(open_index(load_settings(index_dir=index)))
    return lambda question: [hit.passage.document_id for hit in retriever.retrieve(question, top_k=top_k)]


def open_ask(index: Path) -> Callable[[str], str]:
    """Open the assistant; the function returned gives a complete, checked answer and returns its status."""
    from gfa_assistant.answering.assistant import Assistant  # noqa: PLC0415

    assistant = Assistant.open(load_settings(index_dir=index))
    return lambda question: assistant.ask(question).status
