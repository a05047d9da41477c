import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.indexing.vectors import passage_from_metadata
from gfa_assistant.retrieval.llama_index import GfaRetriever
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.settings import Settings

QUERY = "Was kostet die Teilnahme?"


@pytest.mark.model
def test_nodes_carry_our_passages_ids_and_scores(index: OpenIndex) -> None:
    hybrid = HybridRetriever(index)
    nodes = GfaRetriever(hybrid, top_k=3).retrieve(QUERY)
    hits = hybrid.retrieve(QUERY, top_k=3)
    assert [type(node) for node in nodes] == [NodeWithScore] * 3
    assert [(n.node.node_id, n.score) for n in nodes] == [(h.passage.id, h.score) for h in hits]
    for node, hit in zip(nodes, hits, strict=True):
        assert isinstance(node.node, TextNode)
        assert passage_from_metadata(node.node.node_id, node.node.text, node.node.metadata) == hit.passage
        assert node.node.ref_doc_id == hit.passage.document_id


@pytest.mark.model
def test_any_llama_index_program_opens_it_with_the_settings(settings: Settings) -> None:
    nodes = GfaRetriever.open(settings, top_k=1).retrieve(QUERY)
    assert [node.get_content() for node in nodes] == ["Die Teilnahme am Partnerprozess ist kostenfrei."]
