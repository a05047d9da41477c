"""A cited source as bibliographies know it: who, when, what, where."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from gfa_assistant.records import Citation, Document, Superseded
from gfa_assistant.web.exports.characters import one_line, printable
from gfa_assistant.web.markup import web_address

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?: \(.*\))?")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class IssueDate:
    """As much of a date as is known."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A document, or one place in it (`section`, `page`, `quote`).

    `key` is ASCII and stays the same as long as document and quote do. `as_of` is the corpus's own wording of the
    date; `issued` is given only where that wording is one plain date.
    """

    key: str
    title: str
    publisher: str | None = None
    issued: IssueDate | None = None
    as_of: str | None = None
    url: str | None = None
    section: str | None = None
    page: int | None = None
    quote: str | None = None
    superseded: Superseded | None = None


def cited_place(citation: Citation) -> CitedWork:
    """The place that a citation points to."""
    section = citation.section[-1] if citation.section else ""
    digest = hashlib.sha256(citation.quote.encode()).hexdigest()[:8]
    return CitedWork(
        key=f"{ascii_name(citation.document_id)}-{digest}",
        title=one_line(citation.title),
        publisher=_optional(citation.publisher),
        issued=issue_date(citation.as_of),
        as_of=_optional(citation.as_of),
        url=web_address(citation.url),
        section=_optional(section) if not citation.title.endswith(section) else None,
        page=citation.page,
        quote=printable(citation.quote),
        superseded=citation.superseded,
    )


def cited_document(document: Document) -> CitedWork:
    """The document as a whole."""
    return CitedWork(
        key=ascii_name(document.id),
        title=one_line(document.title),
        publisher=_optional(document.publisher),
        issued=issue_date(document.as_of),
        as_of=_optional(document.as_of),
        url=web_address(document.url),
        superseded=document.superseded,
    )


def issue_date(as_of: str | None) -> IssueDate | None:
    """The date in `as_of`; None where it is unknown, a span, several dates, or no date of the calendar.

    >>> issue_date("2023-12"), issue_date("unbekannt (nach 02/2025)")
    (IssueDate(year=2023, month=12, day=None), None)
    """
    match = _DATE.fullmatch(as_of or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return None
    return IssueDate(year, month, day)


def ascii_name(text: str) -> str:
    """Letters, digits and hyphens only, at most 60: safe as a citation key and as part of a file name.

    >>> ascii_name("Für „alle“: Maßnahmen.pdf")
    'Fuer-alle-Massnahmen-pdf'
    """
    composed = unicodedata.normalize("NFC", text).translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "quelle"


def _optional(text: str | None) -> str | None:
    return one_line(text) or None if text else None
