"""The editor of the coordinating offices."""

from collections.abc import Mapping
from typing import Any

from gfa_assistant.reading.record_edit import CONTACTS
from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.web.administration.fields import Field
from gfa_assistant.web.administration.record_pages import Editor, Entry

_FIELDS = (
    Field("state_code", "Land", "state", required=True, empty="bitte wählen"),
    Field("office", "Stelle", "long", required=True),
    Field("carrier", "Träger", "long"),
    Field("street", "Straße und Hausnummer"),
    Field("postcode", "Postleitzahl", "postcode"),
    Field("city", "Ort"),
    Field("phone", "Telefon", "phone"),
    Field("email", "E-Mail", "email", hint="Nur eine Adresse der Stelle, keine einer Person."),
    Field("url", "Internet", "web"),
    Field(
        "source_url", "Quelle", "source", required=True, hint="Wo diese Angaben stehen: Adresse oder corpus:Dateiname."
    ),
    Field("as_of", "Stand", "date", required=True, hint="Wann sie dort standen, zum Beispiel 2025-03."),
    Field("note", "Vermerk", "long", hint="Nur für Sie; wird in keiner Antwort gezeigt."),
)


def _to_fields(entry: Entry) -> dict[str, str]:
    return {field.name: " ".join(str(entry.get(field.name) or "").split()) for field in _FIELDS}


def _to_entry(values: Mapping[str, str], stored: Entry) -> dict[str, Any]:
    """What is empty is null; of the list of what is missing, what is there now is taken out."""
    before = _to_fields(stored)
    new: dict[str, Any] = {
        key: stored[key] if key in stored and value == before[key] else value or None for key, value in values.items()
    }
    if not stored:
        new = {"state": CONTACT_STATES.get(values["state_code"]), **new}
    if isinstance(stored.get("missing"), list):
        new["missing"] = [key for key in stored["missing"] if not values.get(key)]
    return new


CONTACT_EDITOR = Editor(
    path="/kontakte",
    title="Kontakte",
    template="contacts.html",
    new_title="Neuer Kontakt",
    file=CONTACTS,
    fields=_FIELDS,
    to_fields=_to_fields,
    to_entry=_to_entry,
    name_of=lambda entry: CONTACT_STATES.get(entry.get("state_code", ""), ""),
)
