"""The page in Chromium: ask, read, open a source, go on asking; by mouse, by keyboard, on a phone."""

import re
from dataclasses import replace
from typing import Literal

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from gfa_assistant.web.texts import ENGLISH, GERMAN
from tests.web.axe import violations
from tests.web.conftest import Site, served, visit
from tests.web.fake_assistant import BROCHURE, STEPS, FakeAssistant
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser

JOINING = "Wie werden wir Partnerkommune in Bayern?"
FIELD = "#gfa-question-box textarea"


def ask(page: Page, question: str) -> None:
    answers = page.locator(".gfa-text").count()
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")
    expect(page.locator(".gfa-text")).to_have_count(answers + 1)


def open_source(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Quelle 1:")).last.click()
    expect(page.locator("mark")).to_be_visible()


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_german_from_the_first_byte_without_traces_of_gradio(site: Site) -> None:
    html = httpx.get(site.url, trust_env=False, headers={"accept-language": "en"}).text
    assert html.index('lang="de"') < html.index("<head")
    assert "og:image" not in html
    assert "huggingface" not in html.split("window.gradio_config")[0]


def test_stays_german_and_names_machine_and_privacy_before_the_first_input(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page).to_have_title(GERMAN.title)
    notice = page.get_by_text(GERMAN.ai_notice)
    expect(notice).to_be_visible()
    assert page.evaluate(
        "([notice, field]) => !!(notice.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING)",
        [notice.element_handle(), page.locator("input, textarea, select, button").first.element_handle()],
    )
    assert page.locator("footer").count() == 0


def test_a_foreign_request_would_be_noticed(browser: BrowserContext, site: Site) -> None:
    with pytest.raises(AssertionError, match="elsewhere"), visit(browser, site) as visitor:  # noqa: PT012
        visitor.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/'}))")
        visitor.page.wait_for_timeout(100)


def test_answer_shows_steps_note_contact_and_source(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    assert page.locator(".gfa-text ol > li").all_inner_texts() == [f"{step} [1]" for step in STEPS]
    expect(page.locator(".gfa-note")).to_contain_text("Hinweis: Die BZgA heißt seit dem 13.02.2025")
    card = page.locator("#gfa-conversation .gfa-contact")
    expect(card.get_by_role("link", name="09131 6808-4506")).to_have_attribute("href", "tel:+49913168084506")
    expect(card).to_contain_text("nicht bekannt")
    assert page.locator("#gfa-state-select").input_value() == "BY"
    assert page.locator(FIELD).input_value() == ""


def test_what_is_typed_while_an_answer_is_sought_stays(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    site.assistant.slow_may_end.clear()
    page.fill(FIELD, "Langsam: Was ist das Ziel?")
    page.press(FIELD, "Enter")
    expect(page.locator(".gfa-searching")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("")
    page.fill(FIELD, JOINING)
    site.assistant.slow_may_end.set()
    expect(page.locator(".gfa-text")).to_have_count(1)
    page.press(FIELD, "Enter")
    expect(page.locator(".gfa-text ol > li")).to_have_count(len(STEPS))


def test_source_opens_with_the_quote_marked_in_sight(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    open_source(page)
    assert page.locator("mark").evaluate("mark => mark.textContent") == "\n".join(STEPS)
    expect(page.locator("mark")).to_be_in_viewport()
    panel = page.locator("#gfa-source .gfa-panel")
    for fact in ("Wie werde ich Partnerkommune in Bayern?", "Zentrum für Prävention", "12/2023"):
        expect(panel).to_contain_text(fact)
    original = panel.get_by_role("link", name=re.compile(GERMAN.original_link))
    assert [original.get_attribute(name) for name in ("href", "rel")] == [
        "https://www.zpg-bayern.de",
        "noopener noreferrer",
    ]


def test_marker_in_the_text_leads_to_the_source_and_closing_leads_back(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    marker = page.locator(".gfa-marker").nth(2)
    marker.click()
    expect(page.locator("#gfa-source .gfa-panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("mark")).to_have_count(0)
    expect(marker).to_be_focused()


def test_source_of_a_far_answer_opens_beside_it(visitor: Visitor) -> None:
    page = visitor.page
    for _ in range(3):
        ask(page, JOINING)
    control = page.locator(".gfa-source").last
    control.click()
    expect(page.locator("mark")).to_be_in_viewport()
    expect(control).to_be_in_viewport()


def test_source_that_changed_since_the_answer_is_not_marked_wrongly(
    visitor: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visitor.page
    ask(page, JOINING)
    monkeypatch.setattr(site.assistant, "document", lambda _: replace(BROCHURE, text=f"Neu: {BROCHURE.text}"))
    page.locator(".gfa-source").click()
    expect(page.locator("#gfa-source")).to_contain_text(GERMAN.source_gone)
    expect(page.locator("mark")).to_have_count(0)


def test_reference_is_copied(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    open_source(page)
    page.locator(".gfa-panel").get_by_role("button", name=GERMAN.copy_reference).click()
    expect(page.locator(".gfa-panel .gfa-copied")).to_have_text(GERMAN.copied)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".gfa-reference").inner_text()


def test_follow_up_carries_the_visit(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    ask(page, "Kontakt?")
    expect(page.locator(".gfa-clarify")).to_have_text(GERMAN.clarify)
    ask(page, "Bayern")
    question, history, state, language = site.assistant.asked[-1]
    assert (question, state, language) == ("Bayern", None, None)
    assert [turn.content for turn in history] == ["Kontakt?", "In welchem Bundesland liegt Ihre Kommune?"]
    expect(page.locator("#gfa-conversation .gfa-contact")).to_contain_text("KGC Bayern")


def test_chosen_state_is_sent(visitor: Visitor, site: Site) -> None:
    visitor.page.select_option("#gfa-state-select", "HE")
    ask(visitor.page, "Was ist das Ziel?")
    assert site.assistant.asked[-1][2] == "HE"


def test_suggestion_is_asked_and_its_answer_gets_the_focus(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name=GERMAN.topics[0][0]).click()
    page.get_by_role("button", name=JOINING).click()
    expect(page.locator("#gfa-question-0")).to_be_focused()
    page.get_by_role("button", name="Wer war 2012 dabei?").click()
    expect(page.locator(".gfa-text").nth(1)).to_contain_text("2012: Augsburg [1]")
    expect(page.get_by_text(GERMAN.suggestions)).to_have_count(0)


def test_not_found_is_plain(visitor: Visitor) -> None:
    ask(visitor.page, "Was kostet ein Eis?")
    expect(visitor.page.locator(".gfa-not_found")).to_have_text(GERMAN.not_found)
    expect(visitor.page.get_by_text(GERMAN.nearest)).to_be_visible()
    expect(visitor.page.locator("#gfa-conversation").get_by_text("Kontakt: Bundesweit")).to_be_visible()


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        pytest.param("   ", GERMAN.error_empty, id="empty"),
        pytest.param("a" * 5000, GERMAN.error_too_long.format(length="5.000", limit="2.000"), id="5000 characters"),
        pytest.param("a\x07b", GERMAN.error_control, id="control character"),
        pytest.param("kaputt", GERMAN.error_internal, id="unexpected error"),
    ],
)
def test_problem_is_one_german_sentence_and_the_text_stays(visitor: Visitor, question: str, sentence: str) -> None:
    page = visitor.page
    ask(page, JOINING)
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")
    expect(page.get_by_role("alert").filter(has_text=GERMAN.problem)).to_have_text(f"{GERMAN.problem}: {sentence}")
    expect(page.locator(FIELD)).to_have_value(question)
    expect(page.locator(".gfa-exchange")).to_have_count(1)
    ask(page, JOINING)
    expect(page.get_by_text(GERMAN.problem)).to_have_count(0)


def test_lost_server_is_told_in_german_and_the_text_stays(browser: BrowserContext) -> None:
    page = browser.new_page()
    with served(create_app(FakeAssistant(), Settings())) as url:  # type: ignore[arg-type]
        page.goto(url)
        page.wait_for_selector(FIELD)
    page.fill(FIELD, JOINING)
    page.press(FIELD, "Enter")
    expect(page.locator("#gfa-offline")).to_have_text(f"{GERMAN.problem}: {GERMAN.error_offline}", timeout=15_000)
    expect(page.locator(".toast-wrap")).to_be_hidden()
    assert page.locator(FIELD).input_value() == JOINING
    page.close()


def test_new_conversation_forgets_everything(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    ask(page, JOINING)
    open_source(page)
    page.get_by_role("button", name=GERMAN.restart).click()
    expect(page.locator(".gfa-exchange")).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)
    assert page.locator("#gfa-state-select").input_value() == ""
    ask(page, "Kontakt?")
    assert site.assistant.asked[-1][1] == ()


def test_two_visitors_share_nothing(visitor: Visitor, phone: Visitor, site: Site) -> None:
    ask(visitor.page, JOINING)
    ask(phone.page, "Kontakt?")
    assert site.assistant.asked[-1][1:3] == ((), None)
    expect(phone.page.locator(".gfa-exchange")).to_have_count(1)


def test_a_machine_readable_status_announces_the_answer_once(visitor: Visitor) -> None:
    page = visitor.page
    page.evaluate(
        """() => {
          const status = document.querySelector("#gfa-status [role=status]");
          window.said = [];
          const note = () => status.textContent && window.said.push(status.textContent.slice(0, 8));
          new MutationObserver(note).observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    ask(page, JOINING)
    assert [words for words in page.evaluate("window.said") if words.startswith("Antwort")] == ["Antwort:"]
    assert page.locator("#gfa-conversation [aria-live]").count() == 0


def test_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page

    def tab_to(name: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
                return
        pytest.fail(f"the Tab key does not reach {name!r}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == GERMAN.other_language
    tab_to(GERMAN.views[-1][1])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type(JOINING)
    page.keyboard.press("Enter")
    expect(page.locator(".gfa-text")).to_have_count(1)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.textContent") == "Wer war 2012 dabei?"
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        if page.evaluate("document.activeElement.className") == "gfa-source":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#gfa-source .gfa-panel-title")).to_be_focused()
    tab_to(GERMAN.close_source)
    page.keyboard.press("Enter")
    expect(page.locator(".gfa-source")).to_be_focused()
    tab_to(GERMAN.restart)
    page.keyboard.press("Space")
    expect(page.locator(".gfa-exchange")).to_have_count(0)


@pytest.mark.parametrize(
    "viewport",
    [
        pytest.param({"width": 360, "height": 740}, id="phone"),
        pytest.param({"width": 320, "height": 640}, id="400 percent"),
        pytest.param({"width": 640, "height": 450}, id="200 percent"),
        pytest.param({"width": 1280, "height": 900}, id="desktop"),
    ],
)
def test_nothing_scrolls_sideways(browser: BrowserContext, site: Site, viewport: ViewportSize) -> None:
    with visit(browser, site, viewport) as visitor:
        page = visitor.page
        assert overflow(page) == 0
        ask(page, "Partner " + "Gesundheitsförderungsstrukturentwicklung" * 3)
        open_source(page)
        assert overflow(page) == 0
        expect(page.locator("mark")).to_be_in_viewport()
        small = page.locator("button, select").evaluate_all(
            "all => all.filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect())"
            ".filter(r => r.width < 24 || r.height < 24)"
        )
        assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(browser: BrowserContext, site: Site, scheme: Literal["light", "dark"]) -> None:
    with visit(browser, site, scheme=scheme) as visitor:
        _check_every_state(visitor.page, scheme)


def _check_every_state(page: Page, scheme: str) -> None:
    assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    assert violations(page) == []
    ask(page, JOINING)
    ask(page, "Was kostet ein Eis?")
    ask(page, "Kontakt?")
    assert violations(page) == []
    open_source(page)
    assert violations(page) == []
    page.fill(FIELD, " ")
    page.press(FIELD, "Enter")
    expect(page.get_by_text(GERMAN.problem)).to_be_visible()
    assert violations(page) == []


def test_english_frame(browser: BrowserContext, site: Site) -> None:
    with visit(browser, site, path="/en/") as visitor:
        page = visitor.page
        expect(page.locator("html")).to_have_attribute("lang", "en")
        ask(page, JOINING)
        assert site.assistant.asked[-1][3] == "en"
        page.get_by_role("link", name=re.compile("^Source 1:")).click()
        expect(page.locator("#gfa-source .gfa-panel-title")).to_contain_text("Source 1")
        page.get_by_role("link", name=ENGLISH.other_language).click()
        expect(page.locator("html")).to_have_attribute("lang", "de")
