"""Contact cards, read back with vobject."""

from dataclasses import replace
from pathlib import Path

import pytest
import vobject

from gfa_assistant.reading.contacts import read_contacts
from gfa_assistant.records import Contact
from gfa_assistant.web.exports.vcard import vcard
from gfa_assistant.web.exports.wording import ENGLISH_WORDING, GERMAN_WORDING
from tests.web.exports.hand_made import BARE_OFFICE, OFFICE

OFFICES = read_contacts(Path(__file__).parents[3] / "corpus")


def read(card: str) -> dict[str, object]:
    parsed = vobject.readOne(card, validate=True)
    return {child.name: child.value for child in parsed.getChildren() if child.name not in ("PRODID", "UID")}


def test_an_office_with_everything() -> None:
    assert read(vcard(OFFICE, GERMAN_WORDING)) == {
        "VERSION": "3.0",
        "N": vobject.vcard.Name(),
        "FN": "KGC Bayern, Aufgabenbereich 2; Team \\ Süd",
        "ORG": [
            "Zentrum für Prävention und Gesundheitsförderung (ZPG) im Landesamt für Gesundheit",
            "KGC Bayern, Aufgabenbereich 2; Team \\ Süd",
        ],
        "ADR": vobject.vcard.Address(street="Pfarrstr. 3", city="München", code="80538", country="Deutschland"),
        "TEL": "+49913168084506",
        "EMAIL": "post@example.org",
        "URL": "https://www.zpg-bayern.de",
        "NOTE": "Stand: 12/2023. Quelle dieser Angaben: https://www.zpg-bayern.de/partnerprozess.html",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert read(vcard(BARE_OFFICE, GERMAN_WORDING)) == {
        "VERSION": "3.0",
        "N": vobject.vcard.Name(),
        "FN": "KGC Bremen",
        "ORG": ["KGC Bremen"],
    }
    note = "As of: 2023-12. Source of these details: https://www.zpg-bayern.de/partnerprozess.html"
    assert read(vcard(OFFICE, ENGLISH_WORDING))["NOTE"] == note


@pytest.mark.parametrize("office", OFFICES.values(), ids=list(OFFICES))
def test_every_office_of_the_corpus_is_a_card_that_folds_right(office: Contact) -> None:
    card = vcard(office, GERMAN_WORDING)
    assert card.endswith("\r\nEND:VCARD\r\n")
    lines = card.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    values = read(card)
    assert values["FN"] == office.office
    assert values["ORG"] == [part for part in (office.carrier, office.office) if part]
    assert ("TEL" in values) == (office.phone is not None)
    assert ("EMAIL" in values) == (office.email is not None)
    assert ("ADR" in values) == (office.city is not None)
    assert str(values.get("TEL", "+49")).removeprefix("+49").strip("0123456789") == ""


def test_an_office_keeps_its_identity() -> None:
    def identity(office: Contact) -> str:
        return str(vobject.readOne(vcard(office, GERMAN_WORDING)).uid.value)

    assert identity(replace(OFFICE, phone=None, as_of="2026")) == identity(OFFICE) != identity(BARE_OFFICE)


def test_no_value_can_add_a_line() -> None:
    evil = "x\r\nTEL:112\u2028EMAIL:a@b.de\x00\nEND:VCARD"
    card = vcard(
        Contact("BY", evil, evil, evil, evil, evil, evil, evil, "https://x.de/\r\nTEL:1", evil, evil), GERMAN_WORDING
    )
    parsed = read(card)
    assert parsed["FN"] == "x TEL:112 EMAIL:a@b.de END:VCARD"
    assert "TEL" not in parsed
    assert "EMAIL" not in parsed
    assert "URL" not in parsed
