"""The page map: spans become boxes, or nothing where a place is unsure."""

import numpy as np
import pytest

from gfa_assistant.page_map import NO_PLACE, UNSURE, PageMap, Rect, onto_page

# "ab cd": "ab" on page 1, a line end, then "c" on page 2 and a "d" whose place is not known.
MAP = PageMap(
    runs=np.array([(0, 2, 1, 0, 1), (2, 3, 0, 0, NO_PLACE), (3, 4, 2, 1, 1), (4, 5, 0, 0, UNSURE)], np.int32),
    heights=np.array([(10, 20), (0, 0), (10, 20), (0, 0)], np.float32),
    edges=np.array([(100, 105), (105, 111), (0, 0), (30, 36), (0, 0)], np.float32),
    labels=("ii", "1"),
)


@pytest.mark.parametrize(
    ("span", "boxes"),
    [
        ((0, 2), ((1, Rect(100, 10, 111, 20)),)),
        ((1, 3), ((1, Rect(105, 10, 111, 20)),)),
        ((1, 4), ((1, Rect(105, 10, 111, 20)), (2, Rect(-20, 30, -10, 36)))),
        ((2, 3), ()),
        ((1, 1), ()),
        ((3, 5), None),
    ],
    ids=["one line", "its end", "two pages", "white space", "nothing", "unsure"],
)
def test_a_span_has_one_box_a_line(span: tuple[int, int], boxes: object) -> None:
    assert MAP.boxes(*span) == boxes


@pytest.mark.parametrize("span", [(-1, 2), (3, 2), (0, 6)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"^the text has 5 characters, not "):
        MAP.boxes(*span)


def test_pages_have_their_printed_numbers() -> None:
    assert [MAP.label(page) for page in (1, 2, 3)] == ["ii", "1", "3"]


@pytest.mark.parametrize("turn", range(4))
def test_four_quarter_turns_are_none(turn: int) -> None:
    rect = Rect(1, 2, 30, 4)
    assert onto_page(onto_page(rect, turn), -turn % 4) == rect
