"""The ruled lines on a PDF page, and the grids that they make."""

import ctypes
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import turned

_THIN = 2.5
_SHORTEST = 6.0
_NEAR = 3.0
_MOST = 4000


class Rule(NamedTuple):
    """A straight line: upright or level, where it stands, from where to where."""

    upright: bool
    at: float
    low: float
    high: float


class Grid(NamedTuple):
    """A ruled table: the heights of its level rules from the top, the places of its upright ones from the left."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def rect(self) -> Rect:
        return Rect(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0])

    def has_rule_right_of(self, row: int, column: int) -> bool:
        """Whether a cell is parted from its right neighbour."""
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        return self._has(True, self.xs[column + 1], middle)

    def has_rule_below(self, row: int, column: int) -> bool:
        """Whether a cell is parted from the one below it."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return self._has(False, self.ys[row + 1], middle)

    def _has(self, upright: bool, at: float, along: float) -> bool:
        return any(
            rule.upright == upright and abs(rule.at - at) <= _NEAR and rule.low - _NEAR <= along <= rule.high + _NEAR
            for rule in self.rules
        )


def grids(page: pypdfium2.PdfPage, turn: int) -> list[Grid]:
    """The grids of at least two rows and two columns, on the page turned by so many quarters."""
    return [grid for group in _joined(_rules(page, turn)) if (grid := _grid(group)) is not None]


def _rules(page: pypdfium2.PdfPage, turn: int) -> list[Rule]:
    rules: list[Rule] = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        for rect in _edges(drawn.raw):
            rule = _rule(turned(rect, turn))
            if rule is not None:
                rules.append(rule)
        if len(rules) > _MOST:
            # A drawing, no table.
            return []
    return rules


def _edges(path: object) -> list[Rect]:
    """The straight edges of a path, in the page's space; a filled strip counts as one of its long edges."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    edges: list[Rect] = []
    start = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            edges.append(_between(last, point))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            edges.append(_between(last, start))
            last = start
    return edges


def _between(one: tuple[float, float], other: tuple[float, float]) -> Rect:
    return Rect(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _rule(edge: Rect) -> Rule | None:
    wide, high = edge.right - edge.left, edge.top - edge.bottom
    if wide <= _THIN and high >= _SHORTEST:
        return Rule(True, (edge.left + edge.right) / 2, edge.bottom, edge.top)
    if high <= _THIN and wide >= _SHORTEST:
        return Rule(False, (edge.bottom + edge.top) / 2, edge.left, edge.right)
    return None


def _joined(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that cross or touch each other, directly or over others."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in touching)]
        groups.append([rule, *(other for group in touching for other in group)])
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    if one.upright == other.upright:
        return abs(one.at - other.at) <= _NEAR and one.low <= other.high + _NEAR and other.low <= one.high + _NEAR
    return other.low - _NEAR <= one.at <= other.high + _NEAR and one.low - _NEAR <= other.at <= one.high + _NEAR


def _grid(rules: Sequence[Rule]) -> Grid | None:
    xs = _places([rule.at for rule in rules if rule.upright])
    ys = _places([rule.at for rule in rules if not rule.upright])
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Grid(tuple(xs), tuple(reversed(ys)), tuple(rules))


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places
