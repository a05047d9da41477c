from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer

TEXTS = {
    "kette": "Eine Präventionskette verbindet Hilfen.",
    "kosten": "Die Teilnahme der Gemeinden ist kostenfrei.",
    "urkunde": "Die Bürgermeisterin unterzeichnet die Partnerurkunde.",
    "leer": "",
}
PIECES = {
    "eine präventionskette verbindet hilfen.": ["▁eine", "▁prävention", "s", "kette", "▁verbinde", "t", "▁hilfen", "."],
    "kette": ["▁kette"],
    "die gemeinde": ["▁die", "▁gemeinde"],
    "quark xyz": ["▁quark", "▁xyz"],
}


def pieces(text: str) -> list[str]:
    return PIECES.get(text, text.split())


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build(list(TEXTS), list(TEXTS.values()), LexicalTokenizer(pieces))


def best(index: LexicalIndex, query: str) -> list[str]:
    """The ids of the passages with a score, best first."""
    scores = index.scores(query)
    return [index.passage_ids[i] for i in np.argsort(-scores) if scores[i] > 0]


def test_terms_are_stems_of_content_words_and_subwords_of_more_than_one_letter() -> None:
    terms = LexicalTokenizer(pieces)("Eine Präventionskette verbindet Hilfen.")
    assert terms == ["=praventionskett", "=verbind", "=hilf", "_prävention", "_kette", "_verbinde", "_hilfen"]


def test_stems_bring_inflected_forms_together_and_keep_their_order() -> None:
    tokenizer = LexicalTokenizer(pieces)
    assert tokenizer.stems("die Gemeinden der Gemeinde, Städte und Stadt") == ["gemeind", "gemeind", "stadt", "stadt"]
    assert tokenizer.stems("und der die das the of") == []


def test_part_of_a_compound_finds_it(index: LexicalIndex) -> None:
    assert best(index, "Kette") == ["kette"]


def test_another_form_of_a_word_finds_it(index: LexicalIndex) -> None:
    assert best(index, "die Gemeinde") == ["kosten"]


@pytest.mark.parametrize("query", ["Quark xyz", "", "und der", "∅"], ids=["unknown", "empty", "stop words", "marker"])
def test_unknown_terms_give_zeros(index: LexicalIndex, query: str) -> None:
    scores = index.scores(query)
    assert scores.dtype == np.float32
    assert_array_equal(scores, np.zeros(4))


def test_frequency_counts_the_passages_that_hold_a_stem(index: LexicalIndex) -> None:
    twice = LexicalIndex.build(["a", "b", "c"], ["Stadt Stadt", "Städte", "Land"], LexicalTokenizer(pieces))
    assert [twice.frequency(stem) for stem in ("stadt", "land", "fluss")] == [2, 1, 0]
    assert index.frequency("gemeind") == 1


def test_saved_and_loaded_index_scores_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", LexicalTokenizer(pieces))
    assert loaded.passage_ids == index.passage_ids == tuple(TEXTS)
    for query in ("Kette", "die Gemeinde", "Partnerurkunde unterzeichnet", "Quark xyz"):
        assert_array_equal(loaded.scores(query), index.scores(query))
    assert loaded.frequency("gemeind") == 1


@pytest.mark.model
def test_subwords_of_the_model_split_compounds(onnx_encoder: Encoder) -> None:
    tokenizer = LexicalTokenizer(onnx_encoder.tokenize)
    texts = ["Partnerurkunde", "Gesundheitsförderung", "Teilnahmebeitrag"]
    index = LexicalIndex.build(texts, texts, tokenizer)
    assert [best(index, query) for query in ("Urkunde", "FÖRDERUNG", "beitrag")] == [[text] for text in texts]
