"""BibTeX, read back with bibtexparser."""

from dataclasses import replace
from datetime import date

import bibtexparser

from gfa_assistant.web.exports.bibtex import bibtex
from gfa_assistant.web.exports.wording import ENGLISH_WORDING, GERMAN_WORDING
from gfa_assistant.web.exports.works import CitedWork, cited_place
from tests.web.exports.hand_made import BROCHURE, LEAFLET

DAY = date(2026, 11, 22)


def entries(*works: CitedWork) -> dict[str, dict[str, str]]:
    """Fields by key as the file has them, after a parse without complaint."""
    library = bibtexparser.parse_string(bibtex(works, GERMAN_WORDING, accessed=DAY), append_middleware=[])
    assert library.failed_blocks == []
    assert {entry.entry_type for entry in library.entries} == {"misc"}
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def test_a_citation_has_all_fields() -> None:
    work = cited_place(BROCHURE)
    assert entries(work) == {
        work.key: {
            "author": "{Zentrum für Prävention und Gesundheitsförderung (ZPG)}",
            "title": "{Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)}",
            "year": "2023",
            "month": "12",
            "url": "https://www.zpg-bayern.de/partnerprozess.html",
            "urldate": "2026-11-22",
            "note": "Abschnitt „Gründe für ‚alle‘“, S. 4. Stand: 12/2023",
            "annote": (
                r"Bürger*innen\_Beteiligung \& „Werkzeuge“ zweite Zeile: 5 \% {\textbraceleft}Rabatt{\textbraceright} "
                r"{\textasciitilde} \#1 {\textasciicircum} {\textbackslash}"
            ),
            "langid": "ngerman",
        }
    }


def test_what_is_not_known_is_left_out() -> None:
    work = cited_place(LEAFLET)
    assert entries(work)[work.key] == {
        "author": "{Ministerium für Soziales, Gesundheit und Integration}",
        "title": "{Merkblatt}",
        "note": "Stand: unbekannt (vor 2018). Überholt seit 05/2024 (ersetzt durch: Merkblatt 2024)",
        "annote": "Der Beitritt ist kostenlos.",
        "langid": "ngerman",
    }
    assert entries(CitedWork("x", "Nur ein Titel")) == {"x": {"title": "{Nur ein Titel}", "langid": "ngerman"}}


def test_nothing_in_a_source_ends_its_entry_or_begins_another() -> None:
    evil = "a}},\n}\n@article{evil, title = {x}} \\ {{{"
    work = replace(
        cited_place(BROCHURE), title=evil, publisher=evil, section=evil, quote=evil, url="https://x.de/{a}%20\\"
    )
    found = entries(work)
    assert list(found) == [work.key]
    assert found[work.key]["url"] == "https://x.de/%7Ba%7D%20%5C"


def test_several_works_and_one_twice() -> None:
    first, second = cited_place(BROCHURE), cited_place(LEAFLET)
    assert list(entries(first, second, first)) == [first.key, second.key]
    assert bibtex([], GERMAN_WORDING, accessed=DAY) == ""
    assert "note = {section “Gründe" in bibtex([first], ENGLISH_WORDING, accessed=DAY)
