"""A whole answer as one Markdown text, for programs that show text and nothing beside it."""

from dataclasses import replace

from gfa_assistant.answering.draft import escape
from gfa_assistant.dates import date_text
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Answer, Citation, Contact, Note
from gfa_assistant.web.document_view import passage_address
from gfa_assistant.web.markup import web_address
from gfa_assistant.web.references import reference_line
from gfa_assistant.web.texts import ENGLISH, GERMAN, Texts


def answer_text(answer: Answer, base_url: str | None) -> str:
    """The answer, then its notes, contacts and sources, in German for a German question, else in English.

    A source has the permanent link to its passage below `base_url` ("https://host/"), or its publisher's address
    where this program serves no pages (None). The text starts with `answer.answer` as it is.
    """
    texts = GERMAN if answer.language == "de" else ENGLISH
    parts = [answer.answer]
    if answer.status == "clarify" and answer.suggestions:
        parts.append(f"{texts.choices}: {', '.join(map(escape, answer.suggestions))}")
    parts += [_note(note, texts) for note in answer.notes]
    parts += [_contact(contact, texts) for contact in answer.contacts]
    if answer.citations:
        heading = texts.nearest if answer.status == "not_found" else texts.sources
        parts.append(f"{heading}:\n\n" + "\n".join(_source(c, base_url, texts) for c in answer.citations))
    return "\n\n".join(parts)


def permanent_link(document_id: str, passage_id: str, base_url: str) -> str:
    """The address under which a passage stays readable, below `base_url`."""
    return base_url.rstrip("/") + passage_address(document_id, passage_id)


def _source(citation: Citation, base_url: str | None, texts: Texts) -> str:
    described = escape(reference_line(replace(citation, url=None), texts))
    address = (
        permanent_link(citation.document_id, citation.passage_id, base_url) if base_url else web_address(citation.url)
    )
    return f"- [{citation.number}] {described}" + (f", {address}" if address else "")


def _note(note: Note, texts: Texts) -> str:
    address = web_address(note.source_url)
    return f"{texts.note}: {escape(note.text)}" + (f" ({address})" if address else "")


def _contact(contact: Contact, texts: Texts) -> str:
    """What is known of an office; what is not is left out, as on the command line."""
    state = STATE_NAMES.get(contact.state, texts.federal_contact)
    rows = {
        texts.carrier: contact.carrier,
        texts.address: contact.address,
        texts.phone: contact.phone,
        texts.email: contact.email,
        texts.web: contact.url,
        texts.as_of: date_text(contact.as_of, texts.language) if contact.as_of else texts.unknown,
    }
    lines = [f"- {label}: {escape(value)}" for label, value in rows.items() if value]
    return f"{texts.contacts} ({state}): {escape(contact.office)}\n\n" + "\n".join(lines)
