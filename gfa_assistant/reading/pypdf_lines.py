"""The lines of one PDF page as pypdf reads them, for pages that pdfium cannot; the places of letters stay unknown."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_lines import PdfLine
from gfa_assistant.reading.scripts import superscript

_RAISED_SIZE = 0.9
_RAISED_BY = 0.1
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Fragment:
    text: str
    x: float
    y: float
    size: float
    bold: bool


def page_lines(page: PageObject, number: int) -> list[PdfLine]:
    """Extract a page's lines in the order of its content, without empty ones."""
    fragments: list[_Fragment] = []

    def collect(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, font_size: float) -> None:
        if text:
            fragments.append(_fragment(text, cm, tm, font, font_size))

    page.extract_text(visitor_text=collect)
    box = page.mediabox
    sheet = Rect(float(box.left), float(box.bottom), float(box.right), float(box.top))
    lines: list[PdfLine] = []
    current: list[_Fragment] = []
    for fragment in fragments:
        pieces = fragment.text.split("\n")
        for index, piece in enumerate(pieces):
            if piece:
                current.append(_Fragment(piece, fragment.x, fragment.y, fragment.size, fragment.bold))
            if index < len(pieces) - 1:
                lines.extend(_line(current, number, sheet))
                current = []
    lines.extend(_line(current, number, sheet))
    return lines


def _fragment(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, font_size: float) -> _Fragment:
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    name = str(font.get("/BaseFont", "")) if font is not None else ""
    return _Fragment(text, x, y, abs(font_size) * scale, _BOLD.search(name) is not None)


def _line(fragments: Sequence[_Fragment], page: int, sheet: Rect) -> list[PdfLine]:
    """One line of the fragments, or none if they hold nothing but spaces; the largest share of letters rules."""
    text = "".join(
        superscript(fragment.text) if above is not None and _is_raised(fragment, above) else fragment.text
        for above, fragment in pairwise((None, *fragments))
        if fragment is not None
    )
    visible = [fragment for fragment in fragments if fragment.text.strip()]
    if not visible:
        return []
    letters = sum(len(fragment.text.strip()) for fragment in visible)
    bold = sum(len(fragment.text.strip()) for fragment in visible if fragment.bold) / letters
    size = max(visible, key=lambda fragment: len(fragment.text.strip())).size
    first = visible[0]
    text = " ".join(text.split())
    rect = Rect(first.x, first.y, first.x, first.y + size)
    return [
        PdfLine(
            text=text,
            places=(None,) * len(text),
            page=page,
            region=0,
            turn=0,
            sheet=sheet,
            rect=rect,
            x=first.x,
            text_x=first.x,
            y=first.y,
            size=size,
            bold=bold,
            mapped=False,
        )
    ]


def _is_raised(fragment: _Fragment, before: _Fragment) -> bool:
    """A smaller piece above the line of the piece before it: "Gesundheitsregionen" with a raised "plus"."""
    is_small = 0 < fragment.size <= _RAISED_SIZE * before.size
    return is_small and fragment.y - before.y > _RAISED_BY * before.size and fragment.text.strip().isalnum()
