"""Chooses how a question is answered: office, list, sentences, a question back, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.answering.answerability import Judged, features, is_answerable, judge, load_model
from gfa_assistant.answering.citations import CitationList
from gfa_assistant.answering.draft import Draft, escape, sentence_markdown
from gfa_assistant.answering.evidence import Unit, token_maxima, units_of
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.answering.lists import ListChoice, choose_list, list_draft, lists_year_not, unexplained
from gfa_assistant.answering.offices import answer_office, ask_for_state, offices_named, state_of_carrier
from gfa_assistant.answering.phrasing import (
    asks_for_judgement,
    asks_how_to_join,
    asks_whom_first,
    is_emergency,
    is_greeting,
)
from gfa_assistant.answering.routing import holds_best, near_questions, settled_form
from gfa_assistant.answering.sentences import RatedUnit, rate, sentence_draft
from gfa_assistant.answering.support import SupportCheck
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.indexing.encoder import TokenVectors
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.known_questions import KnownQuestions, Neighbours, load_metric
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import Found, HybridRetriever
from gfa_assistant.retrieval.states import FEDERAL, STATE_NAMES, state_mentions

TOP_K = 12
TOP_K_OF_KIND = 6
# The passages that answer this many of the nearest known questions are looked at, wherever they rank.
FROM_KNOWN = 4
_KEPT_QUERIES = 256
# Kinds that are a form of asking: their words ("wie viele", "was ist") need no counterpart in the answer.
_FORMS = ("numbers", "definition", "lookup")
# A place name and little more asks for its office.
_BARE_PLACE = 2
_FITS = 0.8
_OTHER_SUBJECT = 0.35
# On more than these the words and rules cost time and change no answer of the development sets for the better.
MOST_UNITS = 24
# Logits: units this near the best may complete it.
_AS_LIKELY = 2.0
# Nearest passages are offered only when they are about something near the question.
_NEAR = 0.81


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: passages, their units, the question's words to be met, and the rated units.

    `neighbours` are the known questions nearest to it, `features` (units, features) what the units are judged by.
    """

    found: Found
    neighbours: Neighbours | None
    units: tuple[Unit, ...]
    terms: tuple[Term, ...]
    rated: tuple[RatedUnit, ...]
    features: NDArray[np.float64]
    judged: Judged


class Composer:
    """Drafts answers from one opened index."""

    def __init__(self, index: OpenIndex, retriever: HybridRetriever, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._index = index
        self._retriever = retriever
        self._lexicon = lexicon
        self._matcher = TermMatcher(lexicon, index.lexical)
        self._support = SupportCheck(lexicon, gazetteer, self._matcher)
        # A kind's usual query comes again with every question of that kind.
        self._of_kind = lru_cache(_KEPT_QUERIES)(self._usual)
        self._model = load_model()
        self._known = KnownQuestions(index.questions, load_metric(), index.manifest.embedding_model)

    def draft(self, question: Question, frame: Frame) -> Draft:
        """Return the best answer that the sources support, a question back, or a refusal with a way out."""
        early = self._early(question, frame)
        if early:
            return early
        carried_by = state_of_carrier(question.text, self._index.contacts) if question.intent == "contact" else None
        if carried_by and not question.states:
            question = replace(question, states=(carried_by,))
        if self._ambiguous_place(question):
            return ask_for_state(question, frame)
        terms = self._matcher.terms(question)
        if not question.intents and _is_place_alone(question):
            return answer_office(question, self._index, frame)
        evidence = self._gather(question, terms)
        judged, units = evidence.judged, evidence.units
        office_asked = question.intent == "contact" and not (question.state and asks_whom_first(question))
        form = settled_form(evidence.neighbours, judged, office_asked=office_asked)
        if form == "office" or (office_asked and form in (None, "list")):
            return answer_office(question, self._index, frame)
        supported = _supported(judged)
        how_to_join = (
            asks_how_to_join(question)
            and not self._is_about_another(question, units, supported, terms)
            and not _names_a_member(question, supported)
        )
        # How to join in a Land has an answer everywhere: whom to turn to.
        if form == "unanswered" and not (question.state and how_to_join):
            return self._not_found(question, frame, evidence)
        choice = choose_list(question, units, terms, self._matcher, self._lexicon, steps_wanted=how_to_join)
        if choice and form == "statement" and self._is_beside(question, choice, evidence):
            choice = None
        if choice and question.intent == "joining" and choice.whole and not question.state:
            return self._joining_anywhere(question, list_draft(question, choice, frame), units, frame)
        if choice:
            return list_draft(question, choice, frame)
        if question.state and (how_to_join or asks_whom_first(question)):
            return self._joining_in(question, units, frame)
        if supported and not lists_year_not(question, units, self._lexicon):
            draft = sentence_draft(question, supported, evidence.terms, self._matcher)
            return replace(draft, offices=offices_named(question)) if office_asked else draft
        return self._not_found(question, frame, evidence)

    def _early(self, question: Question, frame: Frame) -> Draft | None:
        """What needs no look at the sources: a greeting, an emergency, an individual case."""
        if is_greeting(question):
            suggestions = tuple(self.suggestions(question, frame))
            return Draft("clarify", frame.greeting, suggestions=suggestions, confidence=0.5)
        if is_emergency(question):
            return Draft("not_found", frame.emergency)
        if asks_for_judgement(question):
            return self._not_found(question, frame, opening=frame.individual)
        return None

    def suggestions(self, question: Question, frame: Frame) -> list[str]:
        """Return questions to go on with, other than the one just asked."""
        named = frame.in_state.format(**state_words(question.state)) if question.state else ""
        others = [key for key in frame.suggestions if key not in question.intents]
        return [frame.suggestions[key].format(in_state=named) for key in others][:3]

    def examine(self, question: Question) -> Evidence:
        """Return what decides whether a question is answered, and by which unit."""
        return self._gather(question, self._matcher.terms(question))

    def _gather(self, question: Question, terms: Sequence[Term]) -> Evidence:
        """Return what the sources hold on the question, rated and held against the rules."""
        encoded = self._index.encoder.embed_query_with_tokens(question.standalone)
        neighbours = self._known.nearest(encoded[0])
        found = self._find(question, encoded, neighbours)
        units = units_of(found.hits, self._index.documents)
        asked = unexplained(question, terms, self._lexicon.explained(question.standalone, _FORMS))
        rated = rate(question, _most_alike(units, found), asked, self._matcher, self._lexicon)
        checked = self._support.check(question, rated, asked)
        table = features(question, found, checked, asked, neighbours)
        return Evidence(
            found, neighbours, tuple(units), tuple(asked), checked, table, judge(self._model, checked, table)
        )

    def _find(
        self, question: Question, encoded: tuple[NDArray[np.float32], TokenVectors], neighbours: Neighbours | None
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
            encoded=encoded,
        )

    def _usual(self, query: str) -> tuple[str, ...]:
        return tuple(hit.passage.id for hit in self._retriever.retrieve(query, top_k=TOP_K_OF_KIND))

    def _ambiguous_place(self, question: Question) -> bool:
        return (
            len(question.states) > 1
            and (question.intent in ("contact", "joining") or _is_short(question))
            and not {"history", "members"}.intersection(question.intents)
            and any(len(p.states) > 1 for p in question.places)
        )

    def _is_about_another(
        self, question: Question, units: Sequence[Unit], supported: Sequence[RatedUnit], terms: Sequence[Term]
    ) -> bool:
        """Say whether a statement fits the question so much better than the steps that something else is to be joined.

        The way into the Gesunde Städte-Netzwerk is not the way into the partner process.
        """
        steps = [u for u in units if u.kind == "list" and self._lexicon.is_of("joining", u.heading)]
        subject = unexplained(question, terms, self._lexicon.explained(question.standalone, ["joining"]))
        fit = max((self._matcher.coverage(subject, f"{u.document.title} {u.context}") for u in steps), default=0.0)
        best = max((self._matcher.coverage(subject, r.unit.context) for r in supported), default=0.0)
        return bool(steps) and bool(subject) and best >= _FITS and best - fit > _OTHER_SUBJECT

    @staticmethod
    def _is_beside(question: Question, choice: ListChoice, evidence: Evidence) -> bool:
        """Say whether a known question all but the same is answered by a statement outside the list.

        Items found by a place or year that the question names are what was asked for all the same.
        """
        very_near = evidence.neighbours is not None and evidence.neighbours.are_very_near
        named = bool(question.places or question.years)
        return very_near and not named and not holds_best(choice, evidence.judged)

    def _first_step(self, question: Question, units: Sequence[Unit]) -> Unit | None:
        """The statement that says whom to turn to first: found by its words, in a passage about joining."""
        wording = re.compile(r"erste anlaufstelle|zuerst an|wenden sie sich", re.IGNORECASE)
        nearest = [u for u in units if wording.search(u.text)]
        if not nearest:
            extra = self._retriever.retrieve("Erste Anlaufstelle für eine interessierte Kommune", top_k=3)
            nearest = [u for u in units_of(extra, self._index.documents) if wording.search(u.text)]
        return nearest[0] if nearest else None

    def _joining_in(self, question: Question, units: Sequence[Unit], frame: Frame) -> Draft:
        """Joining in a Land for which no steps are printed: whom to turn to, and no other Land's steps."""
        first = self._first_step(question, units)
        state = question.state or FEDERAL
        if first is None:
            return self._not_found(question, frame)
        citations = CitationList()
        text = f"{_whom_first(first, citations, frame)}\n\n{frame.joining_elsewhere.format(**state_words(state))}"
        return Draft("answered", text, citations.citations, (state,), 0.8)

    def _joining_anywhere(self, question: Question, steps: Draft, units: Sequence[Unit], frame: Frame) -> Draft:
        """Joining without a Land: whom to turn to first, then the one Land's printed steps as an example."""
        first = self._first_step(question, units)
        if first is None:
            return steps
        citations = CitationList()
        list_unit = next(
            u for u in units if (u.document.id, u.start) == (steps.citations[0].document_id, steps.citations[0].start)
        )
        opening = _whom_first(first, citations, frame)
        body = steps.text.replace("[1]", citations.mark(list_unit))
        return Draft("answered", f"{opening}\n\n{body}", citations.citations, (), 0.8)

    def _not_found(
        self, question: Question, frame: Frame, evidence: Evidence | None = None, opening: str = ""
    ) -> Draft:
        citations = CitationList()
        near = []
        for hit in evidence.found.hits[:3] if evidence else ():
            if hit.dense < _NEAR:
                continue
            document = self._index.documents[hit.passage.document_id]
            unit = Unit("sentence", document, hit.passage, hit.passage.start, hit.passage.end, "")
            label = " › ".join(hit.passage.section) or document.title
            near.append(f"- {escape(label)} {citations.mark(unit)}")
        office = question.state or FEDERAL
        contact = self._index.contacts.get(office)
        parts = [opening or frame.not_found]
        if near:
            parts.append("\n".join((frame.maybe_helpful, "", *near)))
        if contact:
            parts.append(frame.ask_office.format(office=escape(contact.office)))
        meant = near_questions(evidence.neighbours, frame.language) if evidence and evidence.neighbours else ()
        offices = (office,) if contact else ()
        return Draft("not_found", "\n\n".join(parts), citations.citations, offices, 0.2, suggestions=meant)


def _whom_first(first: Unit, citations: CitationList, frame: Frame) -> str:
    """The statement `first`, under the frame's opening where there is one."""
    return f"{frame.joining_first} {sentence_markdown(first, citations.mark(first))}".lstrip()


def _supported(judged: Judged) -> list[RatedUnit]:
    """The units that may be shown, likeliest first; none where the question is not to be answered."""
    if not judged.units:
        return []
    admitted = any(each.checks.hold for each in judged.units)
    if not is_answerable(judged.probability, judged.units[0].checks, admitted=admitted):
        return []
    near = judged.units[0].score - _AS_LIKELY
    return [each for each in judged.units if each.checks.hold or each.score >= near]


def _most_alike(units: Sequence[Unit], found: Found) -> list[Unit]:
    """The units that the question's tokens meet best: those worth a closer look, in their order."""
    if len(units) <= MOST_UNITS:
        return list(units)
    weights = found.matches[units[0].passage.id].weights
    scores = weights @ token_maxima(units, found.matches)
    least = np.sort(scores)[-MOST_UNITS]
    return [unit for unit, score in zip(units, scores, strict=True) if score >= least]


def _names_a_member(question: Question, supported: Sequence[RatedUnit]) -> bool:
    """Say whether the best statement is an entry of a list that names the place asked about ("Erlangen Beitritt")."""
    return bool(question.places and supported) and supported[0].unit.kind == "item"


def _is_short(question: Question) -> bool:
    return len(question.standalone.split()) <= _BARE_PLACE


def _is_place_alone(question: Question) -> bool:
    names = [place.name for place in question.places] + [words for _, words in state_mentions(question.standalone)]
    return question.standalone.strip(" ?.!").lower() in (name.lower() for name in names)
