"""What every text encoder of this package can do, whichever library runs it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# The quickest of 256 to 4096 on two cores, for PyTorch and onnxruntime alike; larger ones only take more memory.
BATCH_TOKENS = 512


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One text's contextual token vectors, for late interaction; prefix and special tokens are left out.

    `vectors` is (tokens, dimensions), each row L2-normalised; `spans` holds each token's (start, end) in the text, in
    code points. What exceeds the encoder's `max_tokens` has no vectors.
    """

    vectors: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]


class Encoder(Protocol):
    """Turns questions and passages into vectors of one space.

    `count_tokens` counts the subwords of the text alone; a text of at most `max_tokens` of them is embedded whole, of a
    longer one its beginning.
    """

    @property
    def name(self) -> str:
        """The model's name or path, as the settings give it."""

    @property
    def dimensions(self) -> int:
        """The length of every vector."""

    @property
    def max_tokens(self) -> int:
        """The model's limit less its longer prefix and special tokens."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One L2-normalised row per text, (texts, dimensions)."""

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """One L2-normalised row per text, (texts, dimensions); `progress` hears how many more are done."""

    def embed_query_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, read as a question."""

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The token vectors of each text, read as a passage."""

    def embed_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        """What `embed_queries` and `embed_query_tokens` give for one text, from one pass of the model."""

    def embed_passages_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """What `embed_passages` and `embed_passage_tokens` give, from one pass of the model over each text."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of subwords of each text."""

    def tokenize(self, text: str) -> list[str]:
        """The text's subwords, without prefix and special tokens."""


def batches_by_length(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of these many tokens, in batches of like length: little padding, and the longest first."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def normalise(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows scaled to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def content_tokens(
    vectors: NDArray[np.float32], offsets: Sequence[tuple[int, int]], special: Sequence[int], prefix_length: int
) -> TokenVectors:
    """Drop the special and prefix tokens from what a model returned for `prefix + text`."""
    kept = [i for i, (_, end) in enumerate(offsets) if not special[i] and end > prefix_length]
    spans = tuple((max(offsets[i][0] - prefix_length, 0), offsets[i][1] - prefix_length) for i in kept)
    return TokenVectors(vectors[kept], spans)
