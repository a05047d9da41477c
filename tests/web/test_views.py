"""Conversation, contact card and source panel as HTML."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from gfa_assistant.records import Answer, Citation
from gfa_assistant.web.contact_view import render_contact
from gfa_assistant.web.conversation_view import announcement, render_conversation
from gfa_assistant.web.desk.asking import beginnings
from gfa_assistant.web.exports.downloads import answer_text
from gfa_assistant.web.exports.memo import Taken
from gfa_assistant.web.references import reference_line, source_name
from gfa_assistant.web.source_view import SHOWN_CHARACTERS, render_empty_source, render_source
from gfa_assistant.web.texts import ENGLISH, GERMAN
from gfa_assistant.web.visit import Exchange, Visit
from tests.web.fake_assistant import BAVARIA, BROCHURE, FEDERAL, MEMBERS, STEPS, FakeAssistant

JOINING = FakeAssistant().ask("Wie werden wir Partnerkommune?")
CITATION = JOINING.citations[0]


def told(answer: Answer) -> Visit:
    taken = Taken(date(2026, 11, 22), "g1")
    return Visit().with_exchange(Exchange(answer, taken, answer_text(answer, taken, language="de")))


def marked(html: str) -> str:
    """The text inside the panel's only mark."""
    (mark,) = re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", mark))


def shown(html: str) -> str:
    """The document text of the panel."""
    found = re.search(r'aria-label="Text des Dokuments">(.*?)</div>', html, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


def cite(start: int, end: int) -> Citation:
    return replace(CITATION, start=start, end=end, quote=BROCHURE.text[start:end])


def test_source_marks_exactly_the_quote_and_shows_every_character() -> None:
    html = render_source(BROCHURE, CITATION, GERMAN)
    assert marked(html) == CITATION.quote == "\n".join(STEPS)
    assert shown(html) == BROCHURE.text
    assert "<script>" not in html


def test_any_range_is_marked_exactly_wherever_blocks_begin() -> None:
    for start in range(0, len(BROCHURE.text) - 90, 7):
        html = render_source(BROCHURE, cite(start, start + 90), GERMAN)
        assert marked(html) == BROCHURE.text[start : start + 90]
        assert shown(html) == BROCHURE.text


def test_long_document_is_shown_around_the_quote() -> None:
    block = BROCHURE.blocks[0]
    filler = "x" * 999 + "\n"
    text = filler * 60 + MEMBERS + "\n" + filler * 60
    blocks = tuple(replace(block, kind="paragraph", start=n * 1000, end=n * 1000 + 999) for n in range(60))
    document = replace(BROCHURE, text=text, blocks=blocks)
    html = render_source(document, replace(CITATION, start=60_000, end=60_000 + len(MEMBERS)), GERMAN)
    assert marked(html) == MEMBERS
    assert len(shown(html)) < SHOWN_CHARACTERS
    assert GERMAN.excerpt in html


def test_source_links_to_web_originals_only() -> None:
    assert 'href="https://www.zpg-bayern.de" target="_blank" rel="noopener noreferrer"' in render_source(
        BROCHURE, CITATION, GERMAN
    )
    html = render_source(BROCHURE, replace(CITATION, url="javascript:alert(1)"), GERMAN)
    assert "javascript" not in html
    assert re.findall('<a href="([^?"]*)', html) == ["/quelle/bayern-broschuere-partnerprozess"]


def test_citation_is_named_by_title_section_and_page() -> None:
    citation = replace(CITATION, number=2, page=14)
    assert source_name(citation, GERMAN) == (
        "Quelle 2: Der Partnerprozess „Gesundheit für alle“ in Bayern, "
        "Abschnitt „Wie werde ich Partnerkommune in Bayern?“, Seite 14"
    )
    assert reference_line(citation, GERMAN) == (
        "Zentrum für Prävention und Gesundheitsförderung (ZPG) im LGL: "
        "Der Partnerprozess „Gesundheit für alle“ in Bayern, "
        "Abschnitt „Wie werde ich Partnerkommune in Bayern?“, Seite 14, Stand 12/2023, https://www.zpg-bayern.de"
    )


def test_contact_card_says_what_is_not_known() -> None:
    html = render_contact(FEDERAL, GERMAN)
    values = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html))
    unknown = '<span class="gfa-unknown">nicht bekannt</span>'
    assert values == {
        "Träger": unknown,
        "Anschrift": "Berlin (Straße nicht bekannt)",
        "Telefon": unknown,
        "E-Mail": '<a href="mailto:post@example.org">post@example.org</a>',
        "Website": unknown,
        "Stand": unknown,
    }


def test_contact_card_links_phone_and_web() -> None:
    html = render_contact(BAVARIA, GERMAN)
    assert '<a href="tel:+49913168084506">09131 6808-4506</a>' in html
    assert '<a href="https://www.zpg-bayern.de" target="_blank" rel="noopener noreferrer">www.zpg-bayern.de' in html
    assert "Kontakt: Bayern" in html


def test_conversation_escapes_the_visitor_and_the_answer() -> None:
    evil = "<img src=x onerror=alert(1)>"
    answer = replace(JOINING, question=evil, answer=evil, suggestions=(f'"{evil}',), notes=())
    html = render_conversation(told(answer), GERMAN)
    assert "<img" not in html
    assert 'data-question="&quot;&lt;img src=x onerror=alert(1)&gt;"' in html


def test_not_found_names_its_passages_nearest_instead_of_sources() -> None:
    html = render_conversation(told(FakeAssistant().ask("Was kostet ein Eis?")), GERMAN)
    assert GERMAN.not_found in html
    assert GERMAN.nearest in html


def test_announcement_says_status_text_note_and_number_of_sources() -> None:
    assert announcement(JOINING, GERMAN) == (
        "Antwort: So wird Ihre Kommune in Bayern Partnerkommune: "
        + " ".join(f"{n}. {step}" for n, step in enumerate(STEPS, start=1))
        + " Hinweis: Die BZgA heißt seit dem 13.02.2025 Bundesinstitut für Öffentliche Gesundheit (BIÖG). Quellen: 1."
    )


@pytest.mark.parametrize(
    ("markdown", "begun"),
    [
        ("Ein Satz. [1]", []),
        ("So:\n\n1. a [1]\n2. b [1]", ["So:", "So:\n\n1. a [1]"]),
        ("\n".join("abcdefghi"), ["a", "a\nb\nc", "a\nb\nc\nd\ne", "a\nb\nc\nd\ne\nf\ng"]),
        ("", []),
    ],
)
def test_answer_is_shown_line_after_line_in_a_few_steps(markdown: str, begun: list[str]) -> None:
    assert list(beginnings(markdown)) == begun


def test_begun_answer_is_for_the_eye_until_it_is_whole() -> None:
    html = render_conversation(Visit(), GERMAN, pending="Wie?", begun="So <b>:\n\n1. a [1]")
    assert '<div class="gfa-begun" aria-hidden="true"><p>So &lt;b&gt;:</p>' in html
    assert "<li>a [1]</li>" in html
    assert 'class="gfa-text"' not in html
    assert GERMAN.searching in html


def test_visit_keeps_its_own_turns_and_citations() -> None:
    visit = told(JOINING)
    assert [(turn.role, turn.content) for turn in visit.history] == [
        ("user", JOINING.question),
        ("assistant", JOINING.answer),
    ]
    assert visit.citation(0, 1) == CITATION
    assert [visit.citation(*place) for place in ((0, 0), (0, 2), (1, 1), (-1, 1))] == [None] * 4


def test_english_frame_names_the_german_source_as_german() -> None:
    html = render_source(BROCHURE, CITATION, ENGLISH)
    assert '<span lang="de">Der Partnerprozess „Gesundheit für alle“ in Bayern</span>' in html
    assert render_empty_source(ENGLISH).count(ENGLISH.source_empty) == 1
