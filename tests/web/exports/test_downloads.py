"""Names, media types and contents of the files."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import get_args

import docx
import pypdfium2
import pytest

from gfa_assistant.web.exports.downloads import (
    AnswerFormat,
    SourceFormat,
    answer_file,
    answer_text,
    contact_file,
    source_file,
)
from gfa_assistant.web.exports.works import cited_document, cited_place
from tests.web.exports.hand_made import ANSWER, BROCHURE, OFFICE, TAKEN
from tests.web.fake_assistant import BROCHURE as DOCUMENT
from tests.web.fake_assistant import FakeAssistant

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("kind", "name", "english", "media_type"),
    [
        ("txt", "Beleg_GfA_2026-11-22.txt", "Reference_GfA_2026-11-22.txt", "text/plain; charset=utf-8"),
        ("docx", "Vermerk_GfA_2026-11-22.docx", "File-note_GfA_2026-11-22.docx", DOCX),
        ("pdf", "Vermerk_GfA_2026-11-22.pdf", "File-note_GfA_2026-11-22.pdf", "application/pdf"),
        ("bib", "Quellen_GfA_2026-11-22.bib", "Sources_GfA_2026-11-22.bib", "application/x-bibtex; charset=utf-8"),
        (
            "ris",
            "Quellen_GfA_2026-11-22.ris",
            "Sources_GfA_2026-11-22.ris",
            "application/x-research-info-systems; charset=utf-8",
        ),
    ],
)
def test_names_and_media_types(kind: AnswerFormat, name: str, english: str, media_type: str) -> None:
    german = answer_file(ANSWER, TAKEN, language="de", kind=kind)
    assert (german.name, german.media_type) == (name, media_type)
    assert answer_file(ANSWER, TAKEN, language="en", kind=kind).name == english


@pytest.mark.parametrize(
    "question", ["Wie werden wir Partnerkommune?", "Kontakt", "Kontakt in Bayern", "Wetter", "2012"]
)
@pytest.mark.parametrize("kind", get_args(AnswerFormat))
def test_every_status_gives_every_file(question: str, kind: AnswerFormat) -> None:
    answer = FakeAssistant().ask(question)
    content = answer_file(answer, TAKEN, language="de", kind=kind).content
    match kind:
        case "docx":
            assert question in [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
        case "pdf":
            assert question in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
        case "txt":
            assert content.decode() == answer_text(answer, TAKEN, language="de")
        case "bib":
            assert content.decode().count("@misc{") == len(answer.citations)
        case "ris":
            assert content.decode().count("TY  - ELEC\r\n") == len(answer.citations)


@pytest.mark.parametrize("kind", get_args(SourceFormat))
def test_a_place_and_a_whole_document_can_be_cited(kind: SourceFormat) -> None:
    place = source_file(cited_place(BROCHURE), accessed=date(2026, 11, 22), language="de", kind=kind)
    whole = source_file(cited_document(DOCUMENT), accessed=date(2026, 11, 22), language="de", kind=kind)
    assert place.name == f"Quelle_bayern-broschuere-partnerprozess-238c7ead.{kind}"
    assert whole.name == f"Quelle_bayern-broschuere-partnerprozess.{kind}"
    assert "Abschnitt" in place.content.decode()
    assert "Abschnitt" not in whole.content.decode()


def test_a_name_is_ascii_whatever_the_document_is_called() -> None:
    work = cited_place(replace(BROCHURE, document_id='../größe "x"\r\nSet-Cookie: a'))
    name = source_file(work, accessed=date(2026, 11, 22), language="de", kind="txt").name
    assert name == f"Quelle_groesse-x-Set-Cookie-a-{work.key[-8:]}.txt"


def test_a_contact_card_is_named_after_its_land() -> None:
    card = contact_file(OFFICE, language="de")
    assert (card.name, card.media_type) == ("Kontakt_GfA_BY.vcf", "text/vcard; charset=utf-8")
    assert card.content.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
