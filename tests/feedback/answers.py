"""Answers to note, and stores to note them in."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from gfa_assistant.records import Answer
from gfa_assistant.settings import Settings

MONDAY = date(2026, 3, 2)


class Calendar:
    """Says which day it is; `later` turns its pages."""

    def __init__(self, day: date = MONDAY) -> None:
        self.day = day

    def __call__(self) -> date:
        return self.day

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)


def answer(question: str = "Was kostet das?", **changes: Any) -> Answer:
    values: dict[str, Any] = {
        "status": "answered",
        "question": question,
        "standalone_question": question,
        "language": "de",
        "intent": "cost",
        "state": "HE",
        "answer": "Nichts [1].",
    }
    return Answer(**{**values, **changes})


def settings(file: Path, **changes: Any) -> Settings:
    return Settings(feedback_url=SecretStr(f"sqlite:///{file}"), **changes)
