"""The passages' contextual token vectors on disk, for late interaction (ColBERT, Khattab and Zaharia 2020).

One byte a dimension: on XQuAD-de it ranks as 32-bit floats do (benchmarks/retrieval_variants.py), in a quarter of the
space. The file is mapped, not read, so that memory does not grow with the corpus.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.sentences import sentence_spans

# The folder of a generation that holds them.
TOKENS = "tokens"
_VECTORS, _TABLES = "vectors.i8", "tables.npz"
_STEPS = 127


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """One passage's token vectors as signed bytes: `codes` (tokens, dimensions) times `scales` (tokens,) is the vector.

    `spans` (tokens, 2) are the tokens' places in the passage's embedded text, in code points; `sentences` (tokens,)
    numbers the sentence or line each token stands in, from 0.
    """

    codes: NDArray[np.int8]
    scales: NDArray[np.float32]
    spans: NDArray[np.int32]
    sentences: NDArray[np.int32]

    def vectors(self) -> NDArray[np.float32]:
        """The vectors again, (tokens, dimensions), of length 1 but for the rounding."""
        return self.codes * self.scales[:, None]


def pack(tokens: TokenVectors, embedded_text: str) -> PackedTokens:
    """Round each vector to steps of 1/127 of its largest component, and see which sentence each token is of."""
    largest = np.abs(tokens.vectors).max(axis=1, initial=1e-9)
    scales = (largest / _STEPS).astype(np.float32)
    codes = np.rint(tokens.vectors / scales[:, None]).astype(np.int8)
    spans = np.array(tokens.spans, np.int32).reshape(-1, 2)
    ends: list[int] = []
    offset = 0
    for line in embedded_text.splitlines(keepends=True):
        ends.extend(offset + end for _, end in sentence_spans(line))
        offset += len(line)
    # A token that ends with a sentence still belongs to it.
    sentences = np.array([bisect_left(ends, end) for _, end in tokens.spans], np.int32)
    return PackedTokens(codes, scales, spans, sentences)


class TokenIndex:
    """The token vectors of all passages of one generation, by passage id."""

    def __init__(self, folder: Path) -> None:
        with np.load(folder / _TABLES) as tables:
            self._rows = {str(key): row for row, key in enumerate(tables["ids"])}
            self._digests = {
                str(digest): str(key) for digest, key in zip(tables["digests"], tables["ids"], strict=True)
            }
            self._starts, self._lengths = tables["starts"], tables["lengths"]
            self._scales, self._spans, self._sentences = tables["scales"], tables["spans"], tables["sentences"]
            dimensions = int(tables["dimensions"])
        size = len(self._scales)
        # An empty file cannot be mapped.
        self._codes: NDArray[np.int8] = (
            np.memmap(folder / _VECTORS, np.int8, "r", shape=(size, dimensions)).view(np.ndarray)
            if size
            else np.zeros((0, dimensions), np.int8)
        )

    def __contains__(self, passage_id: str) -> bool:
        return passage_id in self._rows

    def __getitem__(self, passage_id: str) -> PackedTokens:
        row = self._rows[passage_id]
        part = slice(int(self._starts[row]), int(self._starts[row] + self._lengths[row]))
        return PackedTokens(self._codes[part], self._scales[part], self._spans[part], self._sentences[part])

    def of_text(self, embedded_text: str) -> PackedTokens | None:
        """Return what an equal embedded text was given, wherever it stood; None where there is none."""
        key = self._digests.get(_digest(embedded_text))
        return self[key] if key is not None else None


class TokenWriter:
    """Writes a `TokenIndex`; the vectors go to disk as they come, in any order."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._dimensions = dimensions
        self._size = 0
        self._places: dict[str, tuple[int, int]] = {}
        self._scales: list[NDArray[np.float32]] = []
        self._spans: list[NDArray[np.int32]] = []
        self._sentences: list[NDArray[np.int32]] = []

    def add(self, packed: Mapping[str, PackedTokens]) -> None:
        """Append the vectors of these embedded texts."""
        with (self._folder / _VECTORS).open("ab") as handle:
            for text, tokens in packed.items():
                handle.write(np.ascontiguousarray(tokens.codes).tobytes())
                self._places[_digest(text)] = (self._size, len(tokens.codes))
                self._scales.append(np.asarray(tokens.scales))
                self._spans.append(np.asarray(tokens.spans))
                self._sentences.append(np.asarray(tokens.sentences))
                self._size += len(tokens.codes)

    def finish(self, passage_ids: Sequence[str], embedded_texts: Iterable[str]) -> None:
        """Write what finds the vectors again; every embedded text must have been added."""
        digests = [_digest(text) for text in embedded_texts]
        places = np.array([self._places[digest] for digest in digests], np.int64).reshape(-1, 2)
        (self._folder / _VECTORS).touch()
        np.savez(
            self._folder / _TABLES,
            ids=np.array(passage_ids, np.str_),
            digests=np.array(digests, np.str_),
            starts=places[:, 0],
            lengths=places[:, 1],
            scales=np.concatenate([np.zeros(0, np.float32), *self._scales]),
            spans=np.concatenate([np.zeros((0, 2), np.int32), *self._spans]),
            sentences=np.concatenate([np.zeros(0, np.int32), *self._sentences]),
            dimensions=np.array(self._dimensions),
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
