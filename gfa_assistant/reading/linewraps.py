"""Rejoining lines that were only wrapped: end-of-line hyphenation, broken addresses, plain wraps."""

import re
from collections.abc import Sequence

_HYPHENATED = re.compile(r"[^\W_][-\u00ad\u00ac]$")
# "Kinder- und Jugendhilfe": the hyphen stands for the missing half of the word.
_KEEPS_HYPHEN_BEFORE = re.compile(r"(?:und|oder|bzw\.?|beziehungsweise|sowie|bis|als|u\.|and|or)(?![^\W\d_])|[/&,+(]")
_LAST_TOKEN = re.compile(r"\S+$")
_FIRST_TOKEN = re.compile(r"\S*")
_ADDRESS = re.compile(r"://|www\.|@")
# "GKV-finanziert", "E-Mail": an abbreviation, a single letter or a number before the hyphen keeps it.
_ABBREVIATED = re.compile(r"(?:^|[^\w])(?:[^\W\d_]|\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*|\w*\d\w*)[-\u00ad\u00ac]$")
_SLASH = re.compile(r"[a-zäöüß]/$")

_LEAVES_OPEN = re.compile(
    r"(?:[-,&/]|\b(?:und|oder|sowie|bzw\.|als|wie|d(?:er|ie|as|es|em|en)|(?:k?ein|ihr|sein|unser)(?:e[mnrs]?)?|i[mn]|an|am"
    r"|auf|aus|bei|beim|bis|durch|für|gegen|mit|nach|ohne|seit|über|um|unter|vo[mnr]|zu[mr]?|dass|sich|z\. B\.))$"
)


def join_lines(lines: Sequence[str]) -> str:
    """Join wrapped lines into one; words divided at a line end are whole again."""
    joined = ""
    for raw in lines:
        line = raw.strip()
        if line:
            joined = _join(joined, line) if joined else line
    return joined


def leaves_open(line: str) -> bool:
    """Whether a line ends so that its sentence must go on: in a hyphen, an article, a preposition, a conjunction."""
    return _LEAVES_OPEN.search(line) is not None


def _join(left: str, right: str) -> str:
    token = _LAST_TOKEN.search(left)
    is_address = token is not None and _ADDRESS.search(token[0]) is not None
    if not _HYPHENATED.search(left):
        if is_address:
            glued = left[-1] in "/_=&?" and _continues_address(right)
        else:
            glued = _SLASH.search(left) is not None and right[0].isupper()
        return left + right if glued else f"{left} {right}"
    if is_address:
        return left + right
    if _KEEPS_HYPHEN_BEFORE.match(right):
        return f"{left[:-1]}- {right}"
    if right[0].islower():
        return f"{left[:-1]}-{right}" if _ABBREVIATED.search(left) else left[:-1] + right
    return f"{left[:-1]}-{right}" if right[0].isalnum() else f"{left[:-1]}- {right}"


def _continues_address(right: str) -> bool:
    first = _FIRST_TOKEN.match(right)
    return first is not None and not right[0].isupper() and re.search(r"[/._=&-]\w", first[0]) is not None
