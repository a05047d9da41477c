from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.token_index import PackedTokens, TokenIndex, TokensByText, TokenWriter, pack

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
    assert writer.holder("drei") is None
    writer.add({"drei": packed["drei"]})
    writer.place([("b", "drei")])
    writer.add({"": packed[""], "eins zwei": packed["eins zwei"]})
    assert writer.holder("eins zwei") is None
    writer.place([("a", "eins zwei"), ("again", "drei"), ("c", "")])
    writer.finish()
    assert [writer.holder(text) for text in ("eins zwei", "drei", "", "vier")] == ["a", "b", "c", None]
    index = TokenIndex(tmp_path / "tokens")
    assert same(index["a"], packed["eins zwei"])
    assert same(index["b"], packed["drei"])
    assert same(index["again"], packed["drei"])
    assert same(index["c"], packed[""])
    assert "a" in index
    assert "x" not in index
    by_text = TokensByText(tmp_path / "tokens")
    for holder, text in (("a", "eins zwei"), ("b", "drei"), ("c", "")):
        found = by_text(text)
        assert found is not None
        assert found[0] == holder
        assert same(found[1], packed[text])
    assert by_text("vier") is None


def test_an_index_without_tokens_opens(tmp_path: Path) -> None:
    writer = TokenWriter(tmp_path / "tokens", 8)
    writer.add({"": pack(TokenVectors(np.zeros((0, 8), np.float32), ()), "")})
    writer.place([("a", "")])
    writer.finish()
    assert TokenIndex(tmp_path / "tokens")["a"].codes.shape == (0, 8)
    found = TokensByText(tmp_path / "tokens")("")
    assert found is not None
    assert found[1].codes.shape == (0, 8)


def test_a_text_never_added_and_an_id_too_long_are_errors(tmp_path: Path) -> None:
    writer = TokenWriter(tmp_path / "tokens", 8)
    with pytest.raises(KeyError):
        writer.place([("a", "fehlt")])
    writer.add({TEXT: pack(tokens(TEXT), TEXT)})
    with pytest.raises(ValueError, match="longer than 16 bytes"):
        writer.place([("a" * 17, TEXT)])


def test_a_shortened_or_unfinished_folder_is_refused(tmp_path: Path) -> None:
    writer = TokenWriter(tmp_path / "tokens", 8)
    writer.add({TEXT: pack(tokens(TEXT), TEXT)})
    writer.place([("a", TEXT)])
    with pytest.raises(FileNotFoundError):
        TokenIndex(tmp_path / "tokens")
    writer.finish()
    (tmp_path / "tokens" / "vectors.i8").write_bytes(b"123")
    with pytest.raises(ValueError, match="mmap"):
        TokenIndex(tmp_path / "tokens")
    with pytest.raises(ValueError, match="token vectors are missing"):
        TokensByText(tmp_path / "tokens")(TEXT)
