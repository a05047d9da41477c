"""A corpus that attacks its readers: nothing of it runs on any page, and links lead to web, mail and phone only."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from gfa_assistant.records import Answer, Contact, Document, Note, Passage
from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from tests.web import fake_assistant
from tests.web.conftest import Site, served, visit
from tests.web.fake_assistant import FakeAssistant

pytestmark = pytest.mark.browser

MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\'"><svg/onload=window.hacked=1>{{7*7}}'
SCRIPT = "javascript:window.hacked=1"
QUOTE = f"{MARKUP} [Hier]({SCRIPT}) ![x]({SCRIPT}) <{SCRIPT}> ${{window.hacked=1}}"
DOCUMENT = Document(
    id=fake_assistant.BROCHURE.id,
    title=MARKUP,
    text=f"{MARKUP}\n\n{QUOTE}",
    blocks=(
        replace(fake_assistant.BROCHURE.blocks[0], start=0, end=len(MARKUP), section=(MARKUP,)),
        replace(
            fake_assistant.BROCHURE.blocks[1],
            start=len(MARKUP) + 2,
            end=len(MARKUP) + 2 + len(QUOTE),
            section=(MARKUP,),
        ),
    ),
    publisher=MARKUP,
    url=SCRIPT,
    state="BY",
    as_of="2023-12",
    rights=MARKUP,
    media_type="text/markdown",
)
PASSAGE = Passage("p0", DOCUMENT.id, len(MARKUP) + 2, len(DOCUMENT.text), QUOTE, (MARKUP,), state="BY")
CONTACT = Contact(
    state="BY",
    office=MARKUP,
    carrier=MARKUP,
    street=MARKUP,
    postcode="80538",
    city=MARKUP,
    phone=SCRIPT,
    email=f"{SCRIPT}//a@example.org",
    url=SCRIPT,
    source_url=f" {SCRIPT}",
    as_of="2023-12",
)
NOTE = Note(MARKUP, "data:text/html,<script>window.hacked=1</script>", "2025")


class HostileAssistant(FakeAssistant):
    """The fake over the hostile document; its answers quote it."""

    @property
    def documents(self) -> Mapping[str, Document]:
        return {DOCUMENT.id: DOCUMENT}

    @property
    def contacts(self) -> Mapping[str, Contact]:
        return {"BY": CONTACT, "DE": replace(CONTACT, state="DE")}

    def passages_of(self, document_id: str) -> list[Passage]:
        return [PASSAGE]

    def passage(self, passage_id: str) -> Passage:
        return PASSAGE

    def ask(self, question: str, **rest: object) -> Answer:  # type: ignore[override]
        known = super().ask("Wie werden wir Partnerkommune?")
        citation = replace(
            known.citations[0],
            title=MARKUP,
            publisher=MARKUP,
            url=SCRIPT,
            section=(MARKUP,),
            quote=QUOTE,
            start=PASSAGE.start,
            end=PASSAGE.end,
            passage_id="p0",
        )
        return replace(
            known,
            question=question,
            answer=f"{QUOTE} [1]\n\n- {MARKUP} [1]",
            citations=(citation,),
            contacts=(CONTACT,),
            notes=(NOTE,),
            suggestions=(MARKUP,),
        )


@pytest.fixture(scope="module")
def hostile() -> Iterator[Site]:
    assistant = HostileAssistant()
    with served(create_app(assistant, Settings(rate_limit=0))) as url:  # type: ignore[arg-type]
        yield Site(url, assistant)


def assert_harmless(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x], svg[onload], [onerror]").count() == 0
    addresses = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert {urlsplit(address).scheme for address in addresses if address} <= {"http", "https", "mailto", "tel"}


def test_desk_shows_it_as_text(browser: BrowserContext, hostile: Site) -> None:
    with visit(browser, hostile) as visitor:
        page = visitor.page
        page.locator("#gfa-question-box textarea").fill(MARKUP)
        page.locator("#gfa-question-box textarea").press("Enter")
        conversation = page.locator("#gfa-conversation")
        expect(conversation).to_contain_text("{{7*7}}")
        expect(conversation.locator("[data-action=source]").first).to_be_visible()
        assert_harmless(page)
        conversation.locator("[data-action=source]").first.click()
        expect(page.locator("#gfa-source")).to_contain_text("${window.hacked=1}")
        assert_harmless(page)
        for view in ("quellen", "kontakte", "entwicklung"):
            page.goto(f"{hostile.url}/#{view}")
            expect(page.locator(f"#gfa-view-{view}")).to_be_visible()
            assert_harmless(page)


@pytest.mark.parametrize("path", [f"/quelle/{DOCUMENT.id}", f"/quelle/{DOCUMENT.id}?stelle=p0&von=0&bis=99999#p0"])
def test_pages_of_documents_show_it_as_text(browser: BrowserContext, hostile: Site, path: str) -> None:
    page = browser.new_page()
    page.goto(f"{hostile.url}{path}")
    expect(page.locator("body")).to_contain_text("{{7*7}}")
    assert_harmless(page)
    page.close()
