"""Which words of a question a piece of source text supports."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer
from bm25s.stopwords import STOPWORDS_EN, STOPWORDS_GERMAN
from rapidfuzz.distance import DamerauLevenshtein

from gfa_assistant.indexing.lexical import LexicalIndex
from gfa_assistant.retrieval.frequencies import german_frequencies
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.states import state_mentions, states_in

_OWN_NAME = re.compile(r"gesundheit für alle")
_WORD = re.compile(r"[\w]+", re.UNICODE)
_STOPWORDS = (frozenset(STOPWORDS_GERMAN) | frozenset(STOPWORDS_EN)) - {"kein", "keine"}
_KEPT_VIEWS = 8192
# A compound counts as covering its part from this length on ("urkunde" in "partnerurkunde").
_PART = 5
_TYPO_LENGTH = 6
_SYNONYM = 0.9
_TAKEN_OVER = 0.4
# Zipf scale (log10 of occurrences in 10^9 words): words this common weigh nothing; rarer ones than 3 are alike.
_COMMON = 7.0
_RAREST = 1e-6


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question: its stem, the word beginnings that are the same or mean it, and its weight."""

    word: str
    stem: str
    same: tuple[str, ...]
    synonyms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _TextView:
    """A text as it is searched: `words` and `stems` also as lines, since one substring search beats a loop."""

    lowered: str
    stems: frozenset[str]
    word_lines: str
    stem_lines: str
    by_initial: Mapping[str, Sequence[str]]

    def begins(self, starts: Sequence[str]) -> bool:
        """Say whether a word of the text begins like one of `starts`; a start of several words may stand anywhere."""
        return any(start in self.lowered if " " in start else f"\n{start}" in self.word_lines for start in starts)


class TermMatcher:
    """Finds the content words of a question, and how much of their weight a text covers."""

    def __init__(self, lexicon: Lexicon, lexical: LexicalIndex) -> None:
        self._lexicon = lexicon
        self._lexical = lexical
        self._stemmer = Stemmer.Stemmer("german")
        self._passages = len(lexical.passage_ids)
        # The same headings and sentences come again within a question and with every other one.
        self._view = lru_cache(_KEPT_VIEWS)(self._look)

    def terms(self, question: Question) -> tuple[Term, ...]:
        """Return the content words, each once: no question words, not the programme's own name, no place or number.

        Places and numbers are left out because they are not weighed: what a question names must hold (see support).
        """
        found: dict[str, Term] = {}
        own = set(_WORD.findall(question.focus.lower()))
        mentioned = [place.name for place in question.places] + [
            words for _, words in state_mentions(question.standalone)
        ]
        named = {word for name in mentioned for word in _WORD.findall(name.lower())}
        for word in _WORD.findall(_OWN_NAME.sub(" ", question.standalone.lower())):
            if len(word) < 2 or word in _STOPWORDS or word in named or word.isdigit() or states_in(word):
                continue
            if self._lexicon.is_generic(word):
                continue
            stem = self._stemmer.stemWord(word)
            if stem not in found:
                # The subject that a follow-up takes over may be called otherwise in the answer ("die Kriterien").
                weight = self._weight(word, stem) * (1.0 if word in own else _TAKEN_OVER)
                same, synonyms = self._lexicon.shorthand_of(word), self._lexicon.synonyms_of(word)
                found[stem] = Term(word, stem, same, synonyms, weight)
        return tuple(found.values())

    def coverage(self, terms: Sequence[Term], text: str) -> float:
        """Return the share (0 to 1) of the terms' weight that `text` covers; 1 for no terms.

        A synonym counts a little less than the word itself, so that of two texts the literal one wins.
        """
        return cover(terms, self.held(terms, text))

    def held(self, terms: Sequence[Term], text: str) -> tuple[float, ...]:
        """Return how far `text` covers each term, 0 to 1; for texts together it is the greatest of each."""
        view = self._view(text)
        return tuple(self._hold(t, view) for t in terms)

    def covered(self, terms: Sequence[Term], text: str) -> tuple[Term, ...]:
        """Return the terms that `text` holds: as the same stem, inside a compound, as a synonym, or mistyped."""
        view = self._view(text)
        return tuple(t for t in terms if self._hold(t, view))

    def unexplained(self, question: Question, terms: Sequence[Term], intents: Iterable[str]) -> Sequence[Term]:
        """Return the terms that are not among the words by which the question was recognised as of these intents."""
        explained = self._lexicon.explained(question.standalone, intents).lower()
        if question.language not in ("de", "en"):
            return () if explained else terms
        return [t for t in terms if t.word not in explained]

    def _look(self, text: str) -> _TextView:
        lowered = text.lower()
        words = frozenset(_WORD.findall(lowered))
        stems = frozenset(self._stemmer.stemWords(list(words)))
        by_initial: dict[str, list[str]] = {}
        for word in words:
            by_initial.setdefault(word[0], []).append(word)
        lines = "".join(f"\n{word}" for word in words)
        return _TextView(lowered, stems, lines, "".join(f"{stem}\n" for stem in stems), by_initial)

    def _hold(self, term: Term, view: _TextView) -> float:
        if term.stem in view.stems:
            return 1.0
        if len(term.stem) >= _PART and f"{term.stem}\n" in view.stem_lines:
            return 1.0
        if view.begins(term.same):
            return 1.0
        if len(term.stem) >= _PART and term.stem in view.word_lines:
            return _SYNONYM
        # German compounds end in what they are: "Präventionskette" is a "Kette", "Teilnahmegebühr" no "Teilnahme".
        longest = len(term.stem) - max(_PART, -(-len(term.stem) // 2))
        if any(term.stem[cut:] in view.stems for cut in range(1, longest + 1)):
            return _SYNONYM
        if view.begins(term.synonyms):
            return _SYNONYM
        near = view.by_initial.get(term.word[0], ())
        typo = len(term.word) >= _TYPO_LENGTH and any(_mistyped(term.word, w) for w in near)
        return _SYNONYM if typo else 0.0

    def _weight(self, word: str, stem: str) -> float:
        """Weigh a word by how rare it is, in the corpus and in German: "gesagt" says less than "Schlüsselposition"."""
        in_passages = self._lexical.frequency(stem)
        rarity = math.log(1 + (self._passages - in_passages + 0.5) / (in_passages + 0.5))
        in_german = 9 + math.log10(max(german_frequencies().get(word, 0.0), _RAREST))
        return max(min(rarity, _COMMON - in_german), 0.2)


def cover(terms: Sequence[Term], held: Sequence[float]) -> float:
    """Return the share (0 to 1) of the terms' weight that is held; 1 for no terms."""
    total = sum(t.weight for t in terms)
    return sum(t.weight * h for t, h in zip(terms, held, strict=True)) / total if total else 1.0


def _mistyped(word: str, other: str) -> bool:
    if abs(len(word) - len(other)) > 2:
        return False
    allowed = 1 if len(word) < 9 else 2
    return DamerauLevenshtein.distance(word, other, score_cutoff=allowed) <= allowed
