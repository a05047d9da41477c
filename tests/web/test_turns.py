"""Quick choices in Chromium: whatever the network does to their order, the last one is what stays."""

import random

import pytest
from playwright.sync_api import Page, Route, expect

from gfa_assistant.web.embedding_texts import embedding_texts
from tests.web.visitor import Visitor

WORDS = embedding_texts("de")
STYLE = "#gfa-embedding-result [data-part=style]"


def choose_colours(page: Page, *colours: str, gap: int = 0) -> None:
    """One after the other, `gap` milliseconds apart."""
    page.evaluate(
        """async ([colours, gap]) => { const field = document.querySelector('#gfa-embed-accent');
          for (const colour of colours) {
            field.value = colour;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            await new Promise((done) => setTimeout(done, gap)); } }""",
        [list(colours), gap],
    )


def open_colours(page: Page) -> None:
    page.get_by_role("link", name="Einbetten").click()
    page.get_by_label(WORDS.own_colours).check()
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #00596b")


@pytest.mark.browser
def test_last_choice_stays_though_the_first_is_late(visitor: Visitor) -> None:
    page = visitor.page
    open_colours(page)
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    choose_colours(page, "#8a0f3c", "#5b2a86", "#0b6b2e", gap=50)
    assert len(held) == 1
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #00596b")
    held[0].continue_()
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #0b6b2e")
    page.wait_for_timeout(300)
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #0b6b2e")


@pytest.mark.browser
def test_last_of_many_quick_choices_stays(visitor: Visitor) -> None:
    page = visitor.page
    open_colours(page)
    chance = random.Random(7)
    for gap in (0, 2, 5, 8, 12, 15, 20, 25, 30, 40):
        # Dark, so that the preview takes them.
        first, last = ("#" + "".join(f"{chance.randrange(0x60):02x}" for _ in range(3)) for _ in range(2))
        choose_colours(page, first, last, gap=gap)
        expect(page.locator(STYLE)).to_contain_text(f"--gfa-accent: {last}")


@pytest.mark.browser
def test_a_choice_that_is_never_shown_does_not_hold_up_the_next_for_ever(visitor: Visitor) -> None:
    page = visitor.page
    page.clock.install()
    open_colours(page)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused:
            route.continue_()
            return
        refused.append(route.request.url)
        # Never answered, as a server that was stopped meanwhile never answers.

    page.route("**/queue/join*", refuse_once)
    choose_colours(page, "#8a0f3c", "#0b6b2e")
    page.clock.run_for(9_000)
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #00596b")
    page.clock.run_for(2_000)
    expect(page.locator(STYLE)).to_contain_text("--gfa-accent: #0b6b2e")


@pytest.mark.browser
def test_search_emptied_while_it_runs_stays_empty(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Quellen", exact=True).click()
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    field = page.locator("#gfa-search input[name=query]")
    field.fill("Partnerkommune")
    field.press("Enter")
    page.locator("#gfa-search button[type=reset]").click()
    assert len(held) == 1
    held[0].continue_()
    # Shown, then emptied.
    page.wait_for_timeout(1_000)
    expect(page.locator("#gfa-search-results")).to_have_text("")
    page.unroute("**/queue/join*")
    field.fill("Partnerkommune")
    field.press("Enter")
    expect(page.locator("#gfa-search-results .gfa-results")).to_be_visible()
