"""A draft: what one way of answering proposes before citations are checked and notes attached."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gfa_assistant.answering.citations import CitationList
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.records import Citation, Document, ListItem, Status

# An underscore inside a word and a lone "&" mean themselves in Markdown too.
_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(\d*)([.)+-](?=\s|$)|[>#])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed answer: its Markdown, its citations, the Länder whose contact cards belong to it.

    `confidence`, 0 to 1, is that of whoever chooses it.
    """

    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    offices: tuple[str, ...] = ()
    confidence: float = 0.0
    suggestions: tuple[str, ...] = ()

    def sure(self, confidence: float) -> "Draft":
        """The draft as chosen with this confidence."""
        return replace(self, confidence=confidence)


def list_markdown(document: Document, items: Sequence[ListItem], marker: str, *, numbered: bool) -> str:
    """Return the items as a Markdown list, each statement with its marker."""
    lines = []
    for position, item in enumerate(items, start=1):
        top = item.depth == items[0].depth
        bullet = f"{sum(i.depth == items[0].depth for i in items[:position])}." if numbered and top else "-"
        indent = "" if top else "   "
        text = escape(document.text[item.start : item.end].replace("\n", " "))
        lines.append(f"{indent}{bullet} {text} {marker}")
    return "\n".join(lines)


def sentence_markdown(unit: Unit, marker: str) -> str:
    """Return the unit's words as one line of Markdown, with its marker."""
    return f"{escape(' '.join(unit.text.split()))} {marker}"


def titled(unit: Unit) -> str:
    """Return the lead-in or heading of a list as the line above it, with a colon unless it asks."""
    title = (unit.lead or unit.heading).rstrip(" :")
    return escape(title) if title.endswith("?") else f"{escape(title)}:"


def escape(text: str) -> str:
    """Escape what Markdown or HTML would take for markup: source text is shown, never interpreted."""
    # "13. Februar", "- …" or "# …" at the start of a line would open a list or a heading.
    return _BLOCK_START.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", text))


def cite(units: Sequence[Unit]) -> tuple[CitationList, list[str]]:
    """Return a new citation list holding the units, and the marker of each."""
    citations = CitationList()
    return citations, [citations.mark(unit) for unit in units]
