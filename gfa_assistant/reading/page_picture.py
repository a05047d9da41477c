"""One page of a PDF as a picture, and where on it a place of the page's own space stands."""

import io
import threading
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import turned
from gfa_assistant.reading.pdf_ocr import holds_huge_image

MEDIA_TYPE = "image/webp"
# Enough to read small print at twice its size, and below what a phone's browser still scales well.
_WIDTH = 1240
_MOST_DOTS = 6_000_000
_QUALITY = 82
# pdfium is one library for the whole process and knows no threads.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A rendered page: WebP bytes, width and height in pixels, and the sheet it shows, in points as it is looked at."""

    data: bytes
    width: int
    height: int
    sheet: Rect
    turn: int

    def place(self, rect: Rect) -> tuple[float, float, float, float]:
        """Left, top, width and height, in pixels from the upper left, of a rectangle in the page's own space."""
        seen, scale = turned(rect, self.turn), self.width / (self.sheet.right - self.sheet.left)
        left, top = (seen.left - self.sheet.left) * scale, (self.sheet.top - seen.top) * scale
        return left, top, (seen.right - seen.left) * scale, (seen.top - seen.bottom) * scale


def page_picture(path: Path, number: int) -> PagePicture | None:
    """Render page `number` (from 1) of a PDF; None where the file has no such page or pdfium cannot draw it."""
    with _ONE_AT_A_TIME:
        try:
            with pypdfium2.PdfDocument(path, password="") as document:
                if not 1 <= number <= len(document):
                    return None
                document.init_forms()
                page = document[number - 1]
                try:
                    return _render(page)
                finally:
                    page.close()
        except (pypdfium2.PdfiumError, OSError, ValueError):
            return None


def _render(page: pypdfium2.PdfPage) -> PagePicture | None:
    turn = page.get_rotation() // 90
    sheet = turned(Rect(*page.get_bbox()), turn)
    wide, high = sheet.right - sheet.left, sheet.top - sheet.bottom
    if wide <= 0 or high <= 0 or holds_huge_image(page):
        return None
    picture = page.render(scale=min(_WIDTH / wide, (_MOST_DOTS / (wide * high)) ** 0.5)).to_pil()
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "WEBP", quality=_QUALITY, method=4)
    return PagePicture(stream.getvalue(), picture.width, picture.height, sheet, turn)
