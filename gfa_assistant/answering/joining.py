"""Answers on how to join: whom to turn to first, and the steps of the one Land that has them printed."""

import re
from collections.abc import Sequence

from gfa_assistant.answering.citations import CitationList
from gfa_assistant.answering.draft import Draft, sentence_markdown
from gfa_assistant.answering.evidence import Unit, units_of
from gfa_assistant.answering.frame import Frame, state_words
from gfa_assistant.answering.lists import ListChoice, list_draft
from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.question import Question
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.retrieval.states import FEDERAL

_WORDING = re.compile(r"erste anlaufstelle|zuerst an|wenden sie sich", re.IGNORECASE)
_ASKED_FOR = "Erste Anlaufstelle für eine interessierte Kommune"
_LOOKED_AT = 3


def first_step(units: Sequence[Unit]) -> Unit | None:
    """Return the statement that says whom to turn to first, if one of the units does."""
    return next((unit for unit in units if _WORDING.search(unit.text)), None)


def usual_first_step(retriever: HybridRetriever, index: OpenIndex) -> Unit | None:
    """Return that statement from the passages of the index that are most about it, whatever the question is."""
    return first_step(units_of(retriever.retrieve(_ASKED_FOR, top_k=_LOOKED_AT), index.documents))


def joining_elsewhere(question: Question, first: Unit, frame: Frame) -> Draft:
    """Joining in a Land for which no steps are printed: whom to turn to, and no other Land's steps."""
    state = question.state or FEDERAL
    citations = CitationList()
    text = f"{_whom_first(first, citations, frame)}\n\n{frame.joining_elsewhere.format(**state_words(state))}"
    return Draft("answered", text, citations.citations, (state,))


def joining_anywhere(question: Question, steps: ListChoice, first: Unit | None, frame: Frame) -> Draft:
    """Joining without a Land: whom to turn to first, then the one Land's printed steps as an example."""
    listed = list_draft(question, steps, frame)
    if first is None:
        return listed
    citations = CitationList()
    opening = _whom_first(first, citations, frame)
    body = listed.text.replace("[1]", citations.mark(steps.unit))
    return Draft("answered", f"{opening}\n\n{body}", citations.citations)


def _whom_first(first: Unit, citations: CitationList, frame: Frame) -> str:
    """The statement `first`, under the frame's opening where there is one."""
    return f"{frame.joining_first} {sentence_markdown(first, citations.mark(first))}".lstrip()
