"""The scores of PDF readers, worked out by hand, and the table they are printed in."""

import pytest

from benchmarks.pdf_libraries import Library
from benchmarks.pdf_readers import Measured, measure, table
from benchmarks.pdf_scores import (
    Box,
    Reading,
    Scores,
    blocks_in_order,
    box_overlap,
    character_accuracy,
    normal,
    score,
    words_torn_and_lost,
)
from tests.reading.typeset import LAYOUTS, Rect, TruthBlock, TruthLine, Typeset


def block(text: str, page: int = 1, rect: Rect | None = None) -> TruthBlock:
    return TruthBlock("paragraph", text, (TruthLine(text, page, rect or Rect(0, 0, 10, 2)),))


def test_characters_count_edits() -> None:
    assert character_accuracy("Gesund heit", "Gesundheit") == pytest.approx(0.9)
    assert character_accuracy("x" * 40, "Gesundheit") == 0


def test_blocks_in_the_wrong_place_are_not_in_order() -> None:
    blocks = ["Erster Absatz.", "Zweiter Absatz.", "Dritter Absatz."]
    assert blocks_in_order(" ".join(blocks), blocks) == 1
    assert blocks_in_order("Dritter Absatz. Erster Absatz. Zweiter Absatz.", blocks) == pytest.approx(2 / 3)
    assert blocks_in_order("Erster Absatz.", blocks) == pytest.approx(1 / 3)


def test_a_torn_word_is_not_lost() -> None:
    assert words_torn_and_lost("die Gesund heit fördem", "die Gesundheit fördern mit") == (1 / 4, 2 / 4)


def test_markers_and_raised_letters_do_not_count() -> None:
    assert normal("• Gesundheitsregionen plus¹  und\nb) mehr") == "Gesundheitsregionenplus1 und mehr"


def test_boxes_overlap_their_lines() -> None:
    truth = Typeset("eins", b"", (block("ab", rect=Rect(0, 0, 10, 2)), block("c", rect=Rect(0, 5, 4, 7))), 1)
    boxes = [Box("a", 1, Rect(0, 0, 4, 2)), Box("b", 1, Rect(4, 0, 5, 2)), Box("c", 2, Rect(0, 5, 4, 7))]
    assert box_overlap(boxes, truth) == pytest.approx((0.5 + 0) / 2)


def test_running_lines_are_taken_out_and_divided_words_joined() -> None:
    truth = Typeset("eins", b"", (block("Präventionskette"),), 1, running=(TruthLine("Seite 1", 1, Rect(0, 0, 1, 1)),))
    assert score(Reading(("Seite  1", "Präventions-", "kette")), truth) == Scores(1, 1, 0, 0, None)


def test_a_library_that_fails_is_named_by_its_error() -> None:
    def fail(data: bytes) -> Reading:
        raise ValueError(data)

    measured = measure(Library(fail), LAYOUTS["filled_form"]())
    assert measured == Measured(None, 0.0, "ValueError")


def test_the_table_holds_a_row_for_each_layout_and_fault() -> None:
    figures = {
        "eins": {"a": Measured(Scores(1, 1, 0, 0, 0.5), 2), "b": Measured(None, 0, "ValueError")},
        "zwei": {"a": Measured(Scores(0.5, 0.5, 0.5, 0, 0.7), 4), "b": Measured(Scores(1, 1, 0, 0, None), 3)},
    }
    assert [line.split() for line in table(figures, {"scan": {"a": "no text", "b": "3 letters"}}).splitlines()] == [
        ["a", "b"],
        ["eins", "1.000", "1.00", "0.000", "ValueError"],
        ["zwei", "0.500", "0.50", "0.500", "1.000", "1.00", "0.000"],
        ["all", "0.750", "0.75", "0.250", "0.500", "0.50", "0.000"],
        ["words", "lost", "0.000", "0.500"],
        ["boxes,", "mean", "IoU", "0.600", "none"],
        ["ms", "a", "page", "3.0", "3.0"],
        ["scan", "no", "text", "3", "letters"],
    ]
