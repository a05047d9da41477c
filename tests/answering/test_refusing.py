"""What is offered where nothing answers, by hand-made known questions."""

import re

import pytest

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.answering.refusing import near_questions
from tests.answering.hand_made import near_known


def test_near_questions_are_answered_well_written_and_in_the_readers_language() -> None:
    neighbours = near_known(
        ("Wer unterschreibt die Urkunde?", "statement", 0.9),
        ("wer unterschreibt", "statement", 0.85),
        ("Wer unterschreibt die Urkunde??", "statement", 0.82),
        ("Was kostet die Urkunde?", "unanswered", 0.8),
        ("Who signs the certificate of the partner municipality?", "statement", 0.75),
        ("Welche Ziele verfolgt der Partnerprozess?", "list", 0.6),
        ("Welche Nummer hat die KGC?", "office", 0.55),
        ("Wann wurde der Partnerprozess gegründet?", "statement", 0.4),
    )
    assert near_questions(neighbours, "de") == (
        "Wer unterschreibt die Urkunde?",
        "Welche Ziele verfolgt der Partnerprozess?",
    )
    assert near_questions(neighbours, "en") == ("Who signs the certificate of the partner municipality?",)


@pytest.mark.model
def test_passages_under_one_heading_are_offered_in_one_line(real_assistant: Assistant) -> None:
    refused = real_assistant.ask("Gibt es eine Frist für den Beitritt?")
    lines = [line for line in refused.answer.splitlines() if line.startswith("- ")]
    labels = [re.sub(r"( \[\d\])+$", "", line) for line in lines]
    assert refused.status == "not_found"
    assert len(labels) == len(set(labels))
    assert sum(len(re.findall(r"\[\d\]", line)) for line in lines) == len(refused.citations) > len(lines)
