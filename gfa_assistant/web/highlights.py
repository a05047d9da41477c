"""Which words of a passage a search hit: the same word, another form of it, or a compound of it."""

import re
from collections.abc import Iterator
from html import escape

import Stemmer

from gfa_assistant.retrieval.frequencies import german_frequencies

_WORD = re.compile(r"[^\W_]+")
# A shorter stem stands in too many words that have nothing to do with it.
_PART_OF_COMPOUND = 5
# Articles, pronouns, auxiliary verbs: one word in a thousand or more.
_COMMON = 0.001
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


class Highlighter:
    """Finds the words of one query in any text; the commonest words of German count only where there are no others."""

    def __init__(self, query: str) -> None:
        words = [word.lower() for word in _WORD.findall(query)]
        frequencies = german_frequencies()
        telling = [word for word in words if frequencies.get(word, 0.0) < _COMMON]
        self._stemmer = Stemmer.Stemmer("german")
        self._stems = frozenset(self._stem(word) for word in telling or words)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the query's words stand, in the order of the text."""
        for match in _WORD.finditer(text):
            stem = self._stem(match[0].lower())
            if stem in self._stems or any(len(s) >= _PART_OF_COMPOUND and s in stem for s in self._stems):
                yield match.span()

    def html(self, text: str) -> str:
        """The text, escaped, each hit in a `<mark>`."""
        html, end = [], 0
        for first, last in self.spans(text):
            html += [escape(text[end:first]), f"<mark>{escape(text[first:last])}</mark>"]
            end = last
        return "".join([*html, escape(text[end:])])

    def _stem(self, word: str) -> str:
        return str(self._stemmer.stemWord(word)).translate(_FOLDED)
