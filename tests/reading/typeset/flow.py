"""Pieces of text flow through frames: columns, panels and pages, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.reading.typeset.fonts import extent, width
from tests.reading.typeset.linebreaks import Word, break_lines, line_text
from tests.reading.typeset.pen import Stroke, Style, Typography, measure, strokes
from tests.reading.typeset.records import Kind, Piece, Rect, TruthLine

HEADINGS = (
    Style(20, 25, bold=True, after=8),
    Style(14, 18, bold=True, before=12, after=4),
    Style(11.5, 15, bold=True, before=9, after=3),
)
STYLES: dict[Kind, Style] = {
    "paragraph": Style(10, 13.5, after=6),
    "item": Style(10, 13.5, after=3),
    "row": Style(9, 12),
    "footnote": Style(7.5, 9.5),
}
RUNNING = Style(8, 10)
_ITEM_INDENT = 15.0
_LINES_BELOW_HEADING = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A column or panel that text fills from its top; all frames of one flow are equally wide."""

    page: int
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line on its page: what is known of it, and how it is drawn. `piece` is None for running lines."""

    piece: int | None
    truth: TruthLine
    strokes: tuple[Stroke, ...]


class FramesFullError(Exception):
    """The text needs more frames than the layout has."""


def style_of(piece: Piece, typography: Typography) -> Style:
    style = HEADINGS[piece.level - 1] if piece.kind == "heading" else STYLES[piece.kind]
    scale = typography.scale
    return Style(style.size * scale, style.leading * scale, style.bold, style.before * scale, style.after * scale)


def flow(pieces: Sequence[Piece], frames: Sequence[Frame], typography: Typography) -> list[PlacedLine]:
    """Fill the frames line by line; a heading moves on when fewer than two lines would stay below it.

    Raises:
        FramesFullError: there are too few frames.
    """
    queue = iter(frames)
    frame = next(queue)
    y = frame.bottom + frame.height
    placed: list[PlacedLine] = []
    for number, piece in enumerate(pieces):
        style = style_of(piece, typography)
        indent = _ITEM_INDENT * typography.scale if piece.kind == "item" else 0.0
        lines = broken(piece.text, frame.width - indent, style, typography)
        y -= style.before if y < frame.bottom + frame.height else 0.0
        for index, words in enumerate(lines):
            needed = style.leading
            if piece.kind == "heading" and index == 0:
                body = style_of(Piece("paragraph"), typography).leading
                needed = style.leading * len(lines) + _LINES_BELOW_HEADING * body
            if y - needed < frame.bottom:
                frame = _next(queue)
                y = frame.bottom + frame.height
            y -= style.leading
            line = place(words, (frame.left + indent, y), frame.page, style, typography, piece=number)
            if piece.marker and index == 0:
                marker = Stroke(piece.marker, frame.left, y, typography.font(style), style.size)
                line = PlacedLine(number, line.truth, (marker, *line.strokes))
            placed.append(line)
        y -= style.after
    return placed


def broken(text: str, room: float, style: Style, typography: Typography) -> list[tuple[Word, ...]]:
    """The lines of one block; headings are never hyphenated."""
    hyphen = None if style.bold else typography.hyphen
    space = width(" ", typography.font(style), style.size)
    return break_lines(text, room, lambda word: measure(word, style, typography), space, hyphen)


def place(
    words: tuple[Word, ...],
    at: tuple[float, float],
    page: int,
    style: Style,
    typography: Typography,
    *,
    piece: int | None = None,
) -> PlacedLine:
    """Set one line that begins `at` this point of its baseline."""
    x, y = at
    drawn = strokes(words, x, y, style, typography)
    ascent, descent = extent(typography.font(style), style.size)
    rect = Rect(x, y + descent, max(stroke.end for stroke in drawn), y + ascent)
    return PlacedLine(piece, TruthLine(line_text(words), page, rect), tuple(drawn))


def _next(frames: Iterator[Frame]) -> Frame:
    frame = next(frames, None)
    if frame is None:
        raise FramesFullError("the text needs more frames")
    return frame
