"""The variants' ranking is the retriever's, worked out by hand."""

import dataclasses

import numpy as np
import pytest

from benchmarks.retrieval_variants import grid_table, variants_table
from benchmarks.xquad_data import Question
from benchmarks.xquad_scores import Corpus, Scored, Variant, rank_gold, token_weights
from gfa_assistant.indexing.token_index import PackedTokens
from gfa_assistant.retrieval.late_interaction import match_passages
from gfa_assistant.retrieval.retriever import Weights

WEIGHTS = Weights(dense=1, lexical=0, first=0.1, passage=1, sentence=0.5)


@pytest.fixture
def corpus() -> Corpus:
    """Two passages: the first of two sentences of a token each, the second of one."""
    empty = np.zeros((0, 2), np.float32)
    return Corpus(("p000", "p001"), empty, empty, np.array([0, 1, 2]), np.array([0, 2]))


@pytest.fixture
def scored() -> Scored:
    """Dense prefers the first passage, the tokens the second, which holds the answer."""
    question = Question("a", "?", "p001", 0, ("x",))
    maxima = np.array([[0.1, 0.2, 0.9], [0.5, 0.5, 0.5]], np.float32)
    return Scored(question, np.array([0.9, 0.8]), np.array([0.0, 0.0]), maxima)


def test_late_interaction_re_ranks_what_is_re_scored(corpus: Corpus, scored: Scored) -> None:
    assert rank_gold(corpus, scored, Variant(WEIGHTS, rescored=0)) == 2
    assert rank_gold(corpus, scored, Variant(WEIGHTS)) == 1
    assert rank_gold(corpus, scored, Variant(WEIGHTS, rescored=1)) is None


def test_tokens_weigh_as_in_the_retriever() -> None:
    maxima = np.array([[0.2, 0.9], [0.5, 0.5]], np.float32)
    assert token_weights(maxima).tolist() == [1, 0]
    packed = [
        PackedTokens(np.array([[127, 0]], np.int8), np.array([s / 127], np.float32), np.array([[0, 1]]), np.array([0]))
        for s in (0.2, 0.9)
    ]
    question = np.array([[1, 0], [0, 1]], np.float32)
    assert match_passages(question, packed)[0].weights.tolist() == pytest.approx([1, 0])


def test_the_tables_mark_the_retrievers_own_point(corpus: Corpus, scored: Scored) -> None:
    odd = dataclasses.replace(scored, question=dataclasses.replace(scored.question, article=1))
    assert "| 30 re-scored (ours) | 1.000 | 1.000 | 1.000 |" in variants_table([scored], corpus, WEIGHTS)
    rows = grid_table([scored, odd], corpus, WEIGHTS).splitlines()
    assert sum("**(ours" in row for row in rows) == 1
