"""PDF lines become paragraphs and headings by their distance, size and weight; running heads and folios go."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gfa_assistant.reading.elements import Element
from gfa_assistant.reading.linewraps import join_lines, leaves_open
from gfa_assistant.reading.patterns import bullet_of
from gfa_assistant.reading.pdf_lines import PdfLine

_MARGIN = 0.12
_FOLIO = re.compile(r"(?:Seite |S\. ?)?[-–—| ]*\d{1,4}(?: ?(?:/|von) ?\d{1,4})?[-–—| ]*")
_HEADING_SIZE = 1.12
_HEADING_CHARS = 150
_LEVELS = 4
_WIDE_GAP = 1.35
_USUAL_LEADING = 1.2
_SAME_SIZE = 0.08
_COLUMN = 0.2
_ENDS = re.compile(r"[.!?:;][\"“”«»)]*$")
_FULL = 0.75
_NEIGHBOURS = 5
# "Einleitung . . . . . 3": a table of contents repeats the headings and would be found in their place.
_CONTENTS_LINE = re.compile(r".*(?: ?\.){4,} ?\d{1,4}")
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")


def page_elements(pages: Sequence[Sequence[PdfLine]]) -> tuple[Element, ...]:
    """Group the lines of all pages; a paragraph that runs over a page keeps the page on which it begins."""
    lines = [line for page in without_running_lines(pages) for line in page]
    if not lines:
        return ()
    body = _body_size(lines)
    leading = _leading(lines)
    columns = _Columns(lines)
    groups: list[list[PdfLine]] = []
    for line in lines:
        if groups and not _begins_group(groups[-1], line, leading, body, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    heads = [_is_large(group[0], body) and _reads_as_heading(_joined(group)) for group in groups]
    sizes = sorted(
        {round(group[0].size) for group, is_head in zip(groups, heads, strict=True) if is_head}, reverse=True
    )
    return tuple(
        _heading(group, sizes) if is_head else _text(group, columns)
        for group, is_head in zip(groups, heads, strict=True)
    )


class _Columns:
    """The text columns of all pages: where each line's column begins, and how many letters fill it there."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        beginnings: defaultdict[int, list[float]] = defaultdict(list)
        for line in lines:
            beginnings[line.page].append(line.x)
        self._edges = {
            line: min(x for x in beginnings[line.page] if 0 <= line.x - x <= _COLUMN * line.page_width)
            for line in lines
        }
        self._widths = {
            line: max(
                len(other.text)
                for other in lines[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS + 1]
                if other.page == line.page and abs(self._edges[other] - self._edges[line]) < 1
            )
            for index, line in enumerate(lines)
        }

    def width(self, line: PdfLine) -> int:
        """The longest line nearby: further off, the page may be set in another number of columns."""
        return self._widths[line]

    def indent(self, line: PdfLine) -> int:
        """The columns of letters by which a line is set in."""
        return round((line.x - self._edges[line]) / max(line.size * 0.5, 1.0))


def without_running_lines(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Drop page numbers, and lines that stand in the margin of at least half of the pages, twice or more."""
    seen = Counter(key for page in pages for key in {_running_key(line) for line in page if _in_margin(line)})
    repeated = {key for key, count in seen.items() if count >= 2 and 2 * count >= len(pages)}
    return [
        [
            line
            for line in page
            if not _CONTENTS_LINE.fullmatch(line.text)
            if not _in_margin(line) or not (_FOLIO.fullmatch(line.text) or _running_key(line) in repeated)
        ]
        for page in pages
    ]


def _in_margin(line: PdfLine) -> bool:
    return not _MARGIN * line.page_height < line.y < (1 - _MARGIN) * line.page_height


def _running_key(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _body_size(lines: Sequence[PdfLine]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0]


def _leading(lines: Sequence[PdfLine]) -> float:
    """The usual distance of two lines of a paragraph, in multiples of the font size."""
    steps = [
        (above.y - line.y) / line.size
        for above, line in pairwise(lines)
        if above.page == line.page
        and line.size > 0
        and _is_same_size(above, line)
        and 0 < above.y - line.y < 3 * line.size
    ]
    return min(median(steps), 2 * _USUAL_LEADING) if steps else _USUAL_LEADING


def _is_same_size(one: PdfLine, other: PdfLine) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _is_large(line: PdfLine, body: float) -> bool:
    return line.size >= _HEADING_SIZE * body


def _begins_group(group: Sequence[PdfLine], line: PdfLine, leading: float, body: float, columns: _Columns) -> bool:
    last = group[-1]
    runs_on = not _ENDS.search(last.text) and line.text[0].islower() and bullet_of(line.text) is None
    if not _is_same_size(last, line) and (not runs_on or _is_large(last, body) or _is_large(line, body)):
        return True
    if {last.bold, line.bold} == {0.0, 1.0}:
        return True
    if last.page != line.page or last.y < line.y:
        goes_on = runs_on or leaves_open(last.text) or _fills_column(last, columns)
        return _is_large(last, body) or not goes_on or bullet_of(line.text) is not None
    return last.y - line.y > _WIDE_GAP * leading * max(last.size, line.size)


def _fills_column(line: PdfLine, columns: _Columns) -> bool:
    return len(line.text) >= _FULL * columns.width(line) and not _ENDS.search(line.text)


def _joined(group: Sequence[PdfLine]) -> str:
    return join_lines([line.text for line in group])


def _heading(group: Sequence[PdfLine], sizes: Sequence[int]) -> Element:
    """A heading's level is the rank of its size among all headings of the file."""
    level = min(sizes.index(round(group[0].size)) + 1, _LEVELS)
    return Element("heading", (_joined(group),), level=level, page=group[0].page)


def _text(group: Sequence[PdfLine], columns: _Columns) -> Element:
    lines = tuple(" " * columns.indent(line) + line.text for line in group)
    strong = all(line.bold == 1.0 for line in group)
    return Element("lines", lines, page=group[0].page, strong=strong, width=columns.width(group[0]))


def _reads_as_heading(text: str) -> bool:
    """A slogan ends in an exclamation mark, running text in a full stop; neither heads what follows."""
    bullet = bullet_of(text)
    return (
        len(text) <= _HEADING_CHARS
        and _THREE_LETTERS.search(text) is not None
        and not text.endswith((".", "!", ",", ";", ":"))
        and (bullet is None or bullet.marker != "")
    )
