"""RIS, read back with rispy."""

from dataclasses import replace
from datetime import date
from typing import Any

import rispy

from gfa_assistant.web.exports.ris import ris
from gfa_assistant.web.exports.wording import GERMAN_WORDING
from gfa_assistant.web.exports.works import CitedWork, cited_place
from tests.web.exports.hand_made import BROCHURE, LEAFLET

DAY = date(2026, 11, 22)


def records(*works: CitedWork) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(ris(works, GERMAN_WORDING, accessed=DAY))
    return found


def test_a_citation_has_all_fields() -> None:
    work = cited_place(BROCHURE)
    assert records(work) == [
        {
            "type_of_reference": "ELEC",
            "id": work.key,
            "authors": ["Zentrum für Prävention und Gesundheitsförderung (ZPG)"],
            "title": "Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)",
            "publisher": "Zentrum für Prävention und Gesundheitsförderung (ZPG)",
            "year": "2023",
            "date": "2023/12//",
            "start_page": "4",
            "urls": ["https://www.zpg-bayern.de/partnerprozess.html"],
            "access_date": "2026/11/22/",
            "language": "de",
            "notes": [
                "Abschnitt „Gründe für ‚alle‘“, S. 4",
                "Stand: 12/2023",
                "Bürger*innen_Beteiligung & „Werkzeuge“ zweite Zeile: 5 % {Rabatt} ~ #1 ^ \\",
            ],
        }
    ]


def test_what_is_not_known_is_left_out_and_no_office_becomes_a_person() -> None:
    work = cited_place(LEAFLET)
    assert records(work) == [
        {
            "type_of_reference": "GEN",
            "id": work.key,
            "title": "Merkblatt",
            "publisher": "Ministerium für Soziales, Gesundheit und Integration",
            "language": "de",
            "notes": [
                "Stand: unbekannt (vor 2018). Überholt seit 05/2024 (ersetzt durch: Merkblatt 2024)",
                "Der Beitritt ist kostenlos.",
            ],
        }
    ]


def test_lines_end_as_the_format_asks_and_no_source_can_end_a_record() -> None:
    evil = "x\r\nER  - \r\n\r\nTY  - JOUR\u2028TI  - evil\x00"
    work = replace(cited_place(BROCHURE), title=evil, publisher=evil, section=evil, quote=evil)
    text = ris([work, cited_place(LEAFLET)], GERMAN_WORDING, accessed=DAY)
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert [record["title"] for record in records(work, cited_place(LEAFLET))] == [
        "x ER - TY - JOUR TI - evil",
        "Merkblatt",
    ]


def test_a_work_that_occurs_twice_is_written_once() -> None:
    assert len(records(cited_place(BROCHURE), cited_place(BROCHURE))) == 1
