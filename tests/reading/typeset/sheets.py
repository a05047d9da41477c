"""Placed lines become a PDF and its truth: the order in which they are drawn, running lines, rotated pages."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.reading.typeset.flow import PlacedLine
from tests.reading.typeset.fonts import register_fonts
from tests.reading.typeset.linebreaks import plain_text
from tests.reading.typeset.records import Piece, Rect, TruthBlock, TruthLine, Typeset

A4 = (595.0, 842.0)
Order = Callable[[Sequence[PlacedLine]], list[PlacedLine]]


def _nothing(canvas: Canvas, page: int) -> None:
    """The extras of a page that has none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: its size as it is looked at, its /Rotate, its encryption, and what else a page holds."""

    size: tuple[float, float] = A4
    rotation: int = 0
    encryption: StandardEncryption | None = None
    extras: Callable[[Canvas, int], None] = _nothing


def in_reading_order(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    return list(lines)


def row_by_row(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """From the top of the page to its foot across all columns, as some programs write a page."""
    return sorted(lines, key=lambda line: (-round(line.strokes[0].y), line.strokes[0].x))


def last_first(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The frames from last to first, each from its top: a text box made last is written first."""
    boxes: list[list[PlacedLine]] = []
    for line in lines:
        if not boxes or line.strokes[0].y > boxes[-1][-1].strokes[0].y:
            boxes.append([])
        boxes[-1].append(line)
    return [line for box in reversed(boxes) for line in box]


def typeset(
    name: str,
    pieces: Sequence[Piece],
    lines: Sequence[PlacedLine],
    *,
    running: Sequence[PlacedLine] = (),
    order: Order = in_reading_order,
    sheet: Sheet | None = None,
) -> Typeset:
    """Draw the PDF and say what it holds; `running` lines are drawn first on their pages."""
    sheet = sheet or Sheet()
    page_count = max((line.truth.page for line in (*lines, *running)), default=1)
    pages = [
        [line for line in running if line.truth.page == page]
        + order([line for line in lines if line.truth.page == page])
        for page in range(1, page_count + 1)
    ]
    return Typeset(
        name=name,
        data=_drawn(pages, sheet),
        blocks=_blocks(pieces, lines, sheet),
        page_count=page_count,
        running=tuple(_on_paper(line.truth, sheet) for line in running),
        rotation=sheet.rotation,
    )


def _drawn(pages: Sequence[Sequence[PlacedLine]], sheet: Sheet) -> bytes:
    register_fonts()
    file = io.BytesIO()
    # For a page on its side, reportlab itself exchanges the paper's width and height.
    canvas = Canvas(file, pagesize=sheet.size, invariant=1, pageCompression=1, encrypt=sheet.encryption)
    for number, page in enumerate(pages, start=1):
        if sheet.rotation:
            canvas.setPageRotation(sheet.rotation)
            canvas.transform(*_turn(sheet))
        sheet.extras(canvas, number)
        for stroke in (stroke for line in page for stroke in line.strokes):
            canvas.setFont(stroke.font, stroke.size)
            canvas.drawString(stroke.x, stroke.y, stroke.text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _turn(sheet: Sheet) -> tuple[float, float, float, float, float, float]:
    """The matrix that sets a page so that it stands upright once its /Rotate has turned it clockwise."""
    width, height = sheet.size
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        90: (0.0, 1.0, -1.0, 0.0, height, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, width),
    }[sheet.rotation]


def _on_paper(line: TruthLine, sheet: Sheet) -> TruthLine:
    a, b, c, d, e, f = _turn(sheet)
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x, y in ((line.rect.left, line.rect.bottom), (line.rect.right, line.rect.top))
    ]
    (x1, x2), (y1, y2) = (sorted(values) for values in zip(*corners, strict=True))
    return TruthLine(line.text, line.page, Rect(x1, y1, x2, y2))


def _blocks(pieces: Sequence[Piece], lines: Sequence[PlacedLine], sheet: Sheet) -> tuple[TruthBlock, ...]:
    blocks: list[TruthBlock] = []
    path: tuple[str, ...] = ()
    for number, piece in enumerate(pieces):
        text = "\t".join(piece.cells) or plain_text(piece.text)
        if piece.kind == "heading":
            path = (*path[: piece.level - 1], text)
        own = tuple(_on_paper(line.truth, sheet) for line in lines if line.piece == number)
        blocks.append(TruthBlock(piece.kind, text.strip(), own, piece.level, piece.marker, piece.cells, path))
    return tuple(blocks)
