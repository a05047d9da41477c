"""ODT files: their text as HTML for the one HTML reader, without deleted text, comments, headers and footers."""

from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element as XmlElement

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.containers import Container, open_container
from gfa_assistant.reading.elements import Content
from gfa_assistant.reading.html_reader import read_fragment
from gfa_assistant.reading.odt_styles import TEXT, OdtStyles
from gfa_assistant.reading.properties import read_properties

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_LEFT_OUT = frozenset(
    {
        *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
        *(f"{TEXT}{name}" for name in ("tracked-changes", "sequence-decls", "note-citation")),
        *(f"{TEXT}{name}-index" for name in ("illustration", "table", "object", "user", "alphabetical")),
        f"{TEXT}table-of-content",
        *(f"{_DRAW}{name}" for name in ("image", "object", "object-ole")),
        *(f"{{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}}{name}" for name in ("title", "desc")),
    }
)
_DEEPEST = 6


def read_odt(data: bytes, name: str) -> Content:
    """Read the text of an OpenDocument file; its footnotes stand below the block that refers to them.

    Raises:
        UnreadableFileError: the file is damaged, encrypted or larger than any document.
    """
    container = open_container(data, name)
    _refuse_encrypted(container)
    content = container.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise container.damaged("its part 'content.xml' holds no text document")
    roots = [container.xml(part) for part in ("styles.xml",) if part in container.parts]
    properties = read_properties(container.xml("meta.xml") if "meta.xml" in container.parts else None)
    try:
        html = _Html(OdtStyles([*roots, content])).of(body)
    except RecursionError:
        raise container.damaged("its elements are nested too deeply") from None
    return read_fragment(html, title=properties.title, as_of=properties.as_of)


def _refuse_encrypted(container: Container) -> None:
    if _MANIFEST in container.parts and any(
        element.tag.endswith("}encryption-data") for element in container.xml(_MANIFEST).iter()
    ):
        raise UnreadableFileError(
            f"{container.file_name!r} cannot be read: it is encrypted; save it without a password"
        )


class _Html:
    """One pass down the tree; text boxes wait until the block that anchors them is complete."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._shift = 0
        self._boxes: list[str] = []
        self._notes: list[str] = []
        self._take: dict[str, Callable[[XmlElement], str]] = {
            f"{TEXT}h": self._heading,
            f"{TEXT}p": self._paragraph,
            f"{TEXT}span": self._span,
            f"{TEXT}s": lambda _: " ",
            f"{TEXT}tab": lambda _: " ",
            f"{TEXT}line-break": lambda _: "<br>",
            f"{TEXT}note": self._note,
            f"{_DRAW}text-box": self._box,
            f"{_TABLE}table": self._table,
        }

    def of(self, body: XmlElement) -> str:
        paragraphs = body.iter(f"{TEXT}p")
        # Beside a title, a heading of level 1 is the second level.
        self._shift = int(any(self._is_title(p) and "".join(p.itertext()).strip() for p in paragraphs))
        return self._all(body) + "".join(self._notes)

    def _all(self, parent: XmlElement, take: Callable[[XmlElement], str] | None = None) -> str:
        html = escape(parent.text or "")
        for child in parent:
            html += (take or self._one)(child) + escape(child.tail or "")
        return html

    def _one(self, element: XmlElement) -> str:
        if element.tag in _LEFT_OUT:
            return ""
        if element.tag == f"{TEXT}list":
            return self._list(element, "", 1)
        return self._take.get(element.tag, self._all)(element)

    def _is_title(self, paragraph: XmlElement) -> bool:
        return self._styles.is_title(paragraph.get(f"{TEXT}style-name", ""))

    def _heading(self, element: XmlElement) -> str:
        level = element.get(f"{TEXT}outline-level", "1")
        return self._as_heading(element, int(level) + self._shift if level.isdecimal() else 1)

    def _as_heading(self, element: XmlElement, level: int) -> str:
        tag = f"h{min(max(level, 1), _DEEPEST)}"
        return f"<{tag}>{self._all(element)}</{tag}>{self._boxes_here()}"

    def _paragraph(self, element: XmlElement) -> str:
        if self._is_title(element):
            return self._as_heading(element, 1)
        inner = self._all(element)
        if self._styles.is_bold(element.get(f"{TEXT}style-name", "")):
            inner = f"<strong>{inner}</strong>"
        return f"<p>{inner}</p>{self._boxes_here()}"

    def _span(self, element: XmlElement) -> str:
        name = element.get(f"{TEXT}style-name", "")
        inner = self._all(element)
        if tag := self._styles.raised(name):
            inner = f"<{tag}>{inner}</{tag}>"
        return f"<strong>{inner}</strong>" if self._styles.is_bold(name) else inner

    def _note(self, element: XmlElement) -> str:
        body = element.find(f"{TEXT}note-body")
        if body is None:
            return ""
        number = f"note-{len(self._notes)}"
        self._notes.append("")
        self._notes[-1] = f'<aside id="{number}">{self._all(body)}</aside>'
        return f'<a role="doc-noteref" href="#{number}"></a>'

    def _box(self, element: XmlElement) -> str:
        inner = self._all(element)
        self._boxes.append(f"<div>{inner}</div>")
        return ""

    def _boxes_here(self) -> str:
        boxes, self._boxes = self._boxes, []
        return "".join(boxes)

    def _list(self, element: XmlElement, style: str, depth: int) -> str:
        own = element.get(f"{TEXT}style-name", "") or style
        if not own:
            first = next(element.iter(f"{TEXT}p"), None)
            own = self._styles.list_style("" if first is None else first.get(f"{TEXT}style-name", ""))
        tag = "ol" if self._styles.is_numbered(own, depth) else "ul"

        def inside(child: XmlElement) -> str:
            return self._list(child, own, depth + 1) if child.tag == f"{TEXT}list" else self._one(child)

        items = [f"<li>{self._all(item, inside)}</li>" for item in element if item.tag == f"{TEXT}list-item"]
        heads = [self._all(head, inside) for head in element if head.tag == f"{TEXT}list-header"]
        return "".join(heads) + f"<{tag}>{''.join(items)}</{tag}>"

    def _table(self, element: XmlElement) -> str:
        rows = ""
        for row in _rows(element):
            cells = ""
            for cell in row:
                if cell.tag == f"{_TABLE}table-cell":
                    span = "".join(
                        f' {name}="{escape(cell.get(f"{_TABLE}number-{what}-spanned", "1"))}"'
                        for name, what in (("rowspan", "rows"), ("colspan", "columns"))
                    )
                    cells += f"<td{span}>{self._all(cell)}</td>"
            rows += f"<tr>{cells}</tr>"
        return f"<table>{rows}</table>"


def _rows(table: XmlElement) -> list[XmlElement]:
    """The rows of one table, its header rows and row groups included, those of tables inside it not."""
    rows: list[XmlElement] = []
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            rows.append(child)
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            rows.extend(_rows(child))
    return rows
