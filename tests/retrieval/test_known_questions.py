"""Known questions near to the one asked, with vectors of two dimensions made by hand."""

import numpy as np
import pytest

from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import KnownQuestion
from gfa_assistant.retrieval.known_questions import KnownQuestions, Metric, load_metric

JOINING = KnownQuestion("Wie treten wir bei?", "statement", (("guide", 10, 20), ("facts", 0, 5)))
STEPS = KnownQuestion("Welche Schritte gibt es?", "list", (("guide", 30, 40),))
PHONE = KnownQuestion("Welche Nummer hat die KGC?", "office")
PRICE = KnownQuestion("Was kostet eine Präventionskette?", "unanswered")
QUESTIONS = (JOINING, STEPS, PHONE, PRICE)
PASSAGES = (("p1", "p3"), ("p2",), (), ())
VECTORS = np.array([[1.0, 0.0], [0.8, 0.6], [-1.0, 0.0], [0.0, -1.0]], np.float32)
COVERED = frozenset({"guide", "facts"})
BANK = QuestionBank(QUESTIONS, PASSAGES, COVERED, VECTORS)
PLAIN = Metric("model", np.zeros(2, np.float32), np.eye(2, dtype=np.float32))


def test_the_nearest_vote_most() -> None:
    near = KnownQuestions(BANK, PLAIN, "model").nearest(np.array([1.0, 0.0], np.float32))
    assert near is not None
    assert near.order.tolist() == [0, 1, 3, 2]
    shares = np.exp((np.array([1.0, 0.8, -1.0, 0.0]) - 1) / 0.05)
    assert near.votes == pytest.approx(shares / shares.sum(), rel=1e-5)
    assert near.of_forms("statement") == pytest.approx((near.votes[0], 1.0))
    assert near.of_forms("statement", "list") == pytest.approx((near.votes[0] + near.votes[1], 1.0))
    assert near.of_forms("unanswered") == pytest.approx((near.votes[3], 0.0))
    assert near.passages(1) == ("p1", "p3")
    assert near.passages(4) == ("p1", "p3", "p2")


def test_what_a_place_answers() -> None:
    known = KnownQuestions(BANK, PLAIN, "model")
    assert known.answered_by("guide", 0, 11).tolist() == [0]
    assert known.answered_by("guide", 0, 10).tolist() == []
    assert known.answered_by("guide", 15, 35).tolist() == [0, 1]
    assert known.answered_by("elsewhere", 0, 99).tolist() == []
    assert [known.covers(name) for name in ("guide", "facts", "elsewhere")] == [True, True, False]
    near = known.nearest(np.array([0.8, 0.6], np.float32))
    assert near is not None
    assert near.of(known.answered_by("guide", 30, 40)) == pytest.approx((near.votes[1], 1.0))
    assert near.of(known.answered_by("elsewhere", 0, 99)) == (0.0, 0.0)


def test_the_map_moves_questions_apart() -> None:
    # Under it only the second dimension counts: the question of the steps is now as far as that of the price is near.
    metric = Metric("model", np.array([0.0, 0.2], np.float32), np.diag([0.0, 1.0]).astype(np.float32))
    assert metric.apply(VECTORS).tolist() == [[0, -1], [0, 1], [0, -1], [0, -1]]
    near = KnownQuestions(BANK, metric, "model").nearest(np.array([0.8, 0.6], np.float32))
    assert near is not None
    assert near.cosines.tolist() == [-1, 1, -1, -1]


def test_only_so_many_vote() -> None:
    many = tuple(KnownQuestion(f"Frage {i}?", "unanswered") for i in range(50))
    angles = np.linspace(0, 1, 50)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    near = KnownQuestions(QuestionBank(many, ((),) * 50, frozenset(), vectors), PLAIN, "model").nearest(vectors[0])
    assert near is not None
    assert near.order.tolist() == list(range(20))
    assert np.flatnonzero(near.votes).tolist() == list(range(20))
    assert near.votes.sum() == pytest.approx(1)


@pytest.mark.parametrize("model", ["model", "another"])
def test_without_questions_or_with_another_model_there_is_nobody_near(model: str) -> None:
    empty = QuestionBank((), (), frozenset(), np.zeros((0, 2), np.float32))
    known = KnownQuestions(empty if model == "model" else BANK, PLAIN, model)
    assert known.nearest(np.array([1.0, 0.0], np.float32)) is None
    assert not known.covers("guide")
    assert known.answered_by("guide", 0, 99).tolist() in ([], [0, 1])


def test_the_map_of_the_package_fits_the_default_model() -> None:
    metric = load_metric()
    assert metric.model == "intfloat/multilingual-e5-small"
    assert (metric.mean.shape, metric.matrix.shape) == ((384,), (384, 384))
    assert np.isfinite(metric.matrix).all()
