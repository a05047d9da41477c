"""A coordinating office as a contact card to import.

Version 3.0 (RFC 2426): Outlook, which most offices use, does not read 4.0, and everything else reads both. So a phone
number is E.164 digits, not the `tel:` address of 4.0.
"""

import re
import uuid
from collections.abc import Iterator

from gfa_assistant.dates import date_text
from gfa_assistant.records import Contact
from gfa_assistant.web.exports.characters import one_line
from gfa_assistant.web.exports.wording import Wording
from gfa_assistant.web.markup import mail_address, phone_address, web_address

# A line ends after 75 octets, its continuation begins with a space (RFC 2426, 2.6).
_LINE_OCTETS = 75
_SPECIAL = re.compile(r"([\\,;])")


def vcard(contact: Contact, wording: Wording) -> str:
    r"""The card, lines ending in `\r\n`; what is not known is left out."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_lines(contact, wording), "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _lines(contact: Contact, wording: Wording) -> Iterator[str]:
    yield "PRODID:-//gfa_assistant//DE"
    # The same office keeps its identity: importing it again brings it up to date.
    yield f"UID:urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'gfa_assistant/contacts/{contact.state}')}"
    yield "N:;;;;"
    yield f"FN:{_escaped(contact.office)}"
    yield "ORG:" + ";".join(_escaped(part) for part in (contact.carrier, contact.office) if part)
    if contact.street or contact.postcode or contact.city:
        parts = ("", "", contact.street, contact.city, "", contact.postcode, "Deutschland")
        yield "ADR;TYPE=WORK:" + ";".join(_escaped(part or "") for part in parts)
    if phone := phone_address(contact.phone or ""):
        yield f"TEL;TYPE=WORK,VOICE:{phone.removeprefix('tel:')}"
    if contact.email and mail_address(contact.email):
        yield f"EMAIL;TYPE=INTERNET,WORK:{_escaped(contact.email)}"
    if url := web_address(contact.url):
        yield f"URL:{one_line(url)}"
    if note := _note(contact, wording):
        yield f"NOTE:{_escaped(note)}"


def _note(contact: Contact, wording: Wording) -> str:
    parts = []
    if contact.as_of:
        parts.append(wording.as_of.format(as_of=date_text(contact.as_of, wording.texts.language)))
    if source := web_address(contact.source_url):
        parts.append(f"{wording.texts.contact_source}: {source}")
    return ". ".join(parts)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut within a character."""
    pieces, piece, room = [], "", _LINE_OCTETS
    for character in line:
        if len((piece + character).encode()) > room:
            pieces.append(piece)
            piece, room = "", _LINE_OCTETS - 1
        piece += character
    return "\r\n ".join([*pieces, piece])
