"""The fonts of the typeset PDFs: DejaVu as matplotlib ships it, and one whose ligatures have private-use codes."""

import io
from functools import cache
from pathlib import Path

import matplotlib
from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, PRIVATE = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Private"
_POSTSCRIPT_NAME = 6
_FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"

LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
"""Longest first: "Office" holds "ffi", not "ff" and "i"."""

PRIVATE_LIGATURES = {letters: chr(0xE000 + number) for number, letters in enumerate(LIGATURES)}


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab, once."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / f"{name}.ttf")))
    pdfmetrics.registerFont(TTFont(PRIVATE, _with_private_ligatures(_FOLDER / f"{REGULAR}.ttf")))


def width(text: str, font: str, size: float) -> float:
    register_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


def extent(font: str, size: float) -> tuple[float, float]:
    """How far the font reaches above and (as a negative number) below the baseline."""
    register_fonts()
    ascent, descent = pdfmetrics.getAscentDescent(font, size)
    return float(ascent), float(descent)


def with_ligatures(text: str) -> str:
    """Draw "fi" as the one character U+FB01, and so on."""
    return _replaced(text, LIGATURES)


def with_private_ligatures(text: str) -> str:
    """Draw "fi" as a glyph whose code says nothing; only the font `PRIVATE` holds these."""
    return _replaced(text, PRIVATE_LIGATURES)


def _replaced(text: str, ligatures: dict[str, str]) -> str:
    for letters, glyph in ligatures.items():
        text = text.replace(letters, glyph)
    return text


def _with_private_ligatures(path: Path) -> io.BytesIO:
    font = FontFile(path, recalcTimestamp=False)
    for table in font["cmap"].tables:
        for letters, glyph in LIGATURES.items():
            if ord(glyph) in table.cmap:
                table.cmap[ord(PRIVATE_LIGATURES[letters])] = table.cmap[ord(glyph)]
    # reportlab keeps what it knows of a font under its PostScript name.
    for name in font["name"].names:
        if name.nameID == _POSTSCRIPT_NAME:
            name.string = PRIVATE
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    return file
