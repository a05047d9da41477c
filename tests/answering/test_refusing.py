"""What is offered where nothing answers, by hand-made known questions."""

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
