"""HTML pages: their main content, without navigation, scripts and forms; and the HTML that other formats become."""

import re

from selectolax.lexbor import LexborHTMLParser

from gfa_assistant.reading.elements import Content, Element
from gfa_assistant.reading.html_main import main_content
from gfa_assistant.reading.html_notes import place_notes
from gfa_assistant.reading.html_walk import one_line, walk_elements

_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page itself names, if any."""
    head = data[:_HEAD_BYTES]
    match = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return match[1].decode("ascii") if match else None


def read_html(html: str) -> Content:
    """Read one page; its `<title>` is kept apart, for it often carries the site's name."""
    tree = _tree(html)
    title = tree.css_first("head > title")
    declared = one_line(title.text()) if title is not None else ""
    elements = tuple(element for part in main_content(tree) for element in walk_elements(part))
    return Content(elements, title=declared or None)


def read_fragment(html: str, *, title: str | None = None, as_of: str | None = None) -> Content:
    """Read HTML that is content throughout: a DOCX or ODT file after conversion, a chapter of an EPUB."""
    tree = _tree(html)
    for node in tree.css("script, style, svg, nav"):
        node.decompose()
    return Content(walk_elements(tree.body) if tree.body is not None else (), title=title, as_of=as_of)


def html_elements(html: str) -> tuple[Element, ...]:
    """The elements of a fragment, as it stands inside a Markdown file."""
    return read_html(html).elements


def _tree(html: str) -> LexborHTMLParser:
    tree = LexborHTMLParser(html.replace("\0", ""))
    place_notes(tree)
    return tree
