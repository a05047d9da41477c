"""Ranks, measures and the table of the retrieval benchmark, worked out by hand."""

import pytest

from benchmarks.xquad_retrieval import METHODS, rank_of, recall, reciprocal_rank, scores, table, verdict


@pytest.mark.parametrize(
    ("documents", "rank"),
    [(["a", "b"], 1), (["b", "b", "a"], 2), (["b", "c"], None), ([], None)],
    ids=["first", "after two passages of one document", "not found", "nothing found"],
)
def test_rank_counts_documents_not_passages(documents: list[str], rank: int | None) -> None:
    assert rank_of("a", documents) == rank


def test_recall_and_reciprocal_rank() -> None:
    ranks = [1, 2, 11, None]
    assert [recall(ranks, 1), recall(ranks, 5), reciprocal_rank(ranks)] == [0.25, 0.5, 0.375]
    assert scores(ranks) == {"R@1": 0.25, "R@5": 0.5, "MRR@10": 0.375}


@pytest.mark.parametrize(
    ("language", "r1", "mrr", "said"),
    [
        ("de", 0.9597, 0.9759, "met (0.960 / 0.976)"),
        ("de", 0.97, 0.975, "missed (0.960 / 0.976)"),
        ("en", 0.879, 0.99, "missed (0.880)"),
        ("tr", 0.78, 0.0, "met (0.780)"),
    ],
)
def test_a_target_is_met_to_the_digits_shown(language: str, r1: float, mrr: float, said: str) -> None:
    assert verdict(language, {"R@1": r1, "MRR@10": mrr}) == said


def test_the_table_judges_ours_alone() -> None:
    values = {"R@1": 0.5, "R@5": 0.75, "MRR@10": 0.625}
    assert table({"en": dict.fromkeys(METHODS, values)}).splitlines()[2:] == [
        "| en | dense only | 0.500 | 0.750 | 0.625 |  |",
        "| en | without late interaction | 0.500 | 0.750 | 0.625 |  |",
        "| en | ours | 0.500 | 0.750 | 0.625 | missed (0.880) |",
    ]
