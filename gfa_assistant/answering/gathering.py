"""What the sources hold on a question: passages found, their units rated, and how likely each of them answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.answering.answerability import Judged, Model, features, judge
from gfa_assistant.answering.evidence import Unit, token_maxima, units_of
from gfa_assistant.answering.sentences import RatedUnit, rate
from gfa_assistant.answering.support import SupportCheck
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.known_questions import KnownQuestions, Neighbours
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import Found, HybridRetriever
from gfa_assistant.retrieval.states import STATE_NAMES

TOP_K = 12
TOP_K_OF_KIND = 6
# The passages that answer this many of the nearest known questions are looked at, wherever they rank.
FROM_KNOWN = 4
# On more than these the words and rules cost time and change no answer of the development sets for the better.
MOST_UNITS = 24
_KEPT_QUERIES = 256
# Kinds that are a form of asking: their words ("wie viele", "was ist") need no counterpart in the answer.
_FORMS = ("numbers", "definition", "lookup")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: passages, their units, and the question's words to be met.

    `terms` are all its content words, `asked` those of them that do not only tell its kind. `neighbours` are the known
    questions nearest to it, `features` (units, features) what the `rated` units are judged by.
    """

    found: Found
    neighbours: Neighbours | None
    units: tuple[Unit, ...]
    terms: tuple[Term, ...]
    asked: tuple[Term, ...]
    rated: tuple[RatedUnit, ...]
    features: NDArray[np.float64]
    judged: Judged


class Gatherer:
    """Gathers evidence from one opened index."""

    def __init__(
        self,
        index: OpenIndex,
        retriever: HybridRetriever,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        *,
        known: KnownQuestions,
        model: Model,
    ) -> None:
        self.matcher = TermMatcher(lexicon, index.lexical)
        self._index = index
        self._retriever = retriever
        self._lexicon = lexicon
        self._support = SupportCheck(lexicon, gazetteer, self.matcher)
        # A kind's usual query comes again with every question of that kind.
        self._of_kind = lru_cache(_KEPT_QUERIES)(self._usual)
        self._model = model
        self._known = known

    def gather(self, question: Question, *, without: Collection[str] = ()) -> Evidence:
        """Return what the sources hold on the question, rated and held against the rules.

        Passages with the ids `without` are passed over.
        """
        terms = self.matcher.terms(question)
        encoded = self._index.encoder.embed_query_with_tokens(question.standalone)
        neighbours = self._known.nearest(encoded[0])
        found = self._find(question, encoded, neighbours, without)
        units = units_of(found.hits, self._index.documents)
        asked = self.matcher.unexplained(question, terms, _FORMS)
        rated = rate(question, _most_alike(units, found), asked, self.matcher, self._lexicon)
        checked = self._support.check(question, rated, asked)
        table = features(question, found, checked, asked, neighbours)
        judged = judge(self._model, checked, table)
        return Evidence(found, neighbours, tuple(units), tuple(terms), tuple(asked), checked, table, judged)

    def _find(
        self,
        question: Question,
        encoded: tuple[NDArray[np.float32], TokenVectors],
        neighbours: Neighbours | None,
        without: Collection[str],
    ) -> Found:
        """Find the passages for the question, and those that its kind and the nearest known questions add."""
        usual = self._lexicon.canonical.get(question.intent)
        if usual and question.state_named and question.state:
            usual = f"{usual} in {STATE_NAMES[question.state]}"
        of_kind = self._of_kind(usual) if usual else ()
        return self._retriever.find(
            question.standalone,
            top_k=TOP_K,
            language=question.language,
            lexical_query=self._lexicon.expand(question.standalone),
            always=(*of_kind, *(neighbours.passages(FROM_KNOWN) if neighbours else ())),
            without=without,
            encoded=encoded,
        )

    def _usual(self, query: str) -> tuple[str, ...]:
        return tuple(hit.passage.id for hit in self._retriever.retrieve(query, top_k=TOP_K_OF_KIND))


def _most_alike(units: Sequence[Unit], found: Found) -> list[Unit]:
    """The units that the question's tokens meet best: those worth a closer look, in their order."""
    if len(units) <= MOST_UNITS:
        return list(units)
    weights = found.matches[units[0].passage.id].weights
    scores = weights @ token_maxima(units, found.matches)
    least = np.sort(scores)[-MOST_UNITS]
    return [unit for unit, score in zip(units, scores, strict=True) if score >= least]
