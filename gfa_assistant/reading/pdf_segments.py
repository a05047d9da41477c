"""The glyphs of one PDF page become segments: pieces of lines with their text, parted by wide gaps."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import Glyph
from gfa_assistant.reading.scripts import superscript

_SAME_BASE = 0.25
# Segments of one row may be set in different sizes.
_SAME_ROW = 0.3
_SAME_BASE_GROUPS = 8
_APART = 0.9
_NEAR = 0.6
_SMALLER = 0.85
_RAISED_BY = 0.1
_RAISED_GLYPHS = 8
_RAISED_AT_MOST = 0.75
_LOWERED_AT_MOST = 0.35
# In ems, beyond the usual gap of the segment: what makes a gap a space where none is drawn, on pages that draw spaces
# and on those that draw none.
_GAP, _GAP_ALONE = 0.3, 0.15
_SPACES_DRAWN = 0.04
_SPACED_LETTERS = 0.8
_MARKS_NEAR = 3
_DIAERESIS = "\u0308"


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs on one baseline without a wide gap; `places` holds the glyph of each character, None for added ones."""

    text: str
    places: tuple[Glyph | None, ...]
    rect: Rect
    base: float
    size: float
    bold: float


def segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    """The segments of glyphs that run one way, in no order."""
    visible = [glyph for glyph in glyphs if glyph.text != " "]
    spaces = [glyph for glyph in glyphs if glyph.text == " "]
    draws_spaces = len(spaces) >= _SPACES_DRAWN * max(len(visible), 1)
    rows = [_with_marks(sorted(row, key=lambda glyph: glyph.left)) for row in _rows(visible)]
    pieces = _with_raised([piece for row in rows if row for piece in _pieces(row)])
    spaces_by_row = _Spaces(spaces)
    return [_segment(piece, spaces_by_row, _GAP if draws_spaces else _GAP_ALONE) for piece in pieces]


def baselines(region: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of one column in rows of one baseline, from the top; those of a row from the left."""
    rows: list[list[Segment]] = []
    for segment in sorted(region, key=lambda segment: (-segment.base, segment.rect.left)):
        if rows and abs(rows[-1][0].base - segment.base) <= _SAME_ROW * min(rows[-1][0].size, segment.size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda segment: segment.rect.left) for row in rows]


def _with_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put a combining mark, or two dots drawn apart, onto the letter over which they stand."""
    merged: list[Glyph | None] = list(glyphs)
    for index, glyph in enumerate(glyphs):
        mark = _DIAERESIS if glyph.text == "¨" else glyph.text
        if len(mark) != 1 or not unicodedata.combining(mark):
            continue
        letter = _letter_below(glyph, mark, merged, index)
        if letter is not None:
            found = merged[letter]
            assert found is not None
            merged[letter] = found._replace(text=unicodedata.normalize("NFC", found.text + mark))
            merged[index] = None
    return [glyph for glyph in merged if glyph is not None]


def _letter_below(mark: Glyph, combining: str, glyphs: Sequence[Glyph | None], index: int) -> int | None:
    """The nearest letter that can carry the mark; of two, the one whose middle is nearer."""
    middle = (mark.left + mark.right) / 2
    best: tuple[float, int] | None = None
    for other in range(max(index - _MARKS_NEAR, 0), min(index + _MARKS_NEAR + 1, len(glyphs))):
        letter = glyphs[other]
        if other == index or letter is None or abs(letter.base - mark.base) > letter.size:
            continue
        if not letter.left - 0.1 * letter.size <= middle <= letter.right + 0.1 * letter.size:
            continue
        if len(unicodedata.normalize("NFC", letter.text + combining)) != len(letter.text):
            continue
        distance = abs((letter.left + letter.right) / 2 - middle)
        if best is None or distance < best[0]:
            best = (distance, other)
    return best[1] if best else None


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one baseline, across the whole page."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        for row in reversed(rows[-_SAME_BASE_GROUPS:]):
            first = row[0]
            sizes = sorted((first.size, glyph.size))
            if abs(first.base - glyph.base) <= _SAME_BASE * sizes[0] and sizes[0] >= 0.5 * sizes[1]:
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    return rows


def _pieces(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """Part a row at its wide gaps; wide is measured by the gaps of letter-spaced text, where it is such."""
    gaps = [max(right.left - left.right, 0.0) for left, right in pairwise(row)]
    usual = min(median(gaps) if len(gaps) > 2 and not row[0].word else 0.0, 0.5 * row[0].size)
    pieces = [[row[0]]]
    reach = row[0].right
    for left, glyph in pairwise(row):
        if glyph.left - reach > _APART * max(left.size, glyph.size) + 2 * usual:
            pieces.append([])
        pieces[-1].append(glyph)
        reach = max(reach, glyph.right)
    return pieces


def _with_raised(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Give small raised or lowered pieces ("plus", "¹", "₂") to the line beside which they stand."""
    measured = sorted(((_size(piece), _base(piece), piece) for piece in pieces), key=lambda entry: entry[0])
    alone: list[list[Glyph]] = []
    for size, base, piece in measured:
        if len(piece) > _RAISED_GLYPHS:
            alone.append(piece)
            continue
        host = next(
            (
                other
                for other_size, other_base, other in measured
                if size <= _SMALLER * other_size
                and -_LOWERED_AT_MOST * other_size < base - other_base < _RAISED_AT_MOST * other_size
                and _stands_beside(piece, other, size, other_size)
            ),
            None,
        )
        if host is None:
            alone.append(piece)
        else:
            host.extend(piece)
            host.sort(key=lambda glyph: glyph.left)
    return alone


def _stands_beside(piece: Sequence[Glyph], host: Sequence[Glyph], size: float, host_size: float) -> bool:
    room = _NEAR * host_size
    begins_near = piece[-1].right >= host[0].left - room and piece[0].left <= host[-1].right + room
    return begins_near and piece[-1].right < host[-1].right + _RAISED_GLYPHS * size


def _size(piece: Sequence[Glyph]) -> float:
    return float(median(glyph.size for glyph in piece))


def _base(piece: Sequence[Glyph]) -> float:
    return float(median(glyph.base for glyph in piece))


class _Spaces:
    """Where spaces are drawn, for the question whether one stands between two glyphs."""

    def __init__(self, spaces: Sequence[Glyph]) -> None:
        self._by_base: dict[int, list[Glyph]] = {}
        for space in spaces:
            self._by_base.setdefault(round(space.base), []).append(space)

    def between(self, left: Glyph, right: Glyph) -> bool:
        near = [space for step in (-1, 0, 1) for space in self._by_base.get(round(left.base) + step, ())]
        low, high = left.left, right.left + 0.5 * (right.right - right.left)
        return any(low < (space.left + space.right) / 2 < high and space.left > left.left for space in near)


def _segment(piece: Sequence[Glyph], spaces: _Spaces, threshold: float) -> Segment:
    size, base = _size(piece), _base(piece)
    text, places = _text(piece, size, base, spaces, threshold)
    full = [glyph for glyph in piece if glyph.size > _SMALLER * size] or list(piece)
    rect = Rect(
        min(glyph.left for glyph in piece),
        min(glyph.bottom for glyph in full),
        max(glyph.right for glyph in piece),
        max(glyph.top for glyph in full),
    )
    bold = sum(glyph.bold for glyph in piece) / len(piece)
    return Segment(text, places, rect, base, size, bold)


def _text(
    piece: Sequence[Glyph], size: float, base: float, spaces: _Spaces, threshold: float
) -> tuple[str, tuple[Glyph | None, ...]]:
    gaps = [right.left - left.right for left, right in pairwise(piece)]
    drawn = [spaces.between(left, right) for left, right in pairwise(piece)]
    if len(gaps) >= 5 and sum(drawn) >= _SPACED_LETTERS * len(gaps):
        # "G e s u n d": the spaces only hold the letters apart.
        drawn = [False] * len(drawn)
        threshold = _GAP_ALONE
    usual = median(gaps) if len(gaps) > 2 else 0.0
    characters: list[tuple[str, Glyph | None]] = []
    raised: list[Glyph] = []
    for index, glyph in enumerate(piece):
        parted = index > 0 and (drawn[index - 1] or gaps[index - 1] - usual > threshold * size or glyph.word)
        is_raised = glyph.size <= 0.9 * size and glyph.base - base > _RAISED_BY * size and glyph.text.isalnum()
        if raised and (not is_raised or parted):
            characters += _raised(raised)
            raised = []
        if parted:
            characters.append((" ", None))
        if is_raised:
            raised.append(glyph)
        else:
            characters += [(character, glyph) for character in glyph.text]
    characters += _raised(raised)
    return "".join(character for character, _ in characters), tuple(glyph for _, glyph in characters)


def _raised(glyphs: Sequence[Glyph]) -> list[tuple[str, Glyph | None]]:
    letters = [(character, glyph) for glyph in glyphs for character in glyph.text]
    text = superscript("".join(character for character, _ in letters))
    added = len(text) - len(letters)
    return [(character, None) for character in text[:added]] + [
        (character, glyph) for character, (_, glyph) in zip(text[added:], letters, strict=True)
    ]
