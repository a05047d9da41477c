"""Pages that are pictures of text are read by the program tesseract, where it is installed."""

import os
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from statistics import fmean, median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from gfa_assistant.page_map import Rect
from gfa_assistant.reading.pdf_glyphs import Glyph, PageGlyphs, turned

LANGUAGE = "deu"
MAX_SECONDS_A_PAGE = 120
_DPI = 300
_MOST_DOTS = 40_000_000
_MOST_IMAGE_DOTS = 200_000_000
_LEAST_SURE = 40.0
_LEAST_COVERED = 0.05
_LEAST_PATHS = 50
# Shares of the font size, as most text fonts have them.
_TALL, _CAPITAL, _SMALL, _BELOW = 0.76, 0.73, 0.55, 0.21
_DOTS, _COMMA, _DASH = 0.2, 0.12, 0.25
_ASCENT, _DESCENT = 0.78, 0.24
_SAME_SIZE = 1.09
_LOW, _HALF_LOW = frozenset("gjpqyQ"), frozenset(",;()[]{}§|/„‚_@$!?*&%“”\"'")
_TALL_LETTERS = frozenset("bdfhklijäöüß")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZt0123456789")
_HIGH = _TALL_LETTERS | _CAPITALS
_OVER = frozenset("ÄÖÜ")
# What tesseract takes a bullet for.
_BULLETS = frozenset({*"eoO0®©*°»¢=>vV•·«+-–—|'‘’/\\~%mnM", "°e", "®e", "»>", "e°", "==", "--", "sm", "nm"})
_SET_APART = 0.6


class _Word(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    sure: float


@cache
def has_tesseract() -> bool:
    """Whether the program is installed, and with German."""
    if shutil.which("tesseract") is None:
        return False
    try:
        import pytesseract  # noqa: PLC0415

        return LANGUAGE in pytesseract.get_languages()
    except (ImportError, OSError, RuntimeError):
        return False


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text shows something: an image of some size, or letters drawn as outlines."""
    left, bottom, right, top = page.get_bbox()
    covered, paths = 0.0, 0
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
        else:
            x1, y1, x2, y2 = drawn.get_bounds()
            covered += max(x2 - x1, 0.0) * max(y2 - y1, 0.0)
    return covered >= _LEAST_COVERED * (right - left) * (top - bottom) or paths >= _LEAST_PATHS


def recognised(page: pypdfium2.PdfPage, number: int) -> PageGlyphs | None:
    """Recognise the text of a page's picture, word by word; None where there is none, or it takes too long."""
    import pytesseract  # noqa: PLC0415

    if holds_huge_image(page):
        return None
    turn = page.get_rotation() // 90
    sheet = turned(Rect(*page.get_bbox()), turn)
    scale = min(_DPI / 72, (_MOST_DOTS / max((sheet.right - sheet.left) * (sheet.top - sheet.bottom), 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_pil()
    # Its threads wait for one another: with one, a page takes less time, and other work on the machine goes on.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        found = pytesseract.image_to_data(
            picture,
            lang=LANGUAGE,
            config=f"--dpi {round(scale * 72)}",
            output_type=pytesseract.Output.DICT,
            timeout=MAX_SECONDS_A_PAGE,
        )
    except RuntimeError:
        # pytesseract's own, also for a page on which the program gave up or ran too long.
        return None
    glyphs = _glyphs(_lines(found, sheet, scale))
    return PageGlyphs(number, turn, sheet, tuple(glyphs), recognised=True) if glyphs else None


def holds_huge_image(page: pypdfium2.PdfPage) -> bool:
    """An image that unpacks to more dots than any scanner makes."""
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        wide, high = image.get_px_size()
        if wide * high > _MOST_IMAGE_DOTS:
            return True
    return False


def _lines(found: Mapping[str, Sequence[Any]], sheet: Rect, scale: float) -> list[list[_Word]]:
    """The words by line, in points of the page as it is looked at; lines that are mostly guessed are left out."""
    lines: defaultdict[tuple[int, int, int], list[_Word]] = defaultdict(list)
    for index, text in enumerate(found["text"]):
        sure = float(found["conf"][index])
        if not text.strip() or sure < 0:
            continue
        left, top = found["left"][index] / scale, found["top"][index] / scale
        wide, high = found["width"][index] / scale, found["height"][index] / scale
        word = _Word(
            text.strip(),
            sheet.left + left,
            sheet.left + left + wide,
            sheet.top - top - high,
            sheet.top - top,
            sure,
        )
        lines[found["block_num"][index], found["par_num"][index], found["line_num"][index]].append(word)
    return [line for line in lines.values() if fmean(word.sure for word in line) >= _LEAST_SURE]


def _glyphs(lines: Sequence[Sequence[_Word]]) -> list[Glyph]:
    """One glyph for each word, with the baseline and the size of its line."""
    clear = [_base_and_size(line) for line in lines if _is_clear(line)]
    usual = median(size for _, size in clear) if clear else 0.0
    # A line without letters is a dash alone in its cell.
    measures = [_base_and_size(line) if _is_clear(line) else (line[0].bottom - _DASH * usual, usual) for line in lines]
    sizes = _levelled([size for _, size in measures])
    glyphs: list[Glyph] = []
    for line, (base, _), size in zip(lines, measures, sizes, strict=True):
        for word, text in zip(line, _texts(line, size), strict=True):
            bottom, top = base - _DESCENT * size, base + _ASCENT * size
            glyphs.append(Glyph(text, word.left, bottom, word.right, top, base, size, word=True))
    return glyphs


def _texts(line: Sequence[_Word], size: float) -> list[str]:
    """The words of a line; what can only be a bullet, a dash or a paragraph sign is read as such."""
    texts = [word.text for word in line]
    if texts == ["-"]:
        return ["–"]
    for index in range(1, len(texts)):
        if texts[index] == "-" and index + 1 < len(texts):
            texts[index] = "–"
        if texts[index] == "$" and texts[index + 1 : index + 2] and texts[index + 1][0].isdecimal():
            texts[index] = "§"
    if len(line) > 1 and texts[0] in _BULLETS and line[1].left - line[0].right > _SET_APART * size:
        texts[0] = "•"
    return texts


def _base_and_size(line: Sequence[_Word]) -> tuple[float, float]:
    """The baseline and font size of a line, from the heights of its words; those that tell most are asked."""
    best = max(_clearness(word.text) for word in line)
    measured = [_measured(word) for word in line if _clearness(word.text) == best]
    return median(base for base, _ in measured), median(size for _, size in measured)


def _is_clear(line: Sequence[_Word]) -> bool:
    return any(_clearness(word.text) for word in line)


def _clearness(text: str) -> int:
    """How well a word's height tells its size: letters that stand and reach up do; commas and brackets do not."""
    letters = set(text)
    if not any(character.isalnum() for character in text):
        return 0
    if letters & _HALF_LOW or letters & _OVER:
        return 1
    return 4 if letters & _HIGH and not letters & _LOW else 3 if letters & _HIGH else 2


def _measured(word: _Word) -> tuple[float, float]:
    letters = set(word.text)
    below = _BELOW if letters & _LOW else _COMMA if letters & _HALF_LOW else 0.0
    above = _TALL if letters & _TALL_LETTERS else _CAPITAL if letters & _CAPITALS else _SMALL
    above = _CAPITAL + _DOTS if letters & _OVER else above
    size = (word.top - word.bottom) / (above + below)
    return word.bottom + below * size, size


def _levelled(sizes: Sequence[float]) -> list[float]:
    """Sizes that differ by no more than the recognition's error become one."""
    levels: list[list[float]] = []
    for size in sorted(sizes):
        if levels and size <= _SAME_SIZE * median(levels[-1]):
            levels[-1].append(size)
        else:
            levels.append([size])
    level_of = {size: median(level) for level in levels for size in level}
    return [level_of[size] for size in sizes]
