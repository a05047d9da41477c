"""The main content of a saved page: what surrounds it (navigation, notices, teasers, footer) is taken out."""

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gfa_assistant.reading.html_surroundings import (
    AROUND,
    BESIDE,
    CONTACT_BOXES,
    HEADING_OF_TEASERS,
    MAIN_NAMES,
    NAME_OF_SURROUNDING,
    NEVER_TEXT,
    WORDS_OF_LINK,
)
from gfa_assistant.reading.patterns import EMAIL, PHONE

_MAIN = ("main", '[role="main"]')
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = ("div", "section", "aside", "header", "article")
_KEEPS_HEADER = ("main", "article", "section")
_KEEPS_BUTTON = (*_HEADINGS, "summary", "dt")
_TOO_MUCH = 0.5
_MOST = 0.6
_CARD_CHARS = 600


def main_content(tree: LexborHTMLParser) -> list[LexborNode]:
    """Take out what surrounds the content, and give the part that holds the rest, then the contact boxes beside it."""
    body = tree.body
    if body is None:
        return []
    _drop(tree.css(NEVER_TEXT))
    _drop_hidden(tree)
    _pair_tabs(tree)
    _drop(tree.css(AROUND))
    # A page's header is navigation; an article's header holds its heading.
    _drop(node for node in tree.css("header") if not _is_inside(node, _KEEPS_HEADER))
    _drop(node for node in tree.css("button") if not _is_toggle(node))
    total = len(_text(body))
    _drop(node for node in body.css("[class], [id]") if _is_named_surrounding(node) and _may_go(node, total))
    _drop(node for node in tree.css(BESIDE) if not _is_contact_box(node) and _may_go(node, total))
    while (heading := _heading_of_teasers(tree)) is not None:
        _drop_section(heading, total)
    _drop(node for node in tree.css("a, button") if WORDS_OF_LINK.fullmatch(_text(node)))
    # Old pages wrap all of their content in one form.
    _drop(node for node in tree.css("form") if len(_text(node)) <= _TOO_MUCH * total)
    root = _chosen(tree, body)
    return [root, *_contact_boxes(tree, root)]


def _chosen(tree: LexborHTMLParser, body: LexborNode) -> LexborNode:
    for selector in _MAIN:
        found = tree.css(selector)
        if len(found) == 1 and _text(found[0]):
            return found[0]
    most = _MOST * len(_text(body))
    # The innermost part with a telling name that still holds most of the text.
    named = [node for node in tree.css(MAIN_NAMES) if len(_text(node)) >= most]
    return min(named, key=lambda node: len(_text(node)), default=body)


def _contact_boxes(tree: LexborHTMLParser, root: LexborNode) -> list[LexborNode]:
    around = _ancestors(root) | {root.mem_id}
    boxes = [node for node in tree.css(CONTACT_BOXES) if node.mem_id not in around and _is_contact_box(node)]
    known = {node.mem_id for node in boxes} | {root.mem_id}
    return [node for node in boxes if not _ancestors(node) & known]


def _drop_hidden(tree: LexborHTMLParser) -> None:
    """What is hidden goes, but the panels of accordions and tabs stay: a click shows them."""
    controlled = {
        target.removeprefix("#")
        for node in tree.css("[aria-controls], [data-bs-target], [data-target], [href^='#']")
        for name in ("aria-controls", "data-bs-target", "data-target", "href")
        if (target := node.attributes.get(name) or "")
    }
    _drop(
        node
        for node in tree.css('[hidden], [aria-hidden="true"]')
        if node.attributes.get("role") not in ("tabpanel", "region") and node.attributes.get("id") not in controlled
    )


def _pair_tabs(tree: LexborHTMLParser) -> None:
    """Put the name of each tab above its panel, where a row of tabs holds them apart."""
    for tab in tree.css('[role="tab"][aria-controls]'):
        name = (tab.attributes.get("aria-controls") or "").replace("\\", "\\\\").replace('"', '\\"')
        panel = tree.css_first(f'[id="{name}"]')
        if panel is not None and panel.mem_id not in _ancestors(tab) and tab.mem_id not in _ancestors(panel):
            panel.insert_before(tab)
            tab.decompose()


def _heading_of_teasers(tree: LexborHTMLParser) -> LexborNode | None:
    headings = tree.css(", ".join(_HEADINGS))
    return next((heading for heading in headings if HEADING_OF_TEASERS.fullmatch(_text(heading))), None)


def _drop_section(heading: LexborNode, total: int) -> None:
    """Take out the part that a heading of teasers opens: its box, else what follows up to the next heading like it."""
    equals = ", ".join(_HEADINGS[: _HEADINGS.index(heading.tag or "h6") + 1])
    box = heading
    while (
        (parent := box.parent) is not None
        and parent.tag in _BOXES
        and len(parent.css(equals)) == 1
        and _text(parent).startswith(_text(heading))
        and len(_text(parent)) <= _TOO_MUCH * total
    ):
        box = parent
    if box.mem_id == heading.mem_id:
        following = heading.next
        while following is not None and following.tag not in equals.split(", "):
            after = following.next
            following.decompose()
            following = after
    box.decompose()


def _drop(nodes: Iterable[LexborNode]) -> None:
    """Take out nodes; one inside another goes with it, and must not be touched after that."""
    chosen = list(nodes)
    known = {node.mem_id for node in chosen}
    for node in [node for node in chosen if not _ancestors(node) & known]:
        node.decompose()


def _may_go(node: LexborNode, total: int) -> bool:
    """Never the page's main heading, nor so much of its text that it must be the content, whatever it is called."""
    if node.tag in ("body", "main", "article", "h1") or len(_text(node)) > _TOO_MUCH * total:
        return False
    return node.css_first("h1") is None


def _is_named_surrounding(node: LexborNode) -> bool:
    attributes = node.attributes
    names = [*(attributes.get("class") or "").split(), attributes.get("id") or ""]
    return any(NAME_OF_SURROUNDING.fullmatch(name) for name in names)


def _is_contact_box(node: LexborNode) -> bool:
    """A box with an office's telephone number is content; teasers and word clouds are not."""
    text = _text(node)
    return len(text) <= _CARD_CHARS and (PHONE.search(text) or EMAIL.search(text)) is not None


def _is_toggle(node: LexborNode) -> bool:
    attributes = node.attributes
    opens = any(name in attributes for name in ("aria-expanded", "aria-controls", "data-bs-target"))
    return opens or _is_inside(node, _KEEPS_BUTTON)


def _is_inside(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _ancestors(node: LexborNode) -> set[int]:
    found: set[int] = set()
    parent = node.parent
    while parent is not None:
        found.add(parent.mem_id)
        parent = parent.parent
    return found


def _text(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
