"""Chooses how a question is answered: office, list, sentences, a question back, or not at all."""

import re
from collections.abc import Sequence

from gfa_assistant.answering.citations import CitationList
from gfa_assistant.answering.draft import Draft, escape, sentence_markdown
from gfa_assistant.answering.evidence import Unit, units_of
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.answering.lists import choose_list, list_draft, lists_year_not, unexplained
from gfa_assistant.answering.offices import answer_office, ask_for_state
from gfa_assistant.answering.phrasing import (
    asks_for_judgement,
    asks_how_to_join,
    asks_whom_first,
    is_emergency,
    is_greeting,
)
from gfa_assistant.answering.sentences import RatedUnit, rate, sentence_draft
from gfa_assistant.answering.support import SupportCheck
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.records import ScoredPassage
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.retrieval.states import FEDERAL, STATE_NAMES, state_mentions

TOP_K = 12
TOP_K_OF_KIND = 6
# Kinds that are a form of asking: their words ("wie viele", "was ist") need no counterpart in the answer.
_FORMS = ("numbers", "definition", "lookup")
# A place name and little more asks for its office.
_BARE_PLACE = 2
_FITS = 0.8
_OTHER_SUBJECT = 0.35
# Nearest passages are offered only when they are about something near the question.
_NEAR = 0.81


class Composer:
    """Drafts answers from one opened index."""

    def __init__(self, index: OpenIndex, retriever: HybridRetriever, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._index = index
        self._retriever = retriever
        self._lexicon = lexicon
        self._matcher = TermMatcher(lexicon, index.lexical)
        self._support = SupportCheck(lexicon, gazetteer, self._matcher)

    def draft(self, question: Question, frame: Frame) -> Draft:
        """Return the best answer that the sources support, a question back, or a refusal with a way out."""
        if is_greeting(question):
            return Draft(
                "clarify", frame.greeting, suggestions=tuple(self.suggestions(question, frame)), confidence=0.5
            )
        if is_emergency(question):
            return Draft("not_found", frame.emergency)
        if asks_for_judgement(question):
            return self._not_found(question, [], frame, opening=frame.individual)
        if self._ambiguous_place(question):
            return ask_for_state(question, frame)
        terms = self._matcher.terms(question)
        bare_place = not question.intents and _is_place_alone(question)
        if bare_place or (question.intent == "contact" and not (question.state and asks_whom_first(question))):
            return answer_office(question, self._index, frame)
        hits = self._hits(question)
        units = units_of(hits, self._index.documents)
        asked = unexplained(question, terms, self._lexicon.explained(question.standalone, _FORMS))
        rated = rate(question, units, asked, self._matcher, self._lexicon)
        supported = [r for r in rated if self._support.holds(question, r, asked)]
        how_to_join = asks_how_to_join(question) and not self._is_about_another(question, units, supported, terms)
        choice = choose_list(question, units, terms, self._matcher, self._lexicon, steps_wanted=how_to_join)
        if choice and question.intent == "joining" and choice.whole and not question.state:
            return self._joining_anywhere(question, list_draft(question, choice, frame), units, frame)
        if choice:
            return list_draft(question, choice, frame)
        if question.state and (how_to_join or asks_whom_first(question)):
            return self._joining_in(question, units, frame)
        if lists_year_not(question, units, self._lexicon):
            return self._not_found(question, hits, frame)
        if supported:
            return sentence_draft(question, supported, asked, self._matcher)
        return self._not_found(question, hits, frame)

    def suggestions(self, question: Question, frame: Frame) -> list[str]:
        """Return questions to go on with, other than the one just asked."""
        named = frame.in_state.format(**state_words(question.state)) if question.state else ""
        others = [key for key in frame.suggestions if key not in question.intents]
        return [frame.suggestions[key].format(in_state=named) for key in others][:3]

    def _hits(self, question: Question) -> list[ScoredPassage]:
        """Return the passages found for the question, then those that its kind adds."""
        usual = self._lexicon.canonical.get(question.intent)
        if usual and question.state_named and question.state:
            usual = f"{usual} in {STATE_NAMES[question.state]}"
        of_kind = self._retriever.retrieve(usual, top_k=TOP_K_OF_KIND) if usual else []
        return list(
            self._retriever.find(
                question.standalone,
                top_k=TOP_K,
                language=question.language,
                lexical_query=self._lexicon.expand(question.standalone),
                always=[hit.passage.id for hit in of_kind],
            ).hits
        )

    def _ambiguous_place(self, question: Question) -> bool:
        return (
            len(question.states) > 1
            and (question.intent in ("contact", "joining") or _is_short(question))
            and any(len(p.states) > 1 for p in question.places)
        )

    def _is_about_another(
        self, question: Question, units: Sequence[Unit], supported: Sequence[RatedUnit], terms: Sequence[Term]
    ) -> bool:
        """Say whether a statement fits the question so much better than the steps that something else is to be joined.

        The way into the Gesunde Städte-Netzwerk is not the way into the partner process.
        """
        steps = [u for u in units if u.kind == "list" and "joining" in self._lexicon.intents(u.heading)]
        subject = unexplained(question, terms, self._lexicon.explained(question.standalone, ["joining"]))
        fit = max((self._matcher.coverage(subject, f"{u.document.title} {u.context}") for u in steps), default=0.0)
        best = max((self._matcher.coverage(subject, r.unit.context) for r in supported), default=0.0)
        return bool(steps) and bool(subject) and best >= _FITS and best - fit > _OTHER_SUBJECT

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
            return self._not_found(question, [], frame)
        citations = CitationList()
        text = f"{frame.joining_first} {sentence_markdown(first, citations.mark(first))}\n\n".lstrip(
            " "
        ) + frame.joining_elsewhere.format(**state_words(state))
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
        opening = f"{frame.joining_first} {sentence_markdown(first, citations.mark(first))}".lstrip()
        body = steps.text.replace("[1]", citations.mark(list_unit))
        return Draft("answered", f"{opening}\n\n{body}", citations.citations, (), 0.8)

    def _not_found(self, question: Question, hits: Sequence[ScoredPassage], frame: Frame, opening: str = "") -> Draft:
        citations = CitationList()
        near = []
        for hit in hits[:3]:
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
        return Draft("not_found", "\n\n".join(parts), citations.citations, (office,) if contact else (), 0.2)


def _is_short(question: Question) -> bool:
    return len(question.standalone.split()) <= _BARE_PLACE


def _is_place_alone(question: Question) -> bool:
    names = [place.name for place in question.places] + [words for _, words in state_mentions(question.standalone)]
    return question.standalone.strip(" ?.!").lower() in (name.lower() for name in names)
