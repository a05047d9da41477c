"""Parts become the one stored text of a document, with blocks whose spans count in that text."""

from collections.abc import Iterable

from gfa_assistant.reading.elements import Part
from gfa_assistant.records import Block, ListItem


def assemble(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Join the parts with blank lines between them and give each its span and section path."""
    chunks: list[str] = []
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    position = 0
    for part in parts:
        text = "\n".join(part.lines)
        if part.closes_section:
            path.clear()
        if part.kind == "heading":
            while path and path[-1][0] >= part.level:
                path.pop()
            path.append((part.level, text.replace("\n", " ")))
        if chunks:
            position += 2
        blocks.append(
            Block(
                kind=part.kind,
                start=position,
                end=position + len(text),
                section=tuple(heading for _, heading in path),
                page=part.page,
                level=part.level if part.kind == "heading" else 0,
                items=_items(part, position) if part.kind == "list" else (),
                ordered=part.ordered,
                source=part.source,
                recognised=part.recognised,
            )
        )
        chunks.append(text)
        position += len(text)
    return "\n\n".join(chunks), tuple(blocks)


def _items(part: Part, start: int) -> tuple[ListItem, ...]:
    items: list[ListItem] = []
    for line, depth in zip(part.lines, part.depths, strict=True):
        items.append(ListItem(start=start, end=start + len(line), depth=depth))
        start += len(line) + 1
    return tuple(items)
