"""What speaks for a way of answering: votes of hand-made known questions, and what was shown before."""

import math

import pytest

from gfa_assistant.answering.answerability import Judged
from gfa_assistant.answering.frame import ENGLISH, GERMAN
from gfa_assistant.answering.lists import ListChoice
from gfa_assistant.answering.sentences import RatedUnit
from gfa_assistant.answering.signals import holds_best, of_answer, of_votes, was_asked_for_state, was_shown
from gfa_assistant.records import Turn
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.question import readings
from tests.answering.hand_made import GAZETTEER, document, near_known, unit, units

NEIGHBOURS = near_known(
    ("Wer unterschreibt?", "statement", 0.9),
    ("Welche Ziele gibt es?", "list", 0.85),
    ("Was kostet es?", "unanswered", 0.1),
)
UNITS = units(document("# Ziele\n\n- Leben fördern\n- Zusammenarbeit stärken\n\n# Beitritte\n\n- 2012: Augsburg\n"))
# Votes fall by e for each 0.05 of cosine.
FIRST = 1 / (1 + math.exp(-1))


def test_votes_are_shares_of_the_nearest_by_form() -> None:
    votes = of_votes(NEIGHBOURS)
    assert votes["nearest"] == pytest.approx(0.9)
    assert votes["very_near"] is True
    assert votes["votes_statement"] == pytest.approx(FIRST, abs=1e-5)
    assert votes["votes_list"] == pytest.approx(1 - FIRST, abs=1e-5)
    assert votes["log_votes_office"] == pytest.approx(math.log(0.02))
    assert votes["behind_list"] == pytest.approx(-0.05, abs=1e-6)
    assert votes["behind_unanswered"] == pytest.approx(-0.8, abs=1e-6)


def test_an_answer_has_the_votes_of_the_questions_it_answers() -> None:
    first = of_answer([("leitfaden", 0, 1)], NEIGHBOURS)
    assert first["votes"] == pytest.approx(FIRST, abs=1e-5)
    assert first["behind"] == pytest.approx(0.0, abs=1e-6)
    both = of_answer([("leitfaden", 0, 1), ("leitfaden", 1, 2)], NEIGHBOURS)
    assert both["votes"] == pytest.approx(1.0, abs=1e-5)
    assert both["covered"] is True


def test_of_a_document_without_known_questions_they_say_nothing() -> None:
    found = of_answer([("neu", 0, 9)], NEIGHBOURS)
    assert (found["votes"], found["covered"]) == (0.0, False)


def test_what_an_earlier_answer_shows_was_seen() -> None:
    text = "Die Urkunde unterzeichnen *alle* Beteiligten auf einer gemeinsamen Fachtagung im Herbst."
    history = [
        Turn("user", "Wer unterschreibt?"),
        Turn(
            "assistant",
            "Die Urkunde unterzeichnen \\*alle\\* Beteiligten auf einer gemeinsamen Fachtagung im Herbst. [1]",
        ),
    ]
    (question,) = readings("und wann?", history, state=None, lexicon=load_lexicon(), gazetteer=GAZETTEER)
    assert was_shown(question, text)
    assert was_shown(question, text.replace(" auf ", "\nauf "))
    assert not was_shown(question, "Die Urkunde unterzeichnet der Landrat.")


def test_a_list_may_hold_the_unit_that_answers_best() -> None:
    goals = unit(UNITS, "list", "stärken")
    best = Judged((RatedUnit(unit(UNITS, "item", "stärken"), 1.0, 0.9, 1.0),), 0.9)
    assert holds_best(ListChoice(goals, goals.items, True, ()), best)
    assert not holds_best(ListChoice(goals, goals.items[:1], False, ()), best)
    elsewhere = Judged((RatedUnit(unit(UNITS, "item", "Augsburg"), 1.0, 0.9, 1.0),), 0.9)
    assert not holds_best(ListChoice(goals, goals.items, True, ()), elsewhere)
    assert not holds_best(ListChoice(goals, goals.items, True, ()), Judged((), 0.0))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (GERMAN.which_state, True),
        (f"{ENGLISH.which_state}\n", True),
        (GERMAN.which_place.format(place="Neustadt"), True),
        ("Für Bayern ist zuständig: …", False),
        (f"{GERMAN.which_state}\n\nBitte fragen Sie: …", False),
    ],
)
def test_a_question_back_is_known_again(answer: str, expected: bool) -> None:
    history = [Turn("user", "Wer hilft uns?"), Turn("assistant", answer)]
    question = readings("Hessen", history, state=None, lexicon=load_lexicon(), gazetteer=GAZETTEER)[0]
    assert was_asked_for_state(question) is expected
