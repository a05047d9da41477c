"""The LlamaIndex ingestion pipeline: documents become nodes, nodes get vectors, vectors go to Chroma."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument
from numpy.typing import NDArray
from pydantic import PrivateAttr

from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.indexing.vectors import VectorIndex, passage_metadata
from gfa_assistant.records import Document, Passage

# By the text they were made from: a passage that only moved in its document keeps its vector.
VectorsByText = Mapping[str, NDArray[np.float32]]


def to_node(passage: Passage) -> TextNode:
    """Return the passage as a LlamaIndex node whose id is the passage's own."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=passage_metadata(passage),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )


class SplitPassages(TransformComponent):
    """Replaces each document by the nodes of its passages."""

    _documents: dict[str, Document] = PrivateAttr()
    _encoder: Encoder = PrivateAttr()
    _max_tokens: int = PrivateAttr()
    _passages: dict[str, Passage] = PrivateAttr(default_factory=dict)

    def __init__(self, documents: Sequence[Document], encoder: Encoder, max_tokens: int) -> None:
        super().__init__()
        self._documents = {d.id: d for d in documents}
        self._encoder = encoder
        self._max_tokens = max_tokens

    @property
    def passages(self) -> dict[str, Passage]:
        """The passages cut so far, by id, in reading order."""
        return self._passages

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        for node in nodes:
            cut = split_passages(self._documents[node.node_id], self._encoder.count_tokens, self._max_tokens)
            self._passages.update((p.id, p) for p in cut)
        return [to_node(p) for p in self._passages.values()]


class EmbedPassages(TransformComponent):
    """Gives each node its vector: a known one where the embedded text is unchanged, else a new one."""

    _splitter: SplitPassages = PrivateAttr()
    _encoder: Encoder = PrivateAttr()
    _known: VectorsByText = PrivateAttr()
    _progress: Callable[[int, int], None] = PrivateAttr()

    def __init__(
        self, splitter: SplitPassages, encoder: Encoder, known: VectorsByText, progress: Callable[[int, int], None]
    ) -> None:
        super().__init__()
        self._splitter, self._encoder, self._known, self._progress = splitter, encoder, known, progress

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        total = len(nodes)
        texts = [self._splitter.passages[node.node_id].embedded_text for node in nodes]
        new = [text for text in texts if text not in self._known]
        self._progress(total - len(new), total)
        fresh = self._encoder.embed_passages(new, progress=lambda n: self._progress(n, total))
        vectors = dict(self._known) | dict(zip(new, fresh, strict=True))
        for node, text in zip(nodes, texts, strict=True):
            node.embedding = [float(x) for x in vectors[text]]
        return nodes


def run_pipeline(
    documents: Sequence[Document],
    encoder: Encoder,
    store: VectorIndex,
    *,
    max_tokens: int,
    known: VectorsByText,
    progress: Callable[[int, int], None],
) -> list[Passage]:
    """Split, embed and store the documents; return their passages in order.

    `progress` is called with (passages newly done, passages in all).
    """
    splitter = SplitPassages(documents, encoder, max_tokens)
    pipeline = IngestionPipeline(
        transformations=[splitter, EmbedPassages(splitter, encoder, known, progress)],
        vector_store=store.llama_index_store(),
        disable_cache=True,
    )
    pipeline.run(documents=[LlamaDocument(id_=d.id, text=d.text) for d in documents])
    return list(splitter.passages.values())
