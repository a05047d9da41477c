"""Characters that may leave, and the direction of a text."""

import pytest

from gfa_assistant.web.exports.characters import one_line, printable, runs_right_to_left
from tests.web.exports.hand_made import ARABIC, UKRAINIAN


def test_controls_and_invisible_characters_are_dropped_and_lines_kept() -> None:
    text = "a\x00\x1b[31mb\u202ec\u200b\ufeff\ud800\ufffe\r\nd\te\u2028f\x0bg"
    assert printable(text) == "a[31mbc\nd e\nf\ng"
    assert one_line(text) == "a[31mbc d e f g"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ARABIC, True),
        ("2012: " + ARABIC, True),
        ("KGC " + ARABIC, False),
        (UKRAINIAN, False),
        ("123", False),
        ("", False),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, expected: bool) -> None:
    assert runs_right_to_left(text) is expected
