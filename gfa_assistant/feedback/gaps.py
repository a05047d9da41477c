"""The gap report: what people ask and the corpus does not answer, or not well, grouped by meaning."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.feedback.grouping import SIMILARITY, group_by_meaning, most_central
from gfa_assistant.feedback.store import FeedbackStore, KeptQuestion

# Turns questions into rows of length 1, (questions, dimensions): the query encoder's `embed_queries`.
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
# How often each of these was seen, the most frequent first.
Tally = tuple[tuple[str, int], ...]

_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions of one meaning.

    `name` is the most central one; `examples` are up to five further wordings and `comments` what was said about the
    answers. In a group of fewer questions than the smallest that may be shown, `name` is None and both are empty.
    `questions` counts them all, `unanswered` those not answered, `rated_badly` those whose answer did not help; a
    question may be both.
    """

    name: str | None
    questions: int
    unanswered: int
    rated_badly: int
    states: Tally
    intents: Tally
    languages: Tally
    reasons: Tally
    first_day: date
    last_day: date
    examples: tuple[str, ...]
    comments: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The group as a JSON object: tallies as objects, days as ISO dates."""
        tallies = {key: dict(getattr(self, key)) for key in ("states", "intents", "languages", "reasons")}
        days = {key: getattr(self, key).isoformat() for key in ("first_day", "last_day")}
        return {**asdict(self), **tallies, **days}


def gap_report(
    store: FeedbackStore,
    encode: Encode,
    since: date,
    until: date,
    *,
    smallest: int = 1,
    similarity: float = SIMILARITY,
) -> tuple[GapGroup, ...]:
    """The gaps of a period, both days included, largest group first.

    The texts of a group are given only from `smallest` questions on: what one person alone asked may tell who it was.
    Empty where questions are not kept.

    Raises:
        FeedbackStoreError: the database cannot be read.
    """
    asked: dict[str, list[KeptQuestion]] = {}
    for question in store.gap_questions(since, until):
        asked.setdefault(" ".join(question.text.lower().split()), []).append(question)
    if not asked:
        return ()
    wordings = list(asked.values())
    vectors = encode([wording[0].text for wording in wordings])
    groups = [
        _group([wordings[i] for i in members], vectors[members], smallest)
        for members in group_by_meaning(vectors, similarity)
    ]
    return tuple(sorted(groups, key=lambda g: (-g.questions, -g.unanswered, -g.last_day.toordinal(), g.name or "")))


def _group(wordings: Sequence[Sequence[KeptQuestion]], vectors: NDArray[np.float32], smallest: int) -> GapGroup:
    questions = [question for wording in wordings for question in wording]
    times = np.array([len(wording) for wording in wordings])
    name = wordings[most_central(vectors, times)][0].text
    others = [w[0].text for w in sorted(wordings, key=len, reverse=True) if w[0].text != name]
    shown = len(questions) >= smallest
    return GapGroup(
        name=name if shown else None,
        questions=len(questions),
        unanswered=sum(q.status == "not_found" for q in questions),
        rated_badly=sum(q.helpful is False for q in questions),
        states=_tally(q.state for q in questions),
        intents=_tally(q.intent for q in questions),
        languages=_tally(q.language for q in questions),
        reasons=_tally(q.reason for q in questions),
        first_day=min(q.day for q in questions),
        last_day=max(q.day for q in questions),
        examples=tuple(others[:_MOST_EXAMPLES]) if shown else (),
        comments=tuple(dict.fromkeys(q.comment for q in questions if q.comment)) if shown else (),
    )


def _tally(values: Iterable[str | None]) -> Tally:
    counted = Counter(value for value in values if value is not None)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
