from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.token_index import PackedTokens, TokenIndex, TokenWriter, pack

TEXT = "Ziele\nWir lernen. Alle Menschen!"


def tokens(text: str, seed: int = 1) -> TokenVectors:
    spans = []
    for word in text.replace("\n", " ").split():
        start = text.index(word, spans[-1][1] if spans else 0)
        spans.append((start, start + len(word)))
    vectors = np.random.default_rng(seed).normal(size=(len(spans), 8)).astype(np.float32)
    return TokenVectors(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), tuple(spans))


def same(a: PackedTokens, b: PackedTokens) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in ("codes", "scales", "spans", "sentences"))


def test_a_byte_a_dimension_keeps_the_direction() -> None:
    given = tokens(TEXT)
    packed = pack(given, TEXT)
    assert packed.codes.dtype == np.int8
    assert np.abs(packed.codes).max(axis=1).tolist() == [127] * 5
    assert_allclose((packed.vectors() * given.vectors).sum(axis=1), 1, atol=5e-3)
    assert_array_equal(packed.spans, given.spans)


def test_each_line_and_sentence_is_numbered() -> None:
    assert pack(tokens(TEXT), TEXT).sentences.tolist() == [0, 1, 1, 2, 2]


def test_what_is_written_is_read_whatever_the_order(tmp_path: Path) -> None:
    texts = {"a": "eins zwei", "b": "drei", "c": ""}
    packed = {text: pack(tokens(text, seed), text) for seed, text in enumerate(texts.values()) if text}
    packed[""] = pack(TokenVectors(np.zeros((0, 8), np.float32), ()), "")
    writer = TokenWriter(tmp_path / "tokens", 8)
    writer.add({"drei": packed["drei"]})
    writer.add({"": packed[""], "eins zwei": packed["eins zwei"]})
    writer.finish(["a", "b", "again", "c"], ["eins zwei", "drei", "drei", ""])
    index = TokenIndex(tmp_path / "tokens")
    assert same(index["a"], packed["eins zwei"])
    assert same(index["b"], packed["drei"])
    assert same(index["again"], packed["drei"])
    assert same(index["c"], packed[""])
    assert "a" in index
    assert "x" not in index
    found = index.of_text("drei")
    assert found is not None
    assert same(found, packed["drei"])
    assert index.of_text("vier") is None


def test_an_index_without_tokens_opens(tmp_path: Path) -> None:
    writer = TokenWriter(tmp_path / "tokens", 8)
    writer.add({"": pack(TokenVectors(np.zeros((0, 8), np.float32), ()), "")})
    writer.finish(["a"], [""])
    assert len(TokenIndex(tmp_path / "tokens")["a"].codes) == 0


def test_a_text_never_added_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        TokenWriter(tmp_path / "tokens", 8).finish(["a"], ["fehlt"])


def test_a_shortened_file_is_refused(tmp_path: Path) -> None:
    writer = TokenWriter(tmp_path / "tokens", 8)
    writer.add({TEXT: pack(tokens(TEXT), TEXT)})
    writer.finish(["a"], [TEXT])
    (tmp_path / "tokens" / "vectors.i8").write_bytes(b"123")
    with pytest.raises(ValueError, match="mmap"):
        TokenIndex(tmp_path / "tokens")
