import numpy as np
import pytest
from numpy.testing import assert_allclose

from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.token_index import PackedTokens, pack
from gfa_assistant.retrieval.late_interaction import match_passages

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]
# The question's two tokens.
QUESTION = np.array([EAST, NORTH], np.float32)


def packed(text: str, *vectors: list[float]) -> PackedTokens:
    """A text of one-letter tokens with a blank or an end of sentence between them."""
    spans = tuple((i, i + 1) for i, char in enumerate(text) if char.isalpha())
    assert len(spans) == len(vectors)
    return pack(TokenVectors(np.array(vectors, np.float32), spans), text)


def test_a_token_weighs_as_much_as_its_best_matches_differ() -> None:
    # East is met wholly everywhere, north only in the second passage: north alone tells them apart.
    first, second = match_passages(QUESTION, [packed("A", EAST), packed("A B", EAST, NORTH)])
    assert_allclose(first.weights, [0, 1])
    assert (first.passage_score, second.passage_score) == (0, 1)


def test_scores_by_hand() -> None:
    # Best matches of east: 1 and 0.6; of north: 0 and 0.8. Spreads 0.2 and 0.4, so weights 1/3 and 2/3.
    first, second = match_passages(QUESTION, [packed("A", EAST), packed("A", [0.6, 0.8])])
    assert_allclose(first.weights, [1 / 3, 2 / 3], atol=0.01)
    assert first.passage_score == pytest.approx(1 / 3, abs=0.01)
    assert second.passage_score == pytest.approx(1 / 3 * 0.6 + 2 / 3 * 0.8, abs=0.01)


def test_tokens_alike_in_every_passage_weigh_the_same() -> None:
    (only,) = match_passages(QUESTION, [packed("A", EAST)])
    assert only.weights.tolist() == [0.5, 0.5]
    assert only.passage_score == 0.5


def test_a_sentence_is_judged_alone() -> None:
    together, apart, _ = match_passages(
        QUESTION, [packed("A B.", EAST, NORTH), packed("A.\nB.", EAST, NORTH), packed("A", [-1.0, 0.0])]
    )
    assert together.passage_score == apart.passage_score == pytest.approx(1)
    assert together.sentence_score == pytest.approx(1)
    assert apart.sentence_score == pytest.approx(0.5)


def test_a_span_holds_the_tokens_that_stand_in_it() -> None:
    match, _ = match_passages(QUESTION, [packed("A B", EAST, NORTH), packed("A", [-1.0, 0.0])])
    spans = [(0, 1), (2, 3), (0, 3), (1, 2), (7, 9)]
    assert match.span_maxima(spans).T.tolist() == [[1, 0], [0, 1], [1, 1], [0, 0], [0, 0]]
    assert match.span_maxima([]).shape == (2, 0)


def test_a_passage_without_tokens_scores_nothing() -> None:
    empty, full = match_passages(
        QUESTION, [pack(TokenVectors(np.zeros((0, 2), np.float32), ()), ""), packed("A", EAST)]
    )
    assert (empty.passage_score, empty.sentence_score) == (0, 0)
    assert empty.span_maxima([(0, 9)]).tolist() == [[0], [0]]
    assert full.passage_score == 1
    assert match_passages(QUESTION, []) == []


def test_negative_cosines_count_as_no_match() -> None:
    match, _ = match_passages(QUESTION, [packed("A", [-1.0, 0.0]), packed("B", EAST)])
    assert match.passage_score == 0
