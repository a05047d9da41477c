"""Splits text into sentences with their character spans."""

import re
from functools import lru_cache

from sentencex import get_sentence_boundaries

# "Der 13. | Kinder- und Jugendbericht": an ordinal is no end of sentence in German.
_ORDINAL_END = re.compile(r"(?:^|\s)\d{1,2}\.\s*$")


# The passages that answer one question answer many.
@lru_cache(4096)
def sentence_spans(text: str, language: str = "de") -> tuple[tuple[int, int], ...]:
    """Return the (start, end) spans of the sentences of `text`, in order, without surrounding white space."""
    spans: list[tuple[int, int]] = []
    joins_previous = False
    for boundary in get_sentence_boundaries(language, text):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        if joins_previous and spans:
            start = spans.pop()[0]
        joins_previous = bool(_ORDINAL_END.search(text[start:end]))
        stripped = text[start:end].strip()
        if stripped:
            offset = start + text[start:end].index(stripped)
            spans.append((offset, offset + len(stripped)))
    return tuple(spans)
