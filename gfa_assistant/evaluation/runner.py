"""Asks an assistant the cases of a question set and reports what it got right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from statistics import median
from time import perf_counter
from typing import Any, Protocol

import numpy as np

from gfa_assistant.errors import GfaError
from gfa_assistant.evaluation.cases import Case, QuestionSet
from gfa_assistant.evaluation.metrics import Outcome, Rate, Scores, judge, judge_failure, score, score_topics
from gfa_assistant.evaluation.risk_coverage import RiskCoverage, RiskPoint, auroc, coarse_points, risk_coverage
from gfa_assistant.records import Answer, Document, Turn

# Of a held-out set, nothing is told of fewer answers than these together.
_LEAST_HELD_OUT = 10


class Assistant(Protocol):
    """What is evaluated: it answers questions and keeps the documents that its quotes are checked against."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), state: str | None = None, language: str | None = None
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of one run, and what it was a run of."""

    question_set: str
    held_out: bool
    questions_sha256: str
    corpus_sha256: str
    settings: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]

    @property
    def scores(self) -> Scores:
        return score(self.outcomes)

    @property
    def topics(self) -> dict[str, Scores]:
        return score_topics(self.outcomes)

    @property
    def median_ms(self) -> float | None:
        """The median time to the scored answer, over the cases that got one."""
        return median(self._times) if self._times else None

    @property
    def p95_ms(self) -> float | None:
        """The time that 95 of 100 of those cases stay within."""
        return float(np.percentile(self._times, 95)) if self._times else None

    @property
    def risk_coverage(self) -> RiskCoverage:
        return risk_coverage(self.outcomes)

    @property
    def risk_points(self) -> tuple[RiskPoint, ...]:
        """The points of the curve that may be shown: those of a held-out set tell of no single case."""
        points = self.risk_coverage.points
        return coarse_points(points, _LEAST_HELD_OUT) if self.held_out else points

    @property
    def auroc(self) -> float | None:
        return auroc(self.outcomes)

    @property
    def shown_outcomes(self) -> tuple[Outcome, ...]:
        """The single cases; those of a held-out set stay out, so that nobody tunes on them."""
        return () if self.held_out else self.outcomes

    @property
    def _times(self) -> list[float]:
        return [outcome.milliseconds for outcome in self.outcomes if outcome.status is not None]

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object, without the single cases of a held-out set."""
        return {
            "question_set": self.question_set,
            "held_out": self.held_out,
            "questions_sha256": self.questions_sha256,
            "corpus_sha256": self.corpus_sha256,
            "settings": dict(self.settings),
            "cases": len(self.outcomes),
            "median_ms": self.median_ms,
            "p95_ms": self.p95_ms,
            "scores": _scores_json(self.scores),
            "topics": {topic: _scores_json(scores) for topic, scores in self.topics.items()},
            "risk_coverage": self._risk_json(),
            "outcomes": [_outcome_json(outcome) for outcome in self.shown_outcomes],
        }

    def _risk_json(self) -> dict[str, Any]:
        curve = self.risk_coverage
        return {
            "coverage": curve.in_use.coverage if curve.in_use else 0.0,
            "risk": curve.in_use.risk if curve.in_use else None,
            "aurc": curve.aurc,
            "auroc": self.auroc,
            "points": [
                {
                    "threshold": p.threshold,
                    "answered": p.answered,
                    "wrong": p.wrong,
                    "coverage": p.coverage,
                    "risk": p.risk,
                }
                for p in self.risk_points
            ],
        }


def run_cases(
    questions: QuestionSet, assistant: Assistant, *, settings: Mapping[str, Any] | None = None, corpus_sha256: str = ""
) -> Report:
    """Ask every case and judge its last answer; an error of the assistant fails its case and the rest goes on.

    `settings` and `corpus_sha256` are only recorded; settings must hold JSON values and no secrets.
    """
    outcomes = tuple(_run_case(case, assistant) for case in questions.cases)
    return Report(questions.name, questions.held_out, questions.sha256, corpus_sha256, dict(settings or {}), outcomes)


def _run_case(case: Case, assistant: Assistant) -> Outcome:
    try:
        answer, milliseconds = _play(case, assistant)
    except GfaError as error:
        return judge_failure(case, f"{error.code}: {error}")
    return replace(judge(case, answer, assistant.documents), milliseconds=milliseconds)


def played_history(case: Case, assistant: Assistant) -> tuple[Turn, ...]:
    """The turns before a case's last one, each with the assistant's own answer."""
    history: tuple[Turn, ...] = ()
    for turn in case.turns[:-1]:
        answer = assistant.ask(turn, history=history, state=case.state)
        history += (Turn("user", turn), Turn("assistant", answer.answer))
    return history


def _play(case: Case, assistant: Assistant) -> tuple[Answer, float]:
    """The answer to the last turn and its time."""
    history = played_history(case, assistant)
    start = perf_counter()
    answer = assistant.ask(case.question, history=history, state=case.state)
    return answer, (perf_counter() - start) * 1000


def _scores_json(scores: Scores) -> dict[str, Any]:
    values = {field.name: getattr(scores, field.name) for field in fields(scores)}
    return {
        name: {"right": value.right, "of": value.of, "value": value.value} if isinstance(value, Rate) else value
        for name, value in values.items()
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {**asdict(outcome), "passed": outcome.passed}
