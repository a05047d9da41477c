"""Groups of directions in a plane, whose cosines can be worked out by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from gfa_assistant.feedback.grouping import group_by_meaning, most_central


def directions(*degrees: float) -> NDArray[np.float32]:
    """Rows of length 1 that point into these directions."""
    radians = np.radians(np.array(degrees))
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def groups(vectors: NDArray[np.float32], similarity: float, **options: int) -> list[list[int]]:
    return sorted(group.tolist() for group in group_by_meaning(vectors, similarity, **options))


# cos 10° = 0.985, cos 20° = 0.940, cos 30° = 0.866
@pytest.mark.parametrize(
    ("similarity", "expected"),
    [(0.99, [[0], [1], [2], [3]]), (0.98, [[0, 1], [2], [3]]), (0.9, [[0, 1, 2], [3]]), (-1.0, [[0, 1, 2, 3]])],
)
def test_rows_are_together_whose_average_cosine_is_high_enough(similarity: float, expected: list[list[int]]) -> None:
    assert groups(directions(0, 10, 25, 120), similarity) == expected


@pytest.mark.parametrize(("vectors", "expected"), [(directions(), []), (directions(5), [[0]])], ids=["none", "one"])
def test_few_rows_need_no_comparison(vectors: NDArray[np.float32], expected: list[list[int]]) -> None:
    assert groups(vectors.reshape(-1, 2), 0.9) == expected


def test_past_the_limit_rows_join_the_nearest_group_or_stay_alone() -> None:
    vectors = directions(0, 4, 90, 94, 2, 93, 45)
    assert groups(vectors, 0.95, at_once=4) == [[0, 1, 4], [2, 3, 5], [6]]


def test_central_row_is_the_one_most_like_all_others() -> None:
    vectors = directions(0, 10, 30)
    assert most_central(vectors, np.array([1, 1, 1])) == 1
    assert most_central(vectors, np.array([1, 1, 9])) == 2
