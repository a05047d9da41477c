"""Cuts retrieved passages into the units an answer is made of: whole lists, list items, sentences, contact cards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.indexing.passages import is_lead_in
from gfa_assistant.indexing.sentences import sentence_spans
from gfa_assistant.records import Block, Document, ListItem, Passage, ScoredPassage
from gfa_assistant.retrieval.late_interaction import Match

UnitKind = Literal["list", "item", "sentence", "contact"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A citable piece of a document: `start:end` is its quote, `lead` the lead-in or heading that makes it clear.

    `items` is filled for lists, and for an item with its sub-items; `place` ranks the passage it came from (0 = best).
    """

    kind: UnitKind
    document: Document
    passage: Passage
    start: int
    end: int
    lead: str
    items: tuple[ListItem, ...] = ()
    place: int = 0
    score: float = 0.0
    dense: float = 0.0

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def span(self) -> tuple[str, int, int]:
        """Its place among all documents: document id, start, end."""
        return self.document.id, self.start, self.end

    @property
    def embedded_span(self) -> tuple[int, int]:
        """Where the unit stands in its passage's embedded text."""
        return self.passage.embedded_span(self.start, self.end)

    @property
    def heading(self) -> str:
        return self.passage.section[-1] if self.passage.section else self.document.title

    @property
    def context(self) -> str:
        """The unit's text with what stands above it: headings and lead-in."""
        return " ".join((*self.passage.section, self.lead, self.text))


def units_of(hits: Iterable[ScoredPassage], documents: Mapping[str, Document]) -> list[Unit]:
    """Return the units of the passages, best passage first, each block's units in reading order."""
    return [
        unit
        for place, hit in enumerate(hits)
        for block, lead in blocks_of(documents[hit.passage.document_id], hit.passage)
        for unit in _units(documents[hit.passage.document_id], hit, block, lead, place)
    ]


def token_maxima(units: Sequence[Unit], matches: Mapping[str, Match]) -> NDArray[np.float32]:
    """Each question token's best cosine in each unit, (question tokens, units); `matches` are by passage id."""
    of_passage: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        of_passage.setdefault(unit.passage.id, []).append(i)
    tokens = len(next(iter(matches.values())).weights) if matches else 0
    maxima = np.zeros((tokens, len(units)), np.float32)
    for key, rows in of_passage.items():
        maxima[:, rows] = matches[key].span_maxima([units[i].embedded_span for i in rows])
    return maxima


def blocks_of(document: Document, passage: Passage) -> Iterator[tuple[Block, str]]:
    """Yield the blocks inside a passage, each with the lead-in that stands before it ("" for none)."""
    for before, block in pairwise((None, *document.blocks)):
        if block and block.start < passage.end and block.end > passage.start and block.kind != "heading":
            yield block, document.block_text(before) if before and is_lead_in(document, before) else ""


def _units(document: Document, hit: ScoredPassage, block: Block, lead: str, place: int) -> Iterator[Unit]:
    def unit(kind: UnitKind, start: int, end: int, items: tuple[ListItem, ...] = ()) -> Unit:
        return Unit(kind, document, hit.passage, start, end, lead, items, place, hit.score, hit.dense)

    if block.kind == "list":
        yield unit("list", block.start, block.end, block.items)
        for i, item in enumerate(block.items):
            if item.depth == 0:
                own = [item]
                for follower in block.items[i + 1 :]:
                    if follower.depth == 0:
                        break
                    own.append(follower)
                yield unit("item", item.start, own[-1].end, tuple(own))
    elif block.kind == "contact":
        yield unit("contact", block.start, block.end)
    elif block.source is not None:
        # A fact is one statement, with its own source and date.
        yield unit("sentence", block.start, block.end)
    elif block.kind == "table":
        # A row is one statement, whatever points and abbreviations stand in its cells.
        start = block.start
        for row in document.block_text(block).split("\n"):
            if hit.passage.start <= start < hit.passage.end:
                yield unit("sentence", start, start + len(row))
            start += len(row) + 1
    elif not is_lead_in(document, block):
        text = document.block_text(block)
        for start, end in sentence_spans(text):
            yield unit("sentence", block.start + start, block.start + end)
