"""Which candidate is chosen, by weights made by hand, and that the shipped weights know every feature."""

import math

import numpy as np
import pytest

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.answering.candidates import Candidate, Route
from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.routing import CAUTION, choose, load_weights, logit
from tests.answering.hand_made import ask

WEIGHTS = {"sentence": {"always": 1.0, "votes": 2.0}, "refuse": {"always": -0.5}}


def candidate(route: Route, **features: float) -> Candidate:
    return Candidate(route, ask("Wer unterschreibt?"), features, lambda: Draft("answered", route))


def test_scores_by_hand() -> None:
    assert logit("sentence", {"always": 1.0, "votes": 0.5, "never seen": 9.0}, WEIGHTS) == 2.0
    assert logit("refuse", {"always": 1.0, "votes": 0.5}, WEIGHTS) == -0.5 + CAUTION
    assert logit("office", {"always": 1.0}, WEIGHTS) == 0.0


def test_the_likeliest_candidate_is_chosen_with_its_share() -> None:
    candidates = [candidate("sentence", always=1.0), candidate("office"), candidate("refuse", always=1.0)]
    best, confidence = choose(candidates, WEIGHTS)
    assert best is candidates[0]
    assert confidence == pytest.approx(math.e / (math.e + 1 + math.exp(CAUTION - 0.5)))


def test_the_confidence_of_a_refusal_is_that_something_answers() -> None:
    candidates = [candidate("sentence", votes=-1.0), candidate("refuse", always=1.0)]
    best, confidence = choose(candidates, WEIGHTS)
    assert best is candidates[1]
    assert confidence == pytest.approx(math.exp(-2.0) / (math.exp(-2.0) + math.exp(CAUTION - 0.5)))


def test_scores_beyond_what_an_exponential_holds_are_compared_all_the_same() -> None:
    candidates = [candidate("sentence", votes=1000.0), candidate("refuse", always=1000.0)]
    assert choose(candidates, WEIGHTS) == (candidates[0], 1.0)


@pytest.mark.model
def test_the_shipped_weights_are_those_of_the_features(real_assistant: Assistant) -> None:
    weights = load_weights()
    asked = ("Wie werden wir Partnerkommune?", "Wer ist in Hessen zuständig?", "Welche Ziele gibt es?", "KGC", "Wie?")
    for question in asked:
        for found, _ in real_assistant.proposals(question):
            assert set(found.features) <= set(weights[found.route])
    assert np.isfinite([weight for of_route in weights.values() for weight in of_route.values()]).all()
