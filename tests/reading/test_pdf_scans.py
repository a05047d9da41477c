"""Scanned pages, read by tesseract where it is installed."""

import os
from collections.abc import Callable

import pytest

from gfa_assistant.reading.pdf_ocr import has_tesseract
from gfa_assistant.records import Document
from tests.reading.document_scores import score_document
from tests.reading.typeset import FAULTY, LAYOUTS

# In CI it is installed, and where it is not, these tests fail.
needs_tesseract = pytest.mark.skipif(
    not has_tesseract() and not os.environ.get("CI"), reason="needs tesseract-ocr, tesseract-ocr-deu and pytesseract"
)


@needs_tesseract
def test_a_clean_scan_is_read_with_places_and_marked_as_recognised(read: Callable[[str, bytes], Document]) -> None:
    truth = FAULTY["scan"]()
    document = read("scan.pdf", truth.data)
    scores = score_document(document, truth)
    assert scores.characters >= 0.97
    assert (scores.order, scores.pages, scores.mapped) == (1.0, 1.0, 1.0)
    assert scores.worst_box >= 0.8
    assert all(block.recognised for block in document.blocks)


def test_drawn_text_is_not_marked_as_recognised(read: Callable[[str, bytes], Document]) -> None:
    document = read("datei.pdf", LAYOUTS["table"]().data)
    assert not any(block.recognised for block in document.blocks)
