"""Which candidates the real corpus has for a question; which of them is chosen is not looked at here."""

from dataclasses import replace

import pytest

from gfa_assistant.answering.assistant import Assistant, Tuning
from gfa_assistant.answering.candidates import Candidate
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.records import Answer, Turn
from gfa_assistant.settings import Settings

pytestmark = pytest.mark.model


def routes(found: list[tuple[Candidate, Answer]]) -> list[str]:
    return [candidate.route for candidate, _ in found]


def test_one_candidate_refuses_and_it_comes_last(real_assistant: Assistant) -> None:
    found = real_assistant.proposals("Wer unterzeichnet die Partnerurkunde in Bayern?")
    assert routes(found).count("refuse") == 1
    assert routes(found)[-1] == "refuse"
    assert next(answer.status for candidate, answer in found if candidate.route == "sentence") == "answered"


def test_what_needs_no_source_has_no_candidates(real_assistant: Assistant) -> None:
    assert real_assistant.proposals("Guten Tag") == []
    assert real_assistant.proposals("Notfall, mein Kollege ist bewusstlos!") == []


def test_a_statement_that_lacks_a_number_of_the_question_is_no_candidate(real_assistant: Assistant) -> None:
    found = real_assistant.proposals("Welches der 4711 Ziele ist das wichtigste?")
    assert "sentence" not in routes(found)


def test_a_year_may_stand_in_the_passage_of_the_statement(real_assistant: Assistant) -> None:
    found = real_assistant.proposals("fachliche grundlage beim start 2011 war was?")
    assert any("Handlungsempfehlungen" in answer.answer for c, answer in found if c.route == "sentence")


def test_the_likeliest_statement_with_all_names_is_among_the_candidates(real_assistant: Assistant) -> None:
    found = real_assistant.proposals("wer unterschreibt bei uns in hessen die urkunde")
    assert any("Marburg-Biedenkopf" in answer.answer for c, answer in found if c.route == "sentence")


@pytest.mark.parametrize(
    ("question", "state"),
    [
        ("bei mir im display steht 03643 4989820", "TH"),
        ("SLfG telefon", "SN"),
        ("nummer von der HAGE bitte", "HE"),
        ("нужен телефон координационного центра в Тюрингии", "TH"),
    ],
)
def test_an_office_is_found_by_its_phone_its_carrier_or_by_the_evidence(
    real_assistant: Assistant, question: str, state: str
) -> None:
    offices = [answer for candidate, answer in real_assistant.proposals(question) if candidate.route == "office"]
    assert state in [contact.state for answer in offices for contact in answer.contacts]


def test_a_question_without_land_may_be_asked_back(real_assistant: Assistant) -> None:
    asked_back = [a for c, a in real_assistant.proposals("Wen rufen wir zur Beratung an?") if c.route == "ask"]
    assert [answer.status for answer in asked_back] == ["clarify"]
    assert "In welchem Bundesland" in asked_back[0].answer


def test_joining_has_the_steps_where_they_are_printed_and_the_office_elsewhere(real_assistant: Assistant) -> None:
    def steps(question: str) -> Answer:
        return next(a for c, a in real_assistant.proposals(question) if c.route == "steps")

    bavarian = steps("Wie werden wir in Bayern Partnerkommune?")
    assert "1. Kontaktaufnahme zur Koordinierungsstelle" in bavarian.answer
    hessian = steps("Wie werden wir in Hessen Partnerkommune?")
    assert "Erste Anlaufstelle" in hessian.answer
    assert "1. Kontaktaufnahme" not in hessian.answer
    assert [contact.state for contact in hessian.contacts] == ["HE"]


def test_what_does_not_ask_is_read_both_without_and_with_the_rest(real_assistant: Assistant) -> None:
    text = "Unser Landkreis prüft gerade die Teilnahme. Was kostet die Beratung durch die KGC Brandenburg?"
    read = {(c.question.reading, c.question.standalone) for c, _ in real_assistant.proposals(text)}
    assert read == {("usual", "Was kostet die Beratung durch die KGC Brandenburg?"), ("whole", text)}


def test_a_new_question_may_go_on_from_the_one_before(real_assistant: Assistant) -> None:
    history = [Turn("user", "Was ist eine Präventionskette?"), Turn("assistant", "Eine Präventionskette ist … [1]")]
    found = real_assistant.proposals("Welche Städte haben mit sowas angefangen?", history=history)
    joined = {c.question.standalone for c, _ in found if c.question.reading == "joined"}
    assert joined == {"Welche Städte haben mit sowas angefangen? – Was ist eine Präventionskette?"}


def test_without_known_questions_no_feature_speaks_of_them(real_settings: Settings) -> None:
    def none(bank: QuestionBank) -> QuestionBank:
        return replace(bank, questions=(), passages=(), covered=frozenset(), vectors=bank.vectors[:0])

    assistant = Assistant.open(real_settings, Tuning(bank=none))
    found = assistant.proposals("Welche Ziele verfolgt der Partnerprozess?")
    names = {name for candidate, _ in found for name in candidate.features}
    assert {name for name in names if "votes" in name or "known" in name or name == "nearest"} == set()
    assert assistant.ask("Welche Ziele verfolgt der Partnerprozess?").status == "answered"
