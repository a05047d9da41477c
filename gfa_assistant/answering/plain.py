"""An answer as plain text for a terminal."""

import re

from gfa_assistant.records import Answer, Citation, Contact

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_answer(answer: Answer) -> str:
    """Return the answer with its sources, contacts and notes as lines of text."""
    parts = [without_markup(answer.answer)]
    parts += [f"Hinweis: {note.text} ({note.source_url})" for note in answer.notes]
    parts += [f"Kontakt: {plain_contact(contact)}" for contact in answer.contacts]
    if answer.citations:
        parts.append("Quellen:\n" + "\n".join(f"[{c.number}] {plain_source(c)}" for c in answer.citations))
    if answer.status == "clarify" and answer.suggestions:
        parts.append("Zur Wahl: " + ", ".join(answer.suggestions))
    return "\n\n".join(parts)


def without_markup(markdown: str) -> str:
    """Return an answer's Markdown without bold and escapes."""
    return _ESCAPED.sub(r"\1", markdown.replace("**", ""))


def plain_source(citation: Citation) -> str:
    """Return title, publisher, section, page, date and link of a citation on one line."""
    fields = [
        citation.title,
        citation.publisher,
        f"Abschnitt „{' › '.join(citation.section)}“" if citation.section else None,
        f"Seite {citation.page}" if citation.page else None,
        f"Stand {citation.as_of}" if citation.as_of else None,
        "überholt" if citation.superseded else None,
        "Text aus einem Scan erkannt" if citation.recognised else None,
        citation.url,
    ]
    return ", ".join(field for field in fields if field)


def plain_contact(contact: Contact) -> str:
    """Return the known data of an office, one field a line."""
    lines = [
        contact.office,
        contact.carrier,
        contact.address,
        f"Tel. {contact.phone}" if contact.phone else None,
        contact.email,
        contact.url,
        f"Stand: {contact.as_of or 'unbekannt'}",
    ]
    return "\n  ".join(line for line in lines if line)
