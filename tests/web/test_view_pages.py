"""Contacts and development in Chromium: keyboard, forced colours, small screens, nothing for axe to find."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from gfa_assistant.development import joining_points
from gfa_assistant.web.development_view import render_development
from gfa_assistant.web.header_view import render_view_heading
from gfa_assistant.web.office_texts import office_texts
from gfa_assistant.web.offices_view import render_offices
from gfa_assistant.web.texts import ENGLISH, GERMAN
from tests.development.test_points import joining
from tests.web.axe import faults
from tests.web.conftest import PHONE, WIDE
from tests.web.test_page import overflow
from tests.web.views_page import corpus_contacts, corpus_points, page_html

pytestmark = pytest.mark.browser

WORDS = office_texts("de")
NARROW: ViewportSize = {"width": 320, "height": 640}
MIXED = joining_points(
    [
        *(joining(f"{letter}-Neustadt", "2011", state="SN") for letter in "ABCDEFGH"),
        joining("Stadt Frankfurt am Main", "29.11.2012", state="HE"),
        joining("Frankfurt am Main", "2013", "b", state="HE"),
        joining("GR+ Erlangen-Höchstadt & Erlangen", "ca. 2016"),
        joining("Landkreis Mecklenburgische Seenplatte", "2017", state="MV"),
    ]
)
HEADING = render_view_heading("entwicklung", GERMAN)
VIEWS = {
    "offices": render_offices(corpus_contacts(), GERMAN, vcard_href=lambda code: f"#{code}.vcf"),
    "offices in English": render_offices(corpus_contacts(), ENGLISH, vcard_href=lambda code: f"#{code}.vcf"),
    "office chosen": render_offices(corpus_contacts(), GERMAN, vcard_href=lambda code: f"#{code}.vcf", selected="BY"),
    "no offices": render_offices({}, GERMAN, vcard_href=str, selected="BY"),
    "development": HEADING + render_development(corpus_points(), "de", href=lambda source: f"#quelle-{source.start}"),
    "development mixed": HEADING + render_development(MIXED, "de", href=lambda source: f"#quelle-{source.start}"),
    "development empty": HEADING + render_development((), "de", href=lambda source: "#"),
}


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    """A page that must stay without a complaint and without a request."""
    page = browser.new_page()
    complaints: list[Any] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url))
    yield page
    assert complaints == []
    page.close()


def show(page: Page, view: str, viewport: ViewportSize = WIDE, *, dark: bool = False) -> None:
    page.set_viewport_size(viewport)
    page.set_content(page_html(VIEWS[view], dark=dark))


def focused(page: Page) -> str:
    """What has the focus: a tile's code, else its own words."""
    return str(page.evaluate("(e => e.value || e.getAttribute('aria-label') || e.textContent)(document.activeElement)"))


@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", WIDE)], ids=["phone", "desktop dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, view: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    show(page, view, viewport, dark=scheme == "dark")
    assert faults(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("viewport", [pytest.param(NARROW, id="400 percent"), pytest.param(PHONE, id="phone")])
@pytest.mark.parametrize("view", VIEWS)
def test_targets_are_large_enough_on_small_screens(page: Page, view: str, viewport: ViewportSize) -> None:
    show(page, view, viewport)
    assert overflow(page) == 0
    small = page.locator(".gfa-tile input, .gfa-hit, .gfa-table a, .gfa-offices-list a, .gfa-button").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width && (r.width < 24 || r.height < 24))"
        ".map(r => [r.width, r.height])"
    )
    # The drawing shrinks a little at 320 px; its signs are links in the table too, which is WCAG's exception.
    assert [target for target in small if viewport is PHONE or min(target) < 20] == []


@pytest.mark.parametrize("view", ["offices", "offices in English"])
def test_text_stays_within_its_tile(page: Page, view: str) -> None:
    show(page, view, NARROW)
    too_wide = page.locator(".gfa-tile-face").evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight).length"
    )
    assert too_wide == 0


def test_tiles_lie_as_on_the_map(page: Page) -> None:
    show(page, "offices", PHONE)
    boxes = {
        code: page.locator(f"label:has(#gfa-tile-{code})").bounding_box() or {}
        for code in ("SH", "HH", "ST", "BE", "BW")
    }
    assert boxes["SH"]["x"] == boxes["HH"]["x"] == boxes["ST"]["x"]
    assert boxes["SH"]["y"] < boxes["HH"]["y"] < boxes["ST"]["y"] < boxes["BW"]["y"]
    assert boxes["ST"]["x"] < boxes["BE"]["x"]
    assert len({(round(box["width"]), round(box["height"])) for box in boxes.values()}) == 1


def test_the_keyboard_alone_chooses_a_land_and_reaches_its_card(page: Page) -> None:
    show(page, "offices")
    expect(page.get_by_text(WORDS.nothing_chosen)).to_be_visible()
    page.keyboard.press("Tab")
    assert focused(page) == "SH"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "HB"
    expect(page.locator("#gfa-office-HB")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "HH"
    expect(page.locator("#gfa-office-HB")).to_be_hidden()
    expect(page.locator("[role=status]")).to_have_text(WORDS.announced.format(state="Hamburg"))
    expect(page.get_by_text(WORDS.nothing_chosen)).to_be_hidden()
    for _ in range(15):
        page.keyboard.press("ArrowRight")
    assert focused(page) == "HB"
    # One stop for all tiles; what follows is the card.
    links = page.locator("#gfa-office-HB dl a").count()
    for _ in range(links + 1):
        page.keyboard.press("Tab")
    assert focused(page) == "Bremen im Gespräch verwenden"


def test_the_list_leads_to_the_card_and_marks_the_choice(page: Page) -> None:
    show(page, "offices")
    page.get_by_role("link", name="Hessen", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#gfa-office-HE")).to_be_focused()
    assert page.locator("#gfa-tile-HE").is_checked()
    assert page.locator("[aria-current]").all_text_contents() == ["Hessen"]
    assert page.locator(".gfa-office[data-state]:visible").count() == 1
    assert page.locator("[role=status]").text_content() == ""


def test_a_finger_or_mouse_chooses_by_the_whole_tile(page: Page) -> None:
    show(page, "offices", PHONE)
    page.locator("label:has(#gfa-tile-NI)").click(position={"x": 4, "y": 4})
    expect(page.locator("#gfa-office-NI")).to_be_visible()
    assert page.evaluate("gfaOffices.show('XX')") is False
    assert page.evaluate("gfaOffices.show('TH')") is True
    expect(page.locator("#gfa-office-TH")).to_be_visible()


def test_names_as_a_screen_reader_says_them(page: Page) -> None:
    show(page, "office chosen")
    group = page.get_by_role("group", name=WORDS.tiles)
    assert group.get_by_role("radio").count() == 16
    expect(group.get_by_role("radio", name="Bayern, BY, 1 fehlt: E-Mail")).to_be_checked()
    show(page, "development")
    table = page.get_by_role("table", name="Beigetretene Kommunen nach Jahren: Bayern")
    assert table.get_by_role("columnheader").all_text_contents() == ["Jahr", "Kommune", "Art", "Beleg"]
    # The years are headers of their row groups, the communes of their rows.
    assert table.get_by_role("rowheader").count() == 21 + 9
    plot = page.get_by_role("group", name="Beitritte nach Jahren")
    assert plot.get_by_role("link").count() == 21
    expect(plot).to_have_accessible_description(str(page.locator("desc").text_content()))


def test_focus_is_seen_and_the_plot_can_be_skipped(page: Page) -> None:
    show(page, "development")
    page.keyboard.press("Tab")
    skip = page.locator(".gfa-skip")
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {})["width"] > 100
    page.keyboard.press("Tab")
    ring = "getComputedStyle(document.activeElement.querySelector('.gfa-hit')).stroke"
    assert page.evaluate(ring) == "rgb(0, 89, 107)"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#gfa-development-table")).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page).startswith("Quelle 1 zu Augsburg")


@pytest.mark.parametrize("view", ["office chosen", "development mixed"])
def test_forced_colours_keep_choice_signs_and_focus_apart(page: Page, view: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    show(page, view, PHONE)
    style = "(e, name) => getComputedStyle(e)[name]"
    if view == "office chosen":
        chosen, other = (page.locator(f"#gfa-tile-{code} + .gfa-tile-face") for code in ("BY", "BW"))
        assert chosen.evaluate(style, "borderTopWidth") != other.evaluate(style, "borderTopWidth")
        assert chosen.locator(".gfa-tile-check").is_visible()
        assert not other.locator(".gfa-tile-check").is_visible()
        page.locator("#gfa-tile-BY").focus()
        page.keyboard.press("ArrowLeft")
        assert page.locator("#gfa-tile-BW").evaluate(style, "outlineStyle") == "solid"
        assert page.locator(".gfa-tile-grid *").first.evaluate(style, "transitionDuration") in ("0s", "1e-05s")
    else:
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        filled = page.locator(".gfa-point:not(.gfa-open) .gfa-sign").first.evaluate(style, "fill")
        hollow = page.locator(".gfa-open .gfa-sign").first
        assert filled != ground
        assert hollow.evaluate(style, "fill") == ground
        assert hollow.evaluate(style, "stroke") == filled
        assert page.locator(".gfa-plot-bar").first.evaluate(style, "fill") != ground


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_graphics_stand_out_three_to_one(page: Page, scheme: Literal["light", "dark"]) -> None:
    """axe looks at text only; signs, bars, tile borders and icons need 3:1 against what they lie on."""
    pairs = {
        "development mixed": [
            (".gfa-sign", "stroke", ".gfa-plot-box"),
            (".gfa-plot-bar", "fill", ".gfa-plot-box"),
        ],
        "office chosen": [
            ("#gfa-tile-BW + .gfa-tile-face", "borderTopColor", "body"),
            ("#gfa-tile-BY + .gfa-tile-face", "backgroundColor", "body"),
            ("#gfa-tile-SH + .gfa-tile-face .gfa-tile-icons", "color", "#gfa-tile-SH + .gfa-tile-face"),
            ("#gfa-tile-BY + .gfa-tile-face .gfa-tile-icons", "color", "#gfa-tile-BY + .gfa-tile-face"),
        ],
    }
    for view, parts in pairs.items():
        show(page, view, dark=scheme == "dark")
        for part, property_, ground in parts:
            style = "(e, name) => getComputedStyle(e)[name]"
            front = page.locator(part).first.evaluate(style, property_)
            back = page.locator(ground).first.evaluate(style, "backgroundColor")
            assert contrast(front, back) >= 3, (view, part)


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio of two opaque colours written "rgb(r, g, b)"."""

    def luminance(colour: str) -> float:
        channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
