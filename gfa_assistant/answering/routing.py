"""Chooses among the candidate answers to a question: a conditional logit over them, the refusal being one.

The probability of candidate i is exp(sᵢ) / Σⱼ exp(sⱼ); each sᵢ is linear in the candidate's features, with weights of
its route. benchmarks/fit_routing.py fits the weights on the development questions, by which of the candidates is right,
and prints how well they do on question sets left out; it never reads a held-out set.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from gfa_assistant.answering.candidates import Candidate

WEIGHTS_FILE = "routing.json"
# A wrong answer costs more than a refusal: the refusal's logit is raised by this, chosen on question sets left out.
CAUTION = 1.0
# Weights by route and feature.
Weights = Mapping[str, Mapping[str, float]]


def choose(candidates: Sequence[Candidate], weights: Weights) -> tuple[Candidate, float]:
    """Return the likeliest candidate, and how likely it is that it or, for a refusal, any other answers."""
    scores = [logit(candidate.route, candidate.features, weights) for candidate in candidates]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    best = max(range(len(candidates)), key=shares.__getitem__)
    probability = shares[best] / sum(shares)
    return candidates[best], 1 - probability if candidates[best].route == "refuse" else probability


def logit(route: str, features: Mapping[str, float], weights: Weights) -> float:
    """The score of a candidate of this route."""
    of_route = weights.get(route, {})
    score = sum(of_route.get(name, 0.0) * value for name, value in features.items())
    return score + CAUTION if route == "refuse" else score


@cache
def load_weights() -> Weights:
    """The fitted weights that come with the package."""
    weights: Weights = json.loads(files(__package__).joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    return weights
