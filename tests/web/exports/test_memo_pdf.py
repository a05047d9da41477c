"""The PDF, read back with pypdfium2 (text, places) and pypdf (structure)."""

import re
from collections import Counter
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from gfa_assistant.records import Answer
from gfa_assistant.web.exports.memo import build_memo
from gfa_assistant.web.exports.memo_blocks import Block, Card, Hint, Listing, Memo, Paragraph, Quote, Reference, plain
from gfa_assistant.web.exports.memo_pdf import covered_characters, memo_pdf
from gfa_assistant.web.exports.wording import GERMAN_WORDING
from tests.web.exports.hand_made import (
    ANSWER,
    ARABIC,
    HOSTILE,
    LONG,
    SIGNS,
    TAKEN,
    TURKISH,
    UKRAINIAN,
    UNBROKEN,
    asked,
)

NO_GLYPH = GERMAN_WORDING.no_glyph
MARGIN = 60


def pdf_of(answer: Answer, language: str = "de") -> bytes:
    return memo_pdf(build_memo(answer, TAKEN, language=language), no_glyph=NO_GLYPH)


def squeezed(text: str) -> str:
    """Without white space, which a line's end takes or gives; PDFium writes a hyphen at a line's end as U+FFFE."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-"))


def read_text(pdf: bytes, memo: Memo) -> str:
    """The text of all pages without their footers."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    footer = squeezed(memo.footer)
    bodies = []
    for number, page in enumerate(pages, start=1):
        line = footer + squeezed(memo.page.format(page=number, pages=len(pages)))
        assert squeezed(page).count(line) == 1
        bodies.append(squeezed(page).replace(line, ""))
    return "".join(bodies)


def expected_text(memo: Memo) -> str:
    parts = [memo.title, memo.subject, *(f"{label}: {value}" for label, value in memo.facts)]
    for section in memo.sections:
        parts += [section.heading, *(_block(block) for block in section.blocks)]
    return squeezed("".join([*parts, memo.notice, memo.checked]))


def _block(block: Block) -> str:
    match block:
        case Listing():
            marks = [f"{block.start + n}." if block.ordered else "–" for n in range(len(block.items))]
            return "".join(mark + "".join(map(_block, item)) for mark, item in zip(marks, block.items, strict=True))
        case Quote():
            return f"[{block.source}]{block.place}{block.text}"
        case Card():
            return block.title + "".join(f"{label}:{plain(runs)}" for label, runs in block.rows)
        case Reference():
            return f"[{block.source}]{plain(block.runs)}"
        case Paragraph() | Hint():
            return plain(block.runs)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_file_says_exactly_what_the_memo_says(language: str) -> None:
    memo = build_memo(ANSWER, TAKEN, language=language)
    assert read_text(memo_pdf(memo, no_glyph=NO_GLYPH), memo) == expected_text(memo)


@pytest.mark.parametrize(
    "question",
    [
        HOSTILE,
        LONG,
        UNBROKEN,
        UKRAINIAN,
        TURKISH,
        SIGNS,
        ARABIC,
        "Où trouver l’aide ? Gdzie znajdę łódź?",
        "zwei\nZeilen",
    ],
    ids=["hostile", "long", "unbroken", "uk", "tr", "signs", "ar", "fr pl", "lines"],
)
def test_any_question_arrives_as_typed(question: str) -> None:
    memo = build_memo(asked(question), TAKEN, language="de")
    pdf = memo_pdf(memo, no_glyph=NO_GLYPH)
    assert read_text(pdf, memo) == expected_text(memo)
    assert squeezed(question) in expected_text(memo)
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        assert all(left >= MARGIN and right <= page.get_width() - MARGIN for left, _, right, _ in boxes if right > left)


def test_characters_without_a_glyph_are_shown_as_such_and_said_so() -> None:
    memo = build_memo(asked("Hilfe 😀 中文"), TAKEN, language="de")
    text = read_text(memo_pdf(memo, no_glyph=NO_GLYPH), memo)
    assert squeezed("Hilfe � ��") in text
    assert squeezed(f"{memo.notice} {NO_GLYPH}") in text
    assert NO_GLYPH not in memo.notice


def test_the_fonts_have_what_questions_and_sources_need() -> None:
    texts = [UKRAINIAN, TURKISH, ARABIC, SIGNS, "äöüßÄÖÜẞ„“‚‘–…€§&@", "ąćęłńóśźż àâçéèêëîïôùûüÿœæ", "їєґіІЇЄҐ ёЁыъэ"]
    assert set("".join(texts)) <= covered_characters()
    assert not set("😀中\n\x00") & covered_characters()


def test_equal_memos_give_equal_files() -> None:
    assert pdf_of(ANSWER) == pdf_of(ANSWER)


def test_title_language_and_standards_are_in_the_file() -> None:
    reader = PdfReader(BytesIO(pdf_of(ANSWER)))
    about = reader.metadata
    assert about is not None
    assert about.title == "Vermerk – Partnerprozess „Gesundheit für alle“: Auskunft aus den Programmtexten"
    assert (about.author or "").startswith("gfa_assistant ")
    assert f"{about.creation_date:%Y-%m-%d}" == "2026-11-22"
    catalog = reader.root_object
    assert catalog["/Lang"] == "de-DE"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = catalog["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[=>\"]+1", xmp)
    assert re.search(r"pdfaid:part[=>\"]+2", xmp)
    assert re.search(r"pdfaid:conformance[=>\"]+A", xmp)
    assert [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)][:2] == ["Frage", "Antwort"]
    assert PdfReader(BytesIO(pdf_of(ANSWER, "en"))).root_object["/Lang"] == "en-GB"


def tagged(pdf: bytes) -> tuple[Counter[str], set[str]]:
    """How often each structure type occurs, and the languages that differ from the document's."""
    tags: Counter[str] = Counter()
    languages: set[str] = set()

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            tags[str(node["/S"])] += 1
            languages.update([str(node["/Lang"])] if "/Lang" in node else [])
            walk(node.get("/K", []))

    walk(PdfReader(BytesIO(pdf)).root_object["/StructTreeRoot"]["/K"])
    return tags, languages


def test_headings_lists_quotes_and_links_are_tagged_as_what_they_are() -> None:
    tags, _ = tagged(pdf_of(ANSWER))
    # Two bullets with two below the first; two numbers and one.
    assert {tag: tags[tag] for tag in ("/L", "/LI", "/BlockQuote")} == {"/L": 4, "/LI": 7, "/BlockQuote": 2}
    assert tags["/H1"] + tags["/H2"] >= 6
    assert tags["/Link"] >= 12


def test_words_in_another_language_are_tagged_with_it() -> None:
    assert tagged(pdf_of(asked(UKRAINIAN, language="uk")))[1] == {"uk"}
    assert tagged(pdf_of(asked(ARABIC, language="ar"), "en"))[1] == {"ar", "de-DE"}
