"""What speaks for and against a way of answering, as numbers: the words, the evidence, the known questions nearby."""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from gfa_assistant.answering.answerability import Judged
from gfa_assistant.answering.draft import escape
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import ENGLISH, GERMAN
from gfa_assistant.answering.gathering import Evidence
from gfa_assistant.answering.kinds import KINDS
from gfa_assistant.answering.lists import LIST_INTENTS, ListChoice
from gfa_assistant.answering.offices import offices_named
from gfa_assistant.answering.phrasing import asks_for_own_office, asks_how_to_join, asks_whom_first, gives_orders
from gfa_assistant.answering.terms import TermMatcher
from gfa_assistant.reading.questions import FORMS
from gfa_assistant.retrieval.known_questions import Neighbours
from gfa_assistant.retrieval.question import Question

_LEAST_SHARE = 0.02
_SURE = 0.999
_MOST_LEAD = 4.0
_SEEN = 60

Signals = Mapping[str, float]


def of_question(question: Question, evidence: Evidence) -> Signals:
    """What the question's own words tell, and how sure the evidence is that something answers."""
    judged = evidence.judged
    best = judged.units[0].unit if judged.units else None
    probability = min(max(judged.probability, 1 - _SURE), _SURE)
    return {
        "answerable": math.log(probability / (1 - probability)),
        "best_is_contact": best is not None and best.kind == "contact",
        "contact_first": question.intent == "contact",
        "contact_among": "contact" in question.intents,
        "joining_among": "joining" in question.intents,
        "members_among": "members" in question.intents,
        "numbers_among": "numbers" in question.intents,
        "list_among": bool(LIST_INTENTS.intersection(question.intents)),
        "no_intent": not question.intents,
        "asks_how_to_join": asks_how_to_join(question),
        "asks_whom_first": asks_whom_first(question),
        "asks_for_own_office": asks_for_own_office(question),
        "gives_orders": gives_orders(question),
        "one_state": len(question.states) == 1,
        "more_states": len(question.states) > 1,
        "federal": bool(offices_named(question)) and not question.states,
        "places": bool(question.places),
        "years": bool(question.years),
        "foreign": question.language != "de",
        "english": question.language == "en",
        "asked_back": bool(question.states) and was_asked_for_state(question),
        "follow_up": question.follow_up and question.reading == "usual",
        "words": math.log(1 + len(question.standalone.split())),
        "no_words": not evidence.terms,
        "joined": question.reading == "joined",
        "whole": question.reading == "whole",
    }


def of_votes(neighbours: Neighbours) -> Signals:
    """How the nearest known questions vote on the form of the answer: shares, their logarithms, distances behind."""
    votes = {form: neighbours.of_forms(form) for form in FORMS}
    nearest = float(neighbours.cosines.max())
    found: dict[str, float] = {"nearest": nearest, "very_near": neighbours.are_very_near}
    for form, (share, cosine) in votes.items():
        found[f"votes_{form}"] = share
        found[f"log_votes_{form}"] = math.log(share + _LEAST_SHARE)
        found[f"behind_{form}"] = cosine - nearest
    return found


def of_answer(units: Iterable[tuple[str, int, int]], neighbours: Neighbours) -> Signals:
    """What the nearest known questions say of an answer that shows these (document, start, end)."""
    known = neighbours.known
    shown = list(units)
    numbers = np.unique(np.concatenate([known.answered_by(*place) for place in shown]))
    share, cosine = neighbours.of(numbers)
    return {
        "votes": share,
        "log_votes": math.log(share + _LEAST_SHARE),
        "behind": cosine - float(neighbours.cosines.max()),
        "covered": all(known.covers(document) for document, _, _ in shown),
    }


def of_list(
    question: Question, evidence: Evidence, choice: ListChoice, matcher: TermMatcher, *, by_words: bool
) -> Signals:
    """What kind and words say of the list, or the part of one, that would be shown; `by_words` if words chose it."""
    return {
        "is_whole": choice.whole,
        "is_of_kind": bool(set(choice.intents).intersection(question.intents)),
        "holds_best": holds_best(choice, evidence.judged),
        "by_words": by_words,
        **of_conversation(question, evidence, choice.unit, choice.first_text, matcher),
    }


def holds_best(choice: ListChoice, judged: Judged) -> bool:
    """Say whether the unit that answers best stands among the chosen items of the list."""
    if not judged.units:
        return False
    best = judged.units[0].unit
    return best.document.id == choice.unit.document.id and any(
        item.start < best.end and best.start < item.end for item in choice.items
    )


def of_statement(question: Question, evidence: Evidence, place: int, matcher: TermMatcher) -> Signals:
    """What rules and words say of the statement that would be shown first, the one at `place` of the judged units."""
    units = evidence.judged.units
    unit, checks = units[place].unit, units[place].checks
    ahead = units[place].score - max((u.score for i, u in enumerate(units) if i != place), default=-_MOST_LEAD)
    return {
        "names_hold": checks.names,
        "kind_holds": checks.kind,
        **{f"lacks_{kind}": kind in checks.lacking for kind in KINDS},
        "subject_holds": checks.subject,
        "words_hold": checks.words,
        "all_hold": checks.hold,
        "any_holds": any(each.checks.hold for each in units),
        "ahead": min(max(ahead, -_MOST_LEAD), _MOST_LEAD),
        "support": units[place].support,
        "is_item": unit.kind == "item",
        "is_contact": unit.kind == "contact",
        "contact_lead": lead_of_contact(evidence) if unit.kind == "contact" else 0.0,
        **of_conversation(question, evidence, unit, unit.text, matcher),
    }


def of_conversation(question: Question, evidence: Evidence, unit: Unit, text: str, matcher: TermMatcher) -> Signals:
    """How far the unit meets the words that a follow-up itself adds (1 for any other), and whether `text` was shown."""
    own = [term for term in evidence.terms if term.word in question.focus.lower()]
    return {
        "own_words": matcher.coverage(own, unit.context) if own and question.follow_up else 1.0,
        "seen": was_shown(question, text),
    }


def lead_of_contact(evidence: Evidence) -> float:
    """By how much the best contact card is likelier than the next one: where no Land is named, all are alike."""
    scores = [each.score for each in evidence.judged.units if each.unit.kind == "contact"]
    return min(scores[0] - scores[1], _MOST_LEAD) if len(scores) > 1 else _MOST_LEAD


def was_asked_for_state(question: Question) -> bool:
    """Say whether the answer just before was the question back in which Land the municipality lies."""
    asking = (
        words for frame in (GERMAN, ENGLISH) for words in (frame.which_state, frame.which_place.partition("}")[2])
    )
    return question.shown.rstrip().endswith(tuple(asking))


def was_shown(question: Question, text: str) -> bool:
    """Say whether an earlier answer of the conversation shows this text."""
    return escape(" ".join(text.split()))[:_SEEN] in question.shown
