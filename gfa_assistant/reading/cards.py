"""Contact cards: short lines with an office, its address, telephone and web address."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from gfa_assistant.reading.elements import Element
from gfa_assistant.reading.lists import ItemRun
from gfa_assistant.reading.patterns import EMAIL, PHONE, POSTCODE, STREET, URL

_MAX_LINES = 14
_MAX_CHARS = 100
_MAX_WORDS = 14
_PROSE = re.compile(r"[a-zäöüß]{3,}[.!?] [A-ZÄÖÜ]|[a-zäöüß]{3,}[.!?]$")

Strength = Literal["none", "weak", "strong"]


def find_cards(elements: Sequence[Element | ItemRun]) -> list[Element | ItemRun]:
    """Turn lines that are a card into one contact element; adjoining lines of the same card go with it."""
    found: list[Element | ItemRun] = []
    card: list[Element] = []
    for element in [*elements, None]:
        strength: Strength = "none" if element is None or isinstance(element, ItemRun) else card_strength(element)
        if isinstance(element, Element) and strength != "none" and (not card or element.gap <= 1):
            card.append(element)
            continue
        found.extend(_closed(card))
        card = []
        if isinstance(element, Element) and strength != "none":
            card = [element]
        elif element is not None:
            found.append(element)
    return found


def card_strength(element: Element) -> Strength:
    """Strong: a card of its own. Weak: part of one only where a strong one adjoins. None: no card."""
    lines = [line.strip() for line in element.lines]
    if element.kind == "contact":
        return "strong"
    if element.kind != "lines" or len(lines) > _MAX_LINES or not all(_is_short(line) for line in lines):
        return "none"
    if len(lines) == 1:
        return "weak" if any(p.match(lines[0]) for p in (PHONE, EMAIL, URL)) else "none"
    if 3 * sum(line[:1].islower() and not URL.match(line) for line in lines) > len(lines):
        return "none"
    text = "\n".join(lines)
    if PHONE.search(text) or EMAIL.search(text) or (POSTCODE.search(text) and STREET.search(text)):
        return "strong"
    return "weak" if URL.search(text) or POSTCODE.search(text) else "none"


def _closed(card: Sequence[Element]) -> list[Element]:
    if not any(card_strength(element) == "strong" for element in card):
        return list(card)
    if any(a.page != b.page for a, b in pairwise(card)):
        return [_as_contact(element) if card_strength(element) == "strong" else element for element in card]
    return [replace(_as_contact(card[0]), lines=tuple(line.strip() for part in card for line in part.lines))]


def _as_contact(element: Element) -> Element:
    return replace(element, kind="contact", lines=tuple(line.strip() for line in element.lines))


def _is_short(line: str) -> bool:
    return len(line) <= _MAX_CHARS and len(line.split()) <= _MAX_WORDS and not _PROSE.search(line)
