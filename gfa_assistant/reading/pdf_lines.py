"""The lines of PDF pages with their place, size and weight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import Glyph
from gfa_assistant.reading.pdf_segments import Segment, baselines


@dataclass(frozen=True, slots=True, eq=False)
class PdfLine:
    """One line: its text, the glyph of each character (None for added ones), and its look.

    `x` and `y` are where it begins on its baseline, `text_x` where its text begins behind a bullet that stands apart,
    `region` numbers the columns of the page. `sheet` is the page's rectangle. All places are those of the page turned
    by `turn` quarters. `mapped` is False where the places of the characters are not known.
    """

    text: str
    places: tuple[Glyph | None, ...]
    page: int
    region: int
    turn: int
    sheet: Rect
    rect: Rect
    x: float
    text_x: float
    y: float
    size: float
    bold: float
    mapped: bool = True
    recognised: bool = False


def lines_of(
    region: Sequence[Segment], *, page: int, number: int, turn: int, sheet: Rect, recognised: bool = False
) -> list[PdfLine]:
    """The lines of one column from its top; segments on one baseline are one line."""
    lines = [_line(row) for row in baselines(region)]
    return [replace(line, page=page, region=number, turn=turn, sheet=sheet, recognised=recognised) for line in lines]


def _line(row: Sequence[Segment]) -> PdfLine:
    letters = sum(len(segment.text) for segment in row)
    longest = max(row, key=lambda segment: len(segment.text))
    rect = row[0].rect
    for segment in row[1:]:
        rect = rect.union(segment.rect)
    return PdfLine(
        text=" ".join(segment.text for segment in row),
        places=tuple(
            place for index, segment in enumerate(row) for place in ((None,) if index else ()) + segment.places
        ),
        page=0,
        region=0,
        turn=0,
        sheet=rect,
        rect=Rect(rect.left, longest.rect.bottom, rect.right, longest.rect.top),
        x=row[0].rect.left,
        text_x=_text_x(row),
        y=longest.base,
        size=longest.size,
        bold=sum(segment.bold * len(segment.text) for segment in row) / letters,
    )


def _text_x(row: Sequence[Segment]) -> float:
    """Where the second word begins, if the line begins with what may be a bullet."""
    text, places = row[0].text, row[0].places
    at = text.find(" ") + 1
    if 0 < at <= 4 and places[at] is not None:
        return places[at].left  # type: ignore[union-attr]
    if at == 0 and len(text) <= 3 and len(row) > 1:
        return row[1].rect.left
    return row[0].rect.left
