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
_ALIGNED = 0.6
_FULL = 0.7
_PROSE = 0.5
_SHORT = 18
_SAME_BASE = 0.3
_SAME_GUTTER = 4.0
_FAR = 1e6


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
    """The height at which to cut so that the tallest band with columns comes free of what spans them."""
    slabs = _slabs(items)
    if len(slabs) < 2:
        return None
    em = median(item.rect.top - item.rect.bottom for item in items)
    free = [_free_strips(slab) for slab in slabs]
    best: tuple[float, int, int] | None = None
    for first in range(len(slabs)):
        strips, last = free[first], first
        while last + 1 < len(slabs):
            narrower = _common(strips, free[last + 1], _GUTTER * em)
            # The outermost strips, left and right of all text, never run out.
            if len(narrower) <= 2:
                break
            strips, last = narrower, last + 1
        band = [item for slab in slabs[first : last + 1] for item in slab]
        extent = max(item.rect.top for item in band) - min(item.rect.bottom for item in band)
        if len(strips) > 2 and (best is None or extent > best[0]) and _gutter(band, known) is not None:
            best = (extent, first, last)
    if best is None:
        return None
    at = best[1] if best[1] else best[2] + 1
    return _between(slabs, at) if at < len(slabs) else None


def _slabs(items: Sequence[Item]) -> list[list[Item]]:
    """The items from the top, parted wherever nothing stands over the whole width."""
    slabs: list[list[Item]] = []
    bottom = 0.0
    for item in sorted(items, key=lambda item: -_core(item.rect)[1]):
        low, high = _core(item.rect)
        if slabs and high >= bottom:
            slabs[-1].append(item)
            bottom = min(bottom, low)
        else:
            slabs.append([item])
            bottom = low
    return slabs


def _between(slabs: Sequence[Sequence[Placed]], at: int) -> float:
    return (min(_core(item.rect)[0] for item in slabs[at - 1]) + max(_core(item.rect)[1] for item in slabs[at])) / 2


def _free_strips(items: Sequence[Placed]) -> list[tuple[float, float]]:
    """Where no item stands, from the left of all text to the right of it."""
    strips: list[tuple[float, float]] = []
    reach = -_FAR
    for left, right in sorted((item.rect.left, item.rect.right) for item in items):
        if left > reach:
            strips.append((reach, left))
        reach = max(reach, right)
    return [*strips, (reach, _FAR)]


def _common(
    strips: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    return [
        (max(left, other_left), min(right, other_right))
        for left, right in strips
        for other_left, other_right in others
        if min(right, other_right) - max(left, other_left) > least
    ]


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
    """Whether most lines on one side have a line beside them on the other."""
    heights = sorted(item.rect.bottom for item in left), sorted(item.rect.bottom for item in right)
    few, many = sorted(heights, key=len)
    beside = sum(any(abs(one - other) < _SAME_BASE * em for other in many) for one in few)
    return beside >= _ALIGNED * len(few)


def _are_cells(items: Sequence[Item]) -> bool:
    """Whether these read as cells of a table: short, and none of them fills its column as prose does."""
    width = max(item.rect.right - item.rect.left for item in items)
    full = sum(item.rect.right - item.rect.left >= _FULL * width for item in items)
    return full < _PROSE * len(items) or median(len(item.text) for item in items) < _SHORT
