"""Where each character of a document's text stands on its pages."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_PLACE, UNSURE = -1, -2
"""Instead of a line: white space and words that the reader added; a character whose place is not known."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points of the page's own space: origin at the lower left, before the page's /Rotate."""

    left: float
    bottom: float
    right: float
    top: float

    def union(self, other: "Rect") -> Self:
        return type(self)(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True, eq=False)
class PageMap:
    """The places of a document's characters, as arrays; what `boxes` gives is all that others need.

    `runs` holds one row for each run of characters on one line: begin and end in the text, then page, quarter turns of
    the text on the paper, and whether its place is known (1), there is none (-1) or it is unsure (-2). `heights` holds
    each run's lower and upper edge, `edges` each character's left and right one, all as the turned text runs.
    `labels` are the page numbers as they are printed, empty where the file declares none.
    """

    runs: "NDArray[np.int32]"
    heights: "NDArray[np.float32]"
    edges: "NDArray[np.float32]"
    labels: tuple[str, ...] = ()

    def boxes(self, start: int, end: int) -> tuple[tuple[int, Rect], ...] | None:
        """The page and rectangle of each line (or cell) that the text from `start` to `end` covers, in its order.

        None where the place of any of its characters is not known; empty where none of them is drawn.

        Raises:
            ValueError: the span is none of this text.
        """
        if not 0 <= start <= end <= len(self.edges):
            raise ValueError(f"the text has {len(self.edges)} characters, not {start}:{end}")
        found: list[tuple[int, Rect]] = []
        row = max(bisect_right(self.runs[:, 0], start) - 1, 0) if len(self.runs) else 0
        for index in range(row, len(self.runs)):
            begin, stop, page, turn, known = (int(value) for value in self.runs[index])
            if begin >= end:
                break
            if max(begin, start) >= min(stop, end) or known == NO_PLACE:
                continue
            if known == UNSURE:
                return None
            edges = self.edges[max(begin, start) : min(stop, end)]
            bottom, top = (float(value) for value in self.heights[index])
            rect = Rect(float(edges[:, 0].min()), bottom, float(edges[:, 1].max()), top)
            found.append((page, onto_page(rect, turn)))
        return tuple(found)

    def label(self, page: int) -> str:
        """The number printed on a page, counted from 1: its label, or the count itself."""
        return self.labels[page - 1] if 0 < page <= len(self.labels) else str(page)


def onto_page(rect: Rect, turn: int) -> Rect:
    """Turn a rectangle counter-clockwise about the origin, by so many quarters."""
    left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
    if turn == 1:
        return Rect(-top, left, -bottom, right)
    if turn == 2:
        return Rect(-right, -top, -left, -bottom)
    return Rect(bottom, -right, top, -left) if turn == 3 else rect
