"""What a PDF says about itself: title, author and day of creation."""

import re
from dataclasses import dataclass

from pypdf import PdfReader

# What programs write when nobody gave a title.
_PROGRAM = re.compile(r"^Microsoft (?:Word|PowerPoint|Excel) - ", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|ohne titel|title|titel|powerpoint[- ]pr(?:ä|ae)sentation|powerpoint presentation)(?:-\d+)?"
    r"|(?:dokument|document|pr(?:ä|ae)sentation|presentation|folie|slide) ?\d*"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|odp|qxd|rtf|tex|pub|ai)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(r"anonymous|unknown|unbekannt|user|admin\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PdfAbout:
    """What the file's metadata hold; `created` is a day ("2023-09-15"). None where nothing useful stands there."""

    title: str | None = None
    author: str | None = None
    created: str | None = None


def about(reader: PdfReader) -> PdfAbout:
    """Read the metadata; a file's name or a program's stopgap is no title."""
    try:
        found = reader.metadata
        if found is None:
            return PdfAbout()
        created = found.creation_date
        title, author = found.title, found.author
    # A damaged date or an object of another kind: pypdf's errors are as many as its formats.
    except Exception:
        return PdfAbout()
    title = _PROGRAM.sub("", _one_line(title))
    author = _one_line(author)
    return PdfAbout(
        title=None if not title or _NO_TITLE.fullmatch(title) else title,
        author=None if not author or _NO_AUTHOR.fullmatch(author) else author,
        created=created.date().isoformat() if created is not None else None,
    )


def _one_line(value: object) -> str:
    return " ".join(str(value).replace("\0", "").split()) if value else ""
