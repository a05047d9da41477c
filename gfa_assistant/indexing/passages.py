"""Cuts a document's blocks into passages: whole blocks of one section, small enough for the embedding model."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from gfa_assistant.indexing.sentences import sentence_spans
from gfa_assistant.records import Block, Document, Passage

# Below this a paragraph rarely says enough to be found alone, so its neighbours in the section join it.
SMALL_PASSAGE_TOKENS = 60

Span = tuple[int, int]
TokenCounter = Callable[[Sequence[str]], list[int]]


def split_passages(document: Document, count_tokens: TokenCounter, max_tokens: int) -> list[Passage]:
    """Return the document's passages in reading order.

    Headings stand in every passage's section path and make no passage of their own. A lead-in (a paragraph that
    ends in a colon) stays with the block after it. Only what is longer than `max_tokens` is cut: between list items,
    table rows or sentences, and inside one of these only where it is too long by itself.
    """
    budget = {}
    groups: list[list[Block]] = []
    for block in document.blocks:
        if block.kind == "heading" or not document.block_text(block).strip():
            continue
        budget[block.start] = count_tokens([document.block_text(block)])[0]
        if groups and _joins(document, groups[-1], block, budget, max_tokens):
            groups[-1].append(block)
        else:
            groups.append([block])
    passages = []
    for group in groups:
        first = group[0]
        room = max_tokens - (count_tokens([" › ".join(first.section)])[0] if first.section else 0)
        for start, end in _fit(document, group, count_tokens, max(room, 32)):
            passages.append(_passage(document, first, start, end))
    return passages


def _joins(document: Document, group: list[Block], block: Block, tokens: dict[int, int], max_tokens: int) -> bool:
    last = group[-1]
    same_place = (last.section, last.page, last.source) == (block.section, block.page, block.source)
    if not same_place or block.source is not None or "contact" in (last.kind, block.kind):
        return False
    if is_lead_in(document, last):
        return True
    size = sum(tokens[b.start] for b in group)
    fits = size + tokens[block.start] <= max_tokens
    return fits and size < SMALL_PASSAGE_TOKENS and not is_lead_in(document, block)


def is_lead_in(document: Document, block: Block) -> bool:
    """Say whether the block introduces the next one ("Beispiele für Schwerpunktthemen der Kommunen:")."""
    return block.kind == "paragraph" and document.block_text(block).rstrip().endswith(":")


def _fit(document: Document, group: list[Block], count_tokens: TokenCounter, max_tokens: int) -> Iterator[Span]:
    start, end = group[0].start, group[-1].end
    if count_tokens([document.text[start:end]])[0] <= max_tokens:
        yield start, end
        return
    pieces = [span for block in group for span in _pieces(document, block)]
    parts = [part for piece in pieces for part in _parts(document, piece, count_tokens, max_tokens)]
    sizes = count_tokens([document.text[a:b] for a, b in parts])
    current: Span | None = None
    used = 0
    for (a, b), size in zip(parts, sizes, strict=True):
        if current is not None and used + size <= max_tokens:
            current, used = (current[0], b), used + size
            continue
        if current is not None:
            yield current
        current, used = (a, b), size
    if current is not None:
        yield current


def _parts(document: Document, piece: Span, count_tokens: TokenCounter, max_tokens: int) -> Iterator[Span]:
    """Halve a piece that is too long by itself, at the white space nearest before its middle, until its parts fit."""
    start, end = piece
    if count_tokens([document.text[start:end]])[0] <= max_tokens or end - start < 2:
        yield piece
        return
    middle = (start + end) // 2
    words = document.text[start:middle].rsplit(maxsplit=1)
    cut = start + len(words[0]) if len(words) == 2 else middle
    rest = document.text[cut:end]
    yield from _parts(document, (start, cut), count_tokens, max_tokens)
    yield from _parts(document, (cut + len(rest) - len(rest.lstrip()), end), count_tokens, max_tokens)


def _pieces(document: Document, block: Block) -> list[Span]:
    if block.kind == "list":
        return [(item.start, item.end) for item in block.items]
    text = document.block_text(block)
    if block.kind in ("table", "contact"):
        spans, offset = [], 0
        for line in text.splitlines(keepends=True):
            spans.append((offset, offset + len(line.rstrip())))
            offset += len(line)
    else:
        spans = list(sentence_spans(text))
    return [(block.start + a, block.start + b) for a, b in spans if b > a]


def _passage(document: Document, first: Block, start: int, end: int) -> Passage:
    text = document.text[start:end]
    key = "\x1f".join((document.id, str(start), str(end), *first.section, text))
    return Passage(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document_id=document.id,
        start=start,
        end=end,
        text=text,
        section=first.section,
        page=first.page,
        state=document.state,
        source=first.source,
    )
