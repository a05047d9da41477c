"""Answers about coordinating offices: who is responsible, how to reach them, what is not known."""

import re
from collections.abc import Mapping

from gfa_assistant.answering.draft import Draft, cite, escape
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.records import Contact, Passage
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.states import FEDERAL, STATE_NAMES

_FEDERAL = re.compile(
    r"\bbund(es)?(weit\w*|ebene)?\b|geschäftsstelle|kooperationsverbund|\bbzga\b|\bbiög\b|\bbioeg\b|federal|national",
    re.IGNORECASE,
)
# Two Länder named in one question get both offices; more is a question about the list of offices.
_MOST_OFFICES = 3
# "HAGE", "AGETHUR", "SLfG"; the office itself is called KGC in every Land.
_SHORT_NAME = re.compile(r"\b(?!KGC\b)[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*[A-ZÄÖÜ]\b")
_PHONE = re.compile(r"telefon|\btel\b|nummer|anruf|\brufe?n?\b|durchwahl|phone|call|телефон", re.IGNORECASE)
# A phone number as people copy it ("03643 4989820", "06131-2069-0", "030/44 31 90 60").
_NUMBER = re.compile(r"\+?\d(?:[\d\s/()–-]*\d)?")
_ABROAD = re.compile(r"^(?:\+|00)49")
_LEAST_DIGITS = 5
_EMAIL = re.compile(r"e-?mail|\bmail\b", re.IGNORECASE)
_CARRIER = re.compile(r"träger|angesiedelt|gehört|betreibt|behörde|\bbei wem\b|dahinter|run by|carrier", re.IGNORECASE)
_ADDRESS = re.compile(r"adresse|anschrift|straße|strasse|\bwo\b.*(sitz|ist|find|liegt)|address", re.IGNORECASE)


def answer_office(question: Question, index: OpenIndex, frame: Frame) -> Draft:
    """Name the office of the question's Land, or ask for the Land."""
    named = offices_named(question)
    return _offices(question, named, index, frame) if named else ask_for_state(question, frame)


def offices_named(question: Question) -> tuple[str, ...]:
    """The Länder, or the federal level, whose offices the question names; none where it does not tell."""
    ambiguous = any(len(place.states) > 1 for place in question.places)
    if ambiguous or len(question.states) > _MOST_OFFICES:
        return ()
    return question.states or ((FEDERAL,) if _FEDERAL.search(question.standalone) else ())


def state_of_carrier(text: str, contacts: Mapping[str, Contact]) -> str | None:
    """Return the one Land whose office is run by a body that `text` calls by its short name ("AGETHUR", "HAGE")."""
    typed = set(re.findall(r"\w{3,}", text.upper()))
    found = {
        state
        for state, contact in contacts.items()
        if state != FEDERAL
        and typed.intersection(name.upper() for name in _SHORT_NAME.findall(f"{contact.office} {contact.carrier}"))
    }
    return next(iter(found)) if len(found) == 1 else None


def state_of_phone(text: str, contacts: Mapping[str, Contact]) -> str | None:
    """Return the Land, or the federation, whose office has the phone number that `text` names, wholly or in part."""
    for typed in _NUMBER.findall(text):
        digits = _ABROAD.sub("", re.sub(r"[^\d+]", "", typed)).lstrip("0")
        found = [s for s, c in contacts.items() if digits in re.sub(r"\D", "", c.phone or "")]
        if len(digits) >= _LEAST_DIGITS and len(found) == 1:
            return found[0]
    return None


def _offices(question: Question, states: tuple[str, ...], index: OpenIndex, frame: Frame) -> Draft:
    units = {state: unit for state in states if (unit := office_unit(state, index))}
    if not units:
        return Draft("not_found", frame.not_found, offices=(FEDERAL,))
    citations, markers = cite(tuple(units.values()))
    parts = []
    for state, marker in zip(units, markers, strict=True):
        lines = _lines(index.contacts[state], f"{question.standalone} {question.text}", marker, frame)
        parts += [_opening(question, state, frame), *lines]
    return Draft("answered", "\n\n".join(parts), citations.citations, tuple(units))


def ask_for_state(question: Question, frame: Frame) -> Draft:
    """Ask in which Land the municipality lies; the suggestions are the Länder that come into question."""
    codes = question.states or tuple(STATE_NAMES)
    ambiguous = next((p for p in question.places if len(p.states) > 1), None)
    text = (
        frame.which_place.format(place=escape(_shown(ambiguous.name)))
        if ambiguous and question.states
        else frame.which_state
    )
    return Draft("clarify", text, suggestions=tuple(STATE_NAMES[c] for c in codes if c in STATE_NAMES))


def office_unit(state: str, index: OpenIndex) -> Unit | None:
    """Return the contact card of a Land as a citable unit of the contacts document."""
    contact = index.contacts.get(state)
    for document in index.documents.values():
        for block in document.blocks:
            if contact and block.kind == "contact" and block.source and contact.office in document.block_text(block):
                passage = _passage_at(index, document.id, block.start)
                if passage:
                    return Unit("contact", document, passage, block.start, block.end, "")
    return None


def _passage_at(index: OpenIndex, document_id: str, start: int) -> Passage | None:
    ids = index.manifest.documents[document_id]["passages"]
    passages: Mapping[str, Passage] = index.vectors.get(ids)
    return next((p for p in passages.values() if p.start <= start < p.end), None)


def _opening(question: Question, state: str, frame: Frame) -> str:
    words = state_words(state)
    place = next((p for p in question.places if p.states == (state,) and not p.adjective), None)
    if place and place.name.lower() != words["state"].lower():
        return frame.office_place.format(place=escape(_shown(place.name)), **words)
    return frame.office.format(**words)


def _shown(place: str) -> str:
    return place[:1].upper() + place[1:]


def _lines(contact: Contact, asked: str, marker: str, frame: Frame) -> list[str]:
    """Name the office, and what was asked for or that it is not known; the rest stands on the contact card."""
    address = contact.address if contact.street else None
    details = (
        (_PHONE, frame.office_phone, contact.phone, frame.unknown_phone),
        (_EMAIL, frame.office_email, contact.email, frame.unknown_email),
        (_ADDRESS, frame.office_address, address, frame.unknown_address),
        (_CARRIER, frame.office_carrier, contact.carrier, ""),
    )
    lines = [f"**{escape(contact.office)}** {marker}"]
    for pattern, label, value, unknown in details:
        if pattern.search(asked):
            lines.append(f"{label}: {escape(value)} {marker}" if value else unknown)
    if _ADDRESS.search(asked) and not contact.street and contact.city:
        lines.append(f"{frame.office_city}: {escape(contact.city)} {marker}")
    return [line for line in lines if line]
