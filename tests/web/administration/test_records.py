"""The editors of contacts and notes, over HTTP."""

import re

import httpx
import pytest
import yaml

from tests.web.administration.conftest import CONTACTS, NOTES, Desk


def form(desk: Desk, path: str, identity: str = "", **changes: str) -> dict[str, str]:
    """What a browser would send of the form, with changes."""
    html = desk.client.get(f"/verwaltung/{path}/bearbeiten", params={"eintrag": identity} if identity else {}).text
    values = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', html))
    values |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)</textarea>', html))
    values |= {
        name: chosen[0] if (chosen := re.findall(r'value="(\w+)" selected', options)) else ""
        for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', html, re.DOTALL)
    }
    return {**values, **changes}


def save(desk: Desk, path: str, values: dict[str, str]) -> httpx.Response:
    return desk.client.post(f"/verwaltung/{path}/bearbeiten", data=values)


def text(desk: Desk, name: str) -> str:
    return (desk.corpus / name).read_text(encoding="utf-8")


def test_contact_is_filled_in_and_no_longer_missing(desk: Desk) -> None:
    listed = desk.client.get("/verwaltung/kontakte").text
    assert "KGC Bayern" in listed
    assert '<span class="gfa-unknown">fehlt</span>' in listed
    answer = save(desk, "kontakte", form(desk, "kontakte", "BY", email="kgc@example.org"))
    assert answer.headers["location"] == "/verwaltung/kontakte?done=eintrag-gespeichert"
    assert text(desk, "contacts.yaml") == CONTACTS.replace("email: null", "email: kgc@example.org").replace(
        "missing:\n  - email", "missing: []"
    )


def test_lists_show_entries_that_lack_values(desk: Desk) -> None:
    (desk.corpus / "contacts.yaml").write_text(CONTACTS.replace("  phone: 089 123456\n  email: null\n", ""), "utf-8")
    assert desk.client.get("/verwaltung/kontakte").text.count(">fehlt<") == 2
    assert "Die BZgA heißt jetzt BIÖG." in desk.client.get("/verwaltung/hinweise").text


def test_saving_without_a_change_changes_no_byte(desk: Desk) -> None:
    assert save(desk, "kontakte", form(desk, "kontakte", "BY")).status_code == 303
    assert save(desk, "hinweise", form(desk, "hinweise", "bzga")).status_code == 303
    assert (text(desk, "contacts.yaml"), text(desk, "notes.yaml")) == (CONTACTS, NOTES)


def test_contact_comes_and_goes(desk: Desk) -> None:
    values = form(desk, "kontakte", state_code="HE", office="HAGE", source_url="https://hage.example", as_of="2025")
    assert save(desk, "kontakte", values).status_code == 303
    assert text(desk, "contacts.yaml").startswith(CONTACTS)
    assert yaml.safe_load(text(desk, "contacts.yaml"))[1] == {
        "state": "Hessen",
        "state_code": "HE",
        "office": "HAGE",
        "source_url": "https://hage.example",
        "as_of": "2025",
    }
    assert "Endgültig entfernen" in desk.client.get("/verwaltung/kontakte/entfernen?eintrag=HE").text
    desk.client.post("/verwaltung/kontakte/entfernen", data={"eintrag": "HE"})
    assert text(desk, "contacts.yaml") == CONTACTS


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"office": ""}, "office", "Füllen Sie „Stelle“ aus."),
        ({"state_code": ""}, "state_code", "Füllen Sie „Land“ aus."),
        ({"state_code": "XX"}, "state_code", "Dieses Land gibt es nicht."),
        ({"postcode": "8053"}, "postcode", "Eine Postleitzahl hat fünf Ziffern."),
        ({"phone": "Zentrale"}, "phone", "Das ist keine Telefonnummer."),
        ({"email": "amt(at)example.org"}, "email", "Das ist keine E-Mail-Adresse."),
        ({"url": "javascript:alert(1)"}, "url", "Das ist keine Internetadresse."),
        ({"source_url": "corpus:fehlt.md"}, "source_url", "Zu „fehlt.md“ gibt es keinen Eintrag im Katalog."),
        ({"as_of": "03/2025"}, "as_of", "Schreiben Sie das Datum als Jahr"),
    ],
)
def test_wrong_contact_is_told_at_its_field(desk: Desk, changes: dict[str, str], field: str, sentence: str) -> None:
    answer = save(desk, "kontakte", form(desk, "kontakte", "BY", **changes))
    assert answer.status_code == 422
    assert f'<a href="#feld-{field}">{sentence}' in answer.text
    assert f'id="fehler-{field}"><strong>Fehler:</strong> {sentence}' in answer.text
    assert text(desk, "contacts.yaml") == CONTACTS


def test_second_office_of_a_land_is_refused(desk: Desk) -> None:
    values = form(desk, "kontakte", state_code="BY", office="Neu", source_url="https://x.example", as_of="2025")
    answer = save(desk, "kontakte", values)
    assert '<a href="#feld-state_code">Diesen Eintrag gibt es schon.' in answer.text
    assert text(desk, "contacts.yaml") == CONTACTS


def test_note_gets_several_patterns(desk: Desk) -> None:
    values = form(desk, "hinweise", "bzga", pattern="BZgA\r\n\r\n \\bKöln\\b ", unless="BIÖG")
    assert save(desk, "hinweise", values).status_code == 303
    assert text(desk, "notes.yaml") == (
        NOTES.replace("pattern: BZgA\n", "pattern:\n  - BZgA\n  - \\bKöln\\b\n") + "  unless: BIÖG\n"
    )
    assert form(desk, "hinweise", "bzga")["pattern"] == "BZgA\n\\bKöln\\b"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"pattern": "a("}, "pattern", "Das ist kein gültiger regulärer Ausdruck ("),
        ({"unless": "["}, "unless", "Das ist kein gültiger regulärer Ausdruck ("),
        ({"text": ""}, "text", "Füllen Sie „Hinweis“ aus."),
        ({"source_url": "nirgends"}, "source_url", "Das ist keine Internetadresse."),
    ],
)
def test_wrong_note_is_told_at_its_field(desk: Desk, changes: dict[str, str], field: str, sentence: str) -> None:
    answer = save(desk, "hinweise", form(desk, "hinweise", "bzga", **changes))
    assert answer.status_code == 422
    assert f'<a href="#feld-{field}">{sentence}' in answer.text
    assert text(desk, "notes.yaml") == NOTES


def test_two_people_do_not_overwrite_each_other(desk: Desk) -> None:
    first, second = (form(desk, "hinweise", "bzga", text=words) for words in ("Eins.", "Zwei."))
    assert save(desk, "hinweise", first).status_code == 303
    answer = save(desk, "hinweise", second)
    assert answer.status_code == 422
    assert "Die Datei wurde inzwischen geändert." in answer.text
    assert "Zwei.</textarea>" in answer.text
    assert "Eins." in text(desk, "notes.yaml")


@pytest.mark.parametrize(
    ("name", "path", "content", "sentence"),
    [
        ("contacts.yaml", "kontakte", "- a: [\n", "contacts.yaml ist kein gültiges YAML (line 2:"),
        ("contacts.yaml", "kontakte", "a: 1\n", "contacts.yaml hat nicht den erwarteten Aufbau."),
        ("notes.yaml", "hinweise", "- id: a\n", "Der Eintrag in notes.yaml kann nicht gelesen werden"),
        ("notes.yaml", "hinweise", b"\xff", "notes.yaml ist nicht in UTF-8 gespeichert."),
    ],
)
def test_broken_file_is_told_and_left_alone(
    desk: Desk, name: str, path: str, content: str | bytes, sentence: str
) -> None:
    values = form(desk, path, "BY" if path == "kontakte" else "bzga")
    data = content if isinstance(content, bytes) else content.encode()
    (desk.corpus / name).write_bytes(data)
    for page in ("", "/bearbeiten?eintrag=x", "/entfernen?eintrag=x"):
        answer = desk.client.get(f"/verwaltung/{path}{page}")
        assert (answer.status_code, sentence in answer.text) == (500, True)
    save(desk, path, values)
    desk.client.post(f"/verwaltung/{path}/entfernen", data={"eintrag": "x"})
    assert (desk.corpus / name).read_bytes() == data


def test_entry_that_is_gone_is_told(desk: Desk) -> None:
    for path in ("kontakte", "hinweise"):
        for page in ("bearbeiten", "entfernen"):
            assert desk.client.get(f"/verwaltung/{path}/{page}?eintrag=weg").status_code == 404
        assert desk.client.post(f"/verwaltung/{path}/entfernen", data={"eintrag": "weg"}).status_code == 404
    assert "Den Eintrag „weg“ gibt es" in save(desk, "hinweise", form(desk, "hinweise", "bzga", eintrag="weg")).text
