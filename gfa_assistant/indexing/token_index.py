"""The passages' contextual token vectors on disk, for late interaction (ColBERT, Khattab and Zaharia 2020).

One byte a dimension: on XQuAD-de it ranks as 32-bit floats do (benchmarks/retrieval_variants.py), in a quarter of the
space. The file is mapped, not read, so that memory does not grow with the corpus.
"""

import hashlib
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.sentences import sentence_spans

# The folder of a generation that holds them.
TOKENS = "tokens"
_VECTORS, _PLACES, _PASSAGES, _SIZES = "vectors.i8", "places.bin", "passages.bin", "sizes.json"
_STEPS = 127
# One record for each token, in the order of the vectors, and one for each passage.
_PLACE = np.dtype([("scale", "<f4"), ("start", "<i4"), ("end", "<i4"), ("sentence", "<i4")])
_ID_BYTES = 16
_PASSAGE = np.dtype([("id", f"S{_ID_BYTES}"), ("digest", "S16"), ("first", "<i8"), ("tokens", "<i4")])


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
        size, dimensions = _sizes(folder)
        self._passages = np.fromfile(folder / _PASSAGES, _PASSAGE)
        self._rows = {key.decode(): row for row, key in enumerate(self._passages["id"].tolist())}
        self._codes = _mapped(folder / _VECTORS, np.dtype(np.int8), (size, dimensions))
        self._places = _mapped(folder / _PLACES, _PLACE, (size,))

    def __contains__(self, passage_id: str) -> bool:
        return passage_id in self._rows

    def __getitem__(self, passage_id: str) -> PackedTokens:
        _, _, first, tokens = self._passages[self._rows[passage_id]].tolist()
        part = slice(first, first + tokens)
        return _packed(self._codes[part], self._places[part])


class TokensByText:
    """The token vectors of one generation by the text they were made from, for the next one.

    They are read, not mapped: pages of a mapped file count as this process's memory.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        _, self._dimensions = _sizes(folder)
        passages = np.fromfile(folder / _PASSAGES, _PASSAGE)
        self._passages = passages[np.argsort(passages["digest"], kind="stable")]

    def __call__(self, embedded_text: str) -> tuple[str, PackedTokens] | None:
        """Return the first passage with an equal embedded text, and its token vectors; None where there is none.

        Raises:
            OSError, ValueError: the files are gone or damaged.
        """
        digest = np.bytes_(_digest(embedded_text))
        row = int(np.searchsorted(self._passages["digest"], digest))
        if row == len(self._passages) or self._passages["digest"][row] != digest:
            return None
        key, _, first, tokens = self._passages[row].tolist()
        size = tokens * self._dimensions
        codes = np.fromfile(self._folder / _VECTORS, np.int8, size, offset=first * self._dimensions)
        places = np.fromfile(self._folder / _PLACES, _PLACE, tokens, offset=first * _PLACE.itemsize)
        if len(codes) != size or len(places) != tokens:
            raise ValueError("token vectors are missing")
        return key.decode(), _packed(codes.reshape(tokens, self._dimensions), places)


class TokenWriter:
    """Writes a `TokenIndex`: the vectors of texts as they come, then the passages with these texts.

    All goes to disk at once; what stays in memory are some 150 bytes for each text.
    """

    def __init__(self, folder: Path, dimensions: int) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._dimensions = dimensions
        self._size = 0
        self._passages = 0
        self._numbers: dict[bytes, int] = {}
        # For each text: its first token, how many it has, and the number of the first passage with it.
        self._firsts, self._tokens, self._holders = array("q"), array("l"), array("q")

    def add(self, packed: Mapping[str, PackedTokens]) -> None:
        """Append the vectors of these embedded texts."""
        with (self._folder / _VECTORS).open("ab") as vectors, (self._folder / _PLACES).open("ab") as places:
            for text, tokens in packed.items():
                vectors.write(np.ascontiguousarray(tokens.codes).tobytes())
                places.write(_places_of(tokens).tobytes())
                self._numbers[_digest(text)] = len(self._firsts)
                self._firsts.append(self._size)
                self._tokens.append(len(tokens.codes))
                self._holders.append(-1)
                self._size += len(tokens.codes)

    def place(self, passages: Iterable[tuple[str, str]]) -> None:
        """Append passages, as (id, embedded text); the vectors of every text must have been added.

        Raises:
            KeyError: a text was never added; ValueError: an id is longer than 16 bytes.
        """
        rows: list[tuple[bytes, bytes, int, int]] = []
        for passage_id, text in passages:
            key, digest = passage_id.encode(), _digest(text)
            if len(key) > _ID_BYTES:
                raise ValueError(f"the passage id {passage_id!r} is longer than {_ID_BYTES} bytes")
            number = self._numbers[digest]
            if self._holders[number] < 0:
                self._holders[number] = self._passages + len(rows)
            rows.append((key, digest, self._firsts[number], self._tokens[number]))
        with (self._folder / _PASSAGES).open("ab") as handle:
            handle.write(np.array(rows, _PASSAGE).tobytes())
        self._passages += len(rows)

    def holder(self, embedded_text: str) -> str | None:
        """Return the id of the first passage placed with this text."""
        number = self._numbers.get(_digest(embedded_text))
        if number is None or self._holders[number] < 0:
            return None
        (key,) = np.fromfile(self._folder / _PASSAGES, _PASSAGE, 1, offset=self._holders[number] * _PASSAGE.itemsize)[
            "id"
        ].tolist()
        return str(key.decode())

    def finish(self) -> None:
        """Write how much there is: without it the folder is no index."""
        for name in (_VECTORS, _PLACES, _PASSAGES):
            (self._folder / name).touch()
        sizes = {"tokens": self._size, "dimensions": self._dimensions}
        (self._folder / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")


def _sizes(folder: Path) -> tuple[int, int]:
    sizes = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
    return int(sizes["tokens"]), int(sizes["dimensions"])


def _mapped(path: Path, kind: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    # An empty file cannot be mapped.
    return np.memmap(path, kind, "r", shape=shape).view(np.ndarray) if shape[0] else np.zeros(shape, kind)


def _packed(codes: NDArray[np.int8], places: NDArray[Any]) -> PackedTokens:
    spans = np.stack([places["start"], places["end"]], axis=1)
    return PackedTokens(codes, places["scale"].copy(), spans, places["sentence"].copy())


def _places_of(tokens: PackedTokens) -> NDArray[Any]:
    places = np.zeros(len(tokens.codes), _PLACE)
    places["scale"], places["sentence"] = tokens.scales, tokens.sentences
    places["start"], places["end"] = tokens.spans[:, 0], tokens.spans[:, 1]
    return places


def _digest(text: str) -> bytes:
    # Without the zero bytes that numpy would strip from its end.
    return hashlib.sha256(text.encode()).digest()[:16].rstrip(b"\0")
