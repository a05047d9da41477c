"""Headings without markup, and the level of every heading."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gfa_assistant.reading.elements import Element, Part
from gfa_assistant.reading.linewraps import join_lines, leaves_open
from gfa_assistant.reading.lists import ItemRun
from gfa_assistant.reading.patterns import EMAIL, PHONE, POSTCODE, STREET, URL

_MAX_CHARS = 90
_MAX_WORDS = 12
_SLOGAN_CHARS = 40
_START = re.compile(r"[„“\"‚'»«(]?[A-ZÄÖÜ0-9§]")
_END = re.compile(r"[.,;:!…\-–/|]$")
_LETTERS = re.compile(r"[A-Za-zÄÖÜäöüß]{3}")
_TWO_SENTENCES = re.compile(r"[a-zäöüß]{3,}[.!?] +[A-ZÄÖÜ„]")
_LABEL = re.compile(
    r"(?:Quellen?|Stand|Fotos?|Bild(?:nachweis)?|Abb\.|Abbildung|Tel\.?|Telefon|Fax|Mobil|E-?Mail|Internet|Hinweis"
    r"|Redaktion|Herausgeber\w*|Autor\w*|Text|Layout|Druck|ISBN|Anmerkung)(?: \d+)?\s*:|Stand [\w.]+ ?\d|©|Seite \d"
)
_STATEMENT = re.compile(r"^(?:Wir|Sie|Ich|Es|Er|Man|Bitte)\s+[a-zäöüß]+(?:en|t|e)\b|\b[a-zäöüß]+en Sie\b")
_ASKS = re.compile(r"(?:So|Wie|Was|Wer|Wo|Wann|Warum|Wozu|Womit|Wofür|Welche\w*)\b")
_LEADS_IN = re.compile(r"\b(?:sind|ist|werden|wird|sollen|wollen|können|haben|hat)$")
_SENTENCE_END = re.compile(r"[.!?][\"“”«»)]*$")
_PROSE_CHARS = 80
_NARROWEST = 40
_ROOM = 0.7


def find_headings(elements: Sequence[Element | ItemRun]) -> list[Element | ItemRun]:
    """Mark the lines that are headings (level 0: still to be set) and join the wrapped lines of the others.

    In a file that marks its headings itself, only a wholly bold line can be another one.
    """
    has_marked = any(isinstance(element, Element) and element.kind == "heading" for element in elements)
    found: list[Element | ItemRun] = []
    for index, element in enumerate(elements):
        if isinstance(element, ItemRun) or element.kind != "lines":
            found.append(element)
            continue
        lines = unwrapped(element)
        may_be_heading = not has_marked or element.strong
        if may_be_heading and len(lines) > 1 and looks_like_heading(lines[0]) and _is_prose(lines[1:]):
            found.append(replace(element, kind="heading", lines=lines[:1]))
            found.extend(_paragraphs(replace(element, lines=lines[1:], gap=0)))
        elif may_be_heading and len(lines) == 1 and index + 1 < len(elements) and looks_like_heading(lines[0]):
            found.append(replace(element, kind="heading", lines=lines))
        else:
            found.extend(_paragraphs(replace(element, lines=lines)))
    return found


def looks_like_heading(line: str) -> bool:
    """Whether one line reads as a heading: short, begun like one, and neither sentence, lead-in, label nor address."""
    is_question = line.endswith("?")
    return (
        len(line) <= _MAX_CHARS
        and len(line.split()) <= _MAX_WORDS
        and _START.match(line) is not None
        and _LETTERS.search(line) is not None
        and not (_END.search(line) or _LABEL.match(line) or _TWO_SENTENCES.search(line) or _LEADS_IN.search(line))
        and not any(pattern.search(line) for pattern in (PHONE, EMAIL, URL, POSTCODE, STREET))
        and (is_question or not _STATEMENT.search(line) or _ASKS.match(line) is not None)
    )


def unwrapped(element: Element) -> tuple[str, ...]:
    """The element's lines with mere wraps joined; a line that ends early before a capital is a break that was meant."""
    stripped = [line.strip() for line in element.lines]
    if not element.wrapped:
        return tuple(stripped)
    width = max(_NARROWEST, element.width, *(len(line) for line in stripped))
    groups = [[stripped[0]]]
    for previous, line in pairwise(stripped):
        first_word = line.split(" ", 1)[0]
        had_room = len(previous) + 1 + len(first_word) <= _ROOM * width
        if had_room and not line[0].islower() and not leaves_open(previous):
            groups.append([line])
        else:
            groups[-1].append(line)
    return tuple(join_lines(group) for group in groups)


def _paragraphs(element: Element) -> list[Element]:
    """Part lines at a meant break after a full stop: two paragraphs that no blank line divides."""
    if not element.wrapped:
        return [element]
    paragraphs: list[Element] = []
    begin = 0
    for index, line in enumerate(element.lines, start=1):
        if index == len(element.lines) or _SENTENCE_END.search(line):
            paragraphs.append(replace(element, lines=element.lines[begin:index], gap=0 if begin else element.gap))
            begin = index
    return paragraphs


def set_levels(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Give each heading without markup its level; marked ones keep theirs.

    Beside marked headings, an unmarked one stands one below the last marked one. Among unmarked ones a heading with
    nothing of its own before the next (a slogan does not count) opens a part, and the headings after it stand one
    deeper, up to the next such heading. If the very first heading is one, it is the document's title, and parts begin
    at level 2.
    """
    headings = [index for index, part in enumerate(parts) if part.kind == "heading"]
    marked = any(parts[index].level for index in headings)
    base = 2 if headings and _opens_part(parts, headings[0]) else 1
    current, deeper = 0, 0
    levelled = list(parts)
    for number, index in enumerate(headings):
        part = parts[index]
        if marked:
            current = part.level or current
            level = part.level or current + 1
        elif number == 0 and base == 2:
            level = 1
        elif _opens_part(parts, index):
            level, deeper = base, 1
        else:
            level = base + deeper
        levelled[index] = replace(part, level=level)
    return tuple(levelled)


def is_slogan(part: Part) -> bool:
    return part.kind == "paragraph" and part.lines[-1].endswith("!") and len(part.lines[0]) <= _SLOGAN_CHARS


def _opens_part(parts: Sequence[Part], index: int) -> bool:
    following = next((part for part in parts[index + 1 :] if not is_slogan(part)), None)
    return following is not None and following.kind == "heading"


def _is_prose(lines: Sequence[str]) -> bool:
    return len(" ".join(lines)) >= _PROSE_CHARS or lines[-1].endswith((".", "!", "?"))
