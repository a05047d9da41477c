"""Footnotes of a page: the mark goes, the note stands below the block that refers to it."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

# EPUB and pandoc, mammoth (from DOCX), pages saved by Word, MediaWiki.
_MARKS = (
    'a[role="doc-noteref"], a[epub\\:type="noteref"], a.footnote-ref, a[id^="footnote-ref-"], a[id^="endnote-ref-"], '
    'a[href^="#_ftn"][name^="_ftnref"], a[href^="#_edn"][name^="_ednref"], sup.reference a[href^="#"]'
)
_BACK = (
    'a[role="doc-backlink"], a.footnote-back, a[href^="#footnote-ref-"], a[href^="#endnote-ref-"], a[href^="#fnref"]'
)
_FLOW = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "table", "ul", "ol", "dl")
_NOTE_TAGS = ("li", "aside", "div", "p")


def place_notes(tree: LexborHTMLParser) -> None:
    """Move each note to its first mark; a note that stands in another file leaves only its mark behind."""
    for back in tree.css(_BACK):
        back.decompose()
    last: dict[int, LexborNode] = {}
    # One after the other: a note may hold marks of its own, and a node that went must not be touched.
    while (mark := tree.css_first(_MARKS)) is not None:
        target = (mark.attributes.get("href") or "").partition("#")[2]
        note = _by_id(tree, target) if target else None
        block = _outermost_block(mark)
        parent = mark.parent
        mark.decompose()
        if parent is not None and parent.tag == "sup" and not parent.text(strip=True):
            parent.decompose()
        if note is not None and block is not None and note.tag in _NOTE_TAGS and not _holds(note, block):
            _place(tree, note, last, block)


def _place(tree: LexborHTMLParser, note: LexborNode, last: dict[int, LexborNode], block: LexborNode) -> None:
    """Put the note's content below its block, or below the notes that already stand there."""
    placed = tree.create_node("div")
    child = note.first_child
    while child is not None:
        following = child.next
        placed.insert_child(child)
        child = following
    above = last.get(block.mem_id, block)
    above.insert_after(placed)
    if above.next is not None:
        last[block.mem_id] = above.next
    note.decompose()


def _holds(note: LexborNode, block: LexborNode) -> bool:
    """Whether a mark stands in its own note: there is nothing to move then."""
    node: LexborNode | None = block
    while node is not None:
        if node.mem_id == note.mem_id:
            return True
        node = node.parent
    return any(child.mem_id == note.mem_id for child in block.traverse())


def _by_id(tree: LexborHTMLParser, name: str) -> LexborNode | None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return tree.css_first(f'[id="{quoted}"]')


def _outermost_block(node: LexborNode) -> LexborNode | None:
    """The whole list, table or paragraph that a mark stands in."""
    found = None
    parent = node.parent
    while parent is not None:
        if parent.tag in _FLOW:
            found = parent
        parent = parent.parent
    return found
