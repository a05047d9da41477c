"""How likely it is that a unit answers the question, or that none does: a conditional logit with a refusal among it.

The probability of unit i is exp(sᵢ) / (1 + Σⱼ exp(sⱼ)); the 1 is the refusal's. Each sᵢ is linear in what the
retriever, the words and the rules say of the unit. benchmarks/fit_answerability.py fits the weights on the development
questions and prints how well they do on the question sets left out; it never reads a held-out set.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.sentences import RatedUnit
from gfa_assistant.answering.support import SupportCheck
from gfa_assistant.answering.terms import Term
from gfa_assistant.records import Passage
from gfa_assistant.retrieval.late_interaction import Match
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import Found

WEIGHTS_FILE = "answerability.json"
# What is asked for stands among the question tokens that weigh most.
_HEAVY = 0.6
_GENERAL = (
    "span_late context_late passage_late sentence_late heavy_span heavy_context mean_span score gap lead dense "
    "lexical_share lexical kind_fit names_hold kind_holds subject_holds is_question is_contact is_item length place "
    "follow_up english no_terms foreign words_span words_span_least words_span_first words_context words_context_least "
    "words_context_first words_passage words_passage_least words_passage_first words_anywhere words_anywhere_least "
    "words_anywhere_first rules_hold"
).split()
_GERMAN = "own_cover context_cover passage_cover support support_squared terms terms_weight".split()
_ENGLISH = "own_cover context_cover support".split()
_FOREIGN = "span_late context_late dense words_context words_context_least names_missing rules_hold".split()
NAMES: tuple[str, ...] = (
    *_GENERAL,
    *(f"{name}:de" for name in _GERMAN),
    *(f"{name}:en" for name in _ENGLISH),
    *(f"{name}:foreign" for name in _FOREIGN),
)


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted logit: each feature less its `mean`, over its `scale`, times its weight; plus the intercept."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: float

    def scores(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The logits of units against the refusal, (units, features) → (units,)."""
        scores: NDArray[np.float64] = (features - self.mean) / self.scale @ self.weights + self.intercept
        return scores


@dataclass(frozen=True, slots=True)
class Judged:
    """The rated units, likeliest first with their logits as scores, and how likely it is that one of them answers."""

    units: tuple[RatedUnit, ...]
    probability: float


class Answerability:
    """Judges the units found for a question."""

    def __init__(self, support: SupportCheck, model: Model) -> None:
        self._support = support
        self._model = model

    def judge(self, question: Question, found: Found, rated: Sequence[RatedUnit], terms: Sequence[Term]) -> Judged:
        """Order the units by how likely each answers, and say how likely it is that any does."""
        if not rated:
            return Judged((), 0.0)
        scores = self._model.scores(self.features(question, found, rated, terms))
        order = np.argsort(-scores, kind="stable")
        units = tuple(replace(rated[i], score=float(scores[i])) for i in order)
        top = max(float(scores.max()), 0.0)
        mass = float(np.exp(scores - top).sum())
        return Judged(units, mass / (mass + float(np.exp(-top))))

    def features(
        self, question: Question, found: Found, rated: Sequence[RatedUnit], terms: Sequence[Term]
    ) -> NDArray[np.float64]:
        """What the model looks at, (units, len(NAMES)), in the order of `NAMES`."""
        words = _Words(question, found, terms)
        scores = sorted((hit.score for hit in found.hits), reverse=True)
        first, lead = scores[0], scores[0] - scores[1] if len(scores) > 1 else 0.0
        most_lexical = max((hit.lexical for hit in found.hits), default=0.0)
        lexical_of = {hit.passage.id: hit.lexical for hit in found.hits}
        known: dict[str, _OfPassage] = {}
        rows = []
        for each in rated:
            unit = each.unit
            lexical = lexical_of[unit.passage.id]
            values = {
                **self._late(found, unit, words, known),
                **self._words(question, each, terms),
                "score": unit.score,
                "gap": unit.score - first,
                "lead": lead,
                "dense": unit.dense,
                "lexical_share": lexical / max(most_lexical, 1e-9),
                "lexical": float(np.log1p(lexical)),
                "is_question": float(unit.text.rstrip().endswith("?")),
                "is_contact": float(unit.kind == "contact"),
                "is_item": float(unit.kind == "item"),
                "length": float(np.log(len(unit.text))),
                "place": float(unit.place),
                "follow_up": float(question.follow_up),
                "no_terms": float(not terms),
                "terms": float(len(terms)),
                "terms_weight": sum(term.weight for term in terms),
            }
            rows.append(_row(values, question.language))
        return np.array(rows, np.float64)

    def _late(self, found: Found, unit: Unit, words: "_Words", known: dict[str, "_OfPassage"]) -> dict[str, float]:
        passage = unit.passage
        match = found.matches[passage.id]
        if passage.id not in known:
            known[passage.id] = _of_passage(match, passage, words)
        shared = known[passage.id]
        start = shared.head + unit.start - passage.start
        span = match.span_maxima(start, start + unit.end - unit.start)
        context = np.maximum(span, shared.above)
        return {
            "span_late": float(match.weights @ span),
            "context_late": float(match.weights @ context),
            "heavy_span": float(span[words.heavy].min()),
            "heavy_context": float(context[words.heavy].min()),
            "mean_span": float(span.mean()),
            **words.met("words_span", span),
            **words.met("words_context", context),
            **shared.features,
            **words.anywhere,
        }

    def _words(self, question: Question, rated: RatedUnit, terms: Sequence[Term]) -> dict[str, float]:
        unit = rated.unit
        names = self._support.names_hold(question, unit)
        return {
            "own_cover": rated.own,
            "context_cover": rated.context,
            "passage_cover": rated.around,
            "support": rated.support,
            "support_squared": rated.support**2,
            "kind_fit": rated.fit,
            "names_hold": float(names),
            "names_missing": float(not names),
            "kind_holds": float(self._support.kind_holds(question, unit, terms)),
            "subject_holds": float(self._support.subject_holds(question, unit, terms)),
            "rules_hold": float(rated.holds),
        }


@dataclass(frozen=True, slots=True)
class _OfPassage:
    """What all units of a passage share: the length of its `head`, its best matches there, and its own features."""

    head: int
    above: NDArray[np.float32]
    features: dict[str, float]


def _of_passage(match: Match, passage: Passage, words: "_Words") -> _OfPassage:
    head = len(passage.embedded_text) - len(passage.text)
    whole = match.similarities.max(axis=1, initial=0)
    features = {"passage_late": match.passage_score, "sentence_late": match.sentence_score}
    return _OfPassage(head, match.span_maxima(0, head), features | words.met("words_passage", whole))


class _Words:
    """How well the content words of the question are met, by the token vectors: the sources may use others."""

    def __init__(self, question: Question, found: Found, terms: Sequence[Term]) -> None:
        lowered = question.standalone.lower()
        rows: list[NDArray[np.float32]] = []
        weights = []
        for term in terms:
            places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(term.word)}(?!\w)", lowered)]
            inside = np.array(
                [any(a < end and start < b for start, end in places) for a, b in found.tokens], np.float32
            )
            if inside.any():
                rows.append(inside / inside.sum())
                weights.append(term.weight)
        # (words, question tokens): times the tokens' cosines, this is the mean over the tokens of each word.
        self._means = np.array(rows, np.float32)
        self._weights = np.array(weights)
        best = [found.matches[hit.passage.id].similarities.max(axis=1, initial=0) for hit in found.hits]
        self.anywhere = self.met("words_anywhere", np.max(best, axis=0))
        token_weights = found.matches[found.hits[0].passage.id].weights
        self.heavy = token_weights >= np.quantile(token_weights, _HEAVY)

    def met(self, name: str, maxima: NDArray[np.float32]) -> dict[str, float]:
        """The words' mean cosines by weight, that of the word met least, and that of the weightiest."""
        if not len(self._weights):
            return {name: 1.0, f"{name}_least": 1.0, f"{name}_first": 1.0}
        cosines = self._means @ maxima
        return {
            name: float(self._weights @ cosines / self._weights.sum()),
            f"{name}_least": float(cosines.min()),
            f"{name}_first": float(cosines[self._weights.argmax()]),
        }


def _row(values: dict[str, float], language: str) -> list[float]:
    german, english = float(language == "de"), float(language == "en")
    foreign = 1 - german
    values = {**values, "english": english, "foreign": foreign}
    return [
        *(values[name] for name in _GENERAL),
        *(values[name] * german for name in _GERMAN),
        *(values[name] * english for name in _ENGLISH),
        *(values[name] * foreign for name in _FOREIGN),
    ]


@cache
def load_model() -> Model:
    """The fitted model that comes with the package."""
    data = json.loads(files(__package__).joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    mean, scale, weights = (np.array([data[key][name] for name in NAMES]) for key in ("mean", "scale", "weights"))
    return Model(mean, scale, weights, float(data["intercept"]))
