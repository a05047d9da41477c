"""An encoder of sixteen dimensions whose vectors and tokens can be worked out by hand."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.encoder import TokenVectors, normalise

_TOKEN = re.compile(r"\w+|[^\w\s]")


class FakeEncoder:
    """Counts each word into one of its dimensions; a token is a word or a punctuation mark.

    `embedded` holds every passage text it was asked to embed, in order.
    """

    def __init__(self, dimensions: int = 16, max_tokens: int = 10_000) -> None:
        self.name = "fake"
        self.dimensions = dimensions
        self.max_tokens = max_tokens
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        if progress and texts:
            progress(len(texts))
        return self._embed(texts)

    def embed_query_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return [self._tokens(text) for text in texts]

    def embed_passage_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return [self._tokens(text) for text in texts]

    def embed_query_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        return self._embed([text])[0], self._tokens(text)

    def embed_passages_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self.embed_passages(texts, progress), self.embed_passage_tokens(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(self.tokenize(text)) for text in texts]

    def tokenize(self, text: str) -> list[str]:
        return _TOKEN.findall(text)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for token in self.tokenize(text.lower()):
                row[self._dimension(token)] += 1
        return normalise(vectors)

    def _tokens(self, text: str) -> TokenVectors:
        matches = list(_TOKEN.finditer(text))
        vectors = np.zeros((len(matches), self.dimensions), np.float32)
        for row, match in zip(vectors, matches, strict=True):
            row[self._dimension(match.group().lower())] = 1
        return TokenVectors(vectors, tuple(match.span() for match in matches))

    def _dimension(self, token: str) -> int:
        return zlib.crc32(token.encode()) % self.dimensions
