"""Tables with ruled lines and a head: on one page, and running on with the head repeated."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from tests.reading.typeset.flow import STYLES, Frame, PlacedLine, broken, flow, place
from tests.reading.typeset.pen import Style, Typography
from tests.reading.typeset.prose import TABLE_AFTER, TABLE_HEAD, TABLE_LEAD, TABLE_ROWS
from tests.reading.typeset.records import Piece, Typeset
from tests.reading.typeset.sheets import A4, Sheet, typeset

_LEFT, _TOP, _BOTTOM = 57.0, A4[1] - 57, 57.0
_WIDTHS = (110.0, 200.0, 70.0, 100.0)
_PADDING = 4.0
_HEAD = Style(9, 12, bold=True)
_PLAIN = Typography()


def table() -> Typeset:
    """A table on one page with text above and below; the cells of a row break into lines of their own."""
    return _set("table", TABLE_ROWS, Typography())


def table_over_pages() -> Typeset:
    """The table goes on overleaf under its repeated head, which is a running line and no row."""
    rows = [(f"{name} {part}", *rest) for part in ("I", "II", "III", "IV") for name, *rest in TABLE_ROWS]
    return _set("table_over_pages", rows, Typography())


def _set(name: str, rows: Sequence[tuple[str, ...]], typography: Typography) -> Typeset:
    width = sum(_WIDTHS)
    lead = flow(TABLE_LEAD, [Frame(1, _LEFT, _BOTTOM, width, _TOP - _BOTTOM)], typography)
    table_rows = [Piece("row", cells=cells) for cells in (TABLE_HEAD, *rows)]
    grid = _Grid(page=1, y=min(line.truth.rect.bottom for line in lead) - 10)
    for number, row in enumerate(table_rows, start=len(TABLE_LEAD)):
        grid.add(number, row)
    first_after = len(TABLE_LEAD) + len(table_rows)
    below = flow(TABLE_AFTER, [Frame(grid.page, _LEFT, 0, width, grid.y - 14)], typography)
    after = [PlacedLine(first_after + (line.piece or 0), line.truth, line.strokes) for line in below]
    pieces = (*TABLE_LEAD, *table_rows, *TABLE_AFTER)
    return typeset(name, pieces, [*lead, *grid.lines, *after], running=grid.repeated, sheet=Sheet(extras=grid.rule))


class _Grid:
    """Rows under each other, with a rule below each; a full page begins the next with the head."""

    def __init__(self, page: int, y: float) -> None:
        self.page, self.y = page, y
        self.lines: list[PlacedLine] = []
        self.repeated: list[PlacedLine] = []
        self._rules: list[tuple[int, float]] = [(page, y)]
        self._head: Piece | None = None

    def add(self, number: int, row: Piece) -> None:
        style = STYLES["row"] if self._head else _HEAD
        if self.y - self._height(row, style) < _BOTTOM and self._head:
            self.page, self.y = self.page + 1, _TOP
            self._rules.append((self.page, self.y))
            self.repeated += self._row(None, self._head, _HEAD)
        self.lines += self._row(number, row, style)
        self._head = self._head or row

    def rule(self, canvas: Canvas, page: int) -> None:
        own = [y for on, y in self._rules if on == page]
        for y in own:
            canvas.line(_LEFT, y, _LEFT + sum(_WIDTHS), y)
        if own:
            for column in range(len(_WIDTHS) + 1):
                x = _LEFT + sum(_WIDTHS[:column])
                canvas.line(x, max(own), x, min(own))

    def _row(self, number: int | None, row: Piece, style: Style) -> list[PlacedLine]:
        lines: list[PlacedLine] = []
        for column, cell in enumerate(row.cells):
            x = _LEFT + sum(_WIDTHS[:column]) + _PADDING
            for index, words in enumerate(broken(cell, _WIDTHS[column] - 2 * _PADDING, style, _PLAIN), start=1):
                y = self.y - _PADDING - index * style.leading + 3
                lines.append(place(words, (x, y), self.page, style, _PLAIN, piece=number))
        self.y -= self._height(row, style)
        self._rules.append((self.page, self.y))
        return lines

    def _height(self, row: Piece, style: Style) -> float:
        deepest = max(
            len(broken(cell, width - 2 * _PADDING, style, _PLAIN))
            for cell, width in zip(row.cells, _WIDTHS, strict=True)
        )
        return deepest * style.leading + 2 * _PADDING
