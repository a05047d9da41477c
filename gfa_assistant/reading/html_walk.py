"""The tree of a page as elements in reading order: headings, items, tables and the text between them."""

from selectolax.lexbor import LexborNode

from gfa_assistant.reading.elements import Element
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.scripts import superscript

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "header hgroup hr li main ol p pre section summary ul h1 h2 h3 h4 h5 h6".split()
)
# What stands above its text as a heading does, where its own words look like one.
_STRONG_BLOCKS = ("dt", "summary")
_TOGGLES = ("button", "div", "a", "span")
_HOLDS_BLOCKS = "h1, h2, h3, h4, h5, h6, table"
_LONG_DEFINITION = "ul, ol, table, p + p, h2, h3, h4, h5, h6"
_ITEM_INDENT = 2
_MAX_SPAN = 200


def walk_elements(root: LexborNode) -> tuple[Element, ...]:
    """All elements below one node."""
    walk = _Walk()
    walk.walk(root)
    walk.close()
    return tuple(walk.elements)


def one_line(text: str) -> str:
    return join_lines(text.split("\n"))


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
        # A lone "|" or "»" parted links that are gone.
        lines = tuple(line for line in lines if any(character.isalnum() for character in line))
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
            self._take_table(node)
        elif tag in ("ul", "ol"):
            self._take_list(node, tag)
        elif tag in _BLOCKS or (not self._heading and _is_toggle(node)):
            self._take_block(node, tag, strong=strong or _is_toggle(node))
        elif not tag.startswith("-"):
            self.walk(node, strong=strong or tag in ("b", "strong"))

    def _take_list(self, node: LexborNode, tag: str) -> None:
        self.close()
        self._lists.append(tag)
        number = _number(node, "start")
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
        # A heading's level outlasts the paragraphs inside it.
        outer, self._heading = self._heading, _HEADINGS.get(tag, self._heading)
        if tag == "dl" and not any(child.css_first(_LONG_DEFINITION) for child in node.css("dd")):
            self.elements.extend(_definitions(node))
        elif tag == "pre":
            self._text = node.text().replace("\n", "\v")
            self._plain = True
        else:
            self.walk(node, strong=strong or tag in _STRONG_BLOCKS)
        self.close()
        self._heading = outer

    def _take_table(self, node: LexborNode) -> None:
        """Rows with their cells joined; a table of one column, or with headings in its cells, is mere layout."""
        self.close()
        rows = _rows(node)
        cells = [cell for row in rows for cell in row]
        caption = _child(node, "caption")
        if caption is not None:
            self.elements.append(Element("lines", (cell_text(caption),), wrapped=False))
        is_data = any(cell.tag == "th" for cell in cells)
        is_narrow = max((len(row) for row in rows), default=0) == 1
        if is_narrow or (not is_data and any(cell.css_first(_HOLDS_BLOCKS) is not None for cell in cells)):
            for cell in cells:
                self.walk(cell)
                self.close()
            return
        lines = tuple(" | ".join(line) for line in _filled(rows) if any(line))
        if lines:
            self.elements.append(Element("table", lines))


def cell_text(node: LexborNode) -> str:
    """All text of one cell on one line; the items of a list in it are parted by semicolons."""
    text, item_before = "", False
    for element in walk_elements(node):
        is_item = element.kind == "item"
        parted = item_before and is_item and text[-1] not in ".,;:!?"
        text += f"{';' if parted else ''} {' '.join(element.lines)}"
        item_before = is_item
    return one_line(text)


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """The cells of each row, without those of tables inside the cells."""
    rows: list[list[LexborNode]] = []
    child = table.first_child
    while child is not None:
        if child.tag == "tr":
            rows.append([cell for cell in child.iter() if cell.tag in ("th", "td")])
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(_rows(child))
        child = child.next
    return rows


def _filled(rows: list[list[LexborNode]]) -> list[list[str]]:
    """The text of all cells; one that spans rows is repeated in each, so that every row says what it is about."""
    lines: list[list[str]] = []
    open_cells: dict[int, tuple[str, int]] = {}
    for row in rows:
        line: list[str] = []
        column = 0
        cells = list(row)
        while cells or column in open_cells:
            if column in open_cells:
                text, left = open_cells.pop(column)
                if left > 1:
                    open_cells[column] = (text, left - 1)
                line.append(text)
                column += 1
                continue
            cell = cells.pop(0)
            text = cell_text(cell)
            if (span := min(_number(cell, "rowspan"), _MAX_SPAN)) > 1:
                open_cells[column] = (text, span - 1)
            line.append(text)
            column += min(_number(cell, "colspan"), _MAX_SPAN)
        lines.append(line)
    return lines


def _definitions(node: LexborNode) -> list[Element]:
    """A definition list is a list of "term: meaning"."""
    terms: list[str] = []
    elements: list[Element] = []
    for child in node.css("dt, dd"):
        text = cell_text(child)
        if child.tag == "dt":
            terms.append(text)
        elif text:
            term = ", ".join(filter(None, terms))
            elements.append(Element("item", (f"{term.rstrip(':')}: {text}" if term else text,)))
            terms = []
    return elements


def _is_toggle(node: LexborNode) -> bool:
    """What opens a panel of an accordion; other buttons are gone by now."""
    if node.tag not in _TOGGLES:
        return False
    attributes = node.attributes
    return node.tag == "button" or "aria-expanded" in attributes or attributes.get("role") == "tab"


def _child(node: LexborNode, tag: str) -> LexborNode | None:
    return next((child for child in node.iter() if child.tag == tag), None)


def _number(node: LexborNode, attribute: str) -> int:
    value = node.attributes.get(attribute) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 1
