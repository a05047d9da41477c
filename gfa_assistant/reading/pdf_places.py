"""The characters that a PDF yields, each with its place, and how they become the map of the finished text."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.page_map import NO_PLACE, UNSURE, PageMap
from gfa_assistant.reading.pdf_glyphs import Glyph

_WINDOW = 400
_SURE, _NEAR = 12, 3
_FAR = 20_000


class Piece(NamedTuple):
    """A piece of a line as it was read, in the order of the document's text.

    `places` holds the glyph of each character, None for one that the reader added. `lower` and `upper` are the line's
    edges. A piece whose places are not known (`mapped` is False) has no glyphs.
    """

    text: str
    places: tuple[Glyph | None, ...]
    page: int
    turn: int
    lower: float
    upper: float
    mapped: bool = True


def page_map(pieces: Sequence[Piece], text: str, labels: tuple[str, ...] = ()) -> PageMap:
    """Find each character of the finished text among the pieces; what repair made anew has no sure place."""
    owners, glyphs, letters = _flattened(pieces)
    targets = [index for index, character in enumerate(text) if not character.isspace()]
    wanted = "".join(text[index] for index in targets)
    found = _aligned(letters, wanted)
    lines = np.full(len(text), NO_PLACE, np.int32)
    edges = np.zeros((len(text), 2), np.float32)
    for target, source in zip(targets, found, strict=True):
        if source is None:
            lines[target] = UNSURE
            continue
        glyph = glyphs[source]
        piece = pieces[owners[source]]
        if glyph is not None:
            lines[target] = owners[source]
            edges[target] = glyph.left, glyph.right
            hyphen = source + 1
            if hyphen < len(letters) and letters[hyphen] in "-\u00ad" and owners[hyphen] == owners[source]:
                _reach_hyphen(edges, target, glyphs[hyphen], is_dropped=text[target + 1 : target + 2] != "-")
        elif not piece.mapped:
            lines[target] = UNSURE
    _fill_spaces(lines, edges)
    return _as_runs(lines, edges, pieces, labels)


def _fill_spaces(lines: NDArray[np.int32], edges: NDArray[np.float32]) -> None:
    """Give a space between two words of one line its place between them."""
    for index in np.flatnonzero(lines == NO_PLACE).tolist():
        if 0 < index < len(lines) - 1 and lines[index - 1] == lines[index + 1] >= 0:
            lines[index] = lines[index - 1]
            edges[index] = edges[index - 1, 1], edges[index + 1, 0]


def _reach_hyphen(edges: NDArray[np.float32], target: int, hyphen: Glyph | None, *, is_dropped: bool) -> None:
    """A hyphen at a line's end is no part of the text, but of what a reader sees of the word."""
    if hyphen is not None and is_dropped:
        edges[target, 1] = hyphen.right


def _flattened(pieces: Iterable[Piece]) -> tuple[list[int], list[Glyph | None], str]:
    owners: list[int] = []
    glyphs: list[Glyph | None] = []
    letters: list[str] = []
    for number, piece in enumerate(pieces):
        for character, glyph in zip(piece.text, piece.places, strict=True):
            if not character.isspace():
                owners.append(number)
                glyphs.append(glyph)
                letters.append(character)
    return owners, glyphs, "".join(letters)


def _aligned(source: str, target: str) -> list[int | None]:
    """For each character of the target the index of its source; None where there is none for sure."""
    found: list[int | None] = [None] * len(target)
    here = there = 0
    while there < len(target) and here < len(source):
        same = _common(source, here, target, there)
        for step in range(same):
            found[there + step] = here + step
        here, there = here + same, there + same
        if there >= len(target) or here >= len(source):
            break
        skip = _skip(source[here : here + _WINDOW], target[there : there + _WINDOW])
        if skip is None:
            # Far apart: go on where the next words of the text stand.
            at = source.find(target[there : there + _SURE], here, here + _FAR)
            if at >= 0:
                here = at
            else:
                there += 1
            continue
        _spread(found, here, there, *skip)
        here, there = here + skip[0], there + skip[1]
    return found


def _common(source: str, here: int, target: str, there: int) -> int:
    """How many characters agree from here on."""
    length = 0
    step = 256
    while True:
        one, other = source[here + length : here + length + step], target[there + length : there + length + step]
        if one == other and one:
            length += len(one)
            continue
        for left, right in zip(one, other, strict=False):
            if left != right:
                break
            length += 1
        return length


def _skip(source: str, target: str) -> tuple[int, int] | None:
    """How many characters to pass over on both sides until the two agree again for some length."""
    for total in range(1, len(source) + len(target)):
        sure = min(_NEAR + total, _SURE)
        for passed in range(max(0, total - len(target)), min(total, len(source)) + 1):
            rest = target[total - passed : total - passed + sure]
            at_end = total - passed + len(rest) == len(target)
            if source.startswith(rest, passed) and (len(rest) == sure or (at_end and (rest or passed == len(source)))):
                return passed, total - passed
        if total > _WINDOW // 2:
            return None
    return None


def _spread(found: list[int | None], here: int, there: int, passed: int, new: int) -> None:
    """Give replaced characters the places of what they replace: one for one, or all of a ligature its one place."""
    if new and passed == new:
        found[there : there + new] = range(here, here + passed)
    elif new and passed == 1 and new <= 3:
        found[there : there + new] = [here] * new


def _as_runs(
    lines: NDArray[np.int32], edges: NDArray[np.float32], pieces: Sequence[Piece], labels: tuple[str, ...]
) -> PageMap:
    begins = [0, *(np.flatnonzero(np.diff(lines)) + 1).tolist()] if len(lines) else []
    runs: list[tuple[int, int, int, int, int]] = []
    heights: list[tuple[float, float]] = []
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=False):
        line = int(lines[begin])
        if line < 0:
            runs.append((begin, end, 0, 0, line))
            heights.append((0.0, 0.0))
        else:
            piece = pieces[line]
            runs.append((begin, end, piece.page, piece.turn, 1))
            heights.append((piece.lower, piece.upper))
    return PageMap(np.array(runs, np.int32).reshape(-1, 5), np.array(heights, np.float32).reshape(-1, 2), edges, labels)
