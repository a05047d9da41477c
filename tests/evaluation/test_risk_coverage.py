from fractions import Fraction

import pytest

from gfa_assistant.evaluation.metrics import Outcome
from gfa_assistant.evaluation.risk_coverage import RiskPoint, auroc, coarse_points, risk_coverage
from tests.evaluation.hand_made import OUTCOMES, outcome
from tests.test_imports import run


def answers(*confidences: float, wrong: tuple[int, ...] = ()) -> list[Outcome]:
    return [outcome(confidence=c, wrong="no" if place in wrong else "") for place, c in enumerate(confidences)]


def test_equal_confidences_are_admitted_together_and_refusals_and_errors_never() -> None:
    curve = risk_coverage(OUTCOMES)
    assert curve.points == (RiskPoint(0.9, 2, 1, 6), RiskPoint(0.8, 3, 1, 6), RiskPoint(0.5, 4, 2, 6))
    assert [(p.coverage, p.risk) for p in curve.points] == [(2 / 6, 1 / 2), (3 / 6, 1 / 3), (4 / 6, 2 / 4)]
    assert curve.in_use == curve.points[-1]
    # Two answers at risk 1/2, one at 1/3, one at 1/2.
    assert curve.aurc == pytest.approx(float((2 * Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 2)) / 4))


@pytest.mark.parametrize(
    ("outcomes", "aurc"),
    [
        pytest.param(answers(0.9, 0.8, 0.7, wrong=(2,)), (0 + 0 + 1 / 3) / 3, id="the wrong one last"),
        pytest.param(answers(0.9, 0.8, 0.7, wrong=(0,)), (1 + 1 / 2 + 1 / 3) / 3, id="the wrong one first"),
        pytest.param(answers(0.7, 0.7, 0.7, wrong=(0,)), 1 / 3, id="no order at all"),
        pytest.param(answers(0.7), 0, id="one right answer"),
        pytest.param([outcome("not_found"), outcome("clarify")], None, id="no answer"),
        pytest.param([], None, id="no case"),
    ],
)
def test_area_counted_by_hand(outcomes: list[Outcome], aurc: float | None) -> None:
    assert risk_coverage(outcomes).aurc == pytest.approx(aurc)


def test_area_does_not_depend_on_the_order_of_the_cases() -> None:
    assert risk_coverage(OUTCOMES) == risk_coverage(OUTCOMES[::-1])


def test_without_answers_there_is_no_point_in_use() -> None:
    assert risk_coverage([outcome("not_found")]).in_use is None


def test_coarse_points_lie_apart_and_end_where_the_curve_ends() -> None:
    points = tuple(RiskPoint(1 - answered / 10, answered, 0, 9) for answered in (1, 2, 4, 5, 8, 9))
    assert [p.answered for p in coarse_points(points, 3)] == [4, 9]
    assert [p.answered for p in coarse_points(points, 4)] == [4, 9]
    assert [p.answered for p in coarse_points(points, 20)] == [9]
    assert coarse_points(points, 1) == points
    assert coarse_points((), 3) == ()


def graded(*cases: tuple[tuple[str, ...], float]) -> list[Outcome]:
    return [outcome(expected=expected, confidence=confidence) for expected, confidence in cases]


def test_auroc_counts_the_pairs_in_the_right_order_and_ties_as_half() -> None:
    answerable = graded((("answered",), 0.9), (("answered", "clarify"), 0.5), (("answered",), 0.2))
    unanswerable = graded((("not_found",), 0.5), (("not_found",), 0.2))
    # 0.9 beats both; 0.5 ties with one and beats one; 0.2 ties with one: 2 + 1.5 + 0.5 of 6 pairs.
    assert auroc([*answerable, *unanswerable]) == pytest.approx(4 / 6)


def test_auroc_leaves_out_what_is_neither_to_be_answered_nor_to_be_refused() -> None:
    unclear = graded((("answered", "not_found"), 0.0), (("clarify",), 0.0))
    pair = graded((("answered",), 0.9), (("not_found",), 0.1))
    assert auroc([*unclear, *pair, outcome(None)]) == 1.0
    assert auroc([*unclear, pair[0]]) is None
    assert auroc([]) is None


def test_neither_measuring_nor_serving_imports_what_only_a_report_needs() -> None:
    for module in ("gfa_assistant.evaluation.runner", "gfa_assistant.answering.assistant"):
        _, modules = run(f"import {module}")
        assert modules & {"sklearn", "matplotlib"} == set()
