"""Running heads, feet and page numbers: told by where they stand and that they return."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_segments import Segment

_MARGIN = 0.12
_FOLIO = re.compile(r"(?:Seite |S\. ?|Page )?[-–—|• ]*(?:\d{1,4}|[ivxl]{1,7})(?: ?(?:/|von|of) ?\d{1,4})?[-–—|• ]*")
_ALONE = 1.7
_SAME_PLACE = 4.0
_TIMES = 3
_NO_LARGER = 1.05

Key = tuple[str, int, int]


def without_running(pages: Sequence[tuple[Rect, Sequence[Segment]]], labels: Sequence[str] = ()) -> list[list[Segment]]:
    """Drop what returns at the same height in the margins of half of the pages, or of three, and page numbers there.

    Each page is its rectangle and its segments; `labels` are the printed page numbers that the file declares.
    """
    places = [[segment for segment in page if _in_margin(segment, sheet)] for sheet, page in pages]
    seen = Counter(key for page in places for key in {key for segment in page for key in _keys(segment)})
    count = sum(bool(page) for _, page in pages)
    running = {key for key, times in seen.items() if times >= 2 and (2 * times >= count or times >= _TIMES)}
    bands = _bands(pages, places, seen)
    kept: list[list[Segment]] = []
    for (_, page), margin in zip(pages, places, strict=True):
        gone = {id(segment) for segment in margin if any(key in running or key[1:] in bands for key in _keys(segment))}
        rest = [segment for segment in page if id(segment) not in gone]
        label = labels[len(kept)] if len(kept) < len(labels) else ""
        for segment in margin:
            is_number = _FOLIO.fullmatch(segment.text) is not None or (
                label != "" and segment.text.strip("-– ") == label
            )
            if is_number and _is_alone(segment, rest):
                gone.add(id(segment))
        kept.append([segment for segment in page if id(segment) not in gone])
    return kept


def _bands(
    pages: Sequence[tuple[Rect, Sequence[Segment]]],
    places: Sequence[Sequence[Segment]],
    seen: Mapping[Key, int],
) -> set[tuple[int, int]]:
    """Where running heads stand that change with the chapter: apart, in small print, on many pages, some twice."""
    sizes = [segment.size for _, page in pages for segment in page]
    usual = median(sizes) if sizes else 0.0
    standing: Counter[tuple[int, int]] = Counter()
    repeated: set[tuple[int, int]] = set()
    for (_, page), margin in zip(pages, places, strict=True):
        apart = [segment for segment in margin if segment.size <= _NO_LARGER * usual and _is_alone(segment, page)]
        keys = {key for segment in apart for key in _keys(segment)}
        standing.update({key[1:] for key in keys})
        repeated |= {key[1:] for key in keys if seen[key] >= 2 and any(map(str.isalpha, key[0]))}
    needed = max(_TIMES, len(pages) / 3)
    return {place for place, times in standing.items() if times >= needed and place in repeated}


def _in_margin(segment: Segment, sheet: Rect) -> bool:
    height = sheet.top - sheet.bottom
    return not sheet.bottom + _MARGIN * height < segment.base < sheet.top - _MARGIN * height


def _keys(segment: Segment) -> tuple[Key, ...]:
    """What a segment says without its numbers, with its size and height; two, for heights are rounded."""
    text, height = re.sub(r"\d+", "#", segment.text), segment.base / _SAME_PLACE
    return (text, round(segment.size), 2 * round(height)), (text, round(segment.size), 2 * round(height + 0.5) - 1)


def _is_alone(segment: Segment, page: Sequence[Segment]) -> bool:
    """Whether no line of text stands close above or below: the last word of a paragraph may be a number too."""
    return not any(
        other is not segment
        and 0.3 * segment.size < abs(other.base - segment.base) < _ALONE * max(other.size, segment.size)
        and other.rect.left < segment.rect.right
        and segment.rect.left < other.rect.right
        for other in page
    )
