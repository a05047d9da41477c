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
    for mark in tree.css(_MARKS):
        target = (mark.attributes.get("href") or "").partition("#")[2]
        note = _by_id(tree, target) if target else None
        block = _outermost_block(mark)
        if note is not None and block is not None and note.tag in _NOTE_TAGS and note.mem_id != block.mem_id:
            paragraph = tree.create_node("div")
            child = note.first_child
            while child is not None:
                following = child.next
                paragraph.insert_child(child)
                child = following
            last.get(block.mem_id, block).insert_after(paragraph)
            placed = last.get(block.mem_id, block).next
            if placed is not None:
                last[block.mem_id] = placed
            note.decompose()
        parent = mark.parent
        mark.decompose()
        if parent is not None and parent.tag == "sup" and not parent.text(strip=True):
            parent.decompose()


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
