"""The pages of a PDF become lines and tables in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_elements import Item, PageTable
from gfa_assistant.reading.pdf_glyphs import Glyph, PageGlyphs
from gfa_assistant.reading.pdf_lines import lines_of
from gfa_assistant.reading.pdf_order import Gutter, in_regions
from gfa_assistant.reading.pdf_rules import grids
from gfa_assistant.reading.pdf_running import without_running
from gfa_assistant.reading.pdf_segments import Segment, segments
from gfa_assistant.reading.pdf_tables import Table, aligned_table, is_contents, ruled_table


@dataclass(frozen=True, slots=True)
class Found:
    """What stands on one page, in no order: the segments outside the ruled tables, and these."""

    page: PageGlyphs
    segments: tuple[Segment, ...]
    tables: tuple[Table, ...]


def find(page: PageGlyphs, drawn: pypdfium2.PdfPage | None) -> Found:
    """Part a page's glyphs into tables and segments; `drawn` holds the rules."""
    tables: list[Table] = []
    rest: Sequence[Glyph] = page.glyphs
    for grid in grids(drawn, page.turn) if drawn is not None else ():
        rect = grid.rect
        inside = [glyph for glyph in rest if _stands_in(glyph, rect)]
        table = ruled_table(grid, inside)
        if table is not None:
            tables.append(table)
            rest = [glyph for glyph in rest if not _stands_in(glyph, rect)]
    return Found(page, tuple(segments(rest)), tuple(tables))


def in_reading_order(pages: Sequence[Found], labels: Sequence[str]) -> list[Item]:
    """All lines and tables of a file without running heads, feet and page numbers."""
    by_page = {found.page.page: labels[found.page.page - 1] for found in pages if found.page.page <= len(labels)}
    kept = without_running(
        [(found.page.sheet, found.segments) for found in pages],
        [by_page.get(found.page.page, "") for found in pages],
    )
    known: list[Gutter] = []
    for found, rest in zip(pages, kept, strict=True):
        # Twice: a column of one line is known by the gutters of all other pages.
        in_regions(_all(rest, found), known)
    items: list[Item] = []
    for found, rest in zip(pages, kept, strict=True):
        for number, region in enumerate(in_regions(_all(rest, found), known)):
            items += _region(region, found.page, number)
    return items


def _all(segments: Sequence[Segment], found: Found) -> list[Segment | Table]:
    return [*segments, *found.tables]


def _region(region: Sequence[Segment | Table], page: PageGlyphs, number: int) -> list[Item]:
    """One column from its top: lines between tables."""
    loose = aligned_table([item for item in region if isinstance(item, Segment)])
    tables = [item for item in (*region, *loose) if isinstance(item, Table)]
    rest = [item for item in loose if isinstance(item, Segment)]
    items: list[Item] = []
    for table in sorted(tables, key=lambda table: -table.rect.top):
        above = [segment for segment in rest if segment.base > _middle(table.rect)]
        rest = [segment for segment in rest if segment.base <= _middle(table.rect)]
        items += _lines(above, page, number)
        if not is_contents(table):
            items.append(PageTable(table, page.page, page.turn, page.sheet, page.recognised))
    return items + _lines(rest, page, number)


def _lines(region: Sequence[Segment], page: PageGlyphs, number: int) -> list[Item]:
    return list(
        lines_of(region, page=page.page, number=number, turn=page.turn, sheet=page.sheet, recognised=page.recognised)
    )


def _middle(rect: Rect) -> float:
    return (rect.bottom + rect.top) / 2


def _stands_in(glyph: Glyph, rect: Rect) -> bool:
    return rect.holds((glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2)
