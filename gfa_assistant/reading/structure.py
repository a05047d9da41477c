"""The one place where structure is recognised: elements of any reader become parts in reading order."""

from collections.abc import Sequence
from dataclasses import replace

from gfa_assistant.reading.cards import find_cards
from gfa_assistant.reading.elements import Element, Part
from gfa_assistant.reading.headings import find_headings, set_levels
from gfa_assistant.reading.lists import ItemRun, find_items, group_items, list_parts
from gfa_assistant.reading.repair import repair_lines
from gfa_assistant.records import BlockKind

# So many blank lines set a contact card apart from the section above it, as a page break does in a flattened brochure.
_APART = 2


def recognise(elements: Sequence[Element]) -> tuple[Part, ...]:
    """Repair the text of all elements, then find lists, contact cards and headings."""
    grouped = group_items(find_items(repair_elements(elements)))
    parts: list[Part] = []
    for element in find_headings(find_cards(grouped)):
        if isinstance(element, ItemRun):
            parts.extend(list_parts(element))
        elif element.kind == "lines":
            parts.append(_part(element, "paragraph"))
        elif element.kind == "contact":
            under_heading = bool(parts) and parts[-1].kind == "heading"
            closes = element.gap >= _APART and not under_heading
            parts.append(replace(_part(element, "contact"), closes_section=closes))
        elif element.kind == "heading":
            parts.append(replace(_part(element, "heading"), level=element.level))
        else:
            parts.append(_part(element, "table"))
    return set_levels(_repaired_again(parts))


def _part(element: Element, kind: BlockKind) -> Part:
    return Part(kind, element.lines, page=element.page, recognised=element.recognised)


def repair_elements(elements: Sequence[Element]) -> list[Element]:
    """Repair the lines of all elements together and drop those that hold no text."""
    lines = iter(repair_lines([line for element in elements for line in element.lines]))
    repaired = [replace(element, lines=tuple(next(lines) for _ in element.lines)) for element in elements]
    kept = [replace(element, lines=tuple(line for line in element.lines if line.strip())) for element in repaired]
    return [element for element in kept if element.lines]


def _repaired_again(parts: Sequence[Part]) -> list[Part]:
    """Repair what only joined lines show ("f" at the end of one, "ür" at the beginning of the next)."""
    lines = iter(repair_lines([line for part in parts for line in part.lines]))
    return [replace(part, lines=tuple(next(lines) for _ in part.lines)) for part in parts]
