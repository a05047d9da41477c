"""The layouts: the brochure's text in columns, panels and pages, each with what is hard about it."""

from collections.abc import Sequence
from itertools import count

from tests.reading.typeset.flow import RUNNING, STYLES, Frame, PlacedLine, broken, flow, place
from tests.reading.typeset.fonts import PRIVATE, width, with_ligatures, with_private_ligatures
from tests.reading.typeset.linebreaks import SOFT_HYPHEN, words_of
from tests.reading.typeset.pen import Mode, Typography, decomposed
from tests.reading.typeset.prose import BROCHURE, FOOTNOTE, GOALS, OPENING, PRACTICE, STEPS, SUPPORT
from tests.reading.typeset.records import Piece, Typeset
from tests.reading.typeset.sheets import A4, Order, Sheet, in_reading_order, last_first, row_by_row, typeset

_MARGIN = 57.0
_FOOTNOTE_ROOM = 40.0
_GUTTER = 20.0
_PLAIN = Typography()
# With these sizes and the columns' feet below, words are divided over a column's end and over a page's.
_TWO, _THREE = Typography(hyphen="-", scale=0.93), Typography(hyphen="-")


def one_column(
    name: str = "one_column",
    typography: Typography = _PLAIN,
    sheet: Sheet | None = None,
    pieces: Sequence[Piece] = BROCHURE,
    blank_pages: Sequence[int] = (),
) -> Typeset:
    """Several pages with a footnote at the foot of the page that names it; `blank_pages` are left empty."""
    wide, high = (sheet or Sheet()).size
    bottom = _MARGIN + _FOOTNOTE_ROOM
    frames = [
        Frame(page, _MARGIN, bottom, wide - 2 * _MARGIN, high - _MARGIN - bottom)
        for page in range(1, 10)
        if page not in blank_pages
    ]
    lines = flow(pieces, frames, typography)
    with_note, lines = _with_footnote(pieces, lines, typography, wide - 2 * _MARGIN)
    return typeset(name, with_note, lines, sheet=sheet)


def columns(
    number: int,
    name: str,
    typography: Typography,
    bottom: float,
    order: Order = in_reading_order,
) -> Typeset:
    """A4 in columns with a running head, a foot and page numbers; blocks and words run over columns and pages."""
    wide, high = A4
    column = (wide - 2 * _MARGIN - (number - 1) * _GUTTER) / number
    frames = [
        Frame(page, _MARGIN + index * (column + _GUTTER), bottom, column, high - 80 - bottom)
        for page in range(1, 10)
        for index in range(number)
    ]
    lines = flow(BROCHURE, frames, typography)
    return typeset(name, BROCHURE, lines, running=_running_lines(max(line.truth.page for line in lines)), order=order)


def two_columns() -> Typeset:
    return columns(2, "two_columns", _TWO, 82)


def two_columns_drawn_by_rows() -> Typeset:
    """The lines of both columns are drawn row by row: who takes the file's order mixes the columns."""
    return columns(2, "two_columns_drawn_by_rows", _TWO, 82, row_by_row)


def three_columns() -> Typeset:
    return columns(3, "three_columns", _THREE, 102)


def three_columns_drawn_backwards() -> Typeset:
    return columns(3, "three_columns_drawn_backwards", _THREE, 102, last_first)


def flyer() -> Typeset:
    """A folded leaflet: two landscape pages of three panels, each read from left to right, drawn from right to left."""
    typography = Typography(hyphen="-", scale=0.8)
    high, wide = A4
    panel = wide / 3
    placed: list[PlacedLine] = []
    pieces: list[Piece] = []
    for index, part in enumerate((OPENING, GOALS, STEPS, PRACTICE[:3], PRACTICE[3:], SUPPORT)):
        page, left = index // 3 + 1, index % 3 * panel + 18
        for line in flow(part, [Frame(page, left, 20, panel - 36, high - 50)], typography):
            placed.append(PlacedLine(len(pieces) + (line.piece or 0), line.truth, line.strokes))
        pieces += part
    return typeset("flyer", pieces, placed, order=last_first, sheet=Sheet((wide, high)))


def narrow(hyphen: str = "-") -> Typeset:
    """One narrow column: many divided words, and written hyphens at line ends that must stay."""
    typography = Typography(hyphen=hyphen)
    frames = [Frame(page, 60 + column * 260, 60, 130, A4[1] - 120) for page in range(1, 20) for column in (0, 1)]
    name = "narrow_soft_hyphens" if hyphen == SOFT_HYPHEN else "narrow"
    return typeset(name, BROCHURE, flow(BROCHURE, frames, typography))


def ligatures() -> Typeset:
    return one_column("ligatures", Typography(shape=with_ligatures))


def private_ligatures() -> Typeset:
    return one_column("private_ligatures", Typography(regular=PRIVATE, shape=with_private_ligatures))


def letter_by_letter() -> Typeset:
    """Each letter drawn alone and kerned, headings letter-spaced, no space drawn at all."""
    return one_column("letter_by_letter", Typography(mode="letters", tracking=0.12))


def word_by_word() -> Typeset:
    """Each word drawn alone: gaps, but no space characters."""
    return one_column("word_by_word", Typography(mode="words"))


def combining_umlauts() -> Typeset:
    return one_column("combining_umlauts", Typography(shape=decomposed))


def dotted_umlauts(mode: Mode = "dots") -> Typeset:
    """The two dots of ä are drawn before the a below them."""
    return one_column("dotted_umlauts", Typography(mode=mode))


def _with_footnote(
    pieces: Sequence[Piece], lines: list[PlacedLine], typography: Typography, room: float
) -> tuple[Sequence[Piece], list[PlacedLine]]:
    """Put the footnote at the foot of its page; it is read behind the last block that begins there."""
    marked = next((line for line in lines if "¹" in line.truth.text), None)
    if marked is None:
        return pieces, lines
    page = marked.truth.page
    at = max(line.piece or 0 for line in lines if line.truth.page == page) + 1
    moved = [PlacedLine((line.piece or 0) + ((line.piece or 0) >= at), line.truth, line.strokes) for line in lines]
    style = STYLES["footnote"]
    heights = count(1)
    note = [
        place(words, (_MARGIN, _MARGIN + 25 - next(heights) * style.leading), page, style, typography, piece=at)
        for words in broken(FOOTNOTE.text, room, style, typography)
    ]
    first_after = next((index for index, line in enumerate(moved) if line.truth.page > page), len(moved))
    return (*pieces[:at], FOOTNOTE, *pieces[at:]), [*moved[:first_after], *note, *moved[first_after:]]


def _running_lines(pages: int) -> list[PlacedLine]:
    wide, high = A4
    font = _PLAIN.font(RUNNING)
    lines: list[PlacedLine] = []
    for page in range(1, pages + 1):
        foot = f"Seite {page}"
        centred = (wide - width(foot, font, RUNNING.size)) / 2
        lines += [
            place(tuple(words_of(text)), at, page, RUNNING, _PLAIN)
            for text, at in (
                ("Gesundheit für alle – Partnerprozess", (_MARGIN, high - 45)),
                ("Arbeitshilfe für Kommunen, 3. Auflage", (_MARGIN, 52)),
                (foot, (centred, 40)),
            )
        ]
    return lines
