"""The corpus table, upload, catalog data and removal, over HTTP with real files."""

import io
import os
import re
import zipfile

import httpx
import pytest
import yaml

from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.last_ingest import write_last_ingest
from gfa_assistant.reading.corpus import MAX_BYTES
from gfa_assistant.web.administration import document_pages
from tests.indexing.fake_encoder import FakeEncoder
from tests.web.administration.conftest import CATALOG, Desk

FLYER = "# Flyer für Kommunen\n\nDie Teilnahme ist kostenfrei.\n".encode()
TABLE = "/verwaltung/dokumente"


def rows(desk: Desk, **query: str) -> dict[str, str]:
    """The table's lines by file name, as words."""
    html = desk.client.get(TABLE, params=query).text
    body = html.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in html else ""
    lines = [row for row in body.split("<tr>") if row.strip()]
    words = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in lines]
    names = [re.search(r'gfa-file">([^<]*)<', row) for row in lines]
    return {name[1]: each for name, each in zip(names, words, strict=True) if name}


def upload(desk: Desk, name: str, data: bytes, **fields: str) -> httpx.Response:
    return desk.client.post(f"{TABLE}/neu", files={"file": (name, data)}, data=fields)


def catalog(desk: Desk) -> object:
    return yaml.safe_load((desk.corpus / "catalog.yaml").read_text(encoding="utf-8"))


def test_table_shows_what_became_of_each_file(desk: Desk) -> None:
    assert set(rows(desk)) == {"bayern.md", "contacts.yaml", "hessen.txt"}
    assert rows(desk)["bayern.md"] == (
        "Bayern bayern.md gelesen ZPG Bayern 12/2023 1 Bearbeiten Bayern Entfernen Bayern"
    )
    (desk.corpus / "neu.md").write_bytes(FLYER)
    (desk.corpus / "hessen.txt").write_text("Anders.\n", encoding="utf-8")
    (desk.corpus / "bayern.md").unlink()
    found = rows(desk)
    assert "neu, noch nicht eingelesen" in found["neu.md"]
    assert "geändert, noch nicht eingelesen" in found["hessen.txt"]
    assert "entfernt, noch im Index" in found["bayern.md"]
    assert "Bearbeiten" not in found["bayern.md"]
    assert set(rows(desk, status="changed")) == {"hessen.txt"}
    assert set(rows(desk, suche="BAY zpg")) == set()
    assert set(rows(desk, suche="neu md")) == {"neu.md"}


def test_file_that_could_not_be_read_says_why_until_it_is_replaced(desk: Desk) -> None:
    (desk.corpus / "kaputt.pdf").write_bytes(b"kein PDF")
    report = ingest(desk.settings, FakeEncoder)
    write_last_ingest(desk.settings.index_dir, report)
    assert "nicht lesbar" in rows(desk)["kaputt.pdf"]
    assert "Der Inhalt ist kein PDF. Berichtigen Sie die Dateiendung" in rows(desk)["kaputt.pdf"]
    later = (desk.settings.index_dir / "last-ingest.json").stat().st_mtime + 5
    os.utime(desk.corpus / "kaputt.pdf", (later, later))
    assert "neu, noch nicht eingelesen" in rows(desk)["kaputt.pdf"]


def test_superseded_file_is_named_so(desk: Desk) -> None:
    (desk.corpus / "catalog.yaml").write_text(f"{CATALOG}  supersedes: bayern.md\n", encoding="utf-8")
    desk.ingest()
    assert "gelesen überholt" in rows(desk)["bayern.md"]
    assert set(rows(desk, status="superseded")) == {"bayern.md"}


def test_long_table_has_pages(desk: Desk) -> None:
    for number in range(document_pages.ON_A_PAGE):
        (desk.corpus / f"z{number:03}.md").write_bytes(FLYER)
    assert len(rows(desk)) == document_pages.ON_A_PAGE
    assert list(rows(desk, seite="2")) == ["z097.md", "z098.md", "z099.md"]
    assert rows(desk, seite="99999999") == rows(desk, seite="-1") == rows(desk)


def test_broken_catalog_is_told_and_nothing_else_fails(desk: Desk) -> None:
    (desk.corpus / "catalog.yaml").write_text("a: [\n", encoding="utf-8")
    answer = desk.client.get(TABLE)
    assert answer.status_code == 500
    assert "catalog.yaml ist kein gültiges YAML (line 2:" in answer.text
    assert "Berichtigen Sie die Datei auf dem Server." in answer.text
    for path in ("bearbeiten?datei=bayern.md", "entfernen?datei=bayern.md"):
        assert "catalog.yaml ist kein gültiges YAML" in desk.client.get(f"{TABLE}/{path}").text
    assert "catalog.yaml ist kein gültiges YAML" in upload(desk, "a.md", FLYER).text
    assert not (desk.corpus / "a.md").exists()


def test_uploaded_file_comes_with_its_entry(desk: Desk) -> None:
    answer = upload(desk, "Flyer 2025.md", FLYER, publisher="Amt", state="BY", as_of="2025-03", supersedes="bayern.md")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{TABLE}?done=hochgeladen")
    assert (desk.corpus / "Flyer 2025.md").read_bytes() == FLYER
    assert catalog(desk) == {
        **yaml.safe_load(CATALOG),
        "Flyer 2025.md": {
            "title": "Flyer für Kommunen",
            "publisher": "Amt",
            "state": "BY",
            "as_of": "2025-03",
            "supersedes": ["bayern.md"],
        },
    }
    assert (desk.corpus / "catalog.yaml").read_text(encoding="utf-8").startswith(CATALOG)
    assert "Die Datei ist im Korpus." in desk.client.get(answer.headers["location"]).text


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("a.txt", "Text")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.exe", b"MZ", "Dieser Dateityp wird nicht gelesen."),
        ("contacts.yaml", b"- a", "Dieser Dateityp wird nicht gelesen."),
        ("ohne", b"Text", "Dieser Dateityp wird nicht gelesen."),
        ("a.pdf", b"Text, kein PDF", "Der Inhalt ist kein PDF."),
        ("a.docx", archive(), "Das ist ein ZIP-Archiv."),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "Das ist eine alte Word-Datei (.doc).",
        ),
        ("a.txt", bytes(range(256)) * 20, "Der Inhalt ist kein Text."),
        ("a.pdf", b"%PDF-1.7 abgeschnitten", "Die Datei ist beschädigt oder unvollständig."),
        ("a.md", b" \n", "Die Datei ist leer."),
        ("README.md", FLYER, "Dateien, die mit README beginnen"),
        ("../a.md", FLYER, "Der Dateiname darf keinen Pfad enthalten"),
        ("..\\a.md", FLYER, "Der Dateiname darf keinen Pfad enthalten"),
        ("/etc/a.md", FLYER, "Der Dateiname darf keinen Pfad enthalten"),
        (".versteckt.md", FLYER, "Der Dateiname darf keinen Pfad enthalten"),
        ("a\u202eb.md", FLYER, "Der Dateiname enthält Steuerzeichen."),
        (f"{'ä' * 120}.md", FLYER, "Der Dateiname ist zu lang."),
        ("bayern.md", FLYER, "Eine Datei „bayern.md“ gibt es schon."),
        ("", b"", "Wählen Sie eine Datei aus."),
    ],
)
def test_file_that_cannot_be_taken_is_refused_at_its_field(desk: Desk, name: str, data: bytes, sentence: str) -> None:
    before = {path: path.read_bytes() for path in desk.corpus.parent.rglob("*") if path.is_file()}
    answer = upload(desk, name, data, title="Mein Titel")
    assert answer.status_code == 422
    assert f'id="fehler-file"><strong>Fehler:</strong> {sentence}' in answer.text
    assert 'aria-describedby="hinweis-file fehler-file" aria-invalid="true"' in answer.text
    assert '<a href="#feld-file">' in answer.text
    assert "Mein Titel</textarea>" in answer.text
    assert {path: path.read_bytes() for path in desk.corpus.parent.rglob("*") if path.is_file()} == before


def test_file_that_looks_like_an_option_is_a_file(desk: Desk) -> None:
    assert upload(desk, "--yes.md", FLYER, title="--json").status_code == 303
    assert (catalog(desk) or {})["--yes.md"] == {"title": "--json"}  # type: ignore[index]


def test_file_that_is_too_big_is_dropped_and_told(desk: Desk) -> None:
    answer = upload(desk, "gross.md", b"x" * (MAX_BYTES + 2 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Die Datei ist größer als 50 MB und wurde nicht übernommen." in answer.text
    assert not (desk.corpus / "gross.md").exists()


def test_what_is_no_form_with_a_file_is_told(desk: Desk) -> None:
    answer = desk.client.post(f"{TABLE}/neu", content=b"{}", headers={"content-type": "application/json"})
    assert (answer.status_code, "Die Datei kam nicht vollständig an." in answer.text) == (400, True)
    big = desk.client.post(f"{TABLE}/bearbeiten", data={"title": "x" * 100_000})
    assert big.status_code == 413


def entry(**changes: str) -> dict[str, str]:
    values = {"datei": "bayern.md", "title": "Bayern", "publisher": "ZPG", "url": "", "state": "BY"}
    return {**values, "as_of": "2023-12", "rights": "", **changes}


def test_catalog_data_are_edited_in_place(desk: Desk) -> None:
    form = desk.client.get(f"{TABLE}/bearbeiten?datei=bayern.md").text
    assert '<option value="BY" selected>Bayern</option>' in form
    answer = desk.client.post(f"{TABLE}/bearbeiten", data=entry(publisher="LGL", url="www.zpg.example"))
    assert answer.headers["location"] == f"{TABLE}?done=geaendert"
    assert (desk.corpus / "catalog.yaml").read_text(encoding="utf-8") == CATALOG.replace(
        "publisher: ZPG", "publisher: LGL"
    ).replace("as_of: 2023-12\n", "as_of: 2023-12\n  url: www.zpg.example\n")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": " "}, "title", "Füllen Sie „Titel“ aus."),
        ({"url": "javascript:alert(1)"}, "url", "Das ist keine Internetadresse."),
        ({"as_of": "31.12.2025"}, "as_of", "Schreiben Sie das Datum als Jahr"),
        ({"state": "XX"}, "state", "Dieses Land gibt es nicht."),
        ({"rights": "x" * 1001}, "rights", "„Rechte“ ist zu lang: 1001 Zeichen"),
        ({"publisher": "a\x00b"}, "publisher", "„Herausgeber“ enthält Steuerzeichen."),
        ({"supersedes": "fehlt.md"}, "supersedes", "„fehlt.md“ gibt es im Korpus nicht"),
    ],
)
def test_wrong_catalog_data_are_told_at_their_field(
    desk: Desk, changes: dict[str, str], field: str, sentence: str
) -> None:
    answer = desk.client.post(f"{TABLE}/bearbeiten", data=entry(**changes))
    assert answer.status_code == 422
    assert f'<a href="#feld-{field}">{sentence}' in answer.text
    assert "<title>Fehler: " in answer.text
    assert (desk.corpus / "catalog.yaml").read_text(encoding="utf-8") == CATALOG


@pytest.mark.parametrize("name", ["fehlt.md", "../index/CURRENT", "/etc/passwd", ""])
def test_unknown_file_is_neither_edited_nor_removed(desk: Desk, name: str) -> None:
    for path in ("bearbeiten", "entfernen"):
        assert desk.client.get(f"{TABLE}/{path}", params={"datei": name}).status_code == 404
        assert desk.client.post(f"{TABLE}/{path}", data=entry(datei=name)).status_code == 404


def test_file_is_removed_after_a_question(desk: Desk) -> None:
    asked = desk.client.get(f"{TABLE}/entfernen?datei=hessen.txt")
    assert "Endgültig entfernen" in asked.text
    assert (desk.corpus / "hessen.txt").exists()
    answer = desk.client.post(f"{TABLE}/entfernen", data={"datei": "hessen.txt"})
    assert answer.headers["location"] == f"{TABLE}?done=entfernt"
    assert not (desk.corpus / "hessen.txt").exists()
    assert set(catalog(desk) or {}) == {"bayern.md"}  # type: ignore[call-overload]


def test_file_that_a_contact_names_stays_and_so_do_the_records(desk: Desk) -> None:
    for sent in (
        desk.client.get(f"{TABLE}/entfernen?datei=bayern.md"),
        desk.client.post(f"{TABLE}/entfernen", data={"datei": "bayern.md"}),
    ):
        assert "contacts.yaml nennt diese Datei als Quelle." in sent.text
    assert desk.client.post(f"{TABLE}/entfernen", data={"datei": "contacts.yaml"}).status_code == 404
    assert (desk.corpus / "bayern.md").exists()
    assert (desk.corpus / "contacts.yaml").exists()


def test_names_and_titles_are_text_never_markup(desk: Desk) -> None:
    (desk.corpus / "<b>.md").write_text("# <script>alert(1)</script>\n\nText.\n", encoding="utf-8")
    desk.ingest()
    html = desk.client.get(TABLE, params={"suche": '"><script>'}).text + desk.client.get(TABLE).text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
