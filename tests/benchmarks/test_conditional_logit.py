import numpy as np
import pytest

from benchmarks.conditional_logit import fit


def test_the_weights_of_a_case_solved_by_hand() -> None:
    # Two alternatives that differ by 1 in the only feature; the first is right three times of four: without a penalty
    # its odds are 3 to 1, so the weight is log 3.
    examples = [np.array([[1.0], [0.0]])] * 4
    right = [np.array([True, False])] * 3 + [np.array([False, True])]
    assert fit(examples, right, penalty=1e-9) == pytest.approx([np.log(3)], abs=1e-4)


def test_several_alternatives_may_be_right() -> None:
    examples = [np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])]
    weights = fit(examples, [np.array([True, True, False])], penalty=0.1)
    assert weights[0] == pytest.approx(weights[1], abs=1e-5)
    assert weights[0] > 0.5


def test_a_penalty_shrinks_the_weights() -> None:
    examples, right = [np.array([[1.0], [0.0]])] * 4, [np.array([True, False])] * 4
    assert 0 < fit(examples, right, penalty=10.0)[0] < fit(examples, right, penalty=0.1)[0]


def test_examples_that_tell_nothing_are_passed_over() -> None:
    told = [np.array([[1.0], [0.0]]), np.array([[1.0], [0.0]])]
    marks = [np.array([True, False]), np.array([False, True])]
    silent = [np.array([[5.0], [9.0]]), np.array([[5.0], [9.0]])]
    alike = [np.array([True, True]), np.array([False, False])]
    assert fit(told, marks, 1.0) == pytest.approx(fit([*told, *silent], [*marks, *alike], 1.0), abs=1e-6)
    with pytest.raises(ValueError, match="give some"):
        fit(silent, alike, 1.0)
