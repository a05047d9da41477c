"""The candidate answers to a question, one or more for each route, with what speaks for and against each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal

import numpy as np

from gfa_assistant.answering.draft import Draft
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import Frame
from gfa_assistant.answering.gathering import Evidence
from gfa_assistant.answering.joining import first_step, joining_anywhere, joining_elsewhere, usual_first_step
from gfa_assistant.answering.lists import (
    ListChoice,
    choose_list,
    choose_steps,
    kinds_of,
    list_draft,
    lists_year_not,
    whole_list,
)
from gfa_assistant.answering.offices import (
    answer_office,
    ask_for_state,
    offices_named,
    state_of_carrier,
    state_of_phone,
)
from gfa_assistant.answering.refusing import refuse
from gfa_assistant.answering.sentences import RatedUnit, sentence_draft
from gfa_assistant.answering.signals import (
    Signals,
    lead_of_contact,
    of_answer,
    of_conversation,
    of_list,
    of_question,
    of_statement,
    of_votes,
)
from gfa_assistant.answering.terms import Term, TermMatcher
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.lexicon import Lexicon
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import HybridRetriever

Route = Literal["office", "ask", "list", "steps", "sentence", "refuse"]
# Logits: units this near the best may complete it.
_AS_LIKELY = 2.0
_FITS = 0.8
_OTHER_SUBJECT = 0.35
# A list or statement with this share of the known questions' vote is a candidate whatever the words say.
_VOTED_FOR = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to answer a question, as it was read; the draft is made only when the candidate is chosen."""

    route: Route
    question: Question
    features: Signals
    draft: Callable[[], Draft]


class Proposer:
    """Proposes the candidates that one opened index has for a question."""

    def __init__(self, index: OpenIndex, retriever: HybridRetriever, lexicon: Lexicon, matcher: TermMatcher) -> None:
        self._index = index
        self._retriever = retriever
        self._lexicon = lexicon
        self._matcher = matcher

    def propose(self, question: Question, evidence: Evidence, frame: Frame) -> list[Candidate]:
        """Return all candidates; the last one refuses."""
        asked = of_question(question, evidence)
        votes = of_votes(evidence.neighbours) if evidence.neighbours else {}

        def candidate(route: Route, draft: Callable[[], Draft], own: Signals, known: Signals) -> Candidate:
            with_known = {f"{name} beside known": value for name, value in {**asked, **own}.items()} if votes else {}
            features = {"always": 1.0, **asked, **own, **votes, **known, **with_known}
            return Candidate(route, question, {name: float(value) for name, value in features.items()}, draft)

        return [
            *(candidate(*each) for each in self._offices(question, evidence, frame)),
            *(candidate(*each) for each in self._lists(question, evidence, frame)),
            *(candidate(*each) for each in self._steps(question, evidence, frame)),
            *(candidate(*each) for each in self._statements(question, evidence)),
            candidate("refuse", partial(refuse, question, self._index, frame, evidence), {}, {}),
        ]

    def _offices(self, question: Question, evidence: Evidence, frame: Frame) -> list["_Proposal"]:
        """The offices that the question names, else the question back and those that words or evidence lead to."""
        if offices_named(question):
            return [("office", partial(answer_office, question, self._index, frame), {}, {})]
        proposals: list[_Proposal] = [("ask", partial(ask_for_state, question, frame), {}, {})]
        if len(question.states) > 1:
            return proposals
        carrier = state_of_carrier(question.text, self._index.contacts)
        best = evidence.judged.units[0].unit if evidence.judged.units else None
        told_apart = best is not None and self._matcher.coverage(self._subject(question, evidence), best.text) > 0
        found = _office_of(best, self._index) if best and best.kind == "contact" and told_apart else None
        called = state_of_phone(question.text, self._index.contacts)
        for state in dict.fromkeys(filter(None, (called, carrier, found))):
            known = replace(question, states=(state,))
            own = {
                "by_phone": state == called,
                "by_carrier": state == carrier,
                "by_evidence": state == found,
                "ahead": lead_of_contact(evidence),
            }
            proposals.append(("office", partial(answer_office, known, self._index, frame), own, {}))
        return proposals

    def _subject(self, question: Question, evidence: Evidence) -> Sequence[Term]:
        """The words of the question beyond those that ask for an office: a name, a street."""
        return self._matcher.unexplained(question, evidence.terms, ["contact"])

    def _lists(self, question: Question, evidence: Evidence, frame: Frame) -> list["_Proposal"]:
        """The list, or the part of one, that the words call for, and the one that the known questions call for."""
        chosen = choose_list(question, evidence.units, evidence.terms, self._matcher, self._lexicon)
        choices = [chosen] if chosen else []
        voted = self._voted_list(evidence)
        if voted and not (chosen and chosen.unit == voted.unit and chosen.whole):
            choices.append(voted)
        return [
            (
                "list",
                partial(list_draft, question, choice, frame),
                of_list(question, evidence, choice, self._matcher, by_words=choice is chosen),
                _votes_for(evidence, [(choice.unit.document.id, item.start, item.end) for item in choice.items]),
            )
            for choice in choices
        ]

    def _voted_list(self, evidence: Evidence) -> ListChoice | None:
        """The list that answers most of the nearest known questions which a list answers."""
        if evidence.neighbours is None:
            return None
        known = evidence.neighbours.known
        shares: list[tuple[float, Unit]] = []
        for unit in evidence.units:
            if unit.kind == "list" and "joining" not in kinds_of(unit, self._lexicon):
                lists = np.intersect1d(known.answered_by(*unit.span), known.of_form["list"])
                shares.append((float(evidence.neighbours.votes[lists].sum()), unit))
        share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        return whole_list(best, self._lexicon) if best is not None and share >= _VOTED_FOR else None

    def _steps(self, question: Question, evidence: Evidence, frame: Frame) -> list["_Proposal"]:
        """The steps of joining, or whom to turn to where none are printed."""
        steps = choose_steps(question, evidence.units, self._lexicon)
        if steps and question.state:
            printed = partial(list_draft, question, steps, frame)
            return [self._joining(question, evidence, "printed", printed, unit=steps.unit, text=steps.first_text)]
        first = self._first_step(evidence.units) if steps or question.state else None
        if steps:
            anywhere = partial(joining_anywhere, question, steps, first, frame)
            return [self._joining(question, evidence, "anywhere", anywhere, unit=steps.unit, text=steps.first_text)]
        if first:
            elsewhere = partial(joining_elsewhere, question, first, frame)
            return [self._joining(question, evidence, "elsewhere", elsewhere, unit=first, text=first.text)]
        return []

    def _joining(
        self, question: Question, evidence: Evidence, way: str, draft: Callable[[], Draft], *, unit: Unit, text: str
    ) -> "_Proposal":
        """One of three ways to say how to join; the unit is what it shows of the sources, `text` how that begins."""
        own = {
            "about_another": self._is_about_another(question, evidence),
            **of_conversation(question, evidence, unit, text, self._matcher),
            way: 1.0,
        }
        return ("steps", draft, own, _votes_for(evidence, [unit.span]))

    def _first_step(self, units: Sequence[Unit]) -> Unit | None:
        return first_step(units) or self._usual_first_step

    @cached_property
    def _usual_first_step(self) -> Unit | None:
        """Searched for once: most questions that name a Land need it."""
        return usual_first_step(self._retriever, self._index)

    def _statements(self, question: Question, evidence: Evidence) -> list["_Proposal"]:
        """The statement most likely to answer, that with all names, and the one that the known questions vote for.

        None lacks a name, number or place of the question altogether: that is no answer, however likely. Nor
        does an office's card: the one that the question names is answered as such, and without a Land it is anybody's.
        """
        units = evidence.judged.units
        if not units or lists_year_not(question, evidence.units, self._lexicon):
            return []
        card = question.intent == "contact" and bool(offices_named(question))
        named = next((i for i, each in enumerate(units) if each.checks.names), 0)
        near = units[0].score - _AS_LIKELY
        supported = [each for each in units if each.checks.hold or each.score >= near]
        return [
            (
                "sentence",
                partial(self._statement_draft, question, evidence, units[i], supported),
                of_statement(question, evidence, i, self._matcher),
                _votes_for(evidence, [units[i].unit.span]),
            )
            for i in dict.fromkeys((0, named, _voted_statement(evidence)))
            if (units[i].checks.names or units[i].checks.names_around)
            and not (units[i].unit.kind == "contact" and (card or not question.states))
        ]

    def _statement_draft(
        self, question: Question, evidence: Evidence, first: RatedUnit, supported: Sequence[RatedUnit]
    ) -> Draft:
        ordered = [first, *(each for each in supported if each is not first)]
        draft = sentence_draft(question, ordered, evidence.asked, self._matcher)
        if question.intent == "contact":
            return replace(draft, offices=offices_named(question))
        office = _office_of(first.unit, self._index) if first.unit.kind == "contact" else None
        return replace(draft, offices=(office,)) if office else draft

    def _is_about_another(self, question: Question, evidence: Evidence) -> bool:
        """Say whether a statement fits the question so much better than the steps that something else is to be joined.

        The way into the Gesunde Städte-Netzwerk is not the way into the partner process.
        """
        steps = [u for u in evidence.units if u.kind == "list" and self._lexicon.is_of("joining", u.heading)]
        subject = self._matcher.unexplained(question, evidence.terms, ["joining"])
        fit = max((self._matcher.coverage(subject, f"{u.document.title} {u.context}") for u in steps), default=0.0)
        best = max(
            (self._matcher.coverage(subject, r.unit.context) for r in evidence.judged.units if r.checks.hold),
            default=0.0,
        )
        return bool(steps) and bool(subject) and best >= _FITS and best - fit > _OTHER_SUBJECT


# Route, draft, features, and features that known questions give.
_Proposal = tuple[Route, Callable[[], Draft], Signals, Signals]


def _votes_for(evidence: Evidence, shown: Sequence[tuple[str, int, int]]) -> Signals:
    return of_answer(shown, evidence.neighbours) if evidence.neighbours else {}


def _voted_statement(evidence: Evidence) -> int:
    """The number of the judged unit that the known questions vote for; 0, the likeliest, where too few of them do."""
    if evidence.neighbours is None:
        return 0
    known = evidence.neighbours.known
    shares = [evidence.neighbours.of(known.answered_by(*r.unit.span))[0] for r in evidence.judged.units]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] >= _VOTED_FOR else 0


def _office_of(unit: Unit, index: OpenIndex) -> str | None:
    """The Land, or the federation, whose office a contact card names."""
    named = next((state for state, contact in index.contacts.items() if contact.office in unit.text), None)
    return named or (unit.document.state if unit.document.state in index.contacts else None)
