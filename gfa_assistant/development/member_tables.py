"""Tables of members: which column holds the date, which the commune, and what else a row tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gfa_assistant.development.lines import Line, cells_of
from gfa_assistant.development.names import kind_of, read_names
from gfa_assistant.development.when import When, read_date
from gfa_assistant.reading.states import STATE_NAMES

_DATE_HEAD = re.compile(r"beitritt|beigetreten|seit|jahr|datum|unterzeichn|dabei", re.IGNORECASE)
_NAME_HEAD = re.compile(r"kommune|stadt|städte|kreis|gemeinde|name|region|mitglied|partner", re.IGNORECASE)
_KIND_HEAD = re.compile(r"\b(?:art|typ|form|gebietskörperschaft)\b", re.IGNORECASE)
_STATE_HEAD = re.compile(r"\b(?:bundes)?land\b", re.IGNORECASE)
_STATE_CODES = {**{name: code for code, name in STATE_NAMES.items()}, **{code: code for code in STATE_NAMES}}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row: the date, the words that name communes, and kind and Land where cells tell them.

    `head` is what the header says above date and name, "" without a header.
    """

    when: When
    names: str
    start: int
    end: int
    kind: str | None
    state: str | None
    head: str


def rows_of(lines: Sequence[Line]) -> list[MemberRow]:
    """The rows that hold a date and a name."""
    if not lines:
        return []
    rows = [cells_of(line) for line in lines]
    head: tuple[str, ...] = () if any(map(read_date, rows[0])) else rows[0]
    found = [_row(line, cells, head) for line, cells in zip(lines, rows, strict=True)]
    return [row for row in found if row]


def _row(line: Line, cells: Sequence[str], head: Sequence[str]) -> MemberRow | None:
    """One row by its header; without one, by its only date and the first cell that looks like a commune."""

    def columns(words: re.Pattern[str], among: Sequence[int]) -> list[int]:
        return [n for n in among if not head or (n < len(head) and words.search(head[n]))]

    dates = [number for number, cell in enumerate(cells) if read_date(cell)]
    dated = columns(_DATE_HEAD, dates)
    others = [number for number, cell in enumerate(cells) if number not in dates and cell]
    kinds, states = columns(_KIND_HEAD, others), columns(_STATE_HEAD, others)
    told = {*kinds, *states} if head else {n for n in others if cells[n] in _STATE_CODES or kind_of(cells[n])}
    named = [n for n in columns(_NAME_HEAD, others) if n not in told and read_names(cells[n])]
    when = read_date(cells[dated[0]]) if dated and (head or len(dated) == 1) else None
    if when is None or not named:
        return None
    return MemberRow(
        when=when,
        names=cells[named[0]],
        start=line.start,
        end=line.end,
        kind=next((kind for n in kinds if (kind := kind_of(cells[n]))), None),
        state=next((_STATE_CODES[cells[n]] for n in states if cells[n] in _STATE_CODES), None),
        head=f"{head[named[0]]} | {head[dated[0]]}" if head else "",
    )
