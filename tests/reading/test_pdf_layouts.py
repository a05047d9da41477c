"""PDFs of known text, read whole: each layout's characters, order, pages and highlight boxes."""

from collections.abc import Callable

import pytest

from gfa_assistant.records import Document
from tests.reading.document_scores import score_document
from tests.reading.typeset import LAYOUTS

Read = Callable[[str, bytes], Document]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_read_as_it_was_set(read: Read, name: str) -> None:
    truth = LAYOUTS[name]()
    scores = score_document(read("datei.pdf", truth.data), truth)
    assert scores.characters >= 0.995
    assert (scores.order, scores.pages, scores.mapped) == (1.0, 1.0, 1.0)
    assert scores.worst_box >= 0.8
