"""Writes a `LexicalIndex` passage by passage, for corpora whose terms do not fit into memory at once.

bm25s builds its matrix from lists of all terms of all passages, some 15 KB for each passage. Here the terms go to a
file of their own as they come, and the matrix is written from that in pieces of a bounded size. In memory stay the
vocabulary (each distinct term once, which grows ever more slowly) and 20 bytes for each passage.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import bm25s
import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.lexical import IDS_FILE, NO_TERM, LexicalTokenizer

# bm25s reads an index from files of these names.
_DATA, _INDICES, _STARTS, _VOCABULARY = (
    "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy", "vocab.index.json"
)  # fmt: skip
_PARAMETERS = "params.index.json"
_SPILLED = "terms.tmp"
# One record for each term that a passage holds, and how often.
_ENTRY = np.dtype([("term", "<u4"), ("passage", "<u4"), ("count", "<u4")])
_ENTRIES_AT_ONCE = 1 << 19


class LexicalWriter:
    """Takes passages in the order of the index; `finish` writes what `LexicalIndex.load` reads."""

    def __init__(self, folder: Path, tokenizer: LexicalTokenizer, *, entries_at_once: int = _ENTRIES_AT_ONCE) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._tokenizer = tokenizer
        self._at_once = entries_at_once
        self._vocabulary: dict[str, int] = {}
        self._frequencies = array("l")
        self._lengths = array("l")
        self._spilled: BinaryIO = (folder / _SPILLED).open("wb")
        self._ids = (folder / IDS_FILE).open("w", encoding="utf-8")
        self._ids.write("[")

    def add(self, passages: Iterable[tuple[str, str]]) -> None:
        """Append passages, as (id, text)."""
        for passage_id, text in passages:
            terms = self._tokenizer(text) or [NO_TERM]
            counts = Counter(terms)
            numbers = [self._number(term) for term in counts]
            for number in numbers:
                self._frequencies[number] += 1
            entries = np.zeros(len(counts), _ENTRY)
            entries["term"], entries["count"] = numbers, list(counts.values())
            entries["passage"] = len(self._lengths)
            self._spilled.write(entries.tobytes())
            self._ids.write(f"{', ' if self._lengths else ''}{json.dumps(passage_id)}")
            self._lengths.append(len(terms))

    def finish(self) -> None:
        """Write the matrix; at least one passage must have been added."""
        self._ids.write("]")
        self._ids.close()
        self._spilled.close()
        frequencies = np.array(self._frequencies, np.int64)
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(frequencies)])
        weights, rarity = self._weights(), self._rarity(frequencies)
        with (self._folder / _DATA).open("wb") as data, (self._folder / _INDICES).open("wb") as indices:
            _write_header(data, np.dtype(np.float32), int(starts[-1]))
            _write_header(indices, np.dtype(np.int32), int(starts[-1]))
            for first, last in self._pieces(starts):
                entries = self._entries_of(first, last)
                counts = entries["count"].astype(np.float32)
                scores = rarity[entries["term"]] * (counts / (weights[entries["passage"]] + counts))
                data.write(scores.astype(np.float32).tobytes())
                indices.write(entries["passage"].astype(np.int32).tobytes())
        (self._folder / _SPILLED).unlink()
        self._write_about(starts)

    def close(self) -> None:
        """Close the files, finished or not."""
        self._spilled.close()
        self._ids.close()

    def _number(self, term: str) -> int:
        number = self._vocabulary.setdefault(term, len(self._vocabulary))
        if number == len(self._frequencies):
            self._frequencies.append(0)
        return number

    def _weights(self) -> NDArray[np.float32]:
        """What a term's count is set against in each passage: more in a long one."""
        scorer = bm25s.BM25()
        lengths = np.array(self._lengths, np.float32)
        weights = scorer.k1 * (1 - scorer.b + scorer.b * lengths / lengths.mean())
        return np.asarray(weights, np.float32)

    def _rarity(self, frequencies: NDArray[np.int64]) -> NDArray[np.float32]:
        rarity = np.log(1 + (len(self._lengths) - frequencies + 0.5) / (frequencies + 0.5))
        return np.asarray(rarity, np.float32)

    def _pieces(self, starts: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Ranges of terms, (first, after the last), with as many entries as fit into memory at once."""
        first = 0
        while first < len(starts) - 1:
            last = int(np.searchsorted(starts, starts[first] + self._at_once, "right")) - 1
            last = max(last, first + 1)
            yield first, last
            first = last

    def _entries_of(self, first: int, last: int) -> NDArray[np.void]:
        """The entries of some terms, sorted by term and within one by passage."""
        found = [np.zeros(0, _ENTRY)]
        with (self._folder / _SPILLED).open("rb") as handle:
            while len(part := np.fromfile(handle, _ENTRY, self._at_once)):
                found.append(part[(part["term"] >= first) & (part["term"] < last)])
        entries = np.concatenate(found)
        return entries[np.argsort(entries["term"], kind="stable")]

    def _write_about(self, starts: NDArray[np.int64]) -> None:
        scorer = bm25s.BM25()
        np.save(self._folder / _STARTS, starts)
        vocabulary = {**self._vocabulary, "": len(self._vocabulary)}
        (self._folder / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
        about = {
            "k1": scorer.k1,
            "b": scorer.b,
            "delta": scorer.delta,
            "method": scorer.method,
            "idf_method": scorer.idf_method,
            "dtype": scorer.dtype,
            "int_dtype": scorer.int_dtype,
            "num_docs": len(self._lengths),
            "version": bm25s.__version__,
            "backend": scorer.backend,
        }
        (self._folder / _PARAMETERS).write_text(json.dumps(about, indent=4), encoding="utf-8")


def _write_header(handle: BinaryIO, kind: np.dtype[np.float32] | np.dtype[np.int32], size: int) -> None:
    about = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (size,)}
    np.lib.format.write_array_header_1_0(handle, about)
