"""Groups of PDF lines, and tables, become the elements of the structure stage, with the place of each character."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.elements import Element
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.patterns import bullet_of
from gfa_assistant.reading.pdf_file import Bookmark
from gfa_assistant.reading.pdf_layout import Columns, Group, Look, grouped, usual_look
from gfa_assistant.reading.pdf_lines import PdfLine
from gfa_assistant.reading.pdf_places import Piece
from gfa_assistant.reading.pdf_tables import Cell, Table, cell_text

_HEADING_CHARS = 150
_LEVELS = 4
_SAME_RANK = 0.95
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-z])[.)]")


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table in its place in the reading order."""

    table: Table
    page: int
    turn: int
    sheet: Rect
    recognised: bool = False


Item = PdfLine | PageTable


def elements_of(items: Sequence[Item], bookmarks: Sequence[Bookmark]) -> tuple[tuple[Element, ...], tuple[Piece, ...]]:
    """All pages' lines and tables, in reading order, as elements; what spans two pages keeps the first of them."""
    lines = [item for item in items if isinstance(item, PdfLine)]
    look, columns = usual_look(lines), Columns(lines)
    runs = [(is_line, list(run)) for is_line, run in groupby(items, key=lambda item: isinstance(item, PdfLine))]
    groups = [
        group
        for is_line, run in runs
        for group in (grouped([line for line in run if isinstance(line, PdfLine)], look, columns) if is_line else run)
    ]
    texts = [group for group in groups if isinstance(group, Group)]
    levels = _levels(texts, look, bookmarks)
    elements: list[Element] = []
    pieces: list[Piece] = []
    heads: tuple[str, ...] = ()
    for index, group in enumerate(groups):
        if isinstance(group, Group):
            element = _element(group, levels.get(id(group)), columns)
            pieces += [_piece(line) for line in group.lines]
        elif isinstance(group, PageTable):
            follows = index > 0 and isinstance(groups[index - 1], PageTable)
            heads, rows = _heads_and_rows(group.table, heads, follows=follows)
            own_heads = group.table.heads and rows[:1] == group.table.rows[:1]
            named = [(row, () if own_heads and not number else heads) for number, row in enumerate(rows)]
            lines_of_rows = tuple(row_text(row, names) for row, names in named)
            element = Element("table", lines_of_rows, page=group.page, recognised=group.recognised)
            pieces += [piece for row, names in named for piece in _row_pieces(row, names, group)]
        else:
            continue
        if element.lines:
            elements.append(element)
    return tuple(elements), tuple(pieces)


def _levels(groups: Sequence[Group], look: Look, bookmarks: Sequence[Bookmark]) -> Mapping[int, int]:
    """The level of each group that is a heading: its bookmark's, else the rank of its size among all headings."""
    marked = {(mark.page, _squeezed(mark.title)): mark.level for mark in bookmarks}
    texts = [_joined(group) for group in groups]
    levels: dict[int, int] = {}
    large: list[Group] = []
    for group, text in zip(groups, texts, strict=True):
        level = marked.get((group.first.page, _squeezed(text)))
        if level is not None:
            levels[id(group)] = min(level, _LEVELS)
        elif not group.marker and not group.is_note and look.is_large(group.first) and _reads_as_heading(text):
            large.append(group)
    ranks = _ranks([group.first.size for group in groups if id(group) in levels or group in large])
    by_rank = {ranks[group.first.size]: levels[id(group)] for group in groups if id(group) in levels}
    for group in large:
        rank = ranks[group.first.size]
        above = max((level for other, level in by_rank.items() if other < rank), default=0)
        levels[id(group)] = min(by_rank.get(rank, above + 1) if by_rank else rank, _LEVELS)
    return levels


def _ranks(sizes: Sequence[float]) -> Mapping[float, int]:
    """1 for the largest size; sizes that hardly differ have one rank."""
    ranks: dict[float, int] = {}
    first = 0.0
    for size in sorted(set(sizes), reverse=True):
        if not ranks:
            first, ranks[size] = size, 1
        elif size >= _SAME_RANK * first:
            ranks[size] = max(ranks.values())
        else:
            first, ranks[size] = size, max(ranks.values()) + 1
    return ranks


def _element(group: Group, level: int | None, columns: Columns) -> Element:
    first = group.first
    found = Element("lines", (), page=first.page, recognised=first.recognised)
    if level is not None:
        return replace(found, kind="heading", lines=(_joined(group),), level=level)
    if group.marker:
        number = group.marker if _NUMBERED.fullmatch(group.marker) else ""
        lines = (first.text[len(group.marker) :].lstrip(), *(line.text for line in group.lines[1:]))
        return replace(found, kind="item", lines=lines, indent=columns.indent(first), marker=number)
    texts = tuple(" " * columns.indent(line) + line.text for line in group.lines)
    strong = all(line.bold == 1.0 for line in group.lines)
    return replace(found, lines=texts, strong=strong, width=columns.width(first))


def _piece(line: PdfLine) -> Piece:
    return Piece(line.text, line.places, line.page, line.turn, line.rect.bottom, line.rect.top, line.mapped)


def _joined(group: Group) -> str:
    return join_lines([line.text for line in group.lines])


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _reads_as_heading(text: str) -> bool:
    """A slogan ends in an exclamation mark, running text in a full stop; neither heads what follows."""
    bullet = bullet_of(text)
    return (
        len(text) <= _HEADING_CHARS
        and _THREE_LETTERS.search(text) is not None
        and not text.endswith((".", "!", ",", ";", ":"))
        and (bullet is None or bullet.marker != "")
    )


def _heads_and_rows(
    table: Table, before: tuple[str, ...], *, follows: bool
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """The names of the columns, and the rows to read; a head repeated on the next page is none of them."""
    first = tuple(cell_text(cell) for cell in table.rows[0])
    if before and first == before:
        return before, table.rows[1:]
    if table.heads:
        return first, table.rows
    return (before if follows and len(before) == len(first) else ()), table.rows


def row_text(row: Sequence[Cell], heads: Sequence[str]) -> str:
    """One row as "Land: Bayern; Kommunen: 21", or its cells with bars between where nothing names the columns."""
    cells = [f"{label}{cell_text(cell)}" for cell, label in zip(row, _labels(row, heads), strict=True) if cell]
    return ("; " if heads else " | ").join(cells)


def _labels(row: Sequence[Cell], heads: Sequence[str]) -> list[str]:
    return [f"{head.rstrip(' :')}: " if head else "" for head in heads] if heads else [""] * len(row)


def _row_pieces(row: Sequence[Cell], heads: Sequence[str], where: PageTable) -> Iterator[Piece]:
    """The row's lines as they stand on the page, and what `row_text` adds to them."""
    begun = False
    for cell, label in zip(row, _labels(row, heads), strict=True):
        if not cell:
            continue
        yield _added((("; " if heads else " | ") if begun else "") + label, where)
        begun = True
        for segment in cell:
            yield Piece(segment.text, segment.places, where.page, where.turn, segment.rect.bottom, segment.rect.top)


def _added(text: str, where: PageTable) -> Piece:
    return Piece(text, (None,) * len(text), where.page, where.turn, 0.0, 0.0)
