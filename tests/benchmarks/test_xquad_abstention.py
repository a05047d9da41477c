"""The measures and features of the abstention benchmark, worked out by hand."""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.xquad_abstention import Separation, false_answer_rate, separation, single_features, table
from benchmarks.xquad_evidence import (
    FEATURES,
    covered,
    features,
    gap,
    rarities,
    shape,
    token_features,
)
from gfa_assistant.indexing.lexical import LexicalIndex, LexicalTokenizer
from gfa_assistant.indexing.token_index import PackedTokens
from gfa_assistant.records import Passage, ScoredPassage
from gfa_assistant.retrieval.late_interaction import Match
from gfa_assistant.retrieval.retriever import Found


def match(
    similarities: Sequence[Sequence[float]], sentences: Sequence[int], spans: Sequence[tuple[int, int]] = ()
) -> Match:
    rows = len(sentences)
    places = spans or [(i, i + 1) for i in range(rows)]
    packed = PackedTokens(
        np.zeros((rows, 1), np.int8),
        np.zeros(rows, np.float32),
        np.array(places, np.int32).reshape(-1, 2),
        np.array(sentences, np.int32),
    )
    cosines = np.array(similarities, np.float32)
    in_sentences = np.stack([cosines[:, packed.sentences == n].max(axis=1) for n in np.unique(sentences)], axis=1)
    weights = np.array([0.75, 0.25], np.float32)
    return Match(cosines, weights, packed, in_sentences, cosines.max(axis=1))


def test_the_false_answer_rate_is_taken_where_enough_answerable_ones_are_answered() -> None:
    answerable = np.arange(1, 21) / 20
    unanswerable = np.array([0.0, 0.05, 0.1, 0.95])
    assert false_answer_rate(answerable, unanswerable, answered=0.95) == 0.5
    assert false_answer_rate(answerable, unanswerable, answered=1.0) == 0.75


def test_separation_of_pooled_scores_and_of_folds() -> None:
    scores, labels = np.array([0.9, 0.5, 0.4, 0.1]), np.array([1, 0, 1, 0])
    found = separation(scores, labels, [np.array([0, 1]), np.array([2, 3])])
    assert found == Separation(pooled=0.75, mean=1.0, false_answers=0.5)


def test_a_single_feature_counts_whichever_way_it_points() -> None:
    there, without = np.zeros((2, len(FEATURES))), np.zeros((2, len(FEATURES)))
    there[:, 3] = -1
    assert single_features(there, without)[:2] == [(FEATURES[3], 1.0), (FEATURES[0], 0.5)]


def test_the_table_judges_the_pooled_figure() -> None:
    row = table({"all": Separation(0.9748, 0.98, 0.123)}, 0.975).splitlines()[-1]
    assert row == "| all | 0.975 | 0.980 | 12.3 % | met (0.975) |"


def test_gap_and_shape_of_scores() -> None:
    values = np.array([3.0, 1.0, 5.0])
    assert gap(values) == -2
    assert shape(values) == pytest.approx([0, 0, 1.632993, 1.224745])


def test_token_features_look_at_the_tokens_that_tell_passages_apart() -> None:
    best = match([[0.5, 0.7], [0.9, 0.2]], [0, 1])
    other = match([[0.8], [0.1]], [0])
    worst, mean, _, anywhere, lost, in_sentence, *_ = token_features([best, other])
    assert [worst, mean, anywhere, lost, in_sentence] == pytest.approx([0.7, 0.8, 0.8, 0.075, 0.5])


def test_rare_words_count_more() -> None:
    rarity = rarities(["elbe", "lang", "elbe"], {"elbe": 0, "lang": 3}.__getitem__, 3)
    assert rarity == pytest.approx({"elbe": np.log(8), "lang": np.log(1 + 0.5 / 3.5)})
    assert covered({"elbe": 3.0, "lang": 1.0}, {"elbe"}) == 0.75
    assert covered({}, set()) == 1


def test_every_feature_has_a_name() -> None:
    texts = {"a": "Die Elbe ist lang.", "b": "Der Brocken ist hoch."}
    hits = tuple(
        ScoredPassage(Passage(key, key, 0, len(text), text, (), None, None), score, score, score, score)
        for (key, text), score in zip(texts.items(), (2.0, 1.0), strict=True)
    )
    matches = {"a": match([[0.9], [0.8]], [0], [(0, 18)]), "b": match([[0.1], [0.2]], [0], [(0, 21)])}
    lexical = LexicalIndex.build(list(texts), list(texts.values()), LexicalTokenizer(lambda _: []))
    values = dict(zip(FEATURES, features(Found(hits, matches), "Wie lang ist die Elbe?", lexical), strict=True))
    assert (values["dense"], values["fused gap"], values["words covered"], values["question words"]) == (2, 1, 1, 2)
