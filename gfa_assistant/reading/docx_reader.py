"""DOCX files through mammoth, which gives HTML: deleted text, comments, headers and footers are gone by then."""

import io
import re
from typing import Any
from zipfile import ZipFile

import mammoth
from mammoth import documents, transforms

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.containers import Container, open_container
from gfa_assistant.reading.elements import Content
from gfa_assistant.reading.html_reader import read_fragment
from gfa_assistant.reading.properties import read_properties

_W = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_SIMPLE_FIELD = re.compile(rb"<(/?)(\w+):fldSimple\b")
_CORE = "docProps/core.xml"
_HEADING_NAME = re.compile(r"(?:heading|überschrift) ([1-9])", re.IGNORECASE)
_TITLE_NAMES = ("title", "titel")
_CONTENTS_NAME = re.compile(r"(?:toc|verzeichnis|inhaltsverzeichnis|index)\b.*|table of figures", re.IGNORECASE)
_STYLE_MAP = "p[style-name='gfa contents'] => !\n" + "\n".join(
    f"p[style-name='gfa heading {level}'] => h{level}:fresh" for level in range(1, 7)
)
_DEEPEST = 6
_MAX_BASES = 20


def read_docx(data: bytes, name: str) -> Content:
    """Read the text of a Word document; its footnotes stand below the block that refers to them.

    Raises:
        UnreadableFileError: the file is damaged, encrypted or larger than any document.
    """
    container = open_container(data, name)
    markup = _markup_only(container)
    try:
        levels = _heading_levels(container)
        result = mammoth.convert_to_html(
            markup,
            style_map=_STYLE_MAP,
            transform_document=_Styles(levels),
            convert_image=_no_image,
        )
    except UnreadableFileError:
        raise
    # A damaged file makes mammoth fail in any way: KeyError, AttributeError, ValueError, RecursionError ...
    except Exception as error:
        raise container.damaged(" ".join(str(error).split()) or type(error).__name__) from error
    properties = read_properties(container.xml(_CORE) if _CORE in container.parts else None)
    return read_fragment(result.value, title=properties.title, as_of=properties.as_of)


def _markup_only(container: Container) -> io.BytesIO:
    """The document without its pictures; mammoth leaves out simple fields, so they become what it reads through."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for part, data in container.checked_markup():
            archive.writestr(part, _SIMPLE_FIELD.sub(rb"<\1\2:smartTag", data))
    stream.seek(0)
    return stream


class _Styles:
    """Names each paragraph's style by what it means: a heading of some level, an entry of the contents, or neither."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._shift = 0

    def __call__(self, document: Any) -> Any:
        paragraphs = transforms.get_descendants_of_type(document, documents.Paragraph)
        # Beside a title, "heading 1" is the second level.
        self._shift = int(any(self._levels.get(p.style_id) == 0 and p.children for p in paragraphs))
        return transforms.paragraph(self._named)(document)

    def _named(self, paragraph: Any) -> Any:
        level = self._levels.get(paragraph.style_id)
        if level is not None:
            heading = min(level + self._shift, _DEEPEST)
            return paragraph.copy(style_name=f"gfa heading {heading}", style_id=None, numbering=None)
        if _CONTENTS_NAME.fullmatch(paragraph.style_name or ""):
            return paragraph.copy(style_name="gfa contents", style_id=None)
        return paragraph


def _no_image(_: Any) -> list[Any]:
    return []


def _heading_levels(container: Container) -> dict[str, int]:
    """The heading level of each paragraph style, its own or that of the style it is based on; 0 is the title's."""
    part = next((part for part in ("word/styles.xml", "styles.xml") if part in container.parts), None)
    if part is None:
        return {}
    root = container.xml(part)
    prefix = next((prefix for prefix in _W if root.tag.startswith(prefix)), _W[0])
    own: dict[str, int | None] = {}
    bases: dict[str, str] = {}
    for style in root.iter(f"{prefix}style"):
        if style.get(f"{prefix}type") != "paragraph":
            continue
        key = style.get(f"{prefix}styleId", "")
        values = {
            path: element.get(f"{prefix}val", "")
            for path in ("name", "basedOn", "pPr/outlineLvl")
            if (element := style.find("/".join(f"{prefix}{step}" for step in path.split("/")))) is not None
        }
        own[key] = _own_level(values.get("name", ""), values.get("pPr/outlineLvl", ""))
        bases[key] = values.get("basedOn", "")
    levels = {key: _inherited(key, own, bases) for key in own}
    return {key: level for key, level in levels.items() if level is not None and level >= 0}


def _own_level(name: str, outline: str) -> int | None:
    """A style's level, -1 where it says that it is body text, None where it says nothing."""
    if match := _HEADING_NAME.fullmatch(name.strip()):
        return int(match[1])
    if name.strip().lower() in _TITLE_NAMES:
        return 0
    if _CONTENTS_NAME.fullmatch(name.strip()):
        return -1
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < 9 else -1
    return None


def _inherited(key: str, own: dict[str, int | None], bases: dict[str, str]) -> int | None:
    start = key
    for _ in range(_MAX_BASES):
        level = own.get(key)
        if level is not None:
            # A subtitle or an author's line is often based on the title's style, and is no title.
            return level if level or key == start else None
        key = bases.get(key, "")
    return None
