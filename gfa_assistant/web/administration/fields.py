"""Fields of the forms: what they are called, what may stand in them, and what is said where it does not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import FormData

from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.web.administration.pages import text_of
from gfa_assistant.web.markup import mail_address, phone_address, web_address

Kind = Literal["text", "long", "state", "email", "phone", "web", "source", "postcode", "date", "lines"]
_CORPUS = "corpus:"
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LONGEST = {"long": 1000, "lines": 4000, "web": 1000, "source": 1000}


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `hint` stands below its label, `empty` is what an empty choice of a Land is called."""

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    hint: str = ""
    empty: str = "keine Angabe"

    @property
    def longest(self) -> int:
        return _LONGEST.get(self.kind, 300)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: its fields, what stands in them, and what is wrong by field name.

    Problems under "" are of the form as a whole.
    """

    fields: Sequence[Field]
    values: Mapping[str, str]
    problems: Mapping[str, str]


def typed_values(fields: Sequence[Field], form: FormData) -> dict[str, str]:
    """What was typed, with line ends as "\\n"; a one-line field has none."""
    values = {field.name: text_of(form, field.name).replace("\r\n", "\n") for field in fields}
    return {f.name: values[f.name] if f.kind == "lines" else " ".join(values[f.name].split()) for f in fields}


def field_problems(fields: Sequence[Field], values: Mapping[str, str]) -> dict[str, str]:
    """A German sentence for each field whose value cannot be taken."""
    problems = {field.name: _problem(field, values[field.name]) for field in fields}
    return {name: problem for name, problem in problems.items() if problem}


def _problem(field: Field, value: str) -> str:
    if not value:
        return f"Füllen Sie „{field.label}“ aus." if field.required else ""
    if len(value) > field.longest:
        return f"„{field.label}“ ist zu lang: {len(value)} Zeichen, erlaubt sind {field.longest}. Kürzen Sie den Text."
    if any(ord(character) < 32 and character != "\n" for character in value):
        return f"„{field.label}“ enthält Steuerzeichen. Tippen Sie den Text neu."
    if field.kind == "state" and value not in CONTACT_STATES:
        return "Dieses Land gibt es nicht. Wählen Sie eines aus."
    if field.kind == "email" and mail_address(value) is None:
        return "Das ist keine E-Mail-Adresse. Schreiben Sie sie wie amt@beispiel.de."
    if field.kind == "phone" and phone_address(value) is None:
        return "Das ist keine Telefonnummer. Schreiben Sie sie mit Vorwahl, wie 030 123456."
    if field.kind == "web" and web_address(value) is None:
        return "Das ist keine Internetadresse. Schreiben Sie sie wie https://www.beispiel.de."
    if field.kind == "source" and not value.startswith(_CORPUS) and web_address(value) is None:
        return "Das ist keine Internetadresse. Schreiben Sie sie wie https://www.beispiel.de oder corpus:Dateiname."
    if field.kind == "postcode" and not re.fullmatch(r"\d{5}", value):
        return "Eine Postleitzahl hat fünf Ziffern."
    if field.kind == "date" and value[:1].isdigit() and not _DATE.match(value):
        return "Schreiben Sie das Datum als Jahr, Jahr-Monat oder Jahr-Monat-Tag, wie 2025, 2025-03 oder 2025-03-31."
    return ""
