"""The few rules of Markdown by which an answer is read, on the page and in files."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MARKER = re.compile(r"\[(\d{1,3})\]")


def answer_markdown() -> MarkdownIt:
    """Paragraphs, lists, line breaks, bold, backslash escapes, and a token `citation` for each marker.

    In a source's words everything else means itself: they are full of asterisks ("Bürger*innen") and indents.
    """
    markdown = MarkdownIt("zero", {"breaks": True}).enable(["list", "newline", "escape", "emphasis", "balance_pairs"])
    markdown.inline.ruler.before("link", "citation", _citation)
    return markdown


def _citation(state: StateInline, silent: bool) -> bool:
    match = MARKER.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("citation", "", 0).content = match[1]
    state.pos = match.end()
    return True
