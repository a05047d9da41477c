"""A Vermerk as plain text, to paste into a mail or a file note."""

from gfa_assistant.web.exports.memo_blocks import Block, Card, Hint, Listing, Memo, Paragraph, Quote, Reference, plain


def memo_text(memo: Memo) -> str:
    r"""Headings, paragraphs and lists as lines; lines end in `\n`, sections are an empty line apart."""
    head = [memo.subject, "\n".join(f"{label}: {value}" for label, value in memo.facts if value)]
    sections = [
        f"{section.heading}\n{_separator(section.blocks[0]).join(_block(block) for block in section.blocks)}"
        for section in memo.sections
    ]
    return "\n\n".join([*head, *sections, memo.notice]) + "\n"


def _separator(block: Block) -> str:
    return "\n" if isinstance(block, Reference) else "\n\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph() | Hint():
            return plain(block.runs)
        case Listing():
            return "\n".join(_listing(block, indent=""))
        case Quote():
            return f"[{block.source}] {block.place}\n" + _indented(block.text, "    ")
        case Card():
            return "\n".join([block.title, *(f"{label}: {plain(runs)}" for label, runs in block.rows)])
        case Reference():
            return f"[{block.source}] {plain(block.runs)}"


def _listing(listing: Listing, indent: str) -> list[str]:
    lines = []
    for number, item in enumerate(listing.items, start=listing.start):
        mark = f"{number}. " if listing.ordered else "- "
        inner = indent + " " * len(mark)
        texts = [
            "\n".join(_listing(block, inner)) if isinstance(block, Listing) else _indented(plain(block.runs), inner)
            for block in item
        ]
        lines.append(indent + mark + "\n".join(texts)[len(inner) :])
    return lines


def _indented(text: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" for line in text.split("\n"))
