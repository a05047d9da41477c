"""Citations and documents as bibliographies know them."""

from dataclasses import replace

import pytest

from gfa_assistant.records import Document, Superseded
from gfa_assistant.web.exports.works import CitedWork, IssueDate, ascii_name, cited_document, cited_place, issue_date
from tests.web.exports.hand_made import BROCHURE, LEAFLET


def test_a_citation_is_one_place_in_a_document() -> None:
    assert cited_place(BROCHURE) == CitedWork(
        key="bayern-broschuere-partnerprozess-238c7ead",
        title="Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)",
        publisher="Zentrum für Prävention und Gesundheitsförderung (ZPG)",
        issued=IssueDate(2023, 12),
        as_of="2023-12",
        url="https://www.zpg-bayern.de/partnerprozess.html",
        section="Gründe für „alle“",
        page=4,
        quote=BROCHURE.quote,
    )


def test_the_key_follows_document_and_quote_only() -> None:
    key = cited_place(BROCHURE).key
    assert cited_place(replace(BROCHURE, number=5, start=99, passage_id="p9", title="Neuer Titel")).key == key
    assert cited_place(replace(BROCHURE, quote="anders")).key != key
    assert cited_place(replace(BROCHURE, document_id="anders")).key != key


def test_a_section_that_the_title_already_names_is_left_out() -> None:
    assert cited_place(replace(BROCHURE, title="Kontakte: Bayern", section=("Bayern",))).section is None


def test_a_document_is_cited_as_a_whole() -> None:
    document = Document(
        "merkblatt", "Merkblatt\nzwei", "Text", (), publisher="", url="javascript:alert(1)", as_of="2025",
        superseded=Superseded("Neu"),
    )  # fmt: skip
    assert cited_document(document) == CitedWork(
        key="merkblatt", title="Merkblatt zwei", issued=IssueDate(2025), as_of="2025", superseded=Superseded("Neu")
    )
    assert cited_place(LEAFLET).superseded == LEAFLET.superseded


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023", IssueDate(2023)),
        ("2023-12", IssueDate(2023, 12)),
        ("2019-12-31", IssueDate(2019, 12, 31)),
        ("2025 (Ausgabe 03)", IssueDate(2025)),
        ("2015/2016 (E-Mail 2009)", None),
        ("2018-12 / 2023-12", None),
        ("unbekannt (nach 02/2025)", None),
        ("2023-13", None),
        ("2023-12-32", None),
        (None, None),
    ],
)
def test_only_a_plain_date_is_a_date_of_issue(as_of: str | None, expected: IssueDate | None) -> None:
    assert issue_date(as_of) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Maßnahmen ÄÖÜ", "Massnahmen-AeOeUe"),
        ("../../etc/passwd", "etc-passwd"),
        ("é\r\nX: y", "e-X-y"),
        ("„“", "quelle"),
    ],
)
def test_names_are_plain_ascii(text: str, name: str) -> None:
    assert ascii_name(text) == name
    assert len(ascii_name(text * 30)) <= 60
