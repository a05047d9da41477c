"""Finds the dated lists of members in documents, in whatever form an office writes them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gfa_assistant.development.context import lists_members, state_told, tells_joining
from gfa_assistant.development.joinings import Joining
from gfa_assistant.development.lines import Line, lines_of, split_lead_in
from gfa_assistant.development.member_tables import rows_of
from gfa_assistant.development.names import read_names
from gfa_assistant.development.when import DATE, When, read_date
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Block, Document, Passage

_DATE_FIRST = re.compile(rf"(?P<date>\(?{DATE}\)?)(?: ?[:–—-] ?| )(?P<names>\S.*)", re.DOTALL)
_DATE_LAST = re.compile(rf"(?P<names>\S.*?)(?:,| ?[:–—-]| ?\(| )\s*(?P<date>{DATE})\)?[.;,]?", re.DOTALL)
_COUNT = re.compile(r"\s*\([^()]*\)\s*:?$")
_STATE_CODES = {name: code for code, name in STATE_NAMES.items()}
_LONGEST_LEAD_IN = 300


@dataclass(frozen=True, slots=True)
class _Entry:
    """A commune with its date, before it is known whose list it stands in; `state` where its own line tells it."""

    label: str
    name: str
    kind: str | None
    when: When
    start: int
    end: int
    state: str | None = None


def find_joinings(documents: Iterable[Document], passages: Iterable[Passage] = ()) -> tuple[Joining, ...]:
    """Every commune of every dated list of members, in the order of the documents' texts.

    With the documents' `passages`, each joining carries the id of the passage that holds its words.
    """
    of_document: dict[str, list[Passage]] = {}
    for passage in passages:
        of_document.setdefault(passage.document_id, []).append(passage)
    return tuple(
        replace(joining, passage_id=_passage_at(of_document.get(document.id, ()), joining))
        for document in documents
        for joining in _joinings(document)
    )


def _joinings(document: Document) -> Iterator[Joining]:
    lead_in, section = "", document.blocks[0].section if document.blocks else ()
    heading: Block | None = None
    for block in document.blocks:
        if block.kind == "heading":
            lead_in, section, heading = "", block.section, block
            continue
        if block.section != section:
            lead_in, section, heading = "", block.section, None
        own_lead, lines = split_lead_in(lines_of(document, block))
        lead = own_lead or lead_in
        entries, header = _entries(document, block, lines, heading)
        if entries and lists_members(lead, block.section, title=document.title, header=header):
            lead_in = lead
            around = [lead, *reversed(block.section)]
            known = document.state if document.state in STATE_NAMES else state_told([document.title])
            for entry in entries:
                state = entry.state or state_told(around) or known
                yield _joining(document, entry, state)
        else:
            lead_in = _lead_in(document, block)


def _lead_in(document: Document, block: Block) -> str:
    """What a paragraph says about the list below it: all that ends in a colon, else only that communes joined."""
    text = document.block_text(block).strip()
    if block.kind != "paragraph" or len(text) > _LONGEST_LEAD_IN:
        return ""
    return text if text.endswith(":") or tells_joining(text) else ""


def _entries(
    document: Document, block: Block, lines: Sequence[Line], heading: Block | None
) -> tuple[list[_Entry], str]:
    """The communes with dates of one block, and what its table's header says above them."""
    if block.kind == "table":
        rows = rows_of(lines)
        return [
            _Entry(name.label, name.name, row.kind or name.kind, row.when, row.start, row.end, row.state)
            for row in rows
            for name in read_names(row.names)
        ], rows[0].head if rows else ""
    dated = read_date(document.block_text(heading)) if heading else None
    if dated is None and block.kind == "paragraph" and not all(_parse(line.text) for line in lines):
        # A year somewhere in prose is no list.
        return [], ""
    return list(_listed(lines, dated, heading.start if heading else 0)), ""


def _listed(lines: Sequence[Line], dated: When | None, dated_at: int) -> Iterator[_Entry]:
    """Entries of list items: date and names in one item, names below a date, or a Land above them."""
    above: list[tuple[int, When | None, int, str | None]] = [(-1, dated, dated_at, None)]
    for line in lines:
        while above[-1][0] >= line.depth:
            above.pop()
        _, when, start, state = above[-1]
        text = line.text.strip()
        own_state = _STATE_CODES.get(text.rstrip(":").strip())
        own_date = read_date(_COUNT.sub("", text))
        if own_state or own_date:
            above.append((line.depth, own_date or when, line.start if own_date else start, own_state or state))
        elif parsed := _parse(line.text):
            yield from _named(parsed[1], parsed[0], (line.start, line.end), state)
        elif when:
            yield from _named(line.text, when, (start, line.end), state)


def _parse(text: str) -> tuple[When, str] | None:
    """A line's date and its names; the date may stand in front or behind."""
    for pattern in (_DATE_FIRST, _DATE_LAST):
        match = pattern.fullmatch(text.strip())
        when = read_date(match["date"]) if match else None
        if match and when:
            return when, match["names"]
    return None


def _named(names: str, when: When, span: tuple[int, int], state: str | None) -> Iterator[_Entry]:
    for name in read_names(names):
        yield _Entry(name.label, name.name, name.kind, when, *span, state)


def _joining(document: Document, entry: _Entry, state: str | None) -> Joining:
    return Joining(
        label=entry.label,
        name=entry.name,
        kind=entry.kind,
        when=entry.when,
        state=state,
        document_id=document.id,
        title=document.title,
        start=entry.start,
        end=entry.end,
        as_of=document.as_of,
        superseded=document.superseded is not None,
    )


def _passage_at(passages: Sequence[Passage], joining: Joining) -> str | None:
    """The passage that holds the name; a long list is cut between its items."""
    return next((passage.id for passage in passages if passage.start < joining.end <= passage.end), None)
