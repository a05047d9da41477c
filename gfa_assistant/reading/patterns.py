"""The marks by which lines of German documents are told apart: bullets, numbers, addresses, slogans."""

import re
from dataclasses import dataclass

_MONTHS = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_GLYPHS = "•‣◦●○∙·▪▫■□◆◇⇒⇨→➔➜➤►▶▸✓✔✗☐☑✅"
_GLYPH_BULLET = re.compile(rf"[{_GLYPHS}]\ufe0f?[ ]*")
_DASH_BULLET = re.compile(r"[-–—*+][ ]+(?=\S)")
_LETTER_O_BULLET = re.compile(r"o[ ]+(?=[A-ZÄÖÜ„\"(\d])")
_NUMBER = re.compile(rf"(\d{{1,2}}[.)])[ ]+(?=\S)(?!(?:{_MONTHS})\b)")
_LETTER = re.compile(r"([a-z]\))[ ]+(?=\S)")
# "📣 Machen Sie mit!", "» Machen Sie mit!": a sign in front, parted by a space; »Zitat« keeps its marks.
_DECORATION = re.compile(
    "^(?:(?:[»«›‹]|[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?)[ ]+)+(?=\\S)"
    "|^(?:[\U0001f300-\U0001faff]\ufe0f?)+"
)

PHONE = re.compile(r"\b(?:Tel(?:efon)?|Fon|Fax|Telefax|Mobil)\b[.:]*\s*[+(]?\d")
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")
URL = re.compile(r"(?:https?://|www\.)\S+")
POSTCODE = re.compile(r"(?<!\d)\d{5} [A-ZÄÖÜ][a-zäöüß]+")
STREET = re.compile(r"(?:[Ss]tr\.|[Ss]traße|[Pp]latz|[Ww]eg|[Aa]llee|[Gg]asse|[Rr]ing|[Uu]fer) \d+")
ONLY_URL = re.compile(r"(?:https?://|www\.)[^\s,;]+")
ONLY_PARENTHESIS = re.compile(r"\([^()]*\)[.;,]?")


@dataclass(frozen=True, slots=True)
class Bullet:
    """What stood before an item's text; `sure` is False where the sign could also begin a line of prose."""

    text: str
    marker: str = ""
    sure: bool = True
    letter_o: bool = False


def bullet_of(line: str) -> Bullet | None:
    """Split a line (without its indent) into bullet and text; None where it begins with no bullet."""
    if match := _GLYPH_BULLET.match(line):
        return Bullet(line[match.end() :]) if line[match.end() :] else None
    if match := _DASH_BULLET.match(line):
        inner = bullet_of(line[match.end() :])
        return Bullet(inner.text if inner and not inner.marker else line[match.end() :], sure=inner is not None)
    if match := _NUMBER.match(line) or _LETTER.match(line):
        return Bullet(line[match.end() :], marker=match[1], sure=False)
    if match := _LETTER_O_BULLET.match(line):
        return Bullet(line[match.end() :], sure=False, letter_o=True)
    return None


def without_bullets(line: str) -> str:
    """An item's text without any bullet sign that is still in front of it ("⇒ durch …")."""
    while match := _GLYPH_BULLET.match(line):
        line = line[match.end() :]
    return line


def without_decoration(line: str) -> str:
    """A line without the emoji or guillemet set in front of it for looks; its indent stays."""
    indent = len(line) - len(line.lstrip(" "))
    return line[:indent] + _DECORATION.sub("", line[indent:], count=1)
