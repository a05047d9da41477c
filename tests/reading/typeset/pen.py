"""How a line's letters get onto the page: as one string, word by word, letter by letter, or dots before vowels."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.reading.typeset.fonts import BOLD, REGULAR, width
from tests.reading.typeset.linebreaks import Word

Mode = Literal["lines", "words", "letters", "dots"]

_RAISED_SIZE = 0.6
_RAISED_BY = 0.38
_UMLAUT = re.compile("([äöüÄÖÜ])")
_KERNING = {"Te": -0.09, "Ta": -0.09, "Tr": -0.06, "Ve": -0.07, "Vo": -0.07, "We": -0.04, "Wi": -0.03, "ff": -0.01}
_KERNED_APART = 0.012


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of text: its font, size and distances in points."""

    size: float
    leading: float
    bold: bool = False
    before: float = 0.0
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Typography:
    """How a document is set: `shape` turns letters into what is drawn, `tracking` (in ems) opens its headings.

    `mode` says what one drawing command holds. In "words" and "letters" no space is ever drawn; "dots" draws ä as a
    diaeresis and then the vowel below it, as old LaTeX fonts do.
    """

    regular: str = REGULAR
    bold: str = BOLD
    shape: Callable[[str], str] = str
    mode: Mode = "lines"
    tracking: float = 0.0
    hyphen: str | None = None
    scale: float = 1.0

    def font(self, style: Style) -> str:
        return self.bold if style.bold else self.regular


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn string with the place of its beginning on the baseline."""

    text: str
    x: float
    y: float
    font: str
    size: float

    @property
    def end(self) -> float:
        return self.x + width(self.text, self.font, self.size)


def measure(word: Word, style: Style, typography: Typography) -> float:
    font = typography.font(style)
    opened = typography.tracking * style.size if style.bold else 0.0
    return sum(
        width(typography.shape(part.text), font, style.size * (_RAISED_SIZE if part.raised else 1))
        + opened * len(part.text)
        for part in word
    )


def strokes(words: tuple[Word, ...], x: float, y: float, style: Style, typography: Typography) -> list[Stroke]:
    """Draw one line from `x` on."""
    font = typography.font(style)
    apart = typography.mode in ("words", "letters")
    space = width(" ", font, style.size) + (typography.tracking * style.size if style.bold else 0.0)
    drawn: list[Stroke] = []
    for text, raised in _runs(words, apart):
        if text == " ":
            x += space
            continue
        size = style.size * (_RAISED_SIZE if raised else 1)
        height = y + (style.size * _RAISED_BY if raised else 0.0)
        for piece, offset in _pieces(typography.shape(text), font, size, typography, style.bold):
            drawn.append(Stroke(piece, x + offset, height, font, size))
        x = max(drawn[-1].end, x)
    return drawn


def decomposed(text: str) -> str:
    """Draw ä as a and a combining diaeresis."""
    return unicodedata.normalize("NFD", text)


def _runs(words: tuple[Word, ...], apart: bool) -> Iterator[tuple[str, bool]]:
    """The strings of a line that stand on one height; a space alone is a gap in which nothing is drawn."""
    text = ""
    for number, word in enumerate(words):
        if number and apart:
            yield " ", False
        elif number:
            text += " "
        for part in word:
            if part.raised or apart:
                if text:
                    yield text, False
                yield part.text, part.raised
                text = ""
            else:
                text += part.text
    if text:
        yield text, False


def _pieces(text: str, font: str, size: float, typography: Typography, bold: bool) -> Iterator[tuple[str, float]]:
    """The strings of one run with their offsets from its beginning."""
    if typography.mode == "letters":
        yield from _letters(text, font, size, typography.tracking if bold else 0.0)
    elif typography.mode == "dots":
        yield from _dotted(text, font, size)
    else:
        yield text, 0.0


def _letters(text: str, font: str, size: float, tracking: float) -> Iterator[tuple[str, float]]:
    x = 0.0
    for letter, following in zip(text, f"{text[1:]} ", strict=True):
        yield letter, x
        x += width(letter, font, size) + size * (tracking + _KERNING.get(letter + following, _KERNED_APART))


def _dotted(text: str, font: str, size: float) -> Iterator[tuple[str, float]]:
    x = 0.0
    vowel = ""
    for number, part in enumerate(_UMLAUT.split(text)):
        if number % 2:
            vowel = decomposed(part)[0]
            yield "¨", x + (width(vowel, font, size) - width("¨", font, size)) / 2
        elif vowel + part:
            yield vowel + part, x
            x += width(vowel + part, font, size)
            vowel = ""
