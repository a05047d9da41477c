"""LlamaIndex's own hybrid: QueryFusionRetriever, without an LLM, over plain LlamaIndex and its BM25Retriever.

BM25Retriever needs another PyStemmer than this project; `benchmarks.peer_packages` installs both apart.
"""

from pathlib import Path

import Stemmer
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.retrievers.bm25 import BM25Retriever

from benchmarks.systems import Ingest, Search
from benchmarks.systems.plain import load_embedding, open_retriever, search_with, split, store_vectors


def load_ingest(model: Path) -> Ingest:
    embedding = load_embedding(model)

    def ingest(corpus: Path, index: Path) -> int:
        nodes = split(corpus)
        store_vectors(nodes, embedding, index)
        lexical = BM25Retriever.from_defaults(nodes=nodes, stemmer=_stemmer(), language="de", similarity_top_k=1)
        lexical.persist(str(index / "bm25"))
        return len(nodes)

    return ingest


def open_search(model: Path, index: Path, top_k: int, fusion: str) -> Search:
    """Open the stored index; `fusion` is how the two result lists are fused."""
    dense = open_retriever(model, index, top_k)
    lexical = BM25Retriever.from_persist_dir(str(index / "bm25"))
    # It stores neither, and would stem questions as English.
    lexical.stemmer, lexical.similarity_top_k = _stemmer(), top_k
    return search_with(
        QueryFusionRetriever(
            [dense, lexical], llm=MockLLM(), mode=FUSION_MODES(fusion), similarity_top_k=top_k, num_queries=1
        )
    )


def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("german")
