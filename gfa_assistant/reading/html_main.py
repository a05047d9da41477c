"""The main content of a saved page: what surrounds it (navigation, notices, teasers, footer) is taken out."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gfa_assistant.reading.html_surroundings import (
    AROUND,
    HEADING_OF_TEASERS,
    MAIN_NAMES,
    NAME_OF_SURROUNDING,
    NEVER_TEXT,
    WORDS_OF_LINK,
)
from gfa_assistant.reading.patterns import EMAIL, PHONE

_MAIN = ("main", '[role="main"]')
_HEADINGS = "h1, h2, h3, h4, h5, h6"
# A part with so much of the page's text is no mere surrounding, whatever it is called.
_TOO_MUCH = 0.5
_MOST = 0.6
_CARD_CHARS = 600


def main_content(tree: LexborHTMLParser) -> LexborNode | None:
    """Take out what surrounds the content, and give the node that holds the rest."""
    body = tree.body
    if body is None:
        return None
    for node in tree.css(NEVER_TEXT):
        node.decompose()
    _drop_hidden(tree)
    _drop_around(tree)
    total = len(_text(body))
    for node in [n for n in body.css("[class], [id]") if _is_named_surrounding(n)]:
        if node.tag not in ("body", "main", "article") and len(_text(node)) <= _TOO_MUCH * total:
            node.decompose()
    for heading in tree.css(_HEADINGS):
        if HEADING_OF_TEASERS.fullmatch(_text(heading)):
            _drop_section(heading, total)
    for link in tree.css("a, button"):
        if WORDS_OF_LINK.fullmatch(_text(link)):
            link.decompose()
    for node in tree.css("form"):
        # Old pages wrap all of their content in one form.
        if len(_text(node)) <= _TOO_MUCH * total:
            node.decompose()
    return _chosen(tree, body)


def _chosen(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1 and _text(found[0]):
            return found[0]
    most = _MOST * len(_text(body))
    # The innermost part with a telling name that still holds most of the text.
    named = [node for node in tree.css(MAIN_NAMES) if len(_text(node)) >= most]
    return min(named, key=lambda node: len(_text(node)), default=body)


def _drop_hidden(tree: LexborHTMLParser) -> None:
    """What is hidden goes, but the panels of accordions and tabs stay: a click shows them."""
    controlled = {
        target.removeprefix("#")
        for node in tree.css("[aria-controls], [data-bs-target], [data-target], [href^='#']")
        for name in ("aria-controls", "data-bs-target", "data-target", "href")
        if (target := node.attributes.get(name) or "")
    }
    for node in tree.css('[hidden], [aria-hidden="true"]'):
        role = node.attributes.get("role") or ""
        if role not in ("tabpanel", "region") and (node.attributes.get("id") or "-") not in controlled:
            node.decompose()


def _drop_around(tree: LexborHTMLParser) -> None:
    for node in tree.css(AROUND):
        node.decompose()
    for node in tree.css("aside, [role='complementary']"):
        # A box with an office's telephone number is content, teasers and word clouds are not.
        text = _text(node)
        if len(text) > _CARD_CHARS or not (PHONE.search(text) or EMAIL.search(text)):
            node.decompose()
    for node in tree.css("header"):
        # A page's header is navigation; an article's header holds its heading.
        if not _is_inside(node, ("main", "article", "section")):
            node.decompose()
    for node in tree.css("button"):
        attributes = node.attributes
        toggles = "aria-expanded" in attributes or "aria-controls" in attributes or "data-bs-target" in attributes
        if not toggles and not _is_inside(node, ("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt")):
            node.decompose()


def _is_named_surrounding(node: LexborNode) -> bool:
    attributes = node.attributes
    names = [*(attributes.get("class") or "").split(), attributes.get("id") or ""]
    return any(NAME_OF_SURROUNDING.fullmatch(name) for name in names)


def _drop_section(heading: LexborNode, total: int) -> None:
    """Take out the part that a heading of teasers opens: its box, else what follows up to the next heading like it."""
    box = heading
    while (
        (parent := box.parent) is not None
        and parent.tag in ("div", "section", "aside", "header", "article")
        and _text(parent).startswith(_text(heading))
        and len(_text(parent)) <= _TOO_MUCH * total
    ):
        box = parent
    if box.mem_id == heading.mem_id:
        following = heading.next
        while following is not None and not (
            following.tag in ("h1", "h2", "h3") and following.tag <= (heading.tag or "")
        ):
            after = following.next
            following.decompose()
            following = after
    box.decompose()


def _is_inside(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _text(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
