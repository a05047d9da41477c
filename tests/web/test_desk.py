"""The desk beyond question and answer: topics, taking answers away, rating, searching, contacts, development."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import docx
import httpx
import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Download, Page, ViewportSize, expect
from pydantic import SecretStr

from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.settings import Settings
from gfa_assistant.web.answer_tools_texts import tool_texts
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.search_texts import search_texts
from gfa_assistant.web.server import create_app
from gfa_assistant.web.texts import ENGLISH, GERMAN, Texts
from tests.web.axe import violations
from tests.web.conftest import PHONE, WIDE, Site, served, visit
from tests.web.fake_assistant import BROCHURE, STEPS, FakeAssistant
from tests.web.test_page import FIELD, JOINING, ask, overflow
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser
TOOLS, SEARCH = tool_texts("de"), search_texts("de")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("feedback")
    return Settings(feedback_url=SecretStr(f"sqlite:///{folder / 'feedback.sqlite'}"), keep_questions=True)


@pytest.fixture(scope="module")
def rated_site(settings: Settings) -> Iterator[Site]:
    feedback = Feedback.open(settings)
    assistant = FakeAssistant()
    with served(create_app(assistant, settings, feedback)) as url:  # type: ignore[arg-type]
        yield Site(url, assistant)
    feedback.close()


@pytest.fixture
def rater(browser: BrowserContext, rated_site: Site) -> Iterator[Visitor]:
    with visit(browser, rated_site) as visitor:
        yield visitor


def open_view(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).click()
    expect(page.locator(":focus")).to_have_js_property("tagName", "H2")


def saved(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


def ratings(settings: Settings) -> list[tuple[bool, str | None, int]]:
    with FeedbackStore.open_to_read(settings) as store:
        return [(r.helpful, r.reason, r.ratings) for r in store.counts(date.today(), date.today()).ratings]


def test_views_have_addresses_and_the_way_back_works(visitor: Visitor) -> None:
    page = visitor.page
    for name, title in GERMAN.views[1:]:
        open_view(page, title)
        assert page.url.endswith(f"#{name}")
        expect(page.locator(f"#gfa-view-{name}")).to_be_visible()
        expect(page.locator(".gfa-view:visible")).to_have_count(1)
        expect(page.locator(".gfa-views [aria-current=page]")).to_have_text(title)
    page.go_back()
    expect(page.locator(f"#gfa-view-{GERMAN.views[-2][0]}")).to_be_visible()


def test_view_of_an_address_is_shown_at_once(browser: BrowserContext, site: Site) -> None:
    with visit(browser, site, path="/#unbekannt") as visitor:
        expect(visitor.page.locator("#gfa-view-fragen")).to_be_visible()


@pytest.mark.parametrize("view", ["quellen", "kontakte", "entwicklung"])
def test_nothing_veils_a_view_while_the_page_is_opened(browser: BrowserContext, site: Site, view: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        """
        window.veiled = [];
        const look = () => {
          for (const part of document.querySelectorAll('.gfa-view .pending, .gfa-view [data-testid=status-tracker]')) {
            const style = getComputedStyle(part);
            const isTracker = part.dataset.testid === 'status-tracker';
            const isSeen = part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            if (isTracker ? isSeen : Number(style.opacity) < 1) window.veiled.push(part.className);
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """
    )
    page.goto(f"{site.url}/#{view}")
    expect(page.locator(f"#gfa-view-{view}")).to_be_visible()
    page.wait_for_timeout(1000)
    assert page.evaluate("window.veiled") == []
    page.close()


def test_topics_unfold_one_at_a_time(visitor: Visitor) -> None:
    page = visitor.page
    chips = page.locator(".gfa-chip")
    assert chips.all_inner_texts() == [name for name, _ in GERMAN.topics]
    for index, (_, questions) in enumerate(GERMAN.topics):
        chips.nth(index).press("Enter")
        assert page.locator(".gfa-topic:visible .gfa-questions button").all_inner_texts() == list(questions)
        expect(page.locator(".gfa-chip[aria-expanded=true]")).to_have_count(1)
    chips.last.press("Space")
    expect(page.locator(".gfa-topic:visible")).to_have_count(0)


def test_stopping_takes_the_question_back(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    ask(page, JOINING)
    expect(page.get_by_role("button", name=GERMAN.stop)).to_be_hidden()
    site.assistant.slow_may_end.clear()
    page.fill(FIELD, "Langsam: Was ist das Ziel?")
    page.press(FIELD, "Enter")
    page.get_by_role("button", name=GERMAN.stop).click()
    expect(page.locator(".gfa-searching")).to_have_count(0)
    expect(page.locator("#gfa-status [role=status]")).to_have_text(GERMAN.stopped)
    site.assistant.slow_may_end.set()
    # Gradio ends the stopped event a moment later; what is sent before that stays in the field.
    page.wait_for_timeout(500)
    ask(page, "Wer war 2012 dabei?")
    expect(page.locator(".gfa-exchange")).to_have_count(2)


def test_answer_and_evidence_are_copied(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    page.get_by_role("button", name=TOOLS.copy_answer).click()
    expect(page.locator(".gfa-tools .gfa-copied").first).to_have_text(TOOLS.answer_copied)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[2:] == [f"{n}. {step}" for n, step in enumerate(STEPS, start=1)]
    page.get_by_role("button", name=TOOLS.copy_evidence).click()
    expect(page.locator(".gfa-tools .gfa-copied").first).to_have_text(TOOLS.evidence_copied)
    evidence = page.evaluate("navigator.clipboard.readText()")
    assert JOINING in evidence
    assert f"{STEPS[0]} [1]" in evidence
    assert BROCHURE.title in evidence.rpartition("[1]")[2]
    expect(page.locator(".gfa-tools pre:visible")).to_have_count(0)


def test_text_that_cannot_be_copied_is_shown_for_copying(visitor: Visitor) -> None:
    page = visitor.page
    ask(page, JOINING)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    page.get_by_role("button", name=TOOLS.copy_answer).click()
    expect(page.locator(".gfa-tools pre").first).to_contain_text(STEPS[0])
    assert STEPS[0] in page.evaluate("getSelection().toString()")


def test_vermerk_is_downloaded(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    ask(page, JOINING)
    with page.expect_download() as word:
        page.get_by_role("button", name=TOOLS.word).click()
    assert word.value.suggested_filename == f"Vermerk_GfA_{date.today().isoformat()}.docx"
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(saved(word.value, tmp_path))).paragraphs)
    assert JOINING in text
    assert STEPS[3] in text
    with page.expect_download() as pdf:
        page.get_by_role("button", name=TOOLS.pdf).click()
    with pypdfium2.PdfDocument(saved(pdf.value, tmp_path)) as document:
        assert JOINING in document[0].get_textpage().get_text_bounded()
    # The same file once more is a new file.
    with page.expect_download() as again:
        page.get_by_role("button", name=TOOLS.pdf).click()
    assert again.value.suggested_filename.endswith(".pdf")


def test_answer_is_rated(rater: Visitor, settings: Settings) -> None:
    page = rater.page
    ask(page, JOINING)
    page.get_by_role("button", name=TOOLS.yes, exact=True).click()
    expect(page.get_by_text(TOOLS.thanks)).to_have_count(2)
    expect(page.locator(".gfa-thanks")).to_be_focused()
    assert (True, None, 1) in ratings(settings)


def test_answer_is_found_wanting_with_a_reason(rater: Visitor, settings: Settings) -> None:
    page = rater.page
    ask(page, JOINING)
    no = page.get_by_role("button", name=TOOLS.no, exact=True)
    no.press("Enter")
    expect(no).to_have_attribute("aria-expanded", "true")
    expect(page.locator("input[name=reason]").first).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name=TOOLS.cancel).click()
    expect(page.locator(".gfa-rating form")).to_be_hidden()
    expect(no).to_be_focused()
    no.press("Enter")
    page.get_by_label(REASONS["outdated"]["de"]).check()
    page.get_by_label(TOOLS.comment).fill("Frau Erika Muster sagt, das gilt nicht mehr.")
    page.get_by_role("button", name=TOOLS.send).click()
    expect(page.locator(".gfa-thanks")).to_be_focused()
    assert (False, "outdated", 1) in ratings(settings)
    ask(page, "Wer war 2012 dabei?")
    expect(page.locator(".gfa-thanks")).to_have_count(1)
    expect(page.get_by_role("button", name=TOOLS.yes, exact=True)).to_have_count(1)


def test_rating_needs_a_reason(rater: Visitor) -> None:
    page = rater.page
    ask(page, JOINING)
    page.get_by_role("button", name=TOOLS.no, exact=True).click()
    page.get_by_role("button", name=TOOLS.send).click()
    assert page.locator("input[name=reason]").first.evaluate("input => input.validity.valueMissing")
    expect(page.locator(".gfa-thanks")).to_have_count(0)


def test_without_a_store_nobody_is_asked(visitor: Visitor) -> None:
    ask(visitor.page, JOINING)
    expect(visitor.page.get_by_text(TOOLS.helpful)).to_have_count(0)


def test_search_finds_marks_and_opens(visitor: Visitor) -> None:
    page = visitor.page
    open_view(page, "Quellen")
    page.get_by_label(SEARCH.query).fill("Partnerurkunde unterzeichnen")
    page.get_by_role("button", name=SEARCH.search, exact=True).click()
    expect(page.locator(".gfa-results > li")).to_have_count(3)
    expect(page.locator("#gfa-search-status [role=status]")).to_have_text(SEARCH.found.format(count=3))
    # It stands beside the results: what is written when the page is opened may come after them.
    expect(page.locator("#gfa-search-start")).to_contain_text(SEARCH.corpus)
    expect(page.locator("#gfa-search-start")).to_be_hidden()
    assert page.locator(".gfa-results mark").all_inner_texts() == ["Unterzeichnung", "Partnerurkunde"]
    page.locator("[data-action=result]").nth(2).click()
    expect(page.locator("#gfa-search-source .gfa-panel-title")).to_be_focused()
    assert page.locator("#gfa-search-source mark").evaluate("mark => mark.textContent").startswith(STEPS[0])
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-action=result]").nth(2)).to_be_focused()
    permanent = page.get_by_role("link", name=SEARCH.permanent).nth(1)
    assert permanent.get_attribute("href") == f"/quelle/{BROCHURE.id}#p1"


def test_filters_narrow_at_once_and_are_emptied(visitor: Visitor) -> None:
    page = visitor.page
    open_view(page, "Quellen")
    page.get_by_label(SEARCH.query).fill("Kommunen")
    page.keyboard.press("Enter")
    expect(page.locator(".gfa-results > li")).to_have_count(3)
    page.get_by_label(SEARCH.topic).select_option("joining")
    expect(page.locator(".gfa-results > li")).to_have_count(1)
    page.get_by_label(GERMAN.publisher).select_option(BROCHURE.publisher)
    page.get_by_label(SEARCH.year).select_option("2023")
    expect(page.locator(".gfa-results > li")).to_have_count(1)
    page.get_by_label(SEARCH.topic).select_option("quality")
    expect(page.get_by_text(SEARCH.nothing_hint)).to_be_visible()
    page.get_by_role("button", name=SEARCH.reset).click()
    expect(page.get_by_text(SEARCH.corpus)).to_be_visible()
    expect(page.get_by_label(SEARCH.query)).to_be_focused()
    assert page.get_by_label(SEARCH.topic).input_value() == ""


def test_empty_search_is_told(visitor: Visitor) -> None:
    page = visitor.page
    open_view(page, "Quellen")
    page.get_by_role("button", name=SEARCH.search, exact=True).click()
    expect(page.locator("#gfa-search-problem [role=alert]")).to_have_text(f"{GERMAN.problem}: {GERMAN.error_empty}")


def test_land_is_taken_into_the_conversation(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    open_view(page, "Kontakte")
    page.locator("#gfa-tile-BY").check(force=True)
    page.locator("#gfa-office-BY [data-action=take-state]").click()
    expect(page.locator("#gfa-view-fragen")).to_be_visible()
    expect(page.locator("#gfa-state-select")).to_have_value("BY")
    ask(page, "Was ist das Ziel?")
    assert site.assistant.asked[-1][2] == "BY"


def test_contact_card_is_a_file(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    page = visitor.page
    ask(page, JOINING)
    with page.expect_download() as download:
        page.get_by_role("link", name=GERMAN.vcard).first.click()
    assert download.value.suggested_filename == "Kontakt_GfA_BY.vcf"
    assert b"TEL;TYPE=WORK,VOICE:+49913168084506" in saved(download.value, tmp_path) or b"+49913168084506" in saved(
        download.value, tmp_path
    )
    assert httpx.get(f"{site.url}/kontakte/XX.vcf", trust_env=False).status_code == 404


@pytest.mark.parametrize(("kind", "start"), [("txt", "Zentrum"), ("bib", "@"), ("ris", "TY  - ")])
def test_reference_to_a_document_is_a_file(site: Site, kind: str, start: str) -> None:
    found = httpx.get(f"{site.url}/quelle/{BROCHURE.id}/beleg.{kind}", trust_env=False)
    assert found.headers["content-disposition"].startswith('attachment; filename="')
    assert found.text.startswith(start)
    assert "2023" in found.text


def test_development_links_each_commune_to_its_words(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    open_view(page, "Entwicklung")
    rows = page.locator(".gfa-development tbody th[scope=row]")
    assert rows.all_inner_texts() == ["Augsburg", "GR+ Nürnberg"]
    address = page.locator(".gfa-row-sources a").first.get_attribute("href")
    assert address is not None
    page.goto(site.url + address)
    expect(page.locator("mark")).to_contain_text("Augsburg")


@pytest.mark.parametrize(
    ("scheme", "viewport", "texts"),
    [
        pytest.param("light", WIDE, GERMAN, id="desktop"),
        pytest.param("dark", PHONE, GERMAN, id="phone dark"),
        pytest.param("light", PHONE, ENGLISH, id="phone English"),
    ],
)
def test_axe_finds_nothing_in_any_view(
    browser: BrowserContext,
    site: Site,
    scheme: Literal["light", "dark"],
    viewport: ViewportSize,
    texts: Texts,
) -> None:
    with visit(browser, site, viewport, GERMAN.other_path if texts is ENGLISH else "/", scheme) as visitor:
        page = visitor.page
        for name, title in texts.views:
            page.get_by_role("navigation").get_by_role("link", name=title).click()
            expect(page.locator(f"#gfa-view-{name}")).to_be_visible()
            assert violations(page) == []
            assert overflow(page) == 0


def test_results_come_into_sight_on_a_phone(phone: Visitor) -> None:
    page = phone.page
    open_view(page, "Quellen")
    page.get_by_label(SEARCH.query).fill("Kommunen")
    page.keyboard.press("Enter")
    expect(page.locator("#gfa-results-title")).to_be_in_viewport()


def test_page_is_sent_packed(site: Site) -> None:
    page = httpx.get(site.url, trust_env=False)
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 3
