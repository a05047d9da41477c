"""What a typeset PDF is known to hold: its blocks in reading order, with the place of each of their lines."""

from dataclasses import dataclass
from typing import Literal

from gfa_assistant import page_map

Kind = Literal["heading", "paragraph", "item", "row", "footnote"]


@dataclass(frozen=True, slots=True)
class Rect(page_map.Rect):
    """The package's rectangle, with the measure of a highlight box."""

    def iou(self, other: page_map.Rect) -> float:
        """Intersection over union."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        common = max(wide, 0.0) * max(high, 0.0)
        return common / (_area(self) + _area(other) - common) if common else 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as it is written: `^{plus}` raises a word; `cells` make a table row, `marker` a list item."""

    kind: Kind
    text: str = ""
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TruthLine:
    """One line as a reader of the page sees it (a divided word ends in "-"); `page` counts from 1.

    The marker of a list item is in neither `text` nor `rect`.
    """

    text: str
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class TruthBlock:
    """One block with its whole text: divided words joined, ligatures and umlauts as a person types them.

    A raised word stands apart ("Gesundheitsregionen plus"), a raised digit stays raised ("¹"); a row's text is its
    cells, joined by tabs. `section` is the path of headings above, outermost first; a heading's own ends in itself.
    """

    kind: Kind
    text: str
    lines: tuple[TruthLine, ...]
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    section: tuple[str, ...] = ()

    @property
    def page(self) -> int:
        """The page on which the block begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the outline: `level` 1 is the outermost."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Typeset:
    """One PDF and all that is known of it.

    `running` are lines that are no content: running heads, feet, page numbers, a table's repeated head. `labels` are
    the printed page numbers, `fields` the names and values of form fields, `attachments` the names of embedded files.
    """

    name: str
    data: bytes
    blocks: tuple[TruthBlock, ...]
    page_count: int
    running: tuple[TruthLine, ...] = ()
    rotation: int = 0
    password: str = ""
    labels: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    created: str = ""

    @property
    def text(self) -> str:
        """All blocks, one a line, list items behind their markers."""
        return "\n".join(f"{block.marker} {block.text}" if block.marker else block.text for block in self.blocks)


def _area(rect: page_map.Rect) -> float:
    return max(rect.right - rect.left, 0.0) * max(rect.top - rect.bottom, 0.0)
