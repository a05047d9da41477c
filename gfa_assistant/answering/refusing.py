"""What is said where nothing in the sources answers: what is near, whom to ask, questions that have answers."""

from gfa_assistant.answering.citations import CitationList
from gfa_assistant.answering.draft import Draft, escape
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.frame import Frame
from gfa_assistant.answering.gathering import Evidence
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.known_questions import Neighbours
from gfa_assistant.retrieval.language import detect_language
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.states import FEDERAL

# Nearest passages are offered only when they are about something near the question.
_NEAR_PASSAGE = 0.81
_MOST_PASSAGES = 3
# A known question this near in meaning may be what was meant.
_NEAR_QUESTION = 0.5
_MOST_OFFERED = 3


def refuse(question: Question, index: OpenIndex, frame: Frame, evidence: Evidence | None, opening: str = "") -> Draft:
    """Say that the sources do not answer, what in them is near, and whom to ask; `opening` says why instead."""
    citations = CitationList()
    near: dict[str, list[str]] = {}
    for hit in evidence.found.hits[:_MOST_PASSAGES] if evidence else ():
        if hit.dense < _NEAR_PASSAGE:
            continue
        document = index.documents[hit.passage.document_id]
        unit = Unit("sentence", document, hit.passage, hit.passage.start, hit.passage.end, "")
        label = " › ".join(hit.passage.section) or document.title
        near.setdefault(label, []).append(citations.mark(unit))
    office = question.state or FEDERAL
    contact = index.contacts.get(office)
    parts = [opening or frame.not_found]
    if near:
        items = (f"- {escape(label)} {' '.join(markers)}" for label, markers in near.items())
        parts.append("\n".join((frame.maybe_helpful, "", *items)))
    if contact:
        parts.append(frame.ask_office.format(office=escape(contact.office)))
    meant = near_questions(evidence.neighbours, frame.language) if evidence and evidence.neighbours else ()
    return Draft("not_found", "\n\n".join(parts), citations.citations, (office,) if contact else (), suggestions=meant)


def near_questions(neighbours: Neighbours, language: str) -> tuple[str, ...]:
    """Known questions that are answered and near the one asked, each by other passages, in German or English.

    Only those are offered that are written as one would like to read them.
    """
    offered: dict[tuple[str, ...], str] = {}
    for number in neighbours.order:
        if len(offered) == _MOST_OFFERED:
            break
        known, passages = neighbours.known.questions[number], neighbours.known.passages[number]
        if neighbours.cosines[number] < _NEAR_QUESTION or known.form not in ("statement", "list"):
            continue
        written_out = known.text[:1].isupper() and known.text.endswith("?")
        if written_out and passages not in offered and detect_language(known.text) == language:
            offered[passages] = known.text
    return tuple(offered.values())
