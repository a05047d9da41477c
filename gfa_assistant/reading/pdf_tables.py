"""Tables on PDF pages, by their rules or by the alignment of their cells: rows that name their columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.pdf_glyphs import Glyph
from gfa_assistant.reading.pdf_rules import Grid
from gfa_assistant.reading.pdf_segments import Segment, baselines, segments

_LEAST_ROWS = 3
_LEADERS = re.compile(r"[ .…]+")
_MOST_PAGES = 1000
_COLUMN_GAP = 1.2
_NEW_ROW = 1.6
_LABEL_CHARS = 40
_MARKER_CHARS = 3

Cell = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from the top; a cell holds its lines. `heads` says that the first row names the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    rect: Rect
    heads: bool

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell_text(cell) for cell in row) for row in self.rows)


def is_contents(table: Table) -> bool:
    """Whether it is a table of contents: titles, and page numbers that never fall."""
    if table.heads or len(table.rows) < _LEAST_ROWS or len(table.rows[0]) != 2:
        return False
    numbers = [_LEADERS.sub("", cell_text(row[1])) for row in table.rows]
    if not all(number.isdecimal() for number in numbers if number) or sum(map(bool, numbers)) < _LEAST_ROWS:
        return False
    pages = [int(number) for number in numbers if number]
    return pages == sorted(pages) and pages[-1] < _MOST_PAGES


def cell_text(cell: Cell) -> str:
    return join_lines([segment.text for segment in cell])


def ruled_table(grid: Grid, glyphs: Sequence[Glyph]) -> Table | None:
    """The table in a grid, or None where it is no table: fewer than two of its rows hold two cells or more."""
    width, height = len(grid.xs) - 1, len(grid.ys) - 1
    held: list[list[list[Glyph]]] = [[[] for _ in range(width)] for _ in range(height)]
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        column = next((index for index in range(width) if grid.xs[index] <= x < grid.xs[index + 1]), None)
        row = next((index for index in range(height) if grid.ys[index + 1] < y <= grid.ys[index]), None)
        if column is not None and row is not None:
            while column and not grid.has_rule_right_of(row, column - 1):
                column -= 1
            held[row][column].append(glyph)
    rows = [[_lines(segments(cell)) if cell else () for cell in row] for row in held]
    for column in range(width):
        _spread(rows, grid, column)
    return _table([row for row in rows if any(row)], grid.rect)


def _spread(rows: list[list[Cell]], grid: Grid, column: int) -> None:
    """One cell that stands beside several rows belongs to each of them."""
    first = 0
    for row in range(1, len(rows) + 1):
        if row < len(rows) and not grid.has_rule_below(row - 1, column):
            continue
        whole = tuple(segment for index in range(first, row) for segment in rows[index][column])
        for index in range(first, row):
            rows[index][column] = whole
        first = row


def aligned_table(region: Sequence[Segment]) -> list[Segment | Table]:
    """The segments of one column, those of tables without rules put together as such."""
    rows = baselines(region)
    found: list[Segment | Table] = []
    index = 0
    while index < len(rows):
        end = _end_of_table(rows, index)
        table = _aligned(rows[index:end]) if end - index >= _LEAST_ROWS else None
        if table is None:
            found += rows[index]
            index += 1
        else:
            found.append(table)
            index = end
    return found


def _end_of_table(rows: Sequence[Sequence[Segment]], begin: int) -> int:
    """How far rows with several cells go on from here, with the wrapped lines of their cells."""
    if not _has_cells(rows[begin]):
        return begin
    columns = _columns(rows[begin])
    end = last = begin + 1
    while end < len(rows):
        row = rows[end]
        if rows[end - 1][0].base - row[0].base > 3 * row[0].size * _NEW_ROW:
            break
        if any(_overlapped(segment, columns) > 1 for segment in row):
            break
        if _has_cells(row):
            last = end + 1
            columns = _merged(columns, _columns(row))
            if len(columns) < 2:
                return begin
        elif row[0].rect.left < columns[0][1] and (end + 1 >= len(rows) or not _has_cells(rows[end + 1])):
            # One line in the first column alone, and no row behind it: text below the table.
            break
        end += 1
    while last < len(rows) and _goes_on(rows[last], rows[last - 1], columns):
        last += 1
    return last


def _goes_on(row: Sequence[Segment], above: Sequence[Segment], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line below the last row is the rest of one of its cells: right of the first column, and close."""
    near = above[0].base - row[0].base <= _NEW_ROW * row[0].size
    return near and all(
        segment.rect.left >= columns[1][0] - 1 and _overlapped(segment, columns) == 1 for segment in row
    )


def _overlapped(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    return sum(left < segment.rect.right and segment.rect.left < right for left, right in columns)


def _has_cells(row: Sequence[Segment]) -> bool:
    """Two pieces far apart, of which the first is no mere bullet or number."""
    return len(row) > 1 and len(row[0].text) > _MARKER_CHARS


def _columns(row: Sequence[Segment]) -> list[tuple[float, float]]:
    return [(segment.rect.left, segment.rect.right) for segment in row]


def _merged(columns: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted([*columns, *others]):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _aligned(rows: Sequence[Sequence[Segment]]) -> Table | None:
    columns: list[tuple[float, float]] = []
    for row in rows:
        columns = _merged(columns, _columns(row))
    size = rows[0][0].size
    if len(columns) < 2 or any(right[0] - left[1] < _COLUMN_GAP * size for left, right in pairwise(columns)):
        return None
    table: list[list[list[Segment]]] = []
    above = rows[0][0].base
    for row in rows:
        cells: list[list[Segment]] = [[] for _ in columns]
        for segment in row:
            column = next(index for index, (_, right) in enumerate(columns) if segment.rect.left <= right)
            cells[column].append(segment)
        begins = not table or (bool(cells[0]) and len(row) > 1) or above - row[0].base > _NEW_ROW * size
        if begins:
            table.append(cells)
        else:
            for column, cell in enumerate(cells):
                table[-1][column] += cell
        above = row[0].base
    rect = rows[0][0].rect
    for segment in (segment for row in rows for segment in row):
        rect = rect.union(segment.rect)
    if len(columns) == 2 and 2 * sum(bool(row[0]) and row[0][-1].text.endswith(":") for row in table) >= len(table):
        # "Telefon:  0361 …": lines of a card.
        return None
    return _table([[tuple(cell) for cell in row] for row in table], rect, least=_LEAST_ROWS)


def _table(rows: Sequence[Sequence[Cell]], rect: Rect, least: int = 2) -> Table | None:
    used = [column for column in range(len(rows[0])) if any(row[column] for row in rows)] if rows else []
    rows = [[row[column] for column in used] for row in rows]
    if sum(sum(bool(cell) for cell in row) > 1 for row in rows) < least:
        return None
    return Table(tuple(tuple(row) for row in rows), rect, _is_head(rows))


def _is_head(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row names the columns: set in bold unlike the others, or words above columns of figures."""
    first, others = rows[0], rows[1:]
    if not others or not all(first) or any(len(cell_text(cell)) > _LABEL_CHARS for cell in first):
        return False
    if _is_bold(first):
        return not all(_is_bold(row) for row in others)
    figures = [sum(_has_figure(row[column]) for row in others) for column in range(len(first))]
    return len(first) > 2 and not any(_has_figure(cell) for cell in first) and 2 * max(figures) > len(others)


def _has_figure(cell: Cell) -> bool:
    return re.search(r"\d", cell_text(cell)) is not None


def _is_bold(row: Sequence[Cell]) -> bool:
    lines = [segment for cell in row for segment in cell]
    return bool(lines) and all(segment.bold > 0.5 for segment in lines)


def _lines(cell: Sequence[Segment]) -> Cell:
    return tuple(segment for row in baselines(cell) for segment in row)
