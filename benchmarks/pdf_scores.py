"""How well a reader read a PDF whose text, order and places are known."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gfa_assistant.reading.linewraps import join_lines
from tests.reading.typeset import Rect, Typeset

_SAME_BLOCK = 90.0
_MARKER = re.compile(r"(?<!\S)(?:[•–▪✓▸]|\d\.|[a-d]\))(?!\S)")
_EDGES = re.compile(r"^\W+|\W+$")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Box:
    """One visible character on its page."""

    character: str
    page: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file: its lines in its order, and the characters' boxes where it knows them."""

    lines: tuple[str, ...]
    boxes: tuple[Box, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares of 1: characters right, blocks in order, words torn or glued, words lost, overlap of the lines' boxes."""

    characters: float
    order: float
    torn: float
    lost: float
    boxes: float | None


def score(reading: Reading, truth: Typeset) -> Scores:
    """Compare the texts without list markers and running lines, for these a plain text reader cannot tell apart.

    All readers' lines are joined, and divided words made whole, in the same way: by this project's own rules.
    """
    running = {_squeezed(line.text) for line in truth.running}
    read = normal(join_lines([line for line in reading.lines if _squeezed(line) not in running]))
    blocks = [normal(block.text) for block in truth.blocks]
    torn, lost = words_torn_and_lost(read, " ".join(blocks))
    return Scores(
        characters=character_accuracy(read, " ".join(blocks)),
        order=blocks_in_order(read, blocks),
        torn=torn,
        lost=lost,
        boxes=None if reading.boxes is None else box_overlap(reading.boxes, truth),
    )


def normal(text: str) -> str:
    """The text without markers and runs of spaces; a raised word or digit counts as if it were not raised."""
    text = text.replace("Gesundheitsregionen plus", "Gesundheitsregionenplus").translate(_LOWERED)
    return " ".join(_MARKER.sub(" ", text).split())


def character_accuracy(read: str, truth: str) -> float:
    """1 - edits / length of the truth, not below 0."""
    return max(1 - Levenshtein.distance(read, truth) / len(truth), 0.0)


def blocks_in_order(read: str, blocks: Sequence[str]) -> float:
    """The share of blocks that are found in one piece, in the longest run of blocks in the right order."""
    places: list[int] = []
    end = 0
    for block in blocks:
        at = _place(block, read, end)
        if at is not None:
            places.append(at)
            end = at + len(block)
    ends: list[int] = []
    for place in places:
        position = bisect_left(ends, place)
        ends[position : position + 1] = [place]
    return len(ends) / len(blocks)


def words_torn_and_lost(read: str, truth: str) -> tuple[float, float]:
    """The shares of the truth's words that are not read as words.

    Torn (or glued) is a word whose letters do stand in the text once its spaces are taken out; else it is lost.
    """
    wanted = _words(truth)
    missing = wanted - _words(read)
    solid = read.replace(" ", "")
    torn = sum(count for word, count in missing.items() if word in solid)
    return torn / wanted.total(), (missing.total() - torn) / wanted.total()


def box_overlap(boxes: Sequence[Box], truth: Typeset) -> float:
    """The mean IoU of each line with the union of those boxes whose middle lies in it."""
    overlaps: list[float] = []
    for line in (line for block in truth.blocks for line in block.lines):
        inside = [
            box.rect
            for box in boxes
            if box.page == line.page
            and line.rect.holds((box.rect.left + box.rect.right) / 2, (box.rect.bottom + box.rect.top) / 2)
        ]
        if inside:
            union = inside[0]
            for rect in inside[1:]:
                union = union.union(rect)
            overlaps.append(line.rect.iou(union))
        else:
            overlaps.append(0.0)
    return fmean(overlaps)


def _place(block: str, read: str, start: int) -> int | None:
    for at in (read.find(block, start), read.find(block)):
        if at >= 0:
            return at
    found = fuzz.partial_ratio_alignment(block, read, score_cutoff=_SAME_BLOCK)
    return found.dest_start if found and len(read) >= len(block) else None


def _words(text: str) -> Counter[str]:
    words = (_EDGES.sub("", word) for word in text.split())
    return Counter(word for word in words if word)


def _squeezed(line: str) -> str:
    return "".join(line.split())
