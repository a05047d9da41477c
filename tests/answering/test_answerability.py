from dataclasses import replace

import numpy as np
import pytest

from gfa_assistant.answering.answerability import (
    KNOWN,
    NAMES,
    Model,
    answer_probability,
    judge,
    load_model,
)
from gfa_assistant.answering.assistant import Assistant

pytestmark = pytest.mark.model


def model(intercept: float, **weights: float) -> Model:
    by_name = np.array([weights.get(name, 0.0) for name in NAMES])
    return Model(np.zeros(len(NAMES)), np.ones(len(NAMES)), by_name, intercept)


def test_scores_by_hand() -> None:
    given = replace(model(-1.0, span_late=2.0), mean=np.full(len(NAMES), 0.5), scale=np.full(len(NAMES), 0.25))
    features = np.full((2, len(NAMES)), 0.5)
    features[1, NAMES.index("span_late")] = 1.0
    assert given.scores(features).tolist() == [-1.0, 3.0]


def test_the_probability_is_what_the_refusal_leaves() -> None:
    assert answer_probability(np.array([])) == 0
    assert answer_probability(np.array([0.0, 0.0, 0.0])) == pytest.approx(0.75)
    assert answer_probability(np.array([np.log(3.0), np.log(5.0)])) == pytest.approx(8 / 9)
    # Far beyond what a float's exponential holds.
    assert answer_probability(np.array([1000.0, -1000.0])) == 1
    assert answer_probability(np.array([-1000.0])) == 0


def test_every_feature_has_a_weight_and_none_twice() -> None:
    fitted = load_model()
    assert len(set(NAMES)) == len(NAMES) == len(fitted.weights) == len(fitted.mean) == len(fitted.scale)
    assert (fitted.scale > 0).all()
    assert np.isfinite(fitted.weights).all()


def test_what_is_asked_for_verbatim_is_likelier_than_what_is_not_there(real_assistant: Assistant) -> None:
    def probability(question: str) -> float:
        return answer_probability(load_model().scores(real_assistant.examine(question).features))

    assert probability("Wer unterzeichnet die bayerische Partnerurkunde?") > 0.9
    assert probability("Wie heißt der Hund des Bürgermeisters von Kulmbach?") < 0.4


def test_features_are_finite_for_words_that_no_source_knows(real_assistant: Assistant) -> None:
    for question in ("xyzzy plugh", "?a", "Коли?", "كم"):
        examined = real_assistant.examine(question)
        assert examined.features.shape == (len(examined.rated), len(NAMES))
        assert np.isfinite(examined.features).all()


def test_units_come_likeliest_first_and_the_refusal_takes_the_rest(real_assistant: Assistant) -> None:
    examined = real_assistant.examine("Was ist eine Präventionskette?")
    judged = judge(model(0.0), examined.rated, examined.features)
    count = len(examined.rated)
    assert judged.probability == pytest.approx(count / (count + 1))
    assert [unit.score for unit in judged.units] == [0.0] * count
    nearest = judge(model(0.0, span_late=10.0), examined.rated, examined.features)
    scores = [unit.score for unit in nearest.units]
    assert scores == sorted(scores, reverse=True)
    nothing = judge(model(0.0), (), np.zeros((0, len(NAMES))))
    assert (nothing.units, nothing.probability) == ((), 0.0)


def test_where_known_questions_speak_all_else_stands_a_second_time(real_assistant: Assistant) -> None:
    features = real_assistant.examine("Was ist eine Präventionskette?").features
    known = features[:, NAMES.index("known")]
    assert set(known) <= {0.0, 1.0}
    assert known.any()
    rest = [name for name in NAMES if name not in KNOWN and not name.endswith(" beside known")]
    for name in rest:
        beside = features[:, NAMES.index(f"{name} beside known")]
        assert beside.tolist() == (features[:, NAMES.index(name)] * known).tolist()
