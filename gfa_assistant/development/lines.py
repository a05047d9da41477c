"""A block as the lines in which a dated list is written: list items, table rows, or the lines of a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gfa_assistant.development.when import DATE
from gfa_assistant.records import Block, Document

# A reader may put the first line of a list behind its lead-in: "… sind beigetreten: 2012: Augsburg".
_LEAD_IN = re.compile(rf"^(?P<lead>[^:]{{12,}}:) (?={DATE}(?: ?[:–—-]| ) ?\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list with its place in the document's text; `depth` 0 is the outermost level."""

    text: str
    start: int
    depth: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lines_of(document: Document, block: Block) -> tuple[Line, ...]:
    """The lines of a list, a table or a paragraph; none for headings and contact cards."""
    if block.kind == "list":
        return tuple(Line(document.text[item.start : item.end], item.start, item.depth) for item in block.items)
    if block.kind in ("paragraph", "table"):
        return tuple(_text_lines(document.block_text(block), block.start))
    return ()


def split_lead_in(lines: tuple[Line, ...]) -> tuple[str, tuple[Line, ...]]:
    """Part a lead-in from the first line of the list that stands behind it."""
    match = _LEAD_IN.match(lines[0].text) if lines else None
    if not match:
        return "", lines
    first = Line(lines[0].text[match.end() :], lines[0].start + match.end(), lines[0].depth)
    return match["lead"], (first, *lines[1:])


def cells_of(line: Line) -> tuple[str, ...]:
    """The cells of a table's row, empty ones included."""
    return tuple(cell.strip() for cell in line.text.split("|"))


def _text_lines(text: str, start: int) -> Iterator[Line]:
    for line in text.split("\n"):
        yield Line(line, start)
        start += len(line) + 1
