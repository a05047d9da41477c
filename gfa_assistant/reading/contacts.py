"""contacts.yaml: the coordinating offices (KGC) as records, and as a citable document."""

from pathlib import Path
from typing import Any

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import Catalog, read_catalog, resolve_url
from gfa_assistant.reading.elements import Part
from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.reading.yaml_file import check_keys, load_yaml, text_value
from gfa_assistant.records import Contact, Source

CONTACTS_NAME = "contacts.yaml"
CONTACTS_TITLE = "Koordinierungsstellen (KGC) und ihre Kontaktdaten"
_REQUIRED = ("state_code", "office", "source_url", "as_of")
# Kept in the file for the people who maintain it; no answer shows them.
_MAINTENANCE = ("state", "confidence", "note", "missing", "person")
_OPTIONAL = ("carrier", "street", "postcode", "city", "phone", "email", "url")
_KEYS = frozenset({*_REQUIRED, *_MAINTENANCE, *_OPTIONAL})


def read_contacts(folder: Path) -> dict[str, Contact]:
    """Read the offices by state code, in the file's order; empty where the corpus has no contacts.yaml.

    Raises:
        CorpusError: the file is malformed, or an entry has a missing or unknown key or a state code that is unknown
            or used twice.
    """
    path = folder / CONTACTS_NAME
    return load_contacts(path, read_catalog(folder)) if path.exists() else {}


def load_contacts(path: Path, catalog: Catalog) -> dict[str, Contact]:
    """Read one contacts file, its `corpus:NAME` urls resolved through the catalog."""
    loaded = load_yaml(path)
    if not isinstance(loaded, list):
        raise CorpusError(f"{path.name} must be a list of offices; correct it")
    contacts: dict[str, Contact] = {}
    for number, value in enumerate(loaded, start=1):
        contact = _contact(value, f"{path.name}: entry {number}", catalog)
        if contact.state in contacts:
            raise CorpusError(f"{path.name}: entry {number}: state code {contact.state!r} stands twice; keep one")
        contacts[contact.state] = contact
    return contacts


def contact_parts(contacts: dict[str, Contact]) -> tuple[Part, ...]:
    """One section per office: the Land's name as heading, then the office as a contact card with its own source."""
    parts: list[Part] = []
    for contact in contacts.values():
        land = CONTACT_STATES[contact.state]
        source = Source(title=f"{CONTACTS_TITLE}: {land}", url=contact.source_url, as_of=contact.as_of)
        parts.append(Part("heading", (land,), level=1))
        parts.append(Part("contact", contact_lines(contact), source=source))
    return tuple(parts)


def contact_lines(contact: Contact) -> tuple[str, ...]:
    """The card's lines; what is not known has no line."""
    town = " ".join(filter(None, (contact.postcode, contact.city)))
    address = ", ".join(filter(None, (contact.street, town)))
    lines = (
        contact.office,
        contact.carrier and f"Träger: {contact.carrier}",
        address,
        contact.phone and f"Tel. {contact.phone}",
        contact.email and f"E-Mail: {contact.email}",
        contact.url and f"Internet: {contact.url}",
    )
    return tuple(line for line in lines if line)


def _contact(value: Any, place: str, catalog: Catalog) -> Contact:
    if not isinstance(value, dict):
        raise CorpusError(f"{place} must have keys such as 'state_code'; correct it")
    if isinstance(value.get("state_code"), str):
        place = f"{place} ({value['state_code']})"
    check_keys(value, _KEYS, place)
    required = {key: text_value(value, key, place, required=True) or "" for key in _REQUIRED}
    state = required["state_code"]
    if state not in CONTACT_STATES:
        raise CorpusError(f"{place}: unknown state code {state!r}; use one of {' '.join(CONTACT_STATES)}")
    return Contact(
        state=state,
        office=required["office"],
        source_url=resolve_url(required["source_url"], catalog, place),
        as_of=required["as_of"],
        **{key: text_value(value, key, place) for key in _OPTIONAL},
    )
