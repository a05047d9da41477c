"""Lists: which lines are items, how deep they are, and what a list really is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gfa_assistant.reading.elements import Element, Part
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.patterns import (
    ONLY_PARENTHESIS,
    ONLY_URL,
    Bullet,
    bullet_of,
    without_bullets,
    without_decoration,
)

_ENDS_SENTENCE = re.compile(r"[.!?:][\"“”«»)]*$")
_BARE_NOUN_PHRASE = re.compile(r"[A-ZÄÖÜ][^.:;,!?]*?(?:^|[ -])[A-ZÄÖÜ][\w-]*|[A-ZÄÖÜ][\w-]+")
_WRAP_LENGTH = 60
_SWALLOWED_CHARS = 60


@dataclass(frozen=True, slots=True)
class ItemRun:
    """Consecutive items of one list, in order."""

    items: tuple[Element, ...]


def find_items(elements: Iterable[Element]) -> list[Element]:
    """Split open lines into items and other lines; text indented below an item becomes its sub-item."""
    found: list[Element] = []
    anchor: int | None = None
    markers: dict[str, str] = {}
    for element in elements:
        if element.kind == "item":
            anchor = element.indent
            found.append(replace(element, lines=(without_bullets(join_lines(element.lines)),)))
            continue
        if element.kind != "lines":
            anchor = None
            markers.clear()
            found.append(element)
            continue
        if anchor is not None and _is_below(element, anchor) and not _begins_item(element.lines[0]):
            text = join_lines([without_decoration(line) for line in element.lines])
            found.append(replace(element, kind="item", lines=(text,), indent=_indent(element.lines[0]), marker=""))
            continue
        pieces = _split(element, markers)
        found.extend(pieces)
        last = pieces[-1]
        anchor = last.indent if last.kind == "item" else None
    return found


def group_items(elements: Sequence[Element]) -> list[Element | ItemRun]:
    """Put consecutive items together; a lone number that heads other text goes back to that text ("1. Ziele")."""
    grouped: list[Element | ItemRun] = []
    run: list[Element] = []
    for element in [*elements, None]:
        if run and (element is None or element.kind != "item" or _begins_new_list(element, run)):
            grouped.append(_restored(run[0]) if _is_lone_number(run) else ItemRun(tuple(run)))
            run = []
        if element is not None and element.kind == "item":
            run.append(element)
        elif element is not None:
            grouped.append(element)
    return grouped


def list_parts(run: ItemRun) -> tuple[Part, ...]:
    """The blocks of one run: the list, a heading swallowed as its last item, and a tail of mere addresses."""
    texts, depths = _texts_and_depths(run.items)
    first = run.items[0]
    base = Part("list", (), ordered=bool(first.marker), page=first.page, recognised=first.recognised)
    parts: list[Part] = []
    swallowed = _swallowed_heading(texts, depths)
    if swallowed is not None:
        parts.append(replace(base, lines=tuple(texts[:swallowed]), depths=tuple(depths[:swallowed])))
        parts.append(Part("heading", (texts[swallowed],), page=run.items[swallowed].page))
        texts, depths = texts[swallowed + 1 :], [depth - 1 for depth in depths[swallowed + 1 :]]
        base = replace(base, ordered=False)
    tail = _address_tail(texts)
    parts.append(replace(base, lines=tuple(texts[:tail]), depths=tuple(depths[:tail])))
    if tail < len(texts):
        parts.append(replace(base, lines=tuple(texts[tail:]), depths=tuple(depths[tail:]), ordered=False))
    return tuple(parts)


def _split(element: Element, markers: dict[str, str]) -> list[Element]:
    """Part one run of lines; `markers` holds the last number of each kind ("1." or "a)") and takes up the new ones."""
    pieces: list[Element] = []
    lines = element.lines
    for number, line in enumerate(lines):
        bullet = bullet_of(line.strip())
        open_item = pieces[-1] if pieces and pieces[-1].kind == "item" else None
        previous = lines[number - 1] if number else ""
        following = bullet_of(lines[number + 1].strip()) if number + 1 < len(lines) else None
        if bullet and _is_item(bullet, previous, open_item, following, markers):
            markers[_kind(bullet.marker)] = bullet.marker
            text = without_bullets(bullet.text)
            piece = replace(element, kind="item", lines=(text,), indent=_indent(line), marker=bullet.marker)
        elif open_item and _continues(open_item, previous, line):
            pieces[-1] = replace(open_item, lines=(*open_item.lines, line.strip()))
            continue
        elif pieces and pieces[-1].kind == "lines":
            pieces[-1] = replace(pieces[-1], lines=(*pieces[-1].lines, without_decoration(line)))
            continue
        else:
            piece = replace(element, lines=(without_decoration(line),))
        pieces.append(replace(piece, gap=0) if pieces else piece)
    return [replace(p, lines=(join_lines(p.lines),)) if p.kind == "item" else p for p in pieces]


def _is_item(
    bullet: Bullet, previous: str, open_item: Element | None, following: Bullet | None, markers: dict[str, str]
) -> bool:
    """A dash, a number or an "o" may also begin a line of prose: it needs a list around it to be a bullet."""
    if bullet.sure:
        return True
    opens = not previous or previous.rstrip().endswith(":")
    if bullet.marker:
        return _follows(bullet.marker, markers.get(_kind(bullet.marker), "")) or (
            bullet.marker[:-1] in ("1", "a")
            and (opens or (following is not None and _follows(following.marker, bullet.marker)))
        )
    return open_item is not None or following is not None or (opens and not bullet.letter_o)


def _kind(marker: str) -> str:
    return ("1" if marker[:1].isdecimal() else marker[:1] and "a") + marker[-1:]


def _follows(marker: str, last: str) -> bool:
    if not marker or not last or _kind(marker) != _kind(last):
        return False
    if marker[0].isdecimal():
        return int(marker[:-1]) == int(last[:-1]) + 1
    return ord(marker[0]) == ord(last[0]) + 1


def _continues(item: Element, previous: str, line: str) -> bool:
    if _indent(line) > item.indent or line.strip()[0].islower() or previous.rstrip()[-1] in "-,":
        return True
    return len(previous.strip()) >= _WRAP_LENGTH and not _ENDS_SENTENCE.search(previous.rstrip())


def _is_below(element: Element, anchor: int) -> bool:
    return all(_indent(line) > anchor for line in element.lines)


def _begins_item(line: str) -> bool:
    bullet = bullet_of(line.strip())
    return bullet is not None and not bullet.letter_o


def _begins_new_list(element: Element, run: Sequence[Element]) -> bool:
    first = run[0]
    if element.indent > first.indent:
        return False
    if bool(element.marker) != bool(first.marker):
        return True
    return element.marker[:-1] in ("1", "a")


def _is_lone_number(run: Sequence[Element]) -> bool:
    return len(run) == 1 and bool(run[0].marker)


def _restored(item: Element) -> Element:
    return replace(item, kind="lines", lines=(f"{item.marker} {item.lines[0]}",), marker="")


def _texts_and_depths(items: Sequence[Element]) -> tuple[list[str], list[int]]:
    """Item texts with their depth: any deeper indent is a deeper level; a mere parenthesis goes to its item."""
    texts: list[str] = []
    depths: list[int] = []
    indents: list[int] = []
    for item in items:
        text = item.lines[0]
        if texts and ONLY_PARENTHESIS.fullmatch(text):
            texts[-1] += f" {text}"
            continue
        while indents and item.indent < indents[-1]:
            indents.pop()
        if not indents or item.indent > indents[-1]:
            indents.append(item.indent)
        texts.append(text)
        depths.append(len(indents) - 1)
    return texts, depths


def _swallowed_heading(texts: Sequence[str], depths: Sequence[int]) -> int | None:
    """The last top-level item where it is really the heading of what stands below it.

    That is: it alone has sub-items, and it alone is a bare noun phrase among items that are none (in the brochure's
    goals "… fördern", "… stärken", then "Unterstützungsangebote im Partnerprozess" with three sub-items).
    """
    tops = [index for index, depth in enumerate(depths) if depth == 0]
    if len(tops) < 2 or tops[-1] == len(depths) - 1 or tops != list(range(len(tops))):
        return None
    if len(texts[tops[-1]]) > _SWALLOWED_CHARS or not _is_bare_noun_phrase(texts[tops[-1]]):
        return None
    return None if any(_is_bare_noun_phrase(texts[index]) for index in tops[:-1]) else tops[-1]


def _is_bare_noun_phrase(text: str) -> bool:
    return _BARE_NOUN_PHRASE.fullmatch(text) is not None


def _address_tail(texts: Sequence[str]) -> int:
    """Where the trailing items that are mere web addresses begin: links below the steps are no steps."""
    tail = len(texts)
    while tail > 0 and ONLY_URL.fullmatch(texts[tail - 1]):
        tail -= 1
    return tail or len(texts)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
