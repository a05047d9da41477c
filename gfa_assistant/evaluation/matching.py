"""Compares expected strings with shown text regardless of case, white space, Markdown marks and typography."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MARKERS = re.compile(r"\s*\[\d+\]")
_MARKS = re.compile(r"[*`\\^{}]")
_TYPOGRAPHY = str.maketrans("‐‑–—„“”»«’‘", '----"""""\'\'')


def plain(text: str) -> str:
    """The text without citation markers, Markdown marks, case and typographic variants, on one line."""
    text = unicodedata.normalize("NFKC", text)
    text = _MARKS.sub("", _MARKERS.sub("", text)).translate(_TYPOGRAPHY)
    return " ".join(text.split()).casefold()


def lacking(groups: Iterable[Sequence[str]], texts: Iterable[str]) -> list[Sequence[str]]:
    """The groups none of whose strings stands in any one of the texts."""
    shown = [plain(text) for text in texts]
    return [group for group in groups if not any(plain(wanted) in text for wanted in group for text in shown)]
