"""The Word file, read back with python-docx."""

import zipfile
from datetime import datetime
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from gfa_assistant.records import Answer
from gfa_assistant.web.exports.memo import build_memo
from gfa_assistant.web.exports.memo_docx import memo_docx
from tests.web.exports.hand_made import ANSWER, ARABIC, BROCHURE, HOSTILE, LONG, TAKEN, UKRAINIAN, asked


def read(answer: Answer, language: str = "de") -> Document:
    return docx.Document(BytesIO(memo_docx(build_memo(answer, TAKEN, language=language))))


def styled(document: Document) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]


def below(document: Document, heading: str) -> list[DocxParagraph]:
    """The paragraphs between a heading and the next one."""
    names = [paragraph.text if paragraph.style.name == "Heading 1" else "" for paragraph in document.paragraphs]  # type: ignore[union-attr]
    start = names.index(heading) + 1
    end = next((n for n in range(start, len(names)) if names[n]), len(names))
    return document.paragraphs[start:end]


def test_every_part_has_the_style_that_says_what_it_is() -> None:
    paragraphs = styled(read(ANSWER))
    assert paragraphs[:6] == [
        ("Title", "Vermerk"),
        ("Subtitle", "Partnerprozess „Gesundheit für alle“: Auskunft aus den Programmtexten"),
        ("Fact", "Datum:\t22.11.2026"),
        ("Fact", "Aktenzeichen:\t"),
        ("Fact", "Bundesland:\tBayern"),
        ("Fact", "Datenbestand:\tStand 20.11.2026 (Index 20261120t091904656242z)"),
    ]
    assert paragraphs[6:19] == [
        ("Heading 1", "Frage"),
        ("Normal", "Was bringt uns die Teilnahme?"),
        ("Heading 1", "Antwort"),
        ("Normal", "Gute Gründe für Bürger*innen und Bürger*innen:"),
        ("List Bullet", "Austausch [1]"),
        ("List Bullet 2", "in Fachveranstaltungen [1]"),
        ("List Bullet 2", "online [7]"),
        ("List Bullet", "Beratung [1][2]"),
        ("Normal", "So geht es:"),
        ("List Number", "Anfragen [2]"),
        ("List Number", "Unterzeichnen [1]"),
        ("Normal", "Danach:"),
        ("List Number", "Feiern"),
    ]
    assert [name for name, _ in paragraphs].count("Contact Name") == 2
    assert (
        "Hint",
        "Die BZgA heißt jetzt BIÖG. Stand: 13.02.2025. Beleg zum Hinweis: https://example.org/bioeg",
    ) in paragraphs
    assert [text for name, text in paragraphs if name == "Quote"] == [
        *BROCHURE.quote.split("\n"),
        "Der Beitritt ist kostenlos.",
    ]
    assert [text[:4] for name, text in paragraphs if name == "Bibliography"] == ["[1]\t", "[2]\t"]
    assert [name for name, _ in paragraphs][-2:] == ["Notice", "Signature Line"]


def test_bold_is_kept_and_each_numbered_list_counts_for_itself() -> None:
    document = read(ANSWER)
    answer = below(document, "Antwort")
    assert [run.text for run in answer[0].runs if run.bold] == ["Gute Gründe"]
    numbering = document.part.numbering_part.element
    lists = [p._p.pPr.numPr.numId.val for p in answer if p.style.name == "List Number"]  # type: ignore[union-attr]
    assert lists[0] == lists[1] != lists[2]
    starts = [numbering.num_having_numId(n).lvlOverride_lst[0].startOverride.val for n in (lists[0], lists[2])]
    assert starts == [3, 1]


def test_markers_lead_to_the_reference_list_and_addresses_to_the_web() -> None:
    document = read(ANSWER)
    body = document.element.body
    anchors = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors == marks == {"source_1", "source_2"}
    targets = {link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks if link.address}
    assert targets == {
        "https://example.org/bioeg",
        "tel:+49913168084506",
        "mailto:post@example.org",
        "https://www.zpg-bayern.de",
        "https://www.zpg-bayern.de/partnerprozess.html",
    }


@pytest.mark.parametrize(("frame", "locale"), [("de", "de-DE"), ("en", "en-GB")])
def test_title_language_and_tool_are_in_the_file(frame: str, locale: str) -> None:
    document = read(ANSWER, frame)
    about = document.core_properties
    assert about.title.startswith("Vermerk – Partnerprozess" if frame == "de" else "File note – Partner process")
    assert (about.language, about.comments) == (locale, "")
    assert about.author.startswith("gfa_assistant ")
    assert about.created == about.modified
    assert isinstance(about.created, datetime)
    assert about.created.date() == TAKEN.on
    lang = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == locale
    quote = next(p for p in document.paragraphs if p.style and p.style.name == "Quote")
    assert [run._r.rPr.find(qn("w:lang")).get(qn("w:val")) for run in quote.runs] == ["de-DE"]


def test_the_footer_names_the_tool_and_counts_pages() -> None:
    (paragraph,) = read(ANSWER).sections[0].footer.paragraphs
    assert paragraph.text.startswith("Erstellt mit gfa_assistant ")
    fields = [field.get(qn("w:instr")) for field in paragraph._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("question", [HOSTILE.strip(), LONG, UKRAINIAN, ARABIC, "zwei\nZeilen", "emoji 😀 und 中文"])
def test_any_question_arrives_as_typed(question: str) -> None:
    (paragraph,) = below(read(asked(question)), "Frage")
    assert paragraph.text == question


def test_control_characters_never_reach_the_xml() -> None:
    file = memo_docx(build_memo(asked("a\x00b\x0b\ud800c\u202e\ufffe"), TAKEN, language="de"))
    with zipfile.ZipFile(BytesIO(file)) as package:
        xml = package.read("word/document.xml").decode()
    assert ">ab\nc<" not in xml
    assert not [character for character in xml if ord(character) < 32 and character not in "\r\n\t"]
    assert below(docx.Document(BytesIO(file)), "Frage")[0].text == "ab\nc"


def test_a_question_from_right_to_left_is_marked_so() -> None:
    (paragraph,) = below(read(asked(ARABIC, language="ar")), "Frage")
    assert paragraph._p.pPr is not None
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    (run,) = paragraph.runs
    assert run._r.rPr.find(qn("w:rtl")) is not None
    assert run._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    (other,) = below(read(asked(UKRAINIAN, language="uk")), "Frage")
    assert other.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "uk"


# The order of the schema's sequences (ISO/IEC 29500, CT_PPr and CT_RPr): Word refuses a file that breaks it.
PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing jc outlineLvl rPr"
).split()
RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike shadow emboss imprint noProof color spacing w kern position sz "
    "szCs highlight u vertAlign rtl cs lang"
).split()


def test_properties_stand_in_the_order_that_word_demands() -> None:
    file = memo_docx(build_memo(asked(ARABIC, language="ar"), TAKEN, language="de"))
    with zipfile.ZipFile(BytesIO(file)) as package:
        parts = [parse_xml(package.read(f"word/{name}.xml")) for name in ("document", "styles", "footer1")]
    for tag, order in (("w:pPr", PARAGRAPH_ORDER), ("w:rPr", RUN_ORDER)):
        found = [[child.tag.split("}")[1] for child in each] for part in parts for each in part.iter(qn(tag))]
        assert found
        assert [names for names in found if names != sorted(set(names), key=order.index)] == []
