"""The reference line in German and English."""

from dataclasses import replace
from datetime import date

from gfa_assistant.web.exports.bibliography import reference_text
from gfa_assistant.web.exports.wording import ENGLISH_WORDING, GERMAN_WORDING
from gfa_assistant.web.exports.works import cited_place
from tests.web.exports.hand_made import BROCHURE, LEAFLET

DAY = date(2026, 11, 2)


def test_german_reference_names_who_when_what_where_and_the_day_of_access() -> None:
    assert reference_text(cited_place(BROCHURE), GERMAN_WORDING, accessed=DAY) == (
        "Zentrum für Prävention und Gesundheitsförderung (ZPG) (2023): Der Partnerprozess „Gesundheit für alle“ in "
        "Bayern (Broschüre), Abschnitt „Gründe für ‚alle‘“, S. 4. Stand: 12/2023. "
        "https://www.zpg-bayern.de/partnerprozess.html (abgerufen am 02.11.2026)."
    )


def test_what_is_not_known_is_said_and_what_is_superseded_too() -> None:
    assert reference_text(cited_place(LEAFLET), GERMAN_WORDING, accessed=DAY) == (
        "Ministerium für Soziales, Gesundheit und Integration (o. J.): Merkblatt. Stand: unbekannt (vor 2018). "
        "Überholt seit 05/2024 (ersetzt durch: Merkblatt 2024)."
    )
    bare = replace(LEAFLET, publisher=None, as_of=None, superseded=None)
    assert reference_text(cited_place(bare), GERMAN_WORDING, accessed=DAY) == "Merkblatt (o. J.)."


def test_english_reference() -> None:
    assert reference_text(cited_place(BROCHURE), ENGLISH_WORDING, accessed=DAY).endswith(
        "(Broschüre), section “Gründe für ‚alle‘”, p. 4. As of: 2023-12. "
        "https://www.zpg-bayern.de/partnerprozess.html (accessed 2 November 2026)."
    )


def test_without_a_day_no_access_is_claimed_and_a_plain_year_stands_once() -> None:
    work = cited_place(replace(BROCHURE, as_of="2023", section=(), page=None))
    assert reference_text(work, GERMAN_WORDING, accessed=None) == (
        "Zentrum für Prävention und Gesundheitsförderung (ZPG) (2023): Der Partnerprozess „Gesundheit für alle“ in "
        "Bayern (Broschüre). https://www.zpg-bayern.de/partnerprozess.html."
    )
