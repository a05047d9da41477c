"""Chooses how a question is answered: office, list, sentences, a question back, or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from gfa_assistant.answering.abbreviations import Abbreviations
from gfa_assistant.answering.candidates import Candidate, Proposer
from gfa_assistant.answering.draft import Draft, escape
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.answering.gathering import Evidence, Gatherer
from gfa_assistant.answering.offices import (
    answer_office,
    ask_for_state,
    offices_named,
    state_of_carrier,
    state_of_phone,
)
from gfa_assistant.answering.phrasing import (
    asks_for_details,
    asks_for_judgement,
    asks_for_own_office,
    is_emergency,
    is_greeting,
    is_of_office,
)
from gfa_assistant.answering.refusing import refuse
from gfa_assistant.answering.routing import Weights, choose
from gfa_assistant.dates import date_text
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.retrieval.states import state_mentions

# A place name and little more asks for its office.
_BARE_PLACE = 2
_SUGGESTED = 3


class Composer:
    """Drafts answers from one opened index."""

    def __init__(
        self,
        index: OpenIndex,
        retriever: HybridRetriever,
        lexicon: Lexicon,
        gatherer: Gatherer,
        weights: Weights,
    ) -> None:
        self._index = index
        self._lexicon = lexicon
        self._gatherer = gatherer
        self._proposer = Proposer(index, retriever, lexicon, gatherer.matcher)
        self._weights = weights
        self._abbreviations = Abbreviations(index)
        self._superseded = frozenset(
            key
            for document in index.documents.values()
            if document.superseded
            for key in index.manifest.documents[document.id]["passages"]
        )

    def draft(self, readings: Sequence[Question], frame: Frame) -> tuple[Question, Draft]:
        """Return the best answer that the sources support, a question back, or a refusal with a way out.

        `readings` are what the question may mean, likeliest first; the one that was answered comes with the draft. A
        superseded document is asked only where no other answers.
        """
        settled = self._settled(readings[0], frame)
        question, draft = (readings[0], settled) if settled else self._choose(readings, frame)
        return question, replace(draft, suggestions=draft.suggestions or _suggest(question, frame))

    def candidates(self, readings: Sequence[Question], frame: Frame) -> list[Candidate]:
        """Return the candidates that `draft` chooses from first; none where it needs no look at the sources."""
        settled = self._settled(readings[0], frame)
        return [] if settled else self._propose(readings, frame, without=self._superseded)

    def examine(self, question: Question) -> Evidence:
        """Return what decides whether a question is answered, and by which unit."""
        return self._gatherer.gather(question)

    def _choose(self, readings: Sequence[Question], frame: Frame) -> tuple[Question, Draft]:
        best, confidence = choose(self._propose(readings, frame, without=self._superseded), self._weights)
        if best.route == "refuse" and self._superseded:
            earlier, sure = choose(self._propose(readings, frame), self._weights)
            if earlier.route != "refuse":
                best, confidence = earlier, sure
        draft = best.draft()
        # "Was ist eine GR+?" is answered by a sentence about it, or else by its words; no list and no office says it.
        if best.route != "sentence" or "\n- " in draft.text:
            draft = self._abbreviations.answer(best.question, frame, loosely=True) or draft
        return best.question, _with_superseded(draft.sure(confidence), frame)

    def _propose(
        self, readings: Sequence[Question], frame: Frame, *, without: frozenset[str] = frozenset()
    ) -> list[Candidate]:
        """The candidate answers to all readings of a question, from all passages but those with the ids `without`."""
        return [
            candidate
            for question in readings
            for candidate in self._proposer.propose(question, self._gatherer.gather(question, without=without), frame)
        ]

    def _settled(self, question: Question, frame: Frame) -> Draft | None:
        """What needs no weighing of the sources: a greeting, an emergency, an individual case, a place, letters."""
        if is_greeting(question):
            return Draft("clarify", frame.greeting, confidence=0.5)
        if is_emergency(question):
            return Draft("not_found", frame.emergency)
        if asks_for_judgement(question):
            return refuse(question, self._index, frame, None, frame.individual)
        spelled = self._abbreviations.answer(question, frame)
        if spelled is not None:
            return spelled.sure(0.95)
        if _is_ambiguous_place(question):
            return ask_for_state(question, frame).sure(0.5)
        if not question.intents and _is_place_alone(question):
            return answer_office(question, self._index, frame).sure(0.9)
        wanted = asks_for_own_office(question) or asks_for_details(question)
        if question.intent == "contact" or (not question.intents and wanted):
            return self._office(question, frame, wanted=wanted)
        return None

    def _office(self, question: Question, frame: Frame, *, wanted: bool) -> Draft | None:
        """The office where nothing else is asked for: that of the one Land named, or the question back which it is."""
        if question.language not in ("de", "en") or self._has_subject(question):
            return None
        if question.state_named and len(offices_named(question)) == 1:
            return answer_office(question, self._index, frame).sure(0.95)
        contacts = self._index.contacts
        marked = state_of_carrier(question.text, contacts) or state_of_phone(question.text, contacts)
        unknown = not question.states and not offices_named(question) and not marked
        if unknown and wanted:
            return ask_for_state(question, frame).sure(0.9)
        return None

    def _has_subject(self, question: Question) -> bool:
        """Say whether the question has words beyond place, Land and those that ask for an office."""
        matcher = self._gatherer.matcher
        places = [p.name for p in question.places] + [words for _, words in state_mentions(question.standalone)]
        named = " ".join(places).lower()
        left = matcher.unexplained(question, matcher.terms(question), ["contact"])
        return any(term.word not in named and not is_of_office(term.word) for term in left)


def _suggest(question: Question, frame: Frame) -> tuple[str, ...]:
    """Return questions to go on with, other than the one just asked."""
    named = frame.in_state.format(**state_words(question.state)) if question.state else ""
    others = [key for key in frame.suggestions if key not in question.intents]
    return tuple(frame.suggestions[key].format(in_state=named) for key in others[:_SUGGESTED])


def _with_superseded(draft: Draft, frame: Frame) -> Draft:
    """Say below an answer which of its sources are out of date, since when, and what took their place."""
    lines = [
        (frame.superseded if c.superseded.since else frame.superseded_undated).format(
            marker=f"[{c.number}]",
            by=escape(c.superseded.by),
            since=escape(date_text(c.superseded.since or "", frame.language)),
        )
        for c in draft.citations
        if c.superseded
    ]
    return replace(draft, text="\n\n".join([draft.text, *lines]))


def _is_ambiguous_place(question: Question) -> bool:
    return (
        len(question.states) > 1
        and (question.intent in ("contact", "joining") or _is_short(question))
        and not {"history", "members"}.intersection(question.intents)
        and any(len(p.states) > 1 for p in question.places)
    )


def _is_short(question: Question) -> bool:
    return len(question.standalone.split()) <= _BARE_PLACE


def _is_place_alone(question: Question) -> bool:
    names = [place.name for place in question.places] + [words for _, words in state_mentions(question.standalone)]
    return question.standalone.strip(" ?.!").lower() in (name.lower() for name in names)
