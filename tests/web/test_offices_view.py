"""The contacts view as HTML: the tiles' arrangement and names, gaps named as gaps, cards and list."""

import re
from dataclasses import replace
from html import unescape

import pytest

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.office_texts import office_texts
from gfa_assistant.web.offices_view import render_offices
from gfa_assistant.web.texts import ENGLISH, GERMAN
from gfa_assistant.web.tile_map import TILE_ROWS, missing_details
from tests.web.fake_assistant import BAVARIA, FEDERAL
from tests.web.views_page import corpus_contacts

WORDS = office_texts("de")
# The borders of the Länder; Bremen's and Berlin's too.
BORDERS = {
    frozenset(pair.split("-"))
    for pair in (
        "SH-HH SH-NI SH-MV HH-NI HB-NI MV-NI MV-BB NI-NW NI-HE NI-TH NI-ST NI-BB BB-BE BB-ST BB-SN ST-SN ST-TH "
        "SN-TH SN-BY TH-HE TH-BY HE-NW HE-RP HE-BW HE-BY NW-RP RP-SL RP-BW BW-BY"
    ).split()
}


def view(contacts: dict[str, object] | None = None, selected: str | None = None) -> str:
    found = corpus_contacts() if contacts is None else contacts
    return render_offices(found, GERMAN, vcard_href=lambda code: f"/kontakt/{code}.vcf", selected=selected)  # type: ignore[arg-type]


def names(html: str) -> dict[str, str]:
    """The tiles' accessible names by state code."""
    return dict(re.findall(r'<input type="radio"[^>]*value="(\w\w)" aria-label="([^"]*)"', html))


def test_every_land_has_one_tile() -> None:
    assert sorted(code for row in TILE_ROWS for code in row if code) == sorted(STATE_NAMES)


def test_tiles_that_touch_are_neighbours_on_the_map_but_for_four_pairs() -> None:
    touching = set()
    for row, codes in enumerate(TILE_ROWS):
        for column, code in enumerate(codes):
            right = codes[column + 1] if column + 1 < len(codes) else None
            below = TILE_ROWS[row + 1][column] if row + 1 < len(TILE_ROWS) else None
            touching |= {frozenset((code, other)) for other in (right, below) if code and other}
    # Two city states stand in a row with their surroundings, and the Saarland beside what lies east of its neighbour.
    assert {"-".join(sorted(pair)) for pair in touching - BORDERS} == {"HB-HH", "HH-MV", "HH-ST", "BW-SL"}


def test_a_tile_is_named_in_full_and_says_what_is_missing() -> None:
    told = names(view())
    assert told["BY"] == "Bayern, BY, 1 fehlt: E-Mail"
    assert told["HB"] == "Bremen, HB, 3 fehlen: Telefon, E-Mail, Anschrift"
    assert told["SH"] == "Schleswig-Holstein, SH, komplett"
    assert list(told) == [code for row in TILE_ROWS for code in row if code]


def test_half_an_address_is_none() -> None:
    assert missing_details(BAVARIA, WORDS) == ["E-Mail"]
    assert missing_details(replace(BAVARIA, email="a@b.de", postcode=None), WORDS) == ["Anschrift"]


def test_only_the_chosen_card_is_shown_with_what_can_be_done() -> None:
    html = view(selected="BY")
    shown = re.findall(r'<div class="gfa-office" id="gfa-office-(\w\w)" data-state[^>]*?tabindex="-1">', html)
    assert shown == ["BY"]
    assert len(re.findall(r'class="gfa-office" id="[^"]*"[^>]* hidden>', html)) == 15
    assert re.findall(r'id="gfa-tile-(\w\w)"[^>]* checked', html) == ["BY"]
    assert re.findall(r'data-state="(\w\w)" aria-current="true"', html) == ["BY"]
    assert f'gfa-offices-none gfa-small" hidden>{WORDS.nothing_chosen}' in html
    assert (
        '<button type="button" class="gfa-button" data-action="take-state" data-state="BY" '
        'aria-label="Bayern im Gespräch verwenden">Im Gespräch verwenden</button>'
    ) in html
    assert 'data-action="vcard" data-state="BY" download href="/kontakt/BY.vcf"' in html
    assert "nicht bekannt" in html


@pytest.mark.parametrize("selected", [None, "DE", "XX"])
def test_without_a_land_the_view_says_so_and_shows_the_federal_office(selected: str | None) -> None:
    html = view(selected=selected)
    assert f'gfa-small">{WORDS.nothing_chosen}' in html
    assert '<div class="gfa-office" id="gfa-office-DE">' in html
    assert 'data-action="take-state" data-state="DE"' not in html
    assert 'data-action="vcard" data-state="DE"' in html


def test_a_land_without_an_office_is_a_gap_and_no_invention() -> None:
    html = view({"BY": BAVARIA, "DE": FEDERAL})
    assert names(html)["HE"] == "Hessen, HE, keine"
    assert WORDS.no_office_long.format(state="Hessen") in html
    assert 'data-action="vcard" data-state="HE"' not in html
    assert 'data-action="take-state" data-state="HE"' in html
    assert WORDS.federal not in view({"BY": BAVARIA})


def test_the_list_names_every_office_in_the_order_of_names() -> None:
    html = view()
    rows = re.findall(r"<li><a [^>]*>([^<]*)</a> <span[^>]*>([^<]*)</span> (?:<span[^>]*>([^<]*)</span>)?</li>", html)
    assert [unescape(row[0]) for row in rows] == list(STATE_NAMES.values())
    assert rows[1] == ("Bayern", "München", "Nicht bekannt: E-Mail")
    assert rows[4] == ("Bremen", "Ort nicht bekannt", "Nicht bekannt: Telefon, E-Mail, Anschrift")


def test_contact_data_is_escaped_and_the_frame_is_english_too() -> None:
    evil = replace(BAVARIA, office='<img src=x onerror="alert(1)">', city="<b>")
    html = view({"BY": evil})
    assert "<img" not in html
    assert "<b>" not in html
    assert "Choose your federal state" in render_offices(corpus_contacts(), ENGLISH, vcard_href=str)
