"""Corrects mistyped words of a question to words that the sources, or German, know."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from gfa_assistant.records import Document
from gfa_assistant.retrieval.frequencies import german_frequencies

_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+")
_SHORTEST = 5
# From this length on two slips are believed; in shorter words they make another word.
_LONG = 13
# Only for words as common as "werden" is a slip likelier than a rare word that the list lacks.
_EVERYDAY = 1e-4


class Speller:
    """Knows the words of the documents; `is_name` says which other words are names, left as they are typed."""

    def __init__(self, documents: Iterable[Document], is_name: Callable[[str], bool]) -> None:
        self._words = sorted({w.lower() for d in documents for w in _WORD.findall(d.text) if len(w) >= _SHORTEST})
        self._known = frozenset(self._words)
        self._is_name = is_name

    def correct(self, text: str) -> str:
        """Return `text` with each unknown word of five letters or more replaced by its one near neighbour, if any."""
        return _WORD.sub(lambda match: self._corrected(match.group()), text)

    def _corrected(self, word: str) -> str:
        lowered = word.lower()
        # Capitals inside a word are shorthand ("KGCs", "GKV"), not German.
        if len(word) < _SHORTEST or not word[1:].islower() or lowered in self._known:
            return word
        spelt = self._with_umlauts(lowered)
        if spelt:
            return spelt.capitalize() if word[0].isupper() else spelt
        if self._is_name(lowered):
            return word
        german = german_frequencies()
        if lowered in german or lowered.replace("ß", "ss") in german:
            return word
        slips = 2 if len(word) >= _LONG else 1
        for candidates in (self._words, _everyday_words()):
            near = [c for c in candidates if c[0] == lowered[0] and abs(len(c) - len(lowered)) <= slips]
            found = process.extractOne(lowered, near, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
            # Another ending is grammar, not a slip; the stemmer sees to it.
            if found and not found[0].startswith(lowered) and not lowered.startswith(found[0]):
                return found[0].capitalize() if word[0].isupper() else str(found[0])
        return word

    def _with_umlauts(self, word: str) -> str | None:
        """The word of the sources that a keyboard without umlauts makes `word` of ("wuerzburg"), if there is one."""
        spelt = word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
        return spelt if spelt in self._known and spelt != word else None


@cache
def _everyday_words() -> tuple[str, ...]:
    return tuple(word for word, frequency in german_frequencies().items() if frequency >= _EVERYDAY)
