"""The reading order of a PDF page: columns and panels from left to right, whatever the order of drawing."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple, Protocol, TypeVar

from gfa_assistant.page_map import Rect

_GUTTER = 0.9
_ROOM = 0.15
_MARKERS = 2.5
_LINES = 3
_ALIGNED = 0.8
_FULL = 0.7
_PROSE = 0.5
_SHORT = 18
_SAME_BASE = 0.3
_SAME_GUTTER = 4.0


class Placed(Protocol):
    """Anything that stands in a place on a page: a segment of a line, a table."""

    @property
    def rect(self) -> Rect: ...

    @property
    def text(self) -> str: ...


Item = TypeVar("Item", bound=Placed)


class Gutter(NamedTuple):
    """An upright strip without text."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def in_regions(items: Sequence[Item], known: list[Gutter]) -> list[list[Item]]:
    """Part a page into regions of one column each, in reading order; inside one, nothing is ordered yet.

    `known` are the gutters of the pages before: where one of them goes on, even a single line makes a column. The
    gutters of this page are added to it.
    """
    if not items:
        return []
    gutter = _gutter(items, known)
    if gutter is not None:
        known.append(gutter)
        left = [item for item in items if _middle(item) < gutter.middle]
        right = [item for item in items if _middle(item) >= gutter.middle]
        return in_regions(left, known) + in_regions(right, known)
    height = _cut(items, known)
    if height is None:
        return [list(items)]
    upper = [item for item in items if _core(item.rect)[0] >= height]
    lower = [item for item in items if _core(item.rect)[0] < height]
    return in_regions(upper, known) + in_regions(lower, known)


def _middle(item: Placed) -> float:
    return (item.rect.left + item.rect.right) / 2


def _core(rect: Rect) -> tuple[float, float]:
    """The height of a line without the room above and below its letters, in which tightly set lines overlap."""
    height = rect.top - rect.bottom
    return rect.bottom + _ROOM * height, rect.top - _ROOM * height


def _cut(items: Sequence[Item], known: Sequence[Gutter]) -> float | None:
    """The height at which to cut so that the tallest part with columns comes free of what spans them."""
    spans = sorted((_core(item.rect) for item in items), key=lambda span: -span[1])
    best: tuple[float, float] | None = None
    bottom, top = spans[0]
    low = min(lower for lower, _ in spans)
    gaps: list[float] = []
    for lower, upper in spans:
        if upper < bottom:
            gaps.append((upper + bottom) / 2)
        bottom = min(bottom, lower)
    for height in gaps:
        for part, extent in (
            ([item for item in items if _core(item.rect)[0] >= height], top - height),
            ([item for item in items if _core(item.rect)[0] < height], height - low),
        ):
            if (best is None or extent > best[0]) and _gutter(part, known) is not None:
                best = (extent, height)
    return best[1] if best else None


def _gutter(items: Sequence[Item], known: Sequence[Gutter]) -> Gutter | None:
    """The widest strip that parts the items into columns."""
    if len(items) < 2:
        return None
    em = median(item.rect.top - item.rect.bottom for item in items)
    spans = sorted((item.rect.left, item.rect.right) for item in items)
    reach = spans[0][1]
    found: list[Gutter] = []
    for left, right in spans[1:]:
        if left - reach > _GUTTER * em:
            found.append(Gutter(reach, left))
        reach = max(reach, right)
    usable = [gutter for gutter in found if _parts_columns(gutter, items, known, em)]
    return max(usable, key=lambda gutter: gutter.right - gutter.left, default=None)


def _parts_columns(gutter: Gutter, items: Sequence[Item], known: Sequence[Gutter], em: float) -> bool:
    left = [item for item in items if _middle(item) < gutter.middle]
    right = [item for item in items if _middle(item) >= gutter.middle]
    if max(item.rect.right for item in left) - min(item.rect.left for item in left) < _MARKERS * em:
        return False
    if any(abs(other.right - gutter.right) < _SAME_GUTTER for other in known):
        return True
    if min(_lines(left, em), _lines(right, em)) < _LINES:
        return False
    return not (_in_rows(left, right, em) and (_are_cells(left) or _are_cells(right)))


def _lines(items: Sequence[Item], em: float) -> int:
    bottoms = sorted(item.rect.bottom for item in items)
    height = sum(item.rect.top - item.rect.bottom for item in items if item.rect.top - item.rect.bottom > 3 * em)
    return 1 + sum(upper - lower > _SAME_BASE * em for lower, upper in pairwise(bottoms)) + round(height / em)


def _in_rows(left: Sequence[Item], right: Sequence[Item], em: float) -> bool:
    """Whether nearly every line on one side has a line beside it on the other."""
    heights = sorted(item.rect.bottom for item in left), sorted(item.rect.bottom for item in right)
    few, many = sorted(heights, key=len)
    beside = sum(any(abs(one - other) < _SAME_BASE * em for other in many) for one in few)
    return beside >= _ALIGNED * len(few)


def _are_cells(items: Sequence[Item]) -> bool:
    """Whether these read as cells of a table: short, and none of them fills its column as prose does."""
    width = max(item.rect.right - item.rect.left for item in items)
    full = sum(item.rect.right - item.rect.left >= _FULL * width for item in items)
    return full < _PROSE * len(items) or median(len(item.text) for item in items) < _SHORT
