"""A whole answer as text: what stands where, in which language, and which links it has."""

from dataclasses import replace

import pytest

from gfa_assistant.records import Answer, Contact, Superseded
from gfa_assistant.web.answer_text import answer_text
from gfa_assistant.web.document_view import passage_address
from tests.web.fake_assistant import BROCHURE, STEPS, FakeAssistant

HOST = "https://auskunft.example/"
LINK = f"https://auskunft.example/quelle/{BROCHURE.id}#p2"
CONTACT = """\
Kontakt (Bayern): Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern)

- Träger: Zentrum für Prävention und Gesundheitsförderung (ZPG)
- Anschrift: Pfarrstr. 3, 80538 München
- Telefon: 09131 6808-4506
- Website: www.zpg-bayern.de
- Stand: 12/2023"""
SOURCE = (
    "- [1] Zentrum für Prävention und Gesundheitsförderung (ZPG) im LGL: Der Partnerprozess „Gesundheit für alle“ in "
    "Bayern, Abschnitt „Wie werde ich Partnerkommune in Bayern?“, Stand 12/2023, "
)


def ask(question: str) -> Answer:
    return FakeAssistant().ask(question)


def test_answer_then_note_contact_and_sources_with_permanent_links() -> None:
    steps = "\n".join(f"{n}. {step} [1]" for n, step in enumerate(STEPS, start=1))
    assert answer_text(ask("Wie werden wir Partnerkommune in Bayern?"), HOST) == (
        f"So wird Ihre Kommune in Bayern Partnerkommune:\n\n{steps}\n\n"
        "Hinweis: Die BZgA heißt seit dem 13.02.2025 Bundesinstitut für Öffentliche Gesundheit (BIÖG). "
        "(https://www.bioeg.de/)\n\n"
        f"{CONTACT}\n\nQuellen:\n\n{SOURCE}{LINK}"
    )


def test_without_pages_of_our_own_a_source_has_its_publishers_address() -> None:
    text = answer_text(ask("Wie werden wir Partnerkommune in Bayern?"), None)
    assert text.endswith(f"{SOURCE}https://www.zpg-bayern.de")


def test_permanent_link_is_where_the_document_is_read() -> None:
    assert HOST.rstrip("/") + passage_address(BROCHURE.id, "p2") == LINK


@pytest.mark.parametrize(
    ("language", "heading", "page"),
    [("de", "Quellen", "Seite 14"), ("en", "Sources", "page 14"), ("tr", "Sources", "page 14")],
)
def test_frame_is_german_for_german_questions_and_english_for_all_others(
    language: str, heading: str, page: str
) -> None:
    answer = ask("Wer war 2012 dabei?")
    citation = replace(answer.citations[0], page=14)
    text = answer_text(replace(answer, language=language, citations=(citation,)), HOST)
    assert f"\n\n{heading}:\n\n- [1] " in text
    assert f", {page}, " in text


def test_nearest_passages_are_not_called_sources() -> None:
    text = answer_text(ask("Was kostet ein Kindergartenplatz?"), HOST)
    assert "Vielleicht hilfreich: Diese Textstellen kommen Ihrer Frage am nächsten:\n\n- [1] " in text
    assert "Quellen:" not in text


def test_a_question_back_lists_its_choices() -> None:
    answer = replace(ask("Kontakt?"), suggestions=("Bayern", "Hessen"))
    assert answer_text(answer, HOST) == "In welchem Bundesland liegt Ihre Kommune?\n\nBitte wählen Sie: Bayern, Hessen"


def test_source_that_is_out_of_date_or_scanned_says_so() -> None:
    answer = ask("Wer war 2012 dabei?")
    citation = replace(answer.citations[0], superseded=Superseded("Neue Fassung", "2025-03"), recognised=True)
    text = answer_text(replace(answer, citations=(citation,)), HOST)
    assert "überholt seit 03/2025 (ersetzt durch: Neue Fassung)" in text
    assert "Text aus einem Scan erkannt" in text


def test_words_of_sources_and_contacts_are_no_markup() -> None:
    answer = ask("Wer war 2012 dabei?")
    citation = replace(answer.citations[0], title="<b>*x*</b> [2](javascript:a)", url="javascript:alert(1)")
    contact = Contact(state="BY", office="KGC [x](http://a)", phone="*1*")
    text = answer_text(replace(answer, citations=(citation,), contacts=(contact,)), None)
    assert r"\<b>\*x\*\</b> \[2\](javascript:a)" in text
    assert r"KGC \[x\](http://a)" in text
    assert r"Telefon: \*1\*" in text
    assert "alert" not in text
