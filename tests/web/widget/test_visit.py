"""A visit to a municipal page with the widget: a different origin, a strict Content-Security-Policy, nobody else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from gfa_assistant.records import Superseded
from gfa_assistant.web.answer_tools_texts import tool_texts
from gfa_assistant.web.texts import GERMAN
from gfa_assistant.web.widget.texts import widget_texts
from tests.web.fake_assistant import FEDERAL, STEPS
from tests.web.visitor import Visitor
from tests.web.widget.conftest import Town, arriving, founded

pytestmark = pytest.mark.browser

WORDS = widget_texts("de")
RATING = tool_texts("de")
JOINING = "Wie werden wir Partnerkommune in Bayern?"
STREAM = "**/api/v1/ask/stream"


def launcher(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=WORDS.launcher)


def field(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("textbox", name=GERMAN.question_label)


def ask(page: Page, question: str) -> None:
    answers = page.locator("article .text:not([aria-hidden])").count()
    field(page).fill(question)
    field(page).press("Enter")
    expect(page.locator("article .text:not([aria-hidden])")).to_have_count(answers + 1)


def tell_problem(page: Page, question: str = JOINING) -> str:
    """Ask what fails, and return the alert's words."""
    field(page).fill(question)
    field(page).press("Enter")
    expect(page.get_by_role("alert")).not_to_be_empty()
    return page.get_by_role("alert").inner_text()


def test_a_whole_visit_under_the_strict_policy(guest: Visitor, town: Town) -> None:
    page = guest.page
    page.evaluate(
        """() => { window.heard = [];
          for (const type of ['gfa:open', 'gfa:answer'])
            addEventListener(type, (event) => heard.push([type, event.detail])); }"""
    )
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("textbox")).to_have_count(0)
    # The live region is there before anything is said in it.
    expect(page.locator("gfa-assistant [role=status]").first).to_be_attached()
    launcher(page).click()
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("heading", name=WORDS.heading)).to_be_focused()
    notice = page.get_by_text(GERMAN.ai_notice)
    expect(notice).to_be_in_viewport()
    expect(page.get_by_text(GERMAN.privacy_notice)).to_be_in_viewport()
    assert notice.evaluate(
        "(e) => !!(e.compareDocumentPosition(e.getRootNode().querySelector('textarea, select'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING)"
    )

    ask(page, JOINING)
    assert page.locator(".text ol > li").all_inner_texts() == [f"{step} [1]" for step in STEPS]
    expect(field(page)).to_be_focused()
    expect(page.locator("[role=status]").last).to_have_text(re.compile(r"^Antwort: So wird .* Quellen: 1\.$"))
    expect(page.get_by_role("note")).to_contain_text("Hinweis: Die BZgA heißt seit dem 13.02.2025")
    card = page.locator("article .contact")
    expect(card.get_by_role("link", name="09131 6808-4506")).to_have_attribute("href", "tel:+49913168084506")
    expect(card).to_contain_text("nicht bekannt")
    assert notice.is_visible()

    page.get_by_role("button", name=re.compile(r"^\[1\] Quelle 1: Der Partnerprozess")).nth(2).click()
    source = page.get_by_role("button", name=re.compile("^Quelle 1:"))
    expect(source).to_be_focused()
    expect(source).to_have_attribute("aria-expanded", "true")
    quote = page.locator("blockquote")
    assert quote.evaluate("e => [e.textContent, e.lang]") == ["\n".join(STEPS), "de"]
    quoted = page.locator(".quoted")
    for fact in ("Zentrum für Prävention", "Wie werde ich Partnerkommune in Bayern?", "12/2023"):
        expect(quoted).to_contain_text(fact)
    address = str(page.get_by_role("link", name="Im Dokument lesen").get_attribute("href"))
    assert re.fullmatch(
        rf"{re.escape(town.server)}/quelle/bayern-broschuere-partnerprozess\?stelle=p2&von=\d+&bis=\d+#p2", address
    )

    # A suggestion is pressed: its question gets the focus, and what was said goes along.
    page.get_by_role("button", name="Wer war 2012 dabei?").click()
    expect(page.locator("article .text:not([aria-hidden])")).to_have_count(2)
    expect(page.get_by_role("heading", name=re.compile("Wer war 2012 dabei"))).to_be_focused()
    _, history, state, language = town.assistant.asked[-1]
    assert ([turn.role for turn in history], state, language) == (["user", "assistant"], "BY", None)
    for _ in range(3):
        ask(page, "Wer war 2012 dabei?")
    assert len(town.assistant.asked[-1][1]) == 4

    page.locator(".rating").last.get_by_role("button", name="Nein").click()
    page.get_by_label(RATING.why).last.select_option("outdated")
    page.get_by_role("button", name=RATING.send).click()
    expect(page.get_by_text(RATING.thanks)).to_be_focused()
    assert page.evaluate("heard").count(["gfa:answer", {"status": "answered", "intent": "members"}]) == 4
    assert page.evaluate("heard[0]") == ["gfa:open", None]

    page.get_by_role("button", name=GERMAN.restart).click()
    expect(page.locator("article")).to_have_count(0)
    expect(page.get_by_role("button", name=WORDS.examples[0])).to_be_visible()
    ask(page, "Kontakt?")
    assert town.assistant.asked[-1][1:3] == ((), "BY")


def test_by_keyboard_alone(guest: Visitor) -> None:
    page = guest.page

    def tab_to(name: str, key: str = "Tab") -> None:
        words = "(a => (a.ariaLabel || a.textContent || a.name || '').trim())(%s)"
        focused = words % "document.activeElement.shadowRoot?.activeElement || document.activeElement"
        for _ in range(40):
            page.keyboard.press(key)
            if str(page.evaluate(focused)).startswith(name):
                return
        pytest.fail(f"{key} does not reach {name!r}")

    tab_to(WORDS.launcher)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=WORDS.heading)).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if field(page).evaluate("e => e.matches(':focus')"):
            break
    page.keyboard.type(JOINING)
    page.keyboard.press("Enter")
    expect(page.locator("article .text ol > li")).to_have_count(4)
    expect(field(page)).to_be_focused()
    tab_to("Quelle 1:", "Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("blockquote")).to_be_visible()
    tab_to("Ja")
    page.keyboard.press("Enter")
    expect(page.get_by_text(RATING.thanks)).to_be_focused()
    tab_to(GERMAN.restart, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    expect(field(page)).to_have_count(0)
    # No trap: the way back leads to the page.
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Mehr")).to_be_focused()


def test_every_failure_is_told_in_words_and_leaves_text_and_contact(browser: BrowserContext, town: Town) -> None:
    with arriving(browser, town) as guest:
        page = guest.page
        launcher(page).click()
        card = page.locator(".problem .contact")
        assert tell_problem(page, "   ") == f"{GERMAN.problem}: {GERMAN.error_empty}"
        too_long = GERMAN.error_too_long.format(length="2.001", limit="2.000")
        assert tell_problem(page, "a" * 2001) == f"{GERMAN.problem}: {too_long}"
        expect(field(page)).to_have_attribute("aria-invalid", "true")
        expect(field(page)).to_have_accessible_description(re.compile("Bitte kürzen Sie sie"))
        expect(card).to_have_count(0)
        assert tell_problem(page, "kaputt") == f"{GERMAN.problem}: {GERMAN.error_internal}"
        expect(card).to_contain_text("KGC Bayern")

        grants = {"access-control-allow-origin": town.url, "access-control-expose-headers": "Retry-After"}
        limited = '{"error": {"code": "rate_limited", "message": "later"}}'
        page.route(STREAM, lambda route: _answer(route, 429, limited, {**grants, "retry-after": "20"}))
        assert tell_problem(page) == f"{GERMAN.problem}: {WORDS.error_limited.format(seconds=20)}"
        page.unroute(STREAM)
        page.route(STREAM, lambda route: _answer(route, 200, 'event: delta\ndata: {"text": "Halb"}\n\n', grants))
        assert tell_problem(page) == f"{GERMAN.problem}: {WORDS.error_unreachable}"
        page.unroute(STREAM)
        page.route(STREAM, lambda route: route.abort())
        assert tell_problem(page) == f"{GERMAN.problem}: {WORDS.error_unreachable}"
        page.unroute(STREAM)
        browser.set_offline(True)
        try:
            assert tell_problem(page) == f"{GERMAN.problem}: {WORDS.error_offline}"
        finally:
            browser.set_offline(False)
        # All along the office is named, the text is kept, and one press sends it again.
        expect(card).to_contain_text("09131 6808-4506")
        expect(field(page)).to_have_value(JOINING)
        expect(page.locator("article")).to_have_count(0)
        page.get_by_role("button", name=WORDS.retry).click()
        expect(page.locator("article .text ol > li")).to_have_count(4)
        expect(page.get_by_role("alert")).to_be_empty()
        assert [words for words in guest.complaints if words.startswith("gfa-assistant")] == [
            f"gfa-assistant: {town.server} cannot be reached (Failed to fetch). If it is running: is {town.url} listed "
            "in its GFA_WIDGET_ORIGINS, and does connect-src of this page's Content-Security-Policy name it?"
        ]


def _answer(route: Route, status: int, body: str, headers: dict[str, str]) -> None:
    if route.request.method == "OPTIONS":
        route.continue_()
        return
    route.fulfill(status=status, body=body, headers=headers)


def test_a_question_can_be_taken_back(guest: Visitor, town: Town) -> None:
    page = guest.page
    launcher(page).click()
    town.assistant.slow_may_end.clear()
    field(page).fill("Langsam?")
    field(page).press("Enter")
    page.get_by_role("button", name=GERMAN.stop).click()
    expect(page.locator("[role=status]").last).to_have_text(GERMAN.stopped)
    expect(field(page)).to_have_value("Langsam?")
    expect(field(page)).to_be_focused()
    # Begun anew meanwhile, nothing comes back; and whoever is elsewhere on the page stays there.
    field(page).press("Enter")
    page.get_by_role("button", name=GERMAN.restart).click()
    expect(page.locator("article")).to_have_count(0)
    expect(page.locator("[role=status]").last).to_have_text(GERMAN.restarted)
    expect(field(page)).to_have_value("")
    field(page).fill("Langsam?")
    field(page).press("Enter")
    page.get_by_role("link", name="Mehr").focus()
    town.assistant.slow_may_end.set()
    expect(page.locator("article .text:not([aria-hidden])")).to_have_count(1)
    expect(page.get_by_role("link", name="Mehr")).to_be_focused()


@pytest.mark.parametrize("reason", ["not listed", "not in connect-src"])
def test_where_the_browser_refuses_the_contact_is_given(
    browser: BrowserContext, town: Town, tmp_path: Path, reason: str
) -> None:
    def visit(there: Town) -> None:
        with arriving(browser, there) as guest:
            launcher(guest.page).click()
            assert tell_problem(guest.page) == f"{GERMAN.problem}: {WORDS.error_unreachable}"
            expect(guest.page.locator(".problem .contact")).to_contain_text("KGC Bayern")
            assert guest.foreign_requests == []

    if reason == "not listed":
        with founded(tmp_path, listed=False) as elsewhere:
            visit(elsewhere)
            assert elsewhere.assistant.asked == []
            # The other way round: the page that may be framed is not shown in this town's frame.
            elsewhere.body = '<iframe src="{server}/embed" title="Fragen"></iframe>'
            with arriving(browser, elsewhere) as guest:
                guest.page.wait_for_load_state("networkidle")
                assert guest.page.frames[1].locator("gfa-assistant").count() == 0
                assert any("frame-ancestors" in words for words in guest.complaints)
    else:
        before = len(town.assistant.asked)
        town.policy = town.policy.replace("connect-src {server}", "connect-src 'none'")
        visit(town)
        assert len(town.assistant.asked) == before


def test_state_decides_the_contact_and_what_is_out_of_date_is_said(guest: Visitor, town: Town) -> None:
    page = guest.page
    given = town.assistant.ask(JOINING)
    cited = replace(given.citations[0], page=14, superseded=Superseded("Neue Broschüre", "2025-03"), recognised=True)
    town.assistant.prepared = replace(
        given, status="not_found", citations=(cited,), contacts=(FEDERAL,), suggestions=()
    )
    launcher(page).click()
    office = page.get_by_role("button", name=re.compile("^Ansprechstelle:"))
    expect(office).to_have_text("Ansprechstelle: Bayern")
    page.get_by_label(GERMAN.state_label).select_option("HE")
    expect(office).to_have_text("Ansprechstelle: bundesweit")
    ask(page, "Was kostet ein Eis?")
    assert town.assistant.asked[-1][2] == "HE"
    expect(page.get_by_role("heading", name=GERMAN.nearest)).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^Quelle 1: .*, Seite 14$")).click()
    quoted = page.locator(".quoted")
    expect(quoted).to_contain_text("überholt seit 03/2025 (ersetzt durch: Neue Broschüre)")
    expect(quoted).to_contain_text(GERMAN.recognised)


def test_print_holds_the_conversation_alone_with_its_quotes(browser: BrowserContext, town: Town) -> None:
    with arriving(browser, town) as guest:
        page = guest.page
        page.add_init_script("window.print = () => { top.printed = document.body.innerText; };")
        page.reload()
        launcher(page).click()
        ask(page, JOINING)
        page.get_by_role("button", name=WORDS.print_conversation).click()
        page.wait_for_function("window.printed")
        printed = page.evaluate("window.printed")
        for part in (WORDS.heading, GERMAN.ai_notice, JOINING, *STEPS, "Im Dokument lesen", town.url):
            assert part in printed
        for part in ("Musterstadt\n", "Nein", "Wer war 2012 dabei?"):
            assert part not in printed
        assert guest.complaints == []
