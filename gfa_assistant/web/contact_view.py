"""A coordinating office as a card: what is known about it, and plainly what is not."""

from html import escape

from gfa_assistant.dates import date_text
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Contact
from gfa_assistant.web.markup import link, mail_address, phone_address, web_address
from gfa_assistant.web.texts import Texts


def vcard_address(state: str) -> str:
    """Where the contact card of a Land's office is served as a file."""
    return f"/kontakte/{state}.vcf"


def render_contact(contact: Contact, texts: Texts, *, download: bool = False) -> str:
    """The card; a missing value is shown as not known, never left out or filled in."""
    state = STATE_NAMES.get(contact.state, texts.federal_contact)
    rows = [
        (texts.carrier, _text(contact.carrier, texts)),
        (texts.address, _text(address_text(contact, texts), texts)),
        (texts.phone, _linked(contact.phone, phone_address(contact.phone or ""), texts)),
        (texts.email, _linked(contact.email, mail_address(contact.email or ""), texts)),
        (texts.web, _linked(contact.url, web_address(contact.url), texts, new_tab=texts.new_tab)),
        (texts.as_of, _text(contact.as_of and date_text(contact.as_of, texts.language), texts)),
    ]
    address = web_address(contact.source_url)
    if address:
        rows.append((texts.contact_source, link(address, _host(address), new_tab=texts.new_tab)))
    items = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    file = (
        f'<p><a href="{vcard_address(contact.state)}" download>{escape(texts.vcard)}'
        f'<span class="gfa-hidden"> {escape(contact.office)}</span></a></p>'
        if download
        else ""
    )
    return (
        f'<div class="gfa-contact"><h4><span class="gfa-label">{escape(texts.contacts)}: {escape(state)}</span> '
        f"{escape(contact.office)}</h4><dl>{items}</dl>{file}</div>"
    )


def address_text(contact: Contact, texts: Texts) -> str | None:
    """The address, or the town with the remark that no street is known; None where neither is."""
    if contact.street:
        return contact.address
    return texts.street_unknown.format(city=contact.town) if contact.town else None


def _text(value: str | None, texts: Texts) -> str:
    return escape(value) if value else f'<span class="gfa-unknown">{escape(texts.unknown)}</span>'


def _linked(value: str | None, address: str | None, texts: Texts, *, new_tab: str = "") -> str:
    return link(address, value, new_tab=new_tab) if value and address else _text(value, texts)


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")
