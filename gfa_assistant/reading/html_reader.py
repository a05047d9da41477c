"""HTML pages: their main content, without navigation, scripts and forms."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gfa_assistant.reading.elements import Content, Element
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.scripts import superscript

_NOISE = (
    "script, style, noscript, template, svg, iframe, nav, aside, form, button, dialog, footer, object, video, audio, "
    '[hidden], [aria-hidden="true"], [role="navigation"], [role="search"], [role="banner"], [role="contentinfo"], '
    '[role="complementary"]'
)
_MAIN = ("main", '[role="main"]', "article")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figcaption", "figure", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre", "section", "summary", "ul"),
        *_HEADINGS,
    }
)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_ITEM_INDENT = 2


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page itself names, if any."""
    head = data[:_HEAD_BYTES]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def read_html(html: str) -> Content:
    """Read one page; its `<title>` is kept apart, for it often carries the site's name."""
    tree = LexborHTMLParser(html.replace("\0", ""))
    title = tree.css_first("head > title")
    root = _main(tree)
    walk = _Walk()
    if root is not None:
        walk.walk(root)
        walk.close()
    declared = _one_line(title.text()) if title is not None else ""
    return Content(tuple(walk.elements), title=declared or None)


def html_elements(html: str) -> tuple[Element, ...]:
    """The elements of a fragment, as it stands inside a Markdown file."""
    return read_html(html).elements


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for node in tree.css(_NOISE):
        node.decompose()
    for node in tree.css("header"):
        # A page's header is navigation; an article's header holds its heading.
        if not _is_inside(node, ("main", "article", "section")):
            node.decompose()
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1 and found[0].text(strip=True):
            return found[0]
    return tree.body


def _is_inside(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


class _Walk:
    """One pass down the tree: inline text gathers until a block begins or ends, then becomes an element."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self._text = ""
        self._plain = False
        self._lists: list[str] = []
        self._item: str | None = None
        self._heading = 0

    def walk(self, node: LexborNode, *, strong: bool = False) -> None:
        child = node.first_child
        while child is not None:
            self._take(child, strong=strong)
            child = child.next

    def close(self) -> None:
        """End the running text: it is a heading, an item or a paragraph, as the open tags say."""
        lines = tuple(join_lines(line.split("\n")) for line in self._text.split("\v"))
        lines = tuple(line for line in lines if line.strip())
        strong = bool(lines) and not self._plain
        self._text, self._plain = "", False
        if not lines:
            return
        if self._heading:
            self.elements.append(Element("heading", (" ".join(lines),), level=self._heading))
        elif self._lists:
            indent = _ITEM_INDENT * (len(self._lists) - 1)
            if self._item is None:
                # A second paragraph of an item belongs below it.
                indent, self._item = indent + 1, ""
            self.elements.append(Element("item", (" ".join(lines),), indent=indent, marker=self._item))
            self._item = None
        else:
            self.elements.append(Element("lines", lines, strong=strong, wrapped=False))

    def _take(self, node: LexborNode, *, strong: bool) -> None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text()
            self._text += text
            self._plain = self._plain or (bool(text.strip()) and not strong)
        elif tag == "br":
            self._text += "\v"
        elif tag == "sup":
            self._text += superscript(node.text())
        elif tag == "table":
            self.close()
            self.elements.extend(_table(node))
        elif tag in ("ul", "ol"):
            self._take_list(node, tag)
        elif tag in _BLOCKS:
            self._take_block(node, tag, strong=strong)
        elif not tag.startswith("-"):
            self.walk(node, strong=strong or tag in ("b", "strong"))

    def _take_list(self, node: LexborNode, tag: str) -> None:
        self.close()
        self._lists.append(tag)
        number = _start(node)
        child = node.first_child
        while child is not None:
            if child.tag == "li":
                self._item = f"{number}." if tag == "ol" else ""
                number += 1
                self.walk(child)
                self.close()
            elif child.tag in ("ul", "ol"):
                self._take(child, strong=False)
            child = child.next
        self._lists.pop()
        self._item = None

    def _take_block(self, node: LexborNode, tag: str, *, strong: bool) -> None:
        self.close()
        self._heading = _HEADINGS.get(tag, 0)
        if tag == "dl":
            self.elements.extend(_definitions(node))
        elif tag == "pre":
            self._text = node.text().replace("\n", "\v")
            self._plain = True
        else:
            self.walk(node, strong=strong or tag == "dt")
        self.close()
        self._heading = 0


def _definitions(node: LexborNode) -> list[Element]:
    """A definition list is a list of "term: meaning"."""
    terms: list[str] = []
    elements: list[Element] = []
    for child in node.css("dt, dd"):
        text = _one_line(child.text(separator=" "))
        if child.tag == "dt":
            terms.append(text)
        elif text:
            term = ", ".join(filter(None, terms))
            elements.append(Element("item", (f"{term.rstrip(':')}: {text}" if term else text,)))
            terms = []
    return elements


def _table(node: LexborNode) -> list[Element]:
    """Rows with their cells joined; a table of one column is layout and becomes paragraphs."""
    caption = node.css_first("caption")
    rows = [[_one_line(cell.text(separator=" ")) for cell in row.css("th, td")] for row in node.css("tr")]
    rows = [row for row in rows if any(row)]
    elements = [Element("lines", (_one_line(caption.text()),), wrapped=False)] if caption is not None else []
    if rows and max(len(row) for row in rows) == 1:
        return elements + [Element("lines", (row[0],), wrapped=False) for row in rows]
    return elements + ([Element("table", tuple(" | ".join(row) for row in rows))] if rows else [])


def _start(node: LexborNode) -> int:
    start = node.attributes.get("start") or ""
    return int(start) if start.isdecimal() else 1


def _one_line(text: str) -> str:
    return join_lines(text.split("\n"))
