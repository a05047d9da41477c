"""The libraries that read PDFs, each as one function from a file's bytes to its lines and characters."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
from pypdf import PdfReader

from benchmarks.pdf_scores import Box, Reading
from gfa_assistant.reading.assembly import assemble
from gfa_assistant.reading.pdf_reader import read_pdf
from gfa_assistant.reading.structure import recognise
from tests.reading.typeset import Rect

_WORD_GAP = 0.18
_SAME_LINE = 0.5
# pdfium marks a hyphen that it takes for one of a divided word in either of these ways, and then drops the line's end.
_PDFIUM_HYPHENS = str.maketrans({"\ufffe": "-\n", "\x02": "-\n"})


@dataclass(frozen=True, slots=True)
class Library:
    """A way to read a PDF; `module` is what has to be installed for it beside this project."""

    read: Callable[[bytes], Reading]
    module: str = ""


def _pypdf(data: bytes) -> Reading:
    return _lines(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _pypdf_layout(data: bytes) -> Reading:
    return _lines(page.extract_text(extraction_mode="layout") for page in PdfReader(io.BytesIO(data)).pages)


def _ours(data: bytes) -> Reading:
    text, _ = assemble(recognise(read_pdf(data, "datei.pdf").elements))
    return Reading(tuple(text.split("\n")))


def _pdfium_text(data: bytes) -> Reading:
    with pdfium.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return _lines(page.translate(_PDFIUM_HYPHENS) for page in pages)


def _pdfium_characters(data: bytes) -> Reading:
    """Characters in the file's order; a line ends where the next character stands lower, higher or further left."""
    boxes: list[Box] = []
    lines: list[str] = []
    with pdfium.PdfDocument(data) as document:
        for number, page in enumerate(document, start=1):
            own = [
                Box(character, number, rect)
                for text, rect in _pdfium_boxes(page.get_textpage())
                if (character := text.translate(_PDFIUM_HYPHENS).strip())
            ]
            boxes += own
            lines += _from_boxes([(box.character, _upright(box.rect, page)) for box in own])
    return Reading(tuple(lines), tuple(boxes))


def _pdfium_boxes(text: Any) -> Iterator[tuple[str, Rect]]:
    """Each character that the page draws; pdfium's own spaces and line ends are none."""
    box = pdfium_raw.FS_RECTF()
    for index in range(text.count_chars()):
        if not pdfium_raw.FPDFText_IsGenerated(text, index):
            pdfium_raw.FPDFText_GetLooseCharBox(text, index, box)
            yield chr(pdfium_raw.FPDFText_GetUnicode(text, index)), Rect(box.left, box.bottom, box.right, box.top)


def _upright(rect: Rect, page: Any) -> Rect:
    """The rectangle on the page as it is looked at."""
    wide, high = page.get_size()
    return {
        0: rect,
        90: Rect(rect.bottom, high - rect.right, rect.top, high - rect.left),
        180: Rect(wide - rect.right, high - rect.top, wide - rect.left, high - rect.bottom),
        270: Rect(wide - rect.top, rect.left, wide - rect.bottom, rect.right),
    }[page.get_rotation()]


def _pdfplumber(data: bytes) -> Reading:
    texts: list[str] = []
    boxes: list[Box] = []
    with import_module("pdfplumber").open(io.BytesIO(data)) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            boxes += [
                Box(
                    letter["text"],
                    page.page_number,
                    Rect(letter["x0"], page.height - letter["bottom"], letter["x1"], page.height - letter["top"]),
                )
                for letter in page.chars
                if letter["text"].strip()
            ]
    return Reading(_lines(texts).lines, tuple(boxes))


def _pdfminer(data: bytes) -> Reading:
    layout = import_module("pdfminer.layout")
    pages = import_module("pdfminer.high_level").extract_pages(io.BytesIO(data), laparams=layout.LAParams())
    texts: list[str] = []
    boxes: list[Box] = []
    for number, page in enumerate(pages, start=1):
        for part in page:
            if isinstance(part, layout.LTTextBox):
                texts.append(part.get_text())
                boxes += [
                    Box(letter.get_text(), number, Rect(*letter.bbox))
                    for line in part
                    for letter in line
                    if isinstance(letter, layout.LTChar) and letter.get_text().strip()
                ]
    return Reading(_lines(texts).lines, tuple(boxes))


LIBRARIES: Mapping[str, Library] = {
    "pypdf": Library(_pypdf),
    "pypdf layout": Library(_pypdf_layout),
    "ours": Library(_ours),
    "pdfium text": Library(_pdfium_text),
    "pdfium chars": Library(_pdfium_characters),
    "pdfplumber": Library(_pdfplumber, "pdfplumber"),
    "pdfminer": Library(_pdfminer, "pdfminer"),
}


def installed(library: Library) -> bool:
    return not library.module or find_spec(library.module) is not None


def _lines(pages: Iterable[str]) -> Reading:
    return Reading(tuple(chain.from_iterable(page.splitlines() for page in pages)))


def _from_boxes(characters: Sequence[tuple[str, Rect]]) -> list[str]:
    lines: list[str] = []
    last: Rect | None = None
    for character, rect in characters:
        if last is None or not _is_same_line(last, rect):
            lines.append("")
        elif rect.left - last.right > _WORD_GAP * (rect.top - rect.bottom):
            lines[-1] += " "
        lines[-1] += character
        last = rect
    return lines


def _is_same_line(last: Rect, rect: Rect) -> bool:
    height = max(last.top - last.bottom, rect.top - rect.bottom)
    overlap = min(last.top, rect.top) - max(last.bottom, rect.bottom)
    return overlap > 0 and rect.left > last.left - _SAME_LINE * height
