"""The LlamaIndex ingestion pipeline: passages become nodes, nodes get vectors, vectors go to Chroma."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    RelatedNodeInfo,
    TextNode,
    TransformComponent,
)
from numpy.typing import NDArray
from pydantic import PrivateAttr

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.indexing.token_index import PackedTokens, TokensByText, TokenWriter, pack
from gfa_assistant.indexing.vectors import VectorIndex, passage_from_metadata, passage_metadata
from gfa_assistant.records import Document, Passage

# Passages in memory at a time, with those of the document that is cut; enough to find many of like length.
PASSAGES_AT_ONCE = 256
# Token vectors in memory at a time; what is written down is no longer kept.
_TEXTS_AT_ONCE = 64
Vector = NDArray[np.float32]


def to_node(passage: Passage) -> TextNode:
    """Return the passage as a LlamaIndex node whose id is the passage's own."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=passage_metadata(passage),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )


class KnownVectors:
    """What the generation before holds of texts that may come again: vectors and token vectors."""

    def __init__(self, store: VectorIndex, tokens: TokensByText) -> None:
        self._store, self._tokens = store, tokens

    def __call__(self, texts: Iterable[str]) -> dict[str, tuple[Vector, PackedTokens]]:
        """Return the vectors of those embedded texts that are known; none where they are damaged."""
        try:
            # A passage that only moved in its document has another id, but the same text.
            found = {text: known for text in texts if (known := self._tokens(text))}
            vectors = self._store.vectors([key for key, _ in found.values()])
        except (IndexMissingError, OSError, ValueError):
            # That costs only time: the texts are embedded anew.
            return {}
        return {text: (vectors[key], tokens) for text, (key, tokens) in found.items() if key in vectors}


class EmbedPassages(TransformComponent):
    """Gives each node its vector, and writes its token vectors: known ones where the embedded text is."""

    _encoder: Encoder = PrivateAttr()
    _store: VectorIndex = PrivateAttr()
    _known: KnownVectors | None = PrivateAttr()
    _writer: TokenWriter = PrivateAttr()
    _progress: Callable[[int], None] = PrivateAttr()

    def __init__(
        self,
        encoder: Encoder,
        store: VectorIndex,
        known: KnownVectors | None,
        writer: TokenWriter,
        progress: Callable[[int], None],
    ) -> None:
        super().__init__()
        self._encoder, self._store, self._known = encoder, store, known
        self._writer, self._progress = writer, progress

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> Sequence[BaseNode]:
        texts = [_embedded_text(node) for node in nodes]
        vectors = self._stored(dict.fromkeys(texts))
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        if self._known is not None:
            known = self._known(missing)
            vectors.update((text, vector) for text, (vector, _) in known.items())
            self._writer.add({text: tokens for text, (_, tokens) in known.items()})
            missing = [text for text in missing if text not in known]
        self._progress(len(texts) - len(missing))
        vectors.update(self._embedded(missing))
        self._writer.place(zip((node.node_id for node in nodes), texts, strict=True))
        for node, text in zip(nodes, texts, strict=True):
            node.embedding = vectors[text].tolist()
        return nodes

    def _stored(self, texts: Iterable[str]) -> dict[str, Vector]:
        """The vectors of texts that this generation has already: brochures repeat one another."""
        holders = {text: holder for text in texts if (holder := self._writer.holder(text))}
        vectors = self._store.vectors(list(holders.values()))
        return {text: vectors[holder] for text, holder in holders.items()}

    def _embedded(self, texts: Iterable[str]) -> Mapping[str, Vector]:
        # Texts of like length together, so that little of a batch is padding.
        ordered = sorted(texts, key=len, reverse=True)
        vectors: dict[str, Vector] = {}
        for begin in range(0, len(ordered), _TEXTS_AT_ONCE):
            part = ordered[begin : begin + _TEXTS_AT_ONCE]
            rows, tokens = self._encoder.embed_passages_with_tokens(part, progress=self._progress)
            vectors.update(zip(part, rows, strict=True))
            self._writer.add({text: pack(of_text, text) for text, of_text in zip(part, tokens, strict=True)})
        return vectors


def store_passages(
    documents: Iterable[Document],
    encoder: Encoder,
    store: VectorIndex,
    *,
    token_writer: TokenWriter,
    max_tokens: int,
    known: KnownVectors | None,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[Document, list[Passage]]]:
    """Split, embed and store one document after another; yield each with its passages in order when that is done.

    In memory are the passages of a few documents at most. `progress` is called with (passages newly done, passages
    found so far).
    """
    total = 0
    embed = EmbedPassages(encoder, store, known, token_writer, lambda new: progress(new, total))
    pipeline = IngestionPipeline(transformations=[embed], vector_store=store.llama_index_store(), disable_cache=True)
    waiting: list[tuple[Document, list[Passage]]] = []
    for document in documents:
        waiting.append((document, split_passages(document, encoder.count_tokens, max_tokens)))
        total += len(waiting[-1][1])
        if sum(len(passages) for _, passages in waiting) >= PASSAGES_AT_ONCE:
            _run(pipeline, waiting)
            yield from waiting
            waiting.clear()
    _run(pipeline, waiting)
    yield from waiting


def _run(pipeline: IngestionPipeline, waiting: Iterable[tuple[Document, list[Passage]]]) -> None:
    passages = [passage for _, found in waiting for passage in found]
    for begin in range(0, len(passages), PASSAGES_AT_ONCE):
        pipeline.run(nodes=[to_node(passage) for passage in passages[begin : begin + PASSAGES_AT_ONCE]])


def _embedded_text(node: BaseNode) -> str:
    text = node.get_content(MetadataMode.NONE)
    return passage_from_metadata(node.node_id, text, node.metadata).embedded_text
