"""What supports an answer and what does not; the thresholds are tuned elsewhere, only clear cases stand here."""

from dataclasses import replace

import pytest

from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.sentences import RatedUnit, rate
from gfa_assistant.answering.support import SupportCheck
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.question import Question
from tests.answering.hand_made import GAZETTEER, ask, document, matcher, units

GUIDE = document(
    "# Kosten\n\nDie Teilnahme am Partnerprozess ist kostenfrei.\n\n"
    "# Beitritt\n\nBis 2021 sind 20 bayerische Kommunen beigetreten.\n\n"
    "# Kassel\n\nKassel war die erste hessische Partnerkommune.\n\n"
    "# Anschrift\n\nAmt für Gesundheit\nMusterweg 1, 34117 Kassel\nTel. 0561 1234\n"
)
BAVARIAN = document("# Urkunde\n\nDie Urkunde unterzeichnet der Landrat.\n", document_id="bayern", state="BY")
DOCUMENTS = (GUIDE, BAVARIAN)
MATCHER = matcher(*DOCUMENTS)
CHECK = SupportCheck(load_lexicon(), GAZETTEER, MATCHER)


def rated(question: Question, words: str, closeness: float) -> RatedUnit:
    found = units(*DOCUMENTS, dense=closeness)
    ranked = rate(question, found, MATCHER.terms(question), MATCHER, load_lexicon())
    (only,) = [r for r in ranked if words in r.unit.text]
    return only


def supports(question: str, words: str, *, closeness: float = 0.9) -> bool:
    understood = ask(question)
    (checked,) = CHECK.check(understood, [rated(understood, words, closeness)], MATCHER.terms(understood))
    return checked.checks.hold


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Ist die Teilnahme kostenfrei?", "kostenfrei"),
        ("Was kostet die Teilnahme?", "kostenfrei"),
        ("Wie viele bayerische Kommunen sind beigetreten?", "20"),
        ("Wie viele Kommunen sind bis 2021 beigetreten?", "20"),
        ("War Kassel die erste hessische Kommune?", "Kassel war"),
        ("Wer unterzeichnet die Urkunde?", "Landrat"),
        ("Wer unterzeichnet die Urkunde in Bayern?", "Landrat"),
    ],
)
def test_sentence_that_answers_is_evidence(question: str, words: str) -> None:
    assert supports(question, words)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wie wird das Wetter morgen?", "kostenfrei"),
        ("Wer gewinnt die Meisterschaft?", "Landrat"),
        ("Ist die Teilnahme 2019 kostenfrei?", "kostenfrei"),
        ("Ist die Teilnahme in Bochum kostenfrei?", "kostenfrei"),
        ("Ist die Teilnahme in Hessen kostenfrei?", "kostenfrei"),
        ("Wer unterzeichnet die Urkunde in Hessen?", "Landrat"),
        ("Wie viele Urkunden unterzeichnet der Landrat?", "Landrat"),
        ("Wie viele Kommunen sind bis 2023 beigetreten?", "20"),
        ("Ist die Teilnahme am 05.09. kostenfrei?", "kostenfrei"),
        ("Was kostet die Teilnahme?", "Tel. 0561"),
    ],
    ids=[
        "off topic",
        "no word",
        "other year",
        "other place",
        "land not named",
        "other land's text",
        "no count",
        "other count's year",
        "other day",
        "office data",
    ],
)
def test_sentence_about_something_else_is_none(question: str, words: str) -> None:
    assert not supports(question, words)


def test_sentence_with_the_words_but_far_in_meaning_is_none() -> None:
    assert not supports("Was kostet die Teilnahme?", "kostenfrei", closeness=0.3)


def test_question_in_another_language_goes_by_meaning() -> None:
    question = "What does it cost to take part?"
    assert supports(question, "kostenfrei")
    assert not supports(question, "kostenfrei", closeness=0.3)


def test_rating_puts_the_answer_first_and_leaves_whole_lists_out() -> None:
    question = ask("Wer unterzeichnet die Urkunde?")
    found: list[Unit] = units(*DOCUMENTS, document("# Urkunde\n\n- Landrat\n- Bürgermeister\n", "liste"))
    ranked = rate(question, found, MATCHER.terms(question), MATCHER, load_lexicon())
    assert ranked[0].unit.text == "Die Urkunde unterzeichnet der Landrat."
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert {u.text for u in found if u.kind != "list"} == {r.unit.text for r in ranked}


def test_rating_prefers_the_questions_own_land() -> None:
    hessian = replace(BAVARIAN, id="hessen", state="HE")
    for land, expected in (("BY", "bayern"), ("HE", "hessen")):
        question = ask("Wer unterzeichnet die Urkunde?", state=land)
        ranked = rate(question, units(hessian, BAVARIAN), MATCHER.terms(question), MATCHER, load_lexicon())
        assert ranked[0].unit.document.id == expected
