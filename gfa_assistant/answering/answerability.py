"""How likely it is that a unit answers the question, or that none does: a conditional logit with a refusal among it.

The probability of unit i is exp(sᵢ) / (1 + Σⱼ exp(sⱼ)); the 1 is the refusal's. Each sᵢ is linear in what the
retriever, the words and the rules say of the unit. benchmarks/fit_answerability.py fits the weights on the development
questions and prints how well they do on the question sets left out; it never reads a held-out set.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.answering.evidence import token_maxima
from gfa_assistant.answering.sentences import RatedUnit
from gfa_assistant.answering.terms import Term
from gfa_assistant.retrieval.known_questions import Neighbours
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import Found

WEIGHTS_FILE = "answerability.json"
# What is asked for stands among the question tokens that weigh most.
_HEAVY = 0.6
_LEAST_SHARE = 0.01
_HIGH = 0.6
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
# What the known questions nearest to this one say; all 0 for a document of which they say nothing.
KNOWN = (
    "known known_share known_share_root known_share_log known_best known_lead known_rival known_unanswered "
    "known_unanswered_log known_unanswered_best known_office known_nearest known_answered_lead known_share_near "
    "known_share_nearer known_share_very_near known_rival_near known_best_high"
).split()
_WORDS_AND_TOKENS = (
    *_GENERAL,
    *(f"{name}:de" for name in _GERMAN),
    *(f"{name}:en" for name in _ENGLISH),
    *(f"{name}:foreign" for name in _FOREIGN),
)
# Where known questions speak, the rest weighs otherwise: it stands there a second time.
NAMES: tuple[str, ...] = (*KNOWN, *_WORDS_AND_TOKENS, *(f"{name} beside known" for name in _WORDS_AND_TOKENS))
# A feature of all units, (units,), or one number where they share it.
Columns = Mapping[str, "NDArray[Any] | float"]


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


def answer_probability(scores: NDArray[np.float64]) -> float:
    """How likely it is that one of the units with these logits answers: 1 less the refusal's share."""
    if not len(scores):
        return 0.0
    top = max(float(scores.max()), 0.0)
    mass = float(np.exp(scores - top).sum())
    return mass / (mass + float(np.exp(-top)))


def judge(model: Model, rated: Sequence[RatedUnit], table: NDArray[np.float64]) -> Judged:
    """Order the units by how likely each answers, and say how likely it is that any does; `table` is of `features`."""
    scores = model.scores(table)
    order = np.argsort(-scores, kind="stable")
    return Judged(tuple(replace(rated[i], score=float(scores[i])) for i in order), answer_probability(scores))


def features(
    question: Question,
    found: Found,
    rated: Sequence[RatedUnit],
    terms: Sequence[Term],
    neighbours: Neighbours | None,
) -> NDArray[np.float64]:
    """What the model looks at, (units, len(NAMES)), in the order of `NAMES`."""
    if not rated:
        return np.zeros((0, len(NAMES)))
    german, english = question.language == "de", question.language == "en"
    values = {
        **_from_tokens(question, found, rated, terms),
        **_from_hits(found, rated),
        **_from_rating(rated),
        **_from_known(rated, neighbours),
        "follow_up": float(question.follow_up),
        "no_terms": float(not terms),
        "terms": float(len(terms)),
        "terms_weight": sum(term.weight for term in terms),
        "english": float(english),
        "foreign": float(not german),
    }
    columns = [values[name] for name in (*KNOWN, *_GENERAL)]
    for names, spoken in ((_GERMAN, german), (_ENGLISH, english), (_FOREIGN, not german)):
        columns += [values[name] if spoken else 0.0 for name in names]
    table = np.zeros((len(rated), len(NAMES)))
    for i, column in enumerate(columns):
        table[:, i] = column
    rest = slice(len(KNOWN), len(columns))
    table[:, len(columns) :] = table[:, rest] * table[:, [KNOWN.index("known")]]
    return table


def _from_tokens(question: Question, found: Found, rated: Sequence[RatedUnit], terms: Sequence[Term]) -> Columns:
    """How well the question's tokens and words are met: in the unit, with its headings, in its passage, anywhere."""
    words = _Words(question, found, terms)
    passages = {each.unit.passage.id: each.unit.passage for each in rated}
    row = {key: i for i, key in enumerate(passages)}
    of_unit = [row[each.unit.passage.id] for each in rated]
    matches = [found.matches[key] for key in passages]
    heads = [passage.embedded_span(passage.start, passage.start) for passage in passages.values()]
    # All (question tokens, units).
    above = np.concatenate([m.span_maxima([(0, end)]) for m, (_, end) in zip(matches, heads, strict=True)], axis=1)
    span = token_maxima([each.unit for each in rated], found.matches)
    context = np.maximum(span, above[:, of_unit])
    whole = np.stack([match.passage_maxima for match in matches], axis=1)[:, of_unit]
    anywhere = np.max([found.matches[hit.passage.id].passage_maxima for hit in found.hits], axis=0)[:, None]
    weights = matches[0].weights
    heavy = weights >= np.quantile(weights, _HEAVY)
    return {
        "span_late": weights @ span,
        "context_late": weights @ context,
        "passage_late": weights @ whole,
        "sentence_late": np.array([match.sentence_score for match in matches])[of_unit],
        "heavy_span": span[heavy].min(axis=0),
        "heavy_context": context[heavy].min(axis=0),
        "mean_span": span.mean(axis=0),
        **words.met("words_span", span),
        **words.met("words_context", context),
        **words.met("words_passage", whole),
        **words.met("words_anywhere", anywhere),
    }


def _from_hits(found: Found, rated: Sequence[RatedUnit]) -> Columns:
    """What the retriever says of the unit's passage, and how far ahead the best passage is."""
    scores = sorted((hit.score for hit in found.hits), reverse=True)
    lexical_of = {hit.passage.id: hit.lexical for hit in found.hits}
    lexical = np.array([lexical_of[each.unit.passage.id] for each in rated])
    score = np.array([each.unit.score for each in rated])
    return {
        "score": score,
        "gap": score - scores[0],
        "lead": scores[0] - scores[1] if len(scores) > 1 else 0.0,
        "dense": np.array([each.unit.dense for each in rated]),
        "lexical_share": lexical / max(*lexical_of.values(), 1e-9),
        "lexical": np.log1p(lexical),
        "place": np.array([each.unit.place for each in rated]),
    }


def _from_rating(rated: Sequence[RatedUnit]) -> Columns:
    """What the words, the kind and the rules say of the unit, and its form."""
    return {
        name: np.array([float(value) for value in column])
        for name, column in {
            "own_cover": (r.own for r in rated),
            "context_cover": (r.context for r in rated),
            "passage_cover": (r.around for r in rated),
            "support": (r.support for r in rated),
            "support_squared": (r.support**2 for r in rated),
            "kind_fit": (r.fit for r in rated),
            "names_hold": (r.checks.names for r in rated),
            "names_missing": (not r.checks.names for r in rated),
            "kind_holds": (r.checks.kind for r in rated),
            "subject_holds": (r.checks.subject for r in rated),
            "rules_hold": (r.checks.hold for r in rated),
            "is_question": (r.unit.text.rstrip().endswith("?") for r in rated),
            "is_contact": (r.unit.kind == "contact" for r in rated),
            "is_item": (r.unit.kind == "item" for r in rated),
            "length": (math.log(len(r.unit.text)) for r in rated),
        }.items()
    }


def _from_known(rated: Sequence[RatedUnit], neighbours: Neighbours | None) -> Columns:
    """Whether the known questions nearest to this one are answered by the unit, by another, by an office or by none."""
    if neighbours is None:
        return dict.fromkeys(KNOWN, 0.0)
    known = neighbours.known
    covered = np.array([float(known.covers(each.unit.document.id)) for each in rated])
    units = [neighbours.of(known.answered_by(*r.unit.span)) for r in rated]
    share, best = np.array(units).T
    _, answered_best = neighbours.of_forms("statement", "list")
    unanswered, unanswered_best = neighbours.of_forms("unanswered")
    office, _ = neighbours.of_forms("office")
    nearest = float(neighbours.cosines.max())
    columns = {
        "known": 1.0,
        "known_share": share,
        "known_share_root": np.sqrt(share),
        "known_share_log": np.log(share + _LEAST_SHARE),
        "known_best": best,
        "known_lead": best - unanswered_best,
        "known_rival": best - answered_best,
        "known_unanswered": unanswered,
        "known_unanswered_log": math.log(unanswered + _LEAST_SHARE),
        "known_unanswered_best": unanswered_best,
        "known_office": office,
        "known_nearest": nearest,
        "known_answered_lead": answered_best - unanswered_best,
        "known_share_near": share * nearest,
        "known_share_nearer": share * nearest**2,
        "known_share_very_near": share * neighbours.are_very_near,
        "known_rival_near": (best - answered_best) * nearest,
        "known_best_high": np.maximum(best - _HIGH, 0),
    }
    return {name: covered * column for name, column in columns.items()}


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

    def met(self, name: str, maxima: NDArray[np.float32]) -> Columns:
        """The words' mean cosines by weight, that of the word met least, and that of the weightiest.

        `maxima` are the tokens' best cosines, (question tokens, units).
        """
        if not len(self._weights):
            return {name: 1.0, f"{name}_least": 1.0, f"{name}_first": 1.0}
        cosines = self._means @ maxima
        return {
            name: self._weights @ cosines / self._weights.sum(),
            f"{name}_least": cosines.min(axis=0),
            f"{name}_first": cosines[self._weights.argmax()],
        }


@cache
def load_model() -> Model:
    """The fitted model that comes with the package."""
    data = json.loads(files(__package__).joinpath(WEIGHTS_FILE).read_text(encoding="utf-8"))
    mean, scale, weights = (np.array([data[key][name] for name in NAMES]) for key in ("mean", "scale", "weights"))
    return Model(mean, scale, weights, float(data["intercept"]))
