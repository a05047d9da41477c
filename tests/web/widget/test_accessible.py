"""The widget for everyone: nothing for axe to find, small screens, large text, forced colours, the host's colours."""

import re
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from gfa_assistant.web.texts import ENGLISH, GERMAN
from gfa_assistant.web.widget.texts import widget_texts
from tests.web.axe import faults
from tests.web.conftest import PHONE, WIDE
from tests.web.test_page import overflow
from tests.web.test_view_pages import contrast
from tests.web.widget.conftest import SCRIPT_TAG, Town, arriving
from tests.web.widget.test_visit import JOINING, STREAM, ask, field, launcher

pytestmark = pytest.mark.browser

NARROW: ViewportSize = {"width": 320, "height": 256}
INLINE = '<script src="{server}/widget.js" data-mode="inline" data-state="BY"></script>'
LONG = "Partner " + "Gesundheitsförderungsstrukturentwicklung" * 3
STYLE = "(e, name) => getComputedStyle(e)[name]"


def small_targets(page: Page) -> list[str]:
    return page.locator("gfa-assistant").evaluate(
        "e => [...e.shadowRoot.querySelectorAll('button, select, textarea, a')].filter(e => e.getClientRects().length)"
        ".filter(e => !e.matches('.note a, .skip')).map(e => [e.outerHTML, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.width < 24 || r.height < 24).map(([html]) => html)"
    )


def fill_with_states(page: Page) -> None:
    """An answer with an open source and the office's card, a refusal, a question back."""
    ask(page, JOINING)
    ask(page, "Was kostet ein Eis?")
    ask(page, "Kontakt?")
    page.locator(".sources .disclosure").first.click()
    page.locator(".foot .disclosure").click()
    page.get_by_role("button", name="Nein").first.click()


@pytest.mark.parametrize(
    ("body", "viewport", "scheme"),
    [
        pytest.param(None, WIDE, "light", id="launcher"),
        pytest.param(None, PHONE, "dark", id="launcher on a dark phone"),
        pytest.param(INLINE, WIDE, "dark", id="inline and dark"),
        pytest.param(INLINE, NARROW, "light", id="inline at 320 pixels"),
    ],
)
def test_axe_finds_nothing_in_any_state(
    browser: BrowserContext, town: Town, body: str | None, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    town.body = body or town.body
    with arriving(browser, town, viewport, color_scheme=scheme) as guest:
        page = guest.page
        if body is None:
            assert faults(page) == []
            launcher(page).click()
        assert faults(page) == []
        fill_with_states(page)
        assert faults(page) == []
        assert small_targets(page) == []
        page.route(STREAM, lambda route: route.abort())
        field(page).fill(JOINING)
        field(page).press("Enter")
        expect(page.locator(".problem .contact")).to_be_visible()
        assert faults(page) == []


@pytest.mark.parametrize(
    ("viewport", "style", "body"),
    [
        pytest.param(NARROW, "", SCRIPT_TAG, id="400 percent"),
        pytest.param({"width": 640, "height": 450}, "", SCRIPT_TAG, id="200 percent"),
        pytest.param(WIDE, "html { font-size: 200%; }", SCRIPT_TAG, id="text of 200 percent"),
        pytest.param(NARROW, "", INLINE, id="400 percent, inline"),
        pytest.param(
            PHONE,
            "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }",
            SCRIPT_TAG,
            id="text spacing",
        ),
    ],
)
def test_nothing_is_lost_or_scrolls_sideways(
    browser: BrowserContext, town: Town, viewport: ViewportSize, style: str, body: str
) -> None:
    town.body, town.style = body, style
    with arriving(browser, town, viewport) as guest:
        page = guest.page
        assert overflow(page) == 0
        if body != INLINE:
            launcher(page).click()
        ask(page, LONG)
        page.locator(".sources .disclosure").click()
        assert overflow(page) == 0
        panel = page.locator(".panel")
        assert panel.evaluate("e => e.scrollWidth - e.clientWidth") == 0
        if style.startswith("html"):
            assert panel.evaluate(STYLE, "fontSize") == "32px"
        # All of it can be brought into sight.
        for part in (page.get_by_text(GERMAN.ai_notice), page.locator("blockquote"), page.locator(".foot button")):
            part.scroll_into_view_if_needed()
            expect(part).to_be_in_viewport()


def test_forced_colours_and_reduced_motion(browser: BrowserContext, town: Town) -> None:
    town.style = "gfa-assistant { --gfa-accent: #ff0; --gfa-background: #fff; }"
    with arriving(browser, town, forced_colors="active", reduced_motion="reduce") as guest:
        page = guest.page
        assert launcher(page).evaluate(STYLE, "borderTopStyle") == "solid"
        assert launcher(page).evaluate(STYLE, "transitionDuration") == "0s"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert launcher(page).evaluate(STYLE, "outlineStyle") == "solid"
        launcher(page).click()
        ask(page, JOINING)
        assert faults(page) == []
        # The system's colours are not judged.
        assert guest.complaints == []


READABLE = {
    "light": {"accent": "#8a0f3c", "background": "#fffdf5", "text": "#201010"},
    "dark": {"accent": "hsl(50 100% 60%)", "background": "#101820", "text": "white"},
    "accent alone": {"accent": "#005a9c"},
}


def test_readable_colours_of_the_host_are_taken(browser: BrowserContext, town: Town) -> None:
    town.body = INLINE
    town.style = "gfa-assistant { --gfa-radius: 0; --gfa-font: monospace; color-scheme: light; }"
    with arriving(browser, town, color_scheme="dark") as guest:
        page = guest.page
        own = page.locator(".primary").evaluate(STYLE, "backgroundColor")
        # The host decided against a dark scheme.
        assert own == "rgb(0, 89, 107)"
        ask(page, JOINING)
        for name, colours in READABLE.items():
            page.locator("gfa-assistant").evaluate(
                "(e, style) => { e.style.cssText = style; }",
                "".join(f"--gfa-{part}: {colour};" for part, colour in colours.items()),
            )
            assert page.locator(".primary").evaluate(STYLE, "backgroundColor") != own, name
            assert faults(page) == [], name
            ground = page.locator(".panel").evaluate(STYLE, "backgroundColor")
            assert contrast(page.locator("textarea").evaluate(STYLE, "borderTopColor"), ground) >= 3, name
        assert page.locator(".panel").evaluate(STYLE, "fontFamily") == "monospace"
        assert guest.complaints == []


@pytest.mark.parametrize(
    ("style", "warning"),
    [
        pytest.param("--gfa-accent: #ffcc00", "--gfa-accent rgb(255, 204, 0) on rgb(255, 255, 255)", id="weak accent"),
        pytest.param("--gfa-text: #777; --gfa-background: #eee", "--gfa-text rgb(119, 119, 119)", id="weak text"),
        pytest.param("--gfa-accent: rgb(0 0 0 / 0.5)", "--gfa-accent is no opaque colour", id="translucent"),
        pytest.param("--gfa-accent: kunterbunt", "--gfa-accent is no opaque colour", id="no colour"),
    ],
)
def test_other_colours_are_refused_once_and_all_together(
    browser: BrowserContext, town: Town, style: str, warning: str
) -> None:
    town.style, town.body = f"gfa-assistant {{ {style} }}", INLINE
    with arriving(browser, town) as guest:
        page = guest.page
        assert page.locator(".primary").evaluate(STYLE, "backgroundColor") == "rgb(0, 89, 107)"
        assert page.locator(".panel").evaluate(STYLE, "backgroundColor") == "rgb(255, 255, 255)"
        page.locator("gfa-assistant").evaluate("e => e.classList.add('again')")
        assert [words.partition(": ")[2].startswith(warning) for words in guest.complaints] == [True]


def test_launcher_never_hides_what_has_the_focus(browser: BrowserContext, town: Town) -> None:
    town.body += '<p class="low"><a href="#unten">Ganz unten</a></p>'
    town.style = ".low { position: fixed; bottom: 20px; right: 20px; margin: 0; }"
    with arriving(browser, town) as guest:
        page = guest.page
        low = page.get_by_role("link", name="Ganz unten")
        low.focus()
        expect(launcher(page)).not_to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(launcher(page)).to_be_focused()
        expect(launcher(page)).to_be_in_viewport()


def test_inline_can_be_skipped_and_english_marks_german_words(browser: BrowserContext, town: Town) -> None:
    town.body = INLINE.replace("data-state", 'data-language="en" data-state') + '<p><a href="#ende">Danach</a></p>'
    with arriving(browser, town) as guest:
        page = guest.page
        words = widget_texts("en")
        page.get_by_role("link", name="Mehr").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=words.skip)).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Danach")).to_be_focused()
        section = page.get_by_role("region", name=words.heading)
        expect(section).to_have_attribute("lang", "en")
        field_ = page.get_by_role("textbox", name=ENGLISH.question_label)
        field_.fill(JOINING)
        field_.press("Enter")
        expect(page.locator(".text ol > li")).to_have_count(4)
        assert town.assistant.asked[-1][3] == "en"
        assert page.locator(".text ol > li").evaluate_all("all => all.map(e => e.lang)") == ["de"] * 4
        assert page.locator("article .text > p").first.get_attribute("lang") is None
        page.get_by_role("button", name="Source 1:").last.click()
        expect(page.get_by_role("link", name=words.open_document)).to_have_attribute("href", re.compile("lang=en#p2$"))
        assert faults(page) == []
