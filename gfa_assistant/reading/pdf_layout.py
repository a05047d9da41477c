"""PDF lines become paragraphs and headings by their distance, size and weight; running heads and folios go."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gfa_assistant.reading.elements import Element
from gfa_assistant.reading.linewraps import join_lines
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
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")


def page_elements(pages: Sequence[Sequence[PdfLine]]) -> tuple[Element, ...]:
    """Group the lines of all pages; a paragraph that runs over a page keeps the page on which it begins."""
    lines = [line for page in without_running_lines(pages) for line in page]
    if not lines:
        return ()
    body = _body_size(lines)
    leading = _leading(lines)
    sizes = sorted({round(line.size) for line in lines if _is_large(line, body)}, reverse=True)
    groups: list[list[PdfLine]] = []
    for line in lines:
        if groups and not _begins_group(groups[-1], line, leading, body):
            groups[-1].append(line)
        else:
            groups.append([line])
    edges = {number: [line.x for line in lines if line.page == number] for number in {line.page for line in lines}}
    return tuple(_element(group, body, sizes, edges[group[0].page]) for group in groups)


def without_running_lines(pages: Sequence[Sequence[PdfLine]]) -> list[list[PdfLine]]:
    """Drop page numbers, and lines that stand in the margin of at least half of the pages, twice or more."""
    seen = Counter(key for page in pages for key in {_running_key(line) for line in page if _in_margin(line)})
    repeated = {key for key, count in seen.items() if count >= 2 and 2 * count >= len(pages)}
    return [
        [
            line
            for line in page
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


def _begins_group(group: Sequence[PdfLine], line: PdfLine, leading: float, body: float) -> bool:
    last = group[-1]
    if not _is_same_size(last, line) or {last.bold, line.bold} == {0.0, 1.0}:
        return True
    runs_on = not _ENDS.search(last.text) and line.text[0].islower() and bullet_of(line.text) is None
    if last.page != line.page or last.y < line.y:
        return not runs_on
    return last.y - line.y > _WIDE_GAP * leading * max(last.size, line.size)


def _element(group: Sequence[PdfLine], body: float, sizes: Sequence[int], edges: Sequence[float]) -> Element:
    first = group[0]
    joined = join_lines([line.text for line in group])
    if _is_large(first, body) and _reads_as_heading(joined):
        level = min(sizes.index(round(first.size)) + 1, _LEVELS)
        return Element("heading", (joined,), level=level, page=first.page)
    lines = tuple(" " * _indent(line, edges) + line.text for line in group)
    return Element("lines", lines, page=first.page, strong=all(line.bold == 1.0 for line in group))


def _reads_as_heading(text: str) -> bool:
    """A slogan ends in an exclamation mark, running text in a full stop; neither heads what follows."""
    return (
        len(text) <= _HEADING_CHARS
        and _THREE_LETTERS.search(text) is not None
        and not text.endswith((".", "!", ",", ";", ":"))
        and bullet_of(text) is None
    )


def _indent(line: PdfLine, edges: Sequence[float]) -> int:
    """The columns by which a line is set in from the left edge of its text column."""
    near = [edge for edge in edges if 0 <= line.x - edge <= _COLUMN * line.page_width]
    return round((line.x - min(near, default=line.x)) / max(line.size * 0.5, 1.0))
