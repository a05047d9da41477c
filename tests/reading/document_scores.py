"""How well a document read from a typeset PDF agrees with the truth: characters, order, pages, highlight boxes."""

from bisect import bisect_left
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from gfa_assistant.records import Document
from tests.reading.typeset import Rect, TruthBlock, Typeset

_SAME_BLOCK = 90.0


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """Shares of 1, but for `worst_box`: the smallest overlap (IoU) of any truth line with its highlight box."""

    characters: float
    order: float
    pages: float
    worst_box: float
    mapped: float


def score_document(document: Document, truth: Typeset) -> DocumentScores:
    """Find each block of the truth in the document's text, and there its page and the box of each line."""
    assert document.page_map is not None
    read, expected = _one_line(document.text), [expected_text(block, truth) for block in truth.blocks]
    spans = _spans(read, expected)
    found = [(block, span) for block, span in zip(truth.blocks, spans, strict=True) if span is not None]
    boxes = [(block, document.page_map.boxes(*span)) for block, span in found]
    mapped = [(block, places) for block, places in boxes if places]
    overlaps = [overlap for block, places in mapped for overlap in _overlaps(block, places)]
    return DocumentScores(
        characters=max(
            1 - Levenshtein.distance(" ".join(read.split()), " ".join(expected)) / len(" ".join(expected)), 0
        ),
        order=_in_order([span[0] for _, span in found]) / len(truth.blocks),
        pages=sum(places[0][0] == block.page for block, places in mapped) / len(truth.blocks),
        worst_box=min(overlaps, default=0.0),
        mapped=len(mapped) / len(truth.blocks),
    )


def expected_text(block: TruthBlock, truth: Typeset) -> str:
    """A block as the document holds it: a table's rows name their columns, its head has bars between them."""
    if block.kind != "row":
        return block.text
    head = next(other for other in truth.blocks if other.kind == "row")
    if block is head:
        return " | ".join(block.cells)
    return "; ".join(f"{name}: {cell}" for name, cell in zip(head.cells, block.cells, strict=True))


def _one_line(text: str) -> str:
    """Line ends as spaces, so that every place stays."""
    return text.replace("\n", " ")


def _spans(read: str, blocks: list[str]) -> list[tuple[int, int] | None]:
    spans: list[tuple[int, int] | None] = []
    end = 0
    for block in blocks:
        at = read.find(block, end)
        if at >= 0:
            spans.append((at, at + len(block)))
        else:
            near = fuzz.partial_ratio_alignment(block, read[end:], score_cutoff=_SAME_BLOCK)
            far = near or fuzz.partial_ratio_alignment(block, read, score_cutoff=_SAME_BLOCK)
            start = end if near else 0
            spans.append((start + far.dest_start, start + far.dest_end) if far else None)
        if spans[-1] is not None:
            end = max(end, spans[-1][1])
    return spans


def _in_order(places: list[int]) -> int:
    """The length of the longest run in the right order."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _overlaps(block: TruthBlock, places: tuple[tuple[int, object], ...]) -> list[float]:
    rects = [(page, Rect(box.left, box.bottom, box.right, box.top)) for page, box in places]  # type: ignore[attr-defined]
    return [
        max((line.rect.iou(rect) for page, rect in rects if page == line.page), default=0.0) for line in block.lines
    ]
