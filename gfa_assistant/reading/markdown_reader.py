"""Markdown: marked headings, lists and tables are taken as such, all other text keeps its structure open."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gfa_assistant.reading.elements import Content, Element
from gfa_assistant.reading.html_reader import html_elements
from gfa_assistant.reading.scripts import plain_scripts

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Indented text is a paragraph that someone indented, as in the programme's own texts, not code.
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def read_markdown(text: str) -> Content:
    """Parse one Markdown file; an item's indent is the column of its bullet, so that one space nests it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").expandtabs(4)
    text = plain_scripts(_FRONT_MATTER.sub("", text))
    walk = _Walk(text.split("\n"))
    for token in _PARSER.parse(text):
        walk.take(token)
    return Content(tuple(element for element in walk.elements if any(line.strip() for line in element.lines)))


class _Walk:
    """The state of one pass over the tokens: where we are, and which heading, item or row is open."""

    def __init__(self, source: list[str]) -> None:
        self.elements: list[Element] = []
        self._source = source
        self._last_line = 0
        self._heading = 0
        self._item: Token | None = None
        self._rows: list[str] = []
        self._cells: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = int(token.tag[1])
            case "heading_close":
                self._heading = 0
            case "list_item_open":
                self._item = token
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._rows.append(" | ".join(self._cells or ()))
                self._cells = None
            case "table_close":
                self.elements.append(Element("table", tuple(self._rows)))
                self._rows = []
            case "inline":
                self._take_text(token)
            case "fence":
                self.elements.append(Element("lines", tuple(token.content.rstrip("\n").split("\n"))))
            case "html_block":
                self.elements.extend(html_elements(token.content))

    def _take_text(self, token: Token) -> None:
        lines = _plain_lines(token)
        if self._cells is not None:
            self._cells.append(" ".join(lines))
            return
        first, end = token.map or (self._last_line, self._last_line)
        gap, self._last_line = max(first - self._last_line, 0), end
        if self._heading:
            self.elements.append(Element("heading", (" ".join(lines),), level=self._heading, gap=gap))
        elif self._item is not None:
            marker = f"{self._item.info}{self._item.markup}" if self._item.info else ""
            indent = self._indent(first)
            self.elements.append(Element("item", tuple(lines), indent=indent, marker=marker, gap=gap))
            self._item = None
        else:
            indented = tuple(" " * self._indent(first + number) + line for number, line in enumerate(lines))
            self.elements.append(Element("lines", indented, gap=gap, strong=_is_strong(token)))

    def _indent(self, number: int) -> int:
        line = self._source[number] if number < len(self._source) else ""
        return len(line) - len(line.lstrip(" "))


def _plain_lines(token: Token) -> list[str]:
    """The text of an inline token without its marks, one entry per source line."""
    text = ""
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif child.type == "html_inline":
            text += "\n" if _LINE_BREAK_TAG.fullmatch(child.content) else ""
        elif child.type in ("text", "text_special", "code_inline"):
            text += child.content
    return [line.strip() for line in text.split("\n")]


def _is_strong(token: Token) -> bool:
    depth, seen = 0, False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            depth += child.nesting
        elif child.type in ("text", "code_inline") and child.content.strip():
            if not depth:
                return False
            seen = True
    return seen
