"""Scores of groups, worked out by hand."""

import numpy as np
import pytest

from benchmarks.gap_grouping import b_cubed, labels_of


def test_questions_take_the_number_of_their_group() -> None:
    assert labels_of([np.array([2, 0]), np.array([1])], 3).tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [([0, 0, 1], 1.0, 1.0), ([0, 1, 2], 1.0, (0.5 + 0.5 + 1) / 3), ([0, 0, 0], (2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0)],
    ids=["as they should be", "each alone", "all together"],
)
def test_precision_and_recall_are_means_over_the_questions(found: list[int], precision: float, recall: float) -> None:
    f1 = 2 * precision * recall / (precision + recall)
    assert b_cubed(np.array(found), np.array([5, 5, 7])) == pytest.approx((precision, recall, f1))
