"""What stands on one PDF page: its glyphs with their places, through pdfium."""

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gfa_assistant.page_map import Rect, onto_page

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NAME_BYTES = 256
# pdfium's signs for a hyphen at a line's end.
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_NO_CHARACTER = (0x00, 0xFFFF)
_SMALLEST = 0.5


class Glyph(NamedTuple):
    """One drawn glyph: its text (several letters for a ligature, " " for a drawn space), box, baseline, size, weight.

    `word` marks a whole word that was recognised as one.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    size: float
    bold: bool = False
    word: bool = False


@dataclass(frozen=True, slots=True)
class PageGlyphs:
    """The glyphs of one page whose text runs one way; `turn` counts the quarter turns of that text on the paper.

    `sheet` is the page's own rectangle, turned alike.
    """

    page: int
    turn: int
    sheet: Rect
    glyphs: tuple[Glyph, ...]
    recognised: bool = False


def page_glyphs(page: pypdfium2.PdfPage, number: int) -> tuple[PageGlyphs, ...]:
    """The page's glyphs by the way in which their text runs, the most frequent way first."""
    text_page = page.get_textpage()
    try:
        by_turn = _Collected(text_page.raw, Rect(*page.get_bbox())).by_turn(text_page.count_chars())
    finally:
        text_page.close()
    sheet = Rect(*page.get_bbox())
    return tuple(
        PageGlyphs(number, turn, turned(sheet, turn), tuple(glyphs))
        for turn, glyphs in sorted(by_turn.items(), key=lambda item: -len(item[1]))
    )


def turned(rect: Rect, turn: int) -> Rect:
    """A rectangle of the paper as it stands once the text of this turn runs from left to right."""
    return onto_page(rect, -turn % 4)


class _Drawn(NamedTuple):
    """What all glyphs of one drawing command share."""

    size: float
    turn: int
    bold: bool


class _Collected:
    """One pass over the characters of a page; what they share is asked once for each drawing command."""

    def __init__(self, handle: object, sheet: Rect) -> None:
        self._handle = handle
        self._sheet = sheet
        self._drawn: dict[int | None, _Drawn] = {}

    def by_turn(self, count: int) -> dict[int, list[Glyph]]:
        handle, found = self._handle, dict[int, list[Glyph]]()
        rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(count):
            if pdfium.FPDFText_IsGenerated(handle, index):
                continue
            code = pdfium.FPDFText_GetUnicode(handle, index)
            if code in _NO_CHARACTER:
                code = 0xFFFD
            text = "-" if code in _LINE_END_HYPHENS else chr(code)
            drawn = self._shared(index)
            pdfium.FPDFText_GetLooseCharBox(handle, index, rect)
            pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
            box = Rect(rect.left, rect.bottom, rect.right, rect.top)
            if drawn.size < _SMALLEST or not self._sheet.holds((box.left + box.right) / 2, (box.bottom + box.top) / 2):
                continue
            box = turned(box, drawn.turn)
            base = turned(Rect(x.value, y.value, x.value, y.value), drawn.turn).bottom
            glyph = Glyph(_spelt(text), box.left, box.bottom, box.right, box.top, base, drawn.size, drawn.bold)
            found.setdefault(drawn.turn, []).append(glyph)
        return found

    def _shared(self, index: int) -> _Drawn:
        key = ctypes.cast(pdfium.FPDFText_GetTextObject(self._handle, index), ctypes.c_void_p).value
        if key not in self._drawn:
            self._drawn[key] = self._asked(index)
        return self._drawn[key]

    def _asked(self, index: int) -> _Drawn:
        matrix, flags = pdfium.FS_MATRIX(), ctypes.c_int()
        size = pdfium.FPDFText_GetFontSize(self._handle, index)
        turn = 0
        if pdfium.FPDFText_GetMatrix(self._handle, index, matrix):
            size = abs(size) * math.hypot(matrix.c, matrix.d)
            turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4
        name = ctypes.create_string_buffer(_NAME_BYTES)
        pdfium.FPDFText_GetFontInfo(self._handle, index, name, _NAME_BYTES, flags)
        weight = pdfium.FPDFText_GetFontWeight(self._handle, index)
        bold = weight >= _BOLD_WEIGHT or _BOLD.search(name.value.decode("utf-8", "replace")) is not None
        return _Drawn(size, turn, bold)


def _spelt(text: str) -> str:
    """A presentation form by the letters it stands for: "\\ufb01" is "fi"."""
    if "\ufb00" <= text <= "\ufb06":
        return unicodedata.normalize("NFKC", text)
    return " " if text.isspace() else text
