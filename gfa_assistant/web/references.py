"""How a citation is named: on its control, in the source panel, and as the line to copy."""

from gfa_assistant.dates import date_text
from gfa_assistant.records import Citation, Superseded
from gfa_assistant.web.markup import web_address
from gfa_assistant.web.texts import Texts

_INNER_QUOTES = str.maketrans("„“”", "‚‘’")


def source_name(citation: Citation, texts: Texts) -> str:
    """The control's text, for example „Quelle 2: Broschüre, Abschnitt „Ziele“, Seite 14“."""
    return texts.source.format(number=citation.number, place=", ".join([citation.title, *_place(citation, texts)]))


def reference_line(citation: Citation, texts: Texts) -> str:
    """The short reference for a note or a letter: publisher, title, place, date, address."""
    publisher = f"{citation.publisher}: " if citation.publisher else ""
    parts = [f"{publisher}{citation.title}", *_place(citation, texts)]
    if citation.as_of:
        parts.append(as_of_text(citation.as_of, texts))
    if citation.superseded:
        parts.append(superseded_text(citation.superseded, texts))
    if citation.recognised:
        parts.append(texts.recognised)
    address = web_address(citation.url)
    return ", ".join(parts) + (f", {address}" if address else "")


def as_of_text(as_of: str, texts: Texts) -> str:
    """As of when a source speaks, for example „Stand 12/2023“."""
    return f"{texts.as_of} {date_text(as_of, texts.language)}"


def superseded_text(superseded: Superseded, texts: Texts) -> str:
    """That a source is out of date, since when, and what took its place."""
    since = f" {texts.since} {date_text(superseded.since, texts.language)}" if superseded.since else ""
    return f"{texts.superseded}{since} ({texts.replaced_by} {superseded.by})"


def _place(citation: Citation, texts: Texts) -> list[str]:
    place = []
    if citation.section and citation.section[-1] != citation.title:
        place.append(texts.section.format(section=citation.section[-1].translate(_INNER_QUOTES)))
    if citation.page is not None:
        place.append(texts.page.format(page=citation.page))
    return place
