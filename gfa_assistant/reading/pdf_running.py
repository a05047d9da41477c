"""Running heads, feet and page numbers: told by where they stand and that they return."""

import re
from collections import Counter
from collections.abc import Sequence

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_segments import Segment

_MARGIN = 0.12
_FOLIO = re.compile(r"(?:Seite |S\. ?|Page )?[-–—|• ]*(?:\d{1,4}|[ivxl]{1,7})(?: ?(?:/|von|of) ?\d{1,4})?[-–—|• ]*")
_ALONE = 1.7
_SAME_PLACE = 4.0
_TIMES = 3


def without_running(pages: Sequence[tuple[Rect, Sequence[Segment]]], labels: Sequence[str] = ()) -> list[list[Segment]]:
    """Drop what returns at the same height in the margins of half of the pages, or of three, and page numbers there.

    Each page is its rectangle and its segments; `labels` are the printed page numbers that the file declares.
    """
    places = [[segment for segment in page if _in_margin(segment, sheet)] for sheet, page in pages]
    seen = Counter(key for page in places for key in {key for segment in page for key in _keys(segment)})
    count = sum(bool(page) for _, page in pages)
    running = {key for key, times in seen.items() if times >= 2 and (2 * times >= count or times >= _TIMES)}
    kept: list[list[Segment]] = []
    for (_, page), margin in zip(pages, places, strict=True):
        gone = {id(segment) for segment in margin if any(key in running for key in _keys(segment))}
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


def _in_margin(segment: Segment, sheet: Rect) -> bool:
    height = sheet.top - sheet.bottom
    return not sheet.bottom + _MARGIN * height < segment.base < sheet.top - _MARGIN * height


def _keys(segment: Segment) -> tuple[tuple[str, int, int], ...]:
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
