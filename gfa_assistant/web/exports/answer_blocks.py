"""An answer's Markdown as paragraphs and lists, with bold and markers kept."""

from collections.abc import Iterator

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from gfa_assistant.web.answer_markdown import answer_markdown
from gfa_assistant.web.exports.characters import printable
from gfa_assistant.web.exports.memo_blocks import Listing, Paragraph, Run


def answer_blocks(markdown: str, sources: frozenset[int]) -> tuple[Paragraph | Listing, ...]:
    """Read an answer; a marker whose number is in `sources` points to the reference list, any other is text."""
    tree = SyntaxTreeNode(_MARKDOWN.parse(printable(markdown)))
    return tuple(_block(node, sources) for node in tree.children)


def _block(node: SyntaxTreeNode, sources: frozenset[int]) -> Paragraph | Listing:
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(tuple(_block(child, sources) for child in item.children) for item in node.children)
        return Listing(items, ordered=node.type == "ordered_list", start=int(node.attrs.get("start", 1)))
    tokens = node.children[0].to_tokens()[0].children or []
    return Paragraph(tuple(_joined(_runs(tokens, sources))))


def _runs(tokens: list[Token], sources: frozenset[int]) -> Iterator[Run]:
    bold = False
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "citation":
                number = int(token.content)
                yield Run(f"[{token.content}]", bold, source=number if number in sources else None)
            case "softbreak" | "hardbreak":
                yield Run("\n", bold)
            case _:
                # An emphasis token's content is empty: its asterisk is the source's own ("Bürger*innen").
                yield Run(token.content or token.markup, bold)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbouring text of the same weight as one run, and no empty ones."""
    last: Run | None = None
    for run in filter(lambda run: run.text, runs):
        if last is not None and last.source is None and run.source is None and last.bold == run.bold:
            last = Run(last.text + run.text, last.bold)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


_MARKDOWN = answer_markdown()
