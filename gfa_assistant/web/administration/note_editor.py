"""The editor of the notes on what has changed since a source was printed."""

from collections.abc import Mapping
from typing import Any

from gfa_assistant.reading.record_edit import NOTES
from gfa_assistant.web.administration.fields import Field
from gfa_assistant.web.administration.record_pages import Editor, Entry

_FIELDS = (
    Field("id", "Kennung", required=True, hint="Ein kurzer Name, den nur Sie sehen, zum Beispiel bzga."),
    Field("text", "Hinweis", "long", required=True, hint="Ein Satz; er steht unter der Antwort."),
    Field(
        "pattern",
        "Gilt, wenn gefunden wird",
        "lines",
        required=True,
        hint="Regulärer Ausdruck. Bei mehreren Zeilen muss jede gefunden werden.",
    ),
    Field("unless", "Gilt nicht, wenn gefunden wird", "long", hint="Regulärer Ausdruck; darf fehlen."),
    Field("source_url", "Quelle", "source", required=True, hint="Wo das steht: Adresse oder corpus:Dateiname."),
    Field("as_of", "Stand", "date", hint="Zum Beispiel 2025-03."),
)


def _to_fields(entry: Entry) -> dict[str, str]:
    values = {field.name: str(entry.get(field.name) or "").strip() for field in _FIELDS}
    patterns = entry.get("pattern")
    return {**values, "pattern": "\n".join(patterns)} if isinstance(patterns, list) else values


def _to_entry(values: Mapping[str, str], stored: Entry) -> dict[str, Any]:
    before = _to_fields(stored)
    patterns = [line.strip() for line in values["pattern"].splitlines() if line.strip()]
    typed = {**values, "pattern": patterns[0] if len(patterns) == 1 else patterns}
    return {
        key: stored[key] if key in stored and values[key] == before[key] else value or None
        for key, value in typed.items()
    }


NOTE_EDITOR = Editor(
    path="/hinweise",
    title="Hinweise",
    template="notes.html",
    new_title="Neuer Hinweis",
    file=NOTES,
    fields=_FIELDS,
    to_fields=_to_fields,
    to_entry=_to_entry,
    name_of=lambda entry: str(entry.get("id", "")),
)
