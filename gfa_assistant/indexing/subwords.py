"""Splits texts into the model's subwords, and reads of a large vocabulary only what a text can be split into."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Encoding, Tokenizer, models

from gfa_assistant.indexing.kept import Kept

TOKENIZER, VOCABULARY, PIECES, ENTRIES = "tokenizer.json", "vocabulary.json", "pieces.npy", "entries.npy"
_ENTRY = np.dtype([("id", "<i4"), ("score", "<f8")])
# The parts of a unigram model that `move_vocabulary` knows; with others a part of the pieces may split differently.
_MODEL_KEYS = {"type", "unk_id", "vocab", "byte_fallback"}
# Not a character, so that no text holds it.
_NOWHERE = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Subwords:
    """A text as the model reads it: of each token its id, its (start, end) in the text and whether it is special."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    special: Sequence[int]


class SubwordTokenizer:
    """The tokenizer in a folder's `tokenizer.json`, and in what `move_vocabulary` made of it.

    Of a text's splits into unigram pieces the likeliest is taken. It is made of pieces that stand in the text, so a
    vocabulary of only these gives the same one, without the tree that the tokenizers library makes of all 250,000
    pieces of a multilingual model, in most of a second and some hundred MB.
    """

    def __init__(self, folder: Path) -> None:
        self._json = (folder / TOKENIZER).read_text(encoding="utf-8")
        self._tokenizer = Tokenizer.from_str(self._json)
        self._vocabulary = _Vocabulary(folder) if (folder / VOCABULARY).exists() else None
        if self._vocabulary:
            # With no piece that could occur, each word comes out as one token.
            self._tokenizer.model = models.Unigram([(_NOWHERE, 0.0)], unk_id=0)

    def count(self, texts: Sequence[str]) -> list[int]:
        """The number of subwords of each text, without special tokens."""
        return [len(encoding) for encoding in self._split(texts)[0]]

    def tokens(self, text: str) -> list[str]:
        """The text's subwords, without special tokens."""
        (encoding,) = self._split([text])[0]
        tokens: list[str] = encoding.tokens
        return tokens

    def encode(self, texts: Sequence[str], longest: int) -> list[Subwords]:
        """Each text with special tokens around it, cut after `longest` of its own tokens."""
        encodings, ids = self._split(texts)
        return [self._finish(encoding, ids, longest) for encoding in encodings]

    def _split(self, texts: Sequence[str]) -> tuple[list[Encoding], list[int] | None]:
        """Encode without special tokens; what is second gives the model's ids for those in the encodings."""
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        if self._vocabulary is None:
            return encodings, None
        model, ids = self._vocabulary.part({word for encoding in encodings for word in encoding.tokens})
        tokenizer = Tokenizer.from_str(self._json)
        tokenizer.model = model
        return tokenizer.encode_batch(list(texts), add_special_tokens=False), ids

    def _finish(self, encoding: Encoding, ids: list[int] | None, longest: int) -> Subwords:
        # Here and not by the tokenizer's own setting, which would also cut what is counted.
        encoding.truncate(longest)
        encoding = self._tokenizer.post_process(encoding)
        special = encoding.special_tokens_mask
        if ids is None:
            return Subwords(encoding.ids, encoding.offsets, special)
        # The tokens around the text have the model's ids already.
        whole = [i if mark else ids[i] for i, mark in zip(encoding.ids, special, strict=True)]
        return Subwords(whole, encoding.offsets, special)


class _Vocabulary:
    """All pieces, in a sorted array that stays in its file and is mapped into memory."""

    def __init__(self, folder: Path) -> None:
        description = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        self._always: list[tuple[str, int, float]] = [tuple(entry) for entry in description["always"]]
        self._unk: int = description["unk"]
        self._longest: int = description["longest"]
        # Plain views, since memmap's own indexing takes several times as long.
        self._pieces = np.load(folder / PIECES, mmap_mode="r").view(np.ndarray)
        self._entries = np.load(folder / ENTRIES, mmap_mode="r").view(np.ndarray)
        self._pieces_of = Kept(self._read)

    def part(self, words: Iterable[str]) -> tuple[models.Unigram, list[int]]:
        """A model of the pieces that stand in the words, and what id each of its ids is in the whole vocabulary."""
        found = {piece: entry for pieces in self._pieces_of(list(words)).values() for piece, entry in pieces.items()}
        for piece, _, _ in self._always:
            found.pop(piece, None)
        part = [*self._always, *((piece, i, score) for piece, (i, score) in found.items())]
        return models.Unigram([(piece, score) for piece, _, score in part], unk_id=self._unk), [i for _, i, _ in part]

    def _read(self, words: Sequence[str]) -> dict[str, dict[str, tuple[int, float]]]:
        """The pieces that stand in each word, with id and score."""
        parts = {
            word: {
                word[begin:end]
                for begin in range(len(word))
                for end in range(begin + 1, min(begin + self._longest, len(word)) + 1)
            }
            for word in words
        }
        known = self._find(set().union(*parts.values()))
        return {word: {part: known[part] for part in there if part in known} for word, there in parts.items()}

    def _find(self, candidates: Collection[str]) -> dict[str, tuple[int, float]]:
        """Those candidates that are pieces, with id and score."""
        # The array would cut a longer one, and drop NUL at an end.
        distinct = [c for c in (c.encode() for c in candidates) if len(c) <= self._pieces.itemsize and b"\0" not in c]
        wanted = np.array(distinct, dtype=self._pieces.dtype)
        at = np.minimum(np.searchsorted(self._pieces, wanted), len(self._pieces) - 1)
        hits = np.flatnonzero(self._pieces[at] == wanted)
        entries: list[tuple[int, float]] = self._entries[at[hits]].tolist()
        return {distinct[hit].decode(): entry for hit, entry in zip(hits, entries, strict=True)}


def move_vocabulary(folder: Path) -> None:
    """Move the pieces of a unigram tokenizer out of the folder's `tokenizer.json`; leave any other as it is.

    Raises:
        OSError: the folder cannot be written.
    """
    data = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
    model = data["model"]
    if not _can_move(data):
        return
    pieces = [(piece, i, score) for i, (piece, score) in enumerate(model["vocab"])]
    added = {token["content"] for token in data["added_tokens"]}
    # What no piece covers is worth a fixed amount less than the unlikeliest piece.
    lowest = min(pieces, key=lambda entry: entry[2])
    always = [entry for entry in pieces if entry[0] in added or entry == lowest]
    unk = next(n for n, (_, i, _) in enumerate(always) if i == model["unk_id"])
    encoded = np.array([piece.encode() for piece, _, _ in pieces])
    order = np.argsort(encoded)
    np.save(folder / PIECES, encoded[order])
    np.save(folder / ENTRIES, np.array([(i, score) for _, i, score in pieces], dtype=_ENTRY)[order])
    model["vocab"], model["unk_id"] = [(piece, score) for piece, _, score in always], unk
    (folder / TOKENIZER).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    longest = max(len(piece) for piece, _, _ in pieces)
    description = {"always": always, "unk": unk, "longest": longest}
    (folder / VOCABULARY).write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")


def _can_move(data: dict[str, Any]) -> bool:
    model = data["model"]
    if model["type"] != "Unigram" or model.keys() - _MODEL_KEYS or model.get("byte_fallback"):
        return False
    pieces = [piece for piece, _ in model["vocab"]]
    added = {token["content"] for token in data["added_tokens"]}
    return (
        len(set(pieces)) == len(pieces)
        and not any("\0" in piece or not piece for piece in pieces)
        # Those that are not have ids of their own.
        and added <= set(pieces)
        and model["unk_id"] is not None
        and pieces[model["unk_id"]] in added
    )
