"""What a PDF says about itself fills what the catalog leaves open."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.reading.pdf_about import PdfAbout
from gfa_assistant.reading.pdf_file import open_pdf
from gfa_assistant.records import Document
from tests.reading.typeset import LAYOUTS

Put = Callable[[str, str | bytes], Path]


def titled(title: str) -> bytes:
    pdf = FPDF()
    pdf.set_title(title)
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Ein Satz steht hier.")
    return bytes(pdf.output())


def test_title_author_and_day_are_read() -> None:
    truth = LAYOUTS["with_metadata"]()
    assert open_pdf(truth.data, "datei.pdf").about == PdfAbout(truth.title, truth.author, truth.created)


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("Microsoft Word - Leitfaden Prävention", "Leitfaden Prävention"),
        ("Microsoft Word - Leitfaden.docx", None),
        ("untitled", None),
        ("PowerPoint-Präsentation", None),
        ("Broschüre_final.indd", None),
        ("  Gesund\n aufwachsen ", "Gesund aufwachsen"),
    ],
)
def test_a_file_name_or_a_stopgap_is_no_title(declared: str, title: str | None) -> None:
    assert open_pdf(titled(declared), "datei.pdf").about.title == title


def test_a_file_that_the_catalog_does_not_know_takes_title_and_day_from_itself(
    read: Callable[[str, bytes], Document],
) -> None:
    truth = LAYOUTS["with_metadata"]()
    document = read("datei.pdf", truth.data)
    assert (document.title, document.as_of) == (truth.title, truth.created)


def test_the_catalog_goes_before_the_file(folder: Path, put: Put) -> None:
    truth = LAYOUTS["with_metadata"]()
    put("datei.pdf", truth.data)
    put("catalog.yaml", "datei.pdf:\n  title: Aus dem Katalog\n  as_of: 2024-01\n")
    (file,) = list_corpus(folder)
    document = read_document(file)
    assert (document.title, document.as_of) == ("Aus dem Katalog", "2024-01")


def test_page_labels_and_bookmarks_are_read(read: Callable[[str, bytes], Document]) -> None:
    labelled = LAYOUTS["labelled"]()
    document = read("datei.pdf", labelled.data)
    assert document.page_map is not None
    assert [document.page_map.label(page) for page in (1, 2, 3)] == list(labelled.labels)


def test_bookmarks_give_the_section_paths(read: Callable[[str, bytes], Document]) -> None:
    truth = LAYOUTS["bookmarked"]()
    document = read("datei.pdf", truth.data)
    headings = {
        document.block_text(block): (block.level, block.section) for block in document.blocks if block.kind == "heading"
    }
    assert headings == {block.text: (block.level, block.section) for block in truth.blocks if block.kind == "heading"}
