"""PDF lines become headings, list items, paragraphs and footnotes by their distance, size, weight and indent."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gfa_assistant.reading.linewraps import leaves_open
from gfa_assistant.reading.patterns import bullet_of
from gfa_assistant.reading.pdf_lines import PdfLine

_HEADING_SIZE = 1.12
_WIDE_GAP = 1.35
_USUAL_LEADING = 1.2
_SAME_SIZE = 0.08
_ENDS = re.compile(r"[.!?:;][\"“”«»)]*$")
_FULL = 0.75
_NEIGHBOURS = 5
_MARKER_GAP = 0.42
_HANGING = 0.2
_SET_IN = 0.6
# "Einleitung . . . . . 3": a table of contents repeats the headings and would be found in their place.
_CONTENTS_LINE = re.compile(r".*(?: ?\.){4,} ?\d{1,4}")
_SMALL = 0.92
_NOTE_MARK = re.compile(r"(?:[¹²³⁰⁴-⁹]{1,3}|\d{1,3}|\*{1,3}|†)\)? ?\S")


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one heading, paragraph, item or footnote; `marker` is an item's bullet or number as it stands."""

    lines: tuple[PdfLine, ...]
    marker: str = ""
    is_note: bool = False

    @property
    def first(self) -> PdfLine:
        return self.lines[0]


class Columns:
    """The text columns of all pages: where each begins, and how many letters fill it there."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        beginnings: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
        for line in lines:
            beginnings[line.page, line.region].append(line.x)
        self._edges = {place: min(xs) for place, xs in beginnings.items()}
        self._widths = {
            id(line): max(
                len(other.text)
                for other in lines[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS + 1]
                if (other.page, other.region) == (line.page, line.region)
            )
            for index, line in enumerate(lines)
        }

    def width(self, line: PdfLine) -> int:
        """The longest line nearby: further off, the page may be set in another number of columns."""
        return self._widths[id(line)]

    def indent(self, line: PdfLine) -> int:
        """The columns of letters by which a line is set in."""
        return round((line.x - self._edges[line.page, line.region]) / max(line.size * 0.5, 1.0))

    def is_full(self, line: PdfLine) -> bool:
        return len(line.text) >= _FULL * self.width(line) and not _ENDS.search(line.text)


@dataclass(frozen=True, slots=True)
class Look:
    """What is usual in a file: the size of running text, and the distance of its lines in multiples of the size."""

    body: float
    leading: float

    def is_large(self, line: PdfLine) -> bool:
        return line.size >= _HEADING_SIZE * self.body


def usual_look(lines: Sequence[PdfLine]) -> Look:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    steps = [
        (above.y - line.y) / line.size
        for above, line in pairwise(lines)
        if (above.page, above.region) == (line.page, line.region)
        and line.size > 0
        and _is_same_size(above, line)
        and 0 < above.y - line.y < 3 * line.size
    ]
    leading = min(median(steps), 2 * _USUAL_LEADING) if steps else _USUAL_LEADING
    return Look(letters.most_common(1)[0][0] if letters else 0.0, leading)


def grouped(lines: Sequence[PdfLine], look: Look, columns: Columns) -> list[Group]:
    """Put lines together; a footnote stands behind the last group that begins on its page."""
    lines = [line for line in lines if not _CONTENTS_LINE.fullmatch(line.text)]
    notes = _notes(lines, look)
    in_notes = {id(line) for note in notes for line in note}
    body = [line for line in lines if id(line) not in in_notes]
    groups: list[Group] = []
    for index, line in enumerate(body):
        following = body[index + 1] if index + 1 < len(body) else None
        marker = "" if look.is_large(line) else _marker(line, following)
        if not groups or marker or _begins_group(groups[-1], line, look, columns):
            groups.append(Group((line,), marker))
        else:
            groups[-1] = Group((*groups[-1].lines, line), groups[-1].marker)
    for note in notes:
        at = max((index for index, group in enumerate(groups) if group.first.page <= note[0].page), default=-1) + 1
        groups.insert(at, Group(tuple(note), is_note=True))
    return groups


def _notes(lines: Sequence[PdfLine], look: Look) -> list[list[PdfLine]]:
    """Small lines at the foot of a column, from the first that begins with a mark; each mark begins a note."""
    by_region: defaultdict[tuple[int, int], list[PdfLine]] = defaultdict(list)
    for line in lines:
        by_region[line.page, line.region].append(line)
    notes: list[list[PdfLine]] = []
    for region in by_region.values():
        begin = len(region)
        while begin and region[begin - 1].size <= _SMALL * look.body:
            begin -= 1
        foot = region[begin:]
        while foot and not _NOTE_MARK.match(foot[0].text):
            foot = foot[1:]
        for line in foot:
            if _NOTE_MARK.match(line.text) and (not notes or notes[-1][0] not in foot or _is_raised_mark(line)):
                notes.append([line])
            else:
                notes[-1].append(line)
    return sorted(notes, key=lambda note: note[0].page)


def _is_raised_mark(line: PdfLine) -> bool:
    return not line.text[0].isascii() or line.text[0] == "*"


def _marker(line: PdfLine, following: PdfLine | None) -> str:
    """The bullet or number of a list item: one that stands apart, or beside which the next line is set in."""
    bullet = bullet_of(line.text)
    if bullet is None or line.text_x <= line.x or line.bold == 1.0:
        return ""
    marker = line.text.split(" ", 1)[0]
    last = line.places[len(marker) - 1]
    stands_apart = last is not None and line.text_x - last.right >= _MARKER_GAP * line.size
    hangs = (
        following is not None
        and (following.page, following.region) == (line.page, line.region)
        and following.y < line.y
        and abs(following.x - line.text_x) <= _HANGING * line.size
        and bullet_of(following.text) is None
    )
    return marker if stands_apart or hangs else ""


def _begins_group(group: Group, line: PdfLine, look: Look, columns: Columns) -> bool:
    last = group.lines[-1]
    runs_on = not _ENDS.search(last.text) and line.text[0].islower() and bullet_of(line.text) is None
    either_large = look.is_large(last) or look.is_large(line)
    if not _is_same_size(last, line) and (not runs_on or either_large):
        return True
    if {last.bold, line.bold} == {0.0, 1.0}:
        return True
    if (last.page, last.region) != (line.page, line.region) or last.y < line.y:
        goes_on = runs_on or leaves_open(last.text) or columns.is_full(last)
        return look.is_large(last) or not goes_on or bullet_of(line.text) is not None
    if last.y - line.y > _WIDE_GAP * look.leading * max(last.size, line.size):
        return True
    if group.marker:
        return _leaves_item(group, line, columns, runs_on=runs_on)
    # The first line of a paragraph set in, without a gap above.
    set_in = line.x - last.x > 0.8 * line.size
    return set_in and not either_large and _ENDS.search(last.text) is not None and line.text[0].isupper()


def _leaves_item(group: Group, line: PdfLine, columns: Columns, *, runs_on: bool) -> bool:
    """Whether a line below an item is no part of it: it begins left of the item's text."""
    first, last = group.first, group.lines[-1]
    if line.region != first.region or line.page != first.page:
        return line.x < last.x - _SET_IN * line.size
    if line.x >= first.text_x - _SET_IN * line.size:
        return False
    if any(other.x >= first.text_x - _SET_IN * line.size for other in group.lines[1:]):
        return True
    return not (runs_on or leaves_open(last.text) or columns.is_full(last))


def _is_same_size(one: PdfLine, other: PdfLine) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)
