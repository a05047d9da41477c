"""The retriever as a LlamaIndex `BaseRetriever`, so that any LlamaIndex program can use the index."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from gfa_assistant.indexing.nodes import to_node
from gfa_assistant.indexing.opened import open_index
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.settings import Settings


class GfaRetriever(BaseRetriever):
    """Hybrid retrieval over the current index generation.

    Example:
        >>> from gfa_assistant.settings import load_settings
        >>> nodes = GfaRetriever.open(load_settings()).retrieve("Wie werden wir Partnerkommune?")
    """

    def __init__(self, retriever: HybridRetriever, top_k: int = 10) -> None:
        super().__init__()
        self._hybrid = retriever
        self._top_k = top_k

    @classmethod
    def open(cls, settings: Settings, top_k: int = 10) -> "GfaRetriever":
        return cls(HybridRetriever(open_index(settings)), top_k)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._hybrid.retrieve(query_bundle.query_str, top_k=self._top_k)
        return [NodeWithScore(node=to_node(hit.passage), score=hit.score) for hit in found]
