"""Plain LlamaIndex: its sentence splitter, its Hugging Face embedding and Chroma, with their defaults."""

from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings as ChromaSettings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import BaseNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

from benchmarks.systems import Ingest, Search

COLLECTION = "paragraphs"


def load_ingest(model: Path) -> Ingest:
    embedding = load_embedding(model)

    def ingest(corpus: Path, index: Path) -> int:
        nodes = split(corpus)
        store_vectors(nodes, embedding, index)
        return len(nodes)

    return ingest


def open_search(model: Path, index: Path, top_k: int) -> Search:
    return search_with(open_retriever(model, index, top_k))


def load_embedding(model: Path) -> HuggingFaceEmbedding:
    """Load a sentence-transformers folder with the instructions that E5 models were trained with."""
    return HuggingFaceEmbedding(str(model), query_instruction="query: ", text_instruction="passage: ")


def split(corpus: Path) -> list[BaseNode]:
    """Return the nodes of all texts.

    The texts are read here and not by SimpleDirectoryReader, which puts each file's path before the text it embeds.
    """
    documents = [Document(id_=path.stem, text=path.read_text(encoding="utf-8")) for path in sorted(corpus.iterdir())]
    return list(SentenceSplitter()(documents))


def store_vectors(nodes: Sequence[BaseNode], embedding: HuggingFaceEmbedding, index: Path) -> None:
    storage = StorageContext.from_defaults(vector_store=_store(index))
    VectorStoreIndex(nodes=nodes, storage_context=storage, embed_model=embedding)


def open_retriever(model: Path, index: Path, top_k: int) -> BaseRetriever:
    stored = VectorStoreIndex.from_vector_store(_store(index), embed_model=load_embedding(model))
    return stored.as_retriever(similarity_top_k=top_k)


def search_with(retriever: BaseRetriever) -> Search:
    return lambda question: [hit.node.ref_doc_id or "" for hit in retriever.retrieve(question)]


def _store(index: Path) -> ChromaVectorStore:
    client = chromadb.PersistentClient(str(index / "chroma"), settings=ChromaSettings(anonymized_telemetry=False))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection(COLLECTION))
