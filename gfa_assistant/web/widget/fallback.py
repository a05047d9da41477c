"""The office in a few lines of plain HTML, for whom the widget's script does not run or arrive."""

from collections.abc import Mapping
from html import escape

from gfa_assistant.reading.states import FEDERAL
from gfa_assistant.records import Contact
from gfa_assistant.web.markup import link, mail_address, phone_address, web_address

_LEADS = {
    "de": "Fragen zum Partnerprozess „Gesundheit für alle“ beantwortet auch:",
    "en": "Questions about the partner process “Gesundheit für alle” are answered by this office too:",
}


def office_of(contacts: Mapping[str, Contact], state: str | None) -> Contact | None:
    """The office of a Land, or else the federal one."""
    return contacts.get(state or FEDERAL) or contacts.get(FEDERAL)


def render_fallback(contact: Contact | None, language: str) -> str:
    """A paragraph with the office and the ways to reach it; empty without an office."""
    if contact is None:
        return ""
    ways = [
        link(address, text)
        for text, address in (
            (contact.phone, phone_address(contact.phone or "")),
            (contact.email, mail_address(contact.email or "")),
            (contact.url, web_address(contact.url)),
        )
        if text and address
    ]
    address = contact.address if contact.street else ""
    parts = [escape(part) for part in (contact.office, address) if part] + ways
    return f"<p>{_LEADS[language]} {', '.join(parts)}.</p>"
