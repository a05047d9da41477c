"""Pages that pdfium cannot read are read by pypdf, without places."""

from collections.abc import Callable

import pypdfium2
import pytest

from gfa_assistant.reading import pdf_reader
from gfa_assistant.reading.pdf_glyphs import PageGlyphs, page_glyphs
from gfa_assistant.records import Document
from tests.reading.typeset import LAYOUTS

Read = Callable[[str, bytes], Document]


def lost(page: pypdfium2.PdfPage, number: int) -> tuple[PageGlyphs, ...]:
    """The second page without one readable character."""
    runs = page_glyphs(page, number)
    if number != 2:
        return runs
    return tuple(
        PageGlyphs(run.page, run.turn, run.sheet, tuple(glyph._replace(text="\ufffd") for glyph in run.glyphs))
        for run in runs
    )


def test_a_page_of_characters_without_meaning_is_read_by_pypdf(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = LAYOUTS["one_column"]()
    monkeypatch.setattr(pdf_reader, "page_glyphs", lost)
    document = read("datei.pdf", truth.data)
    assert document.page_map is not None
    for block in truth.blocks:
        start = document.text.index(block.text[:40])
        boxes = document.page_map.boxes(start, start + 40)
        assert (boxes is None) == (block.page == 2)
    assert "\ufffd" not in document.text


def test_a_page_that_pdfium_cannot_open_is_read_by_pypdf(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object, index: int) -> None:
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", fail)
    document = read("datei.pdf", LAYOUTS["one_column"]().data)
    assert document.text.startswith("Gesundheit für alle – gemeinsam in der Kommune\n\nGesund aufwachsen")
    assert document.page_map is not None
    assert document.page_map.boxes(0, 10) is None
