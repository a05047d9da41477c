"""Characters find their places again after repair; what repair made anew has none."""

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import Glyph
from gfa_assistant.reading.pdf_places import Piece, page_map


def piece(text: str, page: int = 1, left: float = 0) -> Piece:
    """A line whose letters are ten points wide each."""
    places = tuple(
        Glyph(letter, left + 10 * index, 0, left + 10 * index + 10, 12, 3, 10) if letter != " " else None
        for index, letter in enumerate(text)
    )
    return Piece(text, places, page, 0, 0, 12)


def boxes(pieces: list[Piece], text: str, part: str) -> list[tuple[int, float, float]] | None:
    """Page, left and right edge of each box of the part."""
    start = text.index(part)
    found = page_map(pieces, text).boxes(start, start + len(part))
    return None if found is None else [(page, rect.left, rect.right) for page, rect in found]


def test_a_word_divided_over_pages_has_a_box_on_each_with_its_hyphen() -> None:
    lines = [piece("Gesund-"), piece("heit für", page=2)]
    assert boxes(lines, "Gesundheit für", "Gesundheit") == [(1, 0, 70), (2, 0, 40)]


def test_a_written_hyphen_is_its_own_place() -> None:
    lines = [piece("Good-"), piece("Practice")]
    assert boxes(lines, "Good-Practice", "Good") == [(1, 0, 40)]
    assert boxes(lines, "Good-Practice", "d-P") == [(1, 30, 50), (1, 0, 10)]


def test_the_letters_of_a_ligature_share_its_place() -> None:
    lines = [piece("hä\ue001ufig")]
    assert boxes(lines, "hättufig", "t") == boxes(lines, "hättufig", "tt") == [(1, 20, 30)]


def test_a_dropped_bullet_and_a_closed_gap_move_nothing() -> None:
    lines = [piece("• f ür alle")]
    assert boxes(lines, "für alle", "für") == [(1, 20, 60)]
    assert boxes(lines, "für alle", "für alle") == [(1, 20, 110)]


def test_letters_from_nowhere_are_unsure_and_the_others_are_not() -> None:
    lines = [piece("Ein Satz über das Geld steht hier")]
    text = "Ein Satz über gar viel mehr das Geld steht hier"
    assert boxes(lines, text, "gar") is None
    assert boxes(lines, text, "Ein Satz") == [(1, 0, 80)]
    assert boxes(lines, text, "steht hier") == [(1, 230, 330)]


def test_words_that_a_reader_added_have_no_box_and_spoil_none() -> None:
    lines = [Piece("Land: ", (None,) * 6, 1, 0, 0, 0), piece("Bayern")]
    assert boxes(lines, "Land: Bayern", "Land: Bayern") == [(1, 0, 60)]
    assert boxes(lines, "Land: Bayern", "Land") == []


def test_a_line_without_places_is_unsure() -> None:
    assert boxes([Piece("Text", (None,) * 4, 1, 0, 0, 0, mapped=False)], "Text", "ex") is None


def test_an_empty_text_has_an_empty_map() -> None:
    assert page_map([], "").boxes(0, 0) == ()
    assert Rect(0, 0, 1, 1).union(Rect(2, 0, 3, 1)) == Rect(0, 0, 3, 1)
