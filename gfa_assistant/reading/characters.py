"""Repair of single characters: composition, ligatures, invisible and control characters, spaces."""

import re
import unicodedata

_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# These two private-use glyphs have meant the same in TrueType fonts for decades.
_LIGATURES |= {"\uf001": "fi", "\uf002": "fl"}
# Word writes the bullets of the Symbol and Wingdings fonts as private-use characters.
_SYMBOL_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0e0\uf06e\uf071\uf0a8\uf0be", "•")
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
_TABLE = str.maketrans({**_LIGATURES, **_SYMBOL_BULLETS, **_SPACES, **_HYPHENS})

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# A soft hyphen (or the sign InDesign puts in its place) is a real one where the line was broken at it.
_BROKEN_AT_SOFT_HYPHEN = re.compile(r"(?<=[^\W\d_])[\u00ad\u00ac][ \t]*$", re.MULTILINE)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_RUNS_OF_SPACES = re.compile(r"(?<=\S) {2,}")
_TRAILING_SPACES = re.compile(r" +$", re.MULTILINE)
# Fonts without composed letters: the dots follow their vowel ("fu¨r", "fu ¨r"), in LaTeX they precede it ("f¨ur").
# "äu" is frequent and "aü" is not, so a vowel on both sides settles it.
_DOTS = (
    (re.compile(r"([aA]) ?¨ ?(?=u)"), "\\1\u0308"),
    (re.compile(r"([aouAOU])¨(?: (?=[a-zß]))?"), "\\1\u0308"),
    (re.compile(r"([aouAOU]) ¨ ?(?![aouAOU])"), "\\1\u0308"),
    (re.compile(r"¨ ?([aouAOU])"), "\\1\u0308"),
    (re.compile(" +\u0308"), "\u0308"),
)


def repair_characters(text: str) -> str:
    """Make every character one that a person would type; a line's leading spaces stay, its end becomes `\\n`."""
    text = _LINE_ENDS.sub("\n", text)
    text = _BROKEN_AT_SOFT_HYPHEN.sub("-", text)
    text = _INVISIBLE.sub("", text).translate(_TABLE)
    if "¨" in text or "\u0308" in text:
        for pattern, replacement in _DOTS:
            text = pattern.sub(replacement, text)
    text = unicodedata.normalize("NFC", text).expandtabs(4)
    text = _RUNS_OF_SPACES.sub(" ", text)
    return _TRAILING_SPACES.sub("", text)
