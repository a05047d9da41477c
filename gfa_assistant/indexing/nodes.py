"""The LlamaIndex ingestion pipeline: documents become nodes, nodes get vectors, vectors go to Chroma."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import BaseNode, NodeRelationship, RelatedNodeInfo, TextNode, TransformComponent
from llama_index.core.schema import Document as LlamaDocument
from numpy.typing import NDArray
from pydantic import PrivateAttr

from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.indexing.token_index import TokenIndex, TokenWriter, pack
from gfa_assistant.indexing.vectors import VectorIndex, passage_metadata
from gfa_assistant.records import Document, Passage

# By the text they were made from: a passage that only moved in its document keeps its vector.
VectorsByText = Mapping[str, NDArray[np.float32]]
# Token vectors in memory at a time; what is written down is no longer kept.
_TEXTS_AT_ONCE = 64


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


@dataclass(frozen=True)
class KnownVectors:
    """What the generation before holds of texts that may come again: sentence vectors by text, and token vectors."""

    by_text: VectorsByText
    tokens: TokenIndex | None


class EmbedPassages(TransformComponent):
    """Gives each node its vector, and writes its token vectors: known ones where the embedded text is unchanged."""

    _splitter: SplitPassages = PrivateAttr()
    _encoder: Encoder = PrivateAttr()
    _known: KnownVectors = PrivateAttr()
    _writer: TokenWriter = PrivateAttr()
    _progress: Callable[[int, int], None] = PrivateAttr()

    def __init__(
        self,
        splitter: SplitPassages,
        encoder: Encoder,
        known: KnownVectors,
        writer: TokenWriter,
        progress: Callable[[int, int], None],
    ) -> None:
        super().__init__()
        self._splitter, self._encoder, self._known = splitter, encoder, known
        self._writer, self._progress = writer, progress

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        total = len(nodes)
        texts = [self._splitter.passages[node.node_id].embedded_text for node in nodes]
        vectors: dict[str, NDArray[np.float32]] = {}
        known, new = {}, []
        for text in dict.fromkeys(texts):
            tokens = self._known.tokens.of_text(text) if self._known.tokens else None
            if tokens is None or text not in self._known.by_text:
                new.append(text)
                continue
            vectors[text], known[text] = self._known.by_text[text], tokens
        # Views of the earlier generation's mapped file, which take no memory here.
        self._writer.add(known)
        self._progress(total - len(new), total)
        # Texts of like length together, so that little of a batch is padding.
        new.sort(key=len, reverse=True)
        for begin in range(0, len(new), _TEXTS_AT_ONCE):
            part = new[begin : begin + _TEXTS_AT_ONCE]
            rows, token_vectors = self._encoder.embed_passages_with_tokens(
                part, progress=lambda n: self._progress(n, total)
            )
            vectors.update(zip(part, rows, strict=True))
            self._writer.add({text: pack(tokens, text) for text, tokens in zip(part, token_vectors, strict=True)})
        self._writer.finish([node.node_id for node in nodes], texts)
        for node, text in zip(nodes, texts, strict=True):
            node.embedding = [float(x) for x in vectors[text]]
        return nodes


def run_pipeline(
    documents: Sequence[Document],
    encoder: Encoder,
    store: VectorIndex,
    *,
    token_writer: TokenWriter,
    max_tokens: int,
    known: KnownVectors,
    progress: Callable[[int, int], None],
) -> list[Passage]:
    """Split, embed and store the documents; return their passages in order.

    `progress` is called with (passages newly done, passages in all).
    """
    splitter = SplitPassages(documents, encoder, max_tokens)
    pipeline = IngestionPipeline(
        transformations=[splitter, EmbedPassages(splitter, encoder, known, token_writer, progress)],
        vector_store=store.llama_index_store(),
        disable_cache=True,
    )
    pipeline.run(documents=[LlamaDocument(id_=d.id, text=d.text) for d in documents])
    return list(splitter.passages.values())
