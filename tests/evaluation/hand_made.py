"""Outcomes and reports made by hand, so that every figure about them can be counted on the fingers."""

from typing import Any

from gfa_assistant.evaluation.metrics import Outcome
from gfa_assistant.evaluation.runner import Report


def outcome(status: str | None = "answered", *, wrong: str = "", **fields: Any) -> Outcome:
    """An outcome that passed, or failed because of `wrong`."""
    values: dict[str, Any] = {
        "id": "c",
        "topic": "goals",
        "question": "Was ist das Ziel?",
        "expected": ("answered",),
        "status_right": not wrong.startswith("status"),
        "answer_right": None,
        "document_right": None,
        "passage_right": None,
        "quotes": 0,
        "exact_quotes": 0,
        "reasons": (wrong,) if wrong else (),
        "milliseconds": 20.0,
        **fields,
    }
    return Outcome(status=status, **values)  # type: ignore[arg-type]


# Four answered, with two of equal confidence; one refused rightly; one that raised an error.
OUTCOMES = (
    outcome(id="goal", answer="Gesund aufwachsen [1]", confidence=0.9, quotes=1, exact_quotes=1, milliseconds=10.0),
    outcome(
        id="members-year",
        topic="members",
        question="Und <script>alert('Kassel')</script>?",
        earlier=("Wer war 2012 dabei?",),
        state="BY",
        wrong="answer lacks 'Kassel'",
        answer_right=False,
        answer="Augsburg & <b>Fürth</b> [1]\n\nNürnberg [2]",
        confidence=0.9,
        quotes=2,
        exact_quotes=1,
        milliseconds=30.0,
    ),
    outcome(id="members", topic="members", confidence=0.8),
    outcome(
        id="weather",
        topic="off_topic",
        question="What will the weather be?",
        language="en",
        expected=("not_found",),
        wrong="status is answered, expected not_found",
        confidence=0.5,
    ),
    outcome("not_found", id="ice", topic="off_topic", expected=("not_found",), confidence=0.2),
    outcome(None, id="broken", wrong="index_missing: there is no index", question="Kaputt?", milliseconds=0.0),
)


def report(outcomes: tuple[Outcome, ...] = OUTCOMES, *, name: str = "klein", held_out: bool = False) -> Report:
    return Report(name, held_out, "f" * 64, "c" * 64, {"embedding_model": "tiny"}, outcomes)
