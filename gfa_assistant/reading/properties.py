"""What a document says about itself in Dublin Core: the title and date in DOCX, ODT and EPUB.

The author is not taken over: it is a person's name or login, and nothing that a public answer should show.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element as XmlElement

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# What programs and templates leave there when nobody fills it in.
_NO_TITLE = re.compile(
    r"(?:Dokument|Document|Word-Dokument|Titel|Title|Vorlage|Unbenannt|Untitled|Leere Seite)[ _-]?\d*|Microsoft Word.*"
    r"|.*\.(?:docx?|odt|ott|dotx?|rtf|pdf|epub|indd)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Properties:
    """Title and publisher as declared; `as_of` is the day of the last change (YYYY-MM-DD)."""

    title: str | None = None
    publisher: str | None = None
    as_of: str | None = None


def read_properties(root: XmlElement | None) -> Properties:
    """Read the Dublin Core elements anywhere below `root`; None, a part that is missing, declares nothing."""
    if root is None:
        return Properties()
    title = _text(root, f"{_DC}title")
    date = _text(root, f"{_TERMS}modified") or _text(root, f"{_DC}date")
    day = _ISO_DATE.match(date) if date else None
    return Properties(
        title=None if title is None or _NO_TITLE.fullmatch(title) else title,
        publisher=_text(root, f"{_DC}publisher"),
        as_of=day[0] if day else None,
    )


def _text(root: XmlElement, tag: str) -> str | None:
    for element in root.iter(tag):
        text = " ".join("".join(element.itertext()).split())
        if text:
            return text
    return None
