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


def join_lines(lines: Sequence[str]) -> str:
    """Join wrapped lines into one; words divided at a line end are whole again."""
    joined = ""
    for raw in lines:
        line = raw.strip()
        if line:
            joined = _join(joined, line) if joined else line
    return joined


def _join(left: str, right: str) -> str:
    token = _LAST_TOKEN.search(left)
    is_address = token is not None and _ADDRESS.search(token[0]) is not None
    if not _HYPHENATED.search(left):
        if is_address and left[-1] in "/_=&?" and _continues_address(right):
            return left + right
        return left + right if _SLASH.search(left) and right[0].isupper() else f"{left} {right}"
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
