"""A document's own page and the pictures of its pages: outline, permanent links, boxes, what has changed since."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from gfa_assistant.page_map import PageMap
from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.records import Answer, Citation, Document, Passage
from gfa_assistant.settings import Settings
from gfa_assistant.web.document_view import citation_address
from gfa_assistant.web.server import create_app
from gfa_assistant.web.texts import ENGLISH, GERMAN
from tests.reading.typeset import LAYOUTS
from tests.web.axe import violations
from tests.web.conftest import PHONE, WIDE, Site, served, visit
from tests.web.fake_assistant import BROCHURE, FakeAssistant
from tests.web.test_page import FIELD, ask, overflow
from tests.web.visitor import Visitor

QUOTE = "Der kommunale Partnerprozess begleitet seit dem 1. Januar 2012 Städte, Gemeinden und Landkreise"
NAMES = {"zweispaltig": "two_columns", "gedreht": "rotated_90", "gezaehlt": "labelled"}


class PdfAssistant(FakeAssistant):
    """The fake with real PDFs, read for real: one passage for each block, every answer cites the same words."""

    def __init__(self, corpus: Path) -> None:
        super().__init__()
        self.read = {file.document_id: read_document(file) for file in list_corpus(corpus)}

    @property
    def documents(self) -> dict[str, Document]:
        return {**self.read, BROCHURE.id: BROCHURE}

    def document(self, document_id: str) -> Document:
        return self.read.get(document_id) or super().document(document_id)

    def page_map(self, document_id: str) -> PageMap | None:
        return self.document(document_id).page_map

    def passages_of(self, document_id: str) -> list[Passage]:
        document = self.read.get(document_id)
        if document is None:
            return super().passages_of(document_id)
        return [
            Passage(f"{document_id}-{b.start}", document_id, b.start, b.end, document.block_text(b), b.section, b.page)
            for b in document.blocks
            if b.kind != "heading"
        ]

    def ask(self, question: str, **keywords: object) -> Answer:
        """The question names the document that answers it."""
        document = self.read.get(question)
        if document is None:
            return super().ask(question, **keywords)  # type: ignore[arg-type]
        return replace(super().ask("Partner"), answer=f"{QUOTE} [1]", citations=(citation_of(document),))


def citation_of(document: Document) -> Citation:
    start = document.text.index(QUOTE)
    block = next(b for b in document.blocks if b.start <= start < b.end)
    return Citation(
        number=1,
        document_id=document.id,
        title=document.title,
        publisher=None,
        url=None,
        section=block.section,
        page=block.page,
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
        passage_id=f"{document.id}-{block.start}",
        as_of=None,
        recognised=document.id == "gedreht",
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for name, layout in NAMES.items():
        (folder / f"{name}.pdf").write_bytes(LAYOUTS[layout]().data)
    return folder


@pytest.fixture(scope="module")
def pdf_site(corpus: Path) -> Iterator[Site]:
    assistant = PdfAssistant(corpus)
    with served(create_app(assistant, Settings(corpus_dir=corpus))) as url:  # type: ignore[arg-type]
        yield Site(url, assistant)


@pytest.fixture
def client(pdf_site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=pdf_site.url, trust_env=False) as client:
        yield client


@pytest.fixture
def pdf_visitor(browser: BrowserContext, pdf_site: Site) -> Iterator[Visitor]:
    with visit(browser, pdf_site) as visitor:
        yield visitor


@pytest.fixture
def reader(browser: BrowserContext) -> Iterator[Page]:
    """A visitor of a document's own page; fails on anything that the browser complains of."""
    page, complaints = browser.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_viewport_size(WIDE)
    yield page
    page.close()
    assert complaints == []


def cited_link(site: Site, name: str) -> str:
    citation = citation_of(site.assistant.read[name])
    return site.url + citation_address(citation, GERMAN)


def _image(page: Page) -> str:
    return str(page.locator(".gfa-page image").first.get_attribute("href"))


def test_picture_of_a_page(client: httpx.Client) -> None:
    found = client.get("/quelle/zweispaltig/seite/1")
    assert (found.status_code, found.headers["content-type"]) == (200, "image/webp")
    assert Image.open(io.BytesIO(found.content)).size == (1240, 1755)
    assert found.headers["cache-control"].startswith("private")


@pytest.mark.parametrize("path", ["zweispaltig/seite/0", "zweispaltig/seite/99", f"{BROCHURE.id}/seite/1", "x/seite/1"])
def test_no_picture_is_told(client: httpx.Client, path: str) -> None:
    found = client.get(f"/quelle/{path}")
    assert found.status_code == 404
    assert found.json()["error"]["code"] == "not_found"


def test_a_changed_file_is_not_shown(client: httpx.Client, corpus: Path) -> None:
    path = corpus / "gezaehlt.pdf"
    before = path.read_bytes()
    path.write_bytes(LAYOUTS["one_column"]().data)
    try:
        assert client.get("/quelle/gezaehlt/seite/2").status_code == 404
    finally:
        path.write_bytes(before)
    assert client.get("/quelle/gezaehlt/seite/2").status_code == 200


def test_unknown_document_is_a_page_for_people(client: httpx.Client) -> None:
    found = client.get("/quelle/fehlt")
    assert (found.status_code, found.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert GERMAN.document_unknown in found.text
    assert ENGLISH.document_unknown in client.get("/quelle/fehlt?lang=en").text


def test_nothing_inline_is_allowed_on_a_document_page(client: httpx.Client) -> None:
    found = client.get(f"/quelle/{BROCHURE.id}")
    assert "unsafe" not in found.headers["content-security-policy"]
    assert "<script>alert" not in found.text
    assert not re.search(r"<style|\son\w+=|style=", found.text)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["zweispaltig", "gedreht"])
def test_cited_words_are_boxed_on_the_page(pdf_visitor: Visitor, name: str) -> None:
    page = pdf_visitor.page
    ask(page, name)
    with page.expect_response(lambda response: "/seite/1" in response.url):
        page.locator(".gfa-source").click()
    expect(page.locator(".gfa-boxes rect").first).to_be_in_viewport()
    picture = page.locator(".gfa-page svg")
    expect(picture).to_have_accessible_name(re.compile(f"Seite 1. {re.escape(GERMAN.page_marked)}"))
    page.evaluate("href => new Promise(done => Object.assign(new Image(), {onload: done, src: href}))", _image(page))
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shown = np.asarray(Image.open(io.BytesIO(page.locator(".gfa-boxes").screenshot())).convert("L"))
    assert (shown < 128).mean() > 0.02
    assert page.locator("mark").evaluate("mark => mark.textContent") == QUOTE
    expect(page.get_by_text(GERMAN.recognised)).to_have_count(2 if name == "gedreht" else 0)
    assert violations(page) == []


@pytest.mark.browser
def test_printed_page_number_is_named_beside_the_counted_one(pdf_visitor: Visitor, pdf_site: Site) -> None:
    ask(pdf_visitor.page, "gezaehlt")
    pdf_visitor.page.locator(".gfa-source").click()
    label = pdf_site.assistant.read["gezaehlt"].page_map.label(1)
    assert label != "1"
    expect(pdf_visitor.page.locator(".gfa-page figcaption")).to_contain_text(
        GERMAN.page_printed.format(page=1, label=label)
    )


@pytest.mark.browser
def test_unsure_place_shows_the_page_without_a_box(
    pdf_visitor: Visitor, pdf_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsure = replace(pdf_site.assistant.read["zweispaltig"].page_map, runs=np.array([[0, 10**6, 1, 0, -2]], np.int32))
    monkeypatch.setattr(pdf_site.assistant, "page_map", lambda _: unsure)
    ask(pdf_visitor.page, "zweispaltig")
    pdf_visitor.page.locator(".gfa-source").click()
    expect(pdf_visitor.page.locator(".gfa-page svg")).to_be_visible()
    expect(pdf_visitor.page.locator(".gfa-boxes rect")).to_have_count(0)
    expect(pdf_visitor.page.locator(".gfa-page figcaption")).to_contain_text(GERMAN.page_unsure)


@pytest.mark.browser
def test_file_that_is_gone_leaves_the_text(pdf_visitor: Visitor, pdf_site: Site, corpus: Path) -> None:
    (corpus / "gedreht.pdf").rename(corpus / "weg.bak")
    try:
        document = replace(pdf_site.assistant.read["gedreht"], id="gedreht", sha256="anders")
        pdf_site.assistant.read["verschwunden"] = replace(document, id="verschwunden")
        ask(pdf_visitor.page, "verschwunden")
        pdf_visitor.page.locator(".gfa-source").click()
        expect(pdf_visitor.page.get_by_text(GERMAN.page_gone)).to_be_visible()
        assert pdf_visitor.page.locator("mark").evaluate("mark => mark.textContent") == QUOTE
    finally:
        (corpus / "weg.bak").rename(corpus / "gedreht.pdf")
        del pdf_site.assistant.read["verschwunden"]


@pytest.mark.browser
def test_control_key_opens_the_document_in_a_window_of_its_own(pdf_visitor: Visitor) -> None:
    page = pdf_visitor.page
    ask(page, "zweispaltig")
    with page.context.expect_page() as opened:
        page.locator(".gfa-source").click(modifiers=["Control"])
    expect(opened.value.locator("mark")).to_have_text(QUOTE)
    expect(opened.value.locator("mark")).to_be_in_viewport()
    opened.value.close()
    expect(page.locator("mark")).to_have_count(0)


@pytest.mark.browser
def test_permanent_link_leads_to_the_passage(reader: Page, pdf_site: Site) -> None:
    reader.goto(cited_link(pdf_site, "zweispaltig").replace("?", "?unbekannt=1&"))
    expect(reader.locator("mark")).to_have_text(QUOTE)
    expect(reader.locator(".gfa-boxes rect").first).to_be_in_viewport()
    reader.goto(f"{pdf_site.url}/quelle/{BROCHURE.id}#p1")
    expect(reader.locator("#p1")).to_be_focused()
    expect(reader.locator("#p1")).to_contain_text("2012: Augsburg")
    expect(reader.locator(".gfa-changed")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("address", [f"{BROCHURE.id}#weg", f"{BROCHURE.id}?stelle=weg&von=3&bis=9#weg"])
def test_link_to_text_that_has_changed_says_so(reader: Page, pdf_site: Site, address: str) -> None:
    reader.goto(f"{pdf_site.url}/quelle/{address}")
    expect(reader.locator("main .gfa-note", has_text=GERMAN.passage_changed).first).to_be_visible()
    expect(reader.locator("mark")).to_have_count(0)


@pytest.mark.browser
def test_every_word_of_the_document_is_on_its_page(reader: Page, pdf_site: Site) -> None:
    for document in pdf_site.assistant.documents.values():
        reader.goto(f"{pdf_site.url}/quelle/{document.id}")
        reader.locator(".gfa-anchor, .gfa-page-line, .gfa-changed").evaluate_all("all => all.forEach(e => e.remove())")
        shown = reader.locator("main").evaluate("main => main.textContent")
        # Bullets and numbers of lists are drawn by the browser.
        missing = [w for w in re.findall(r"\w{3,}", document.text) if w not in shown]
        assert missing == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["zweispaltig", BROCHURE.id])
def test_document_page_is_accessible(reader: Page, pdf_site: Site, scheme: Literal["light", "dark"], name: str) -> None:
    reader.emulate_media(color_scheme=scheme)
    reader.goto(cited_link(pdf_site, name) if name in NAMES else f"{pdf_site.url}/quelle/{name}#p0")
    for width in (WIDE, PHONE, {"width": 320, "height": 640}):
        reader.set_viewport_size(width)  # type: ignore[arg-type]
        assert violations(reader) == []
        assert overflow(reader) == 0
    reader.goto(f"{pdf_site.url}/quelle/{name}?lang=en")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(reader.get_by_role("navigation", name=ENGLISH.outline)).to_be_visible()


@pytest.mark.browser
def test_outline_leads_to_the_heading_by_keyboard(reader: Page, pdf_site: Site) -> None:
    reader.goto(f"{pdf_site.url}/quelle/zweispaltig")
    reader.keyboard.press("Tab")
    expect(reader.locator(".gfa-skip")).to_be_focused()
    link = reader.locator(".gfa-outline a", has_text="Der rechtliche Rahmen")
    link.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Der rechtliche Rahmen")).to_be_in_viewport()
    assert urlsplit(reader.url).fragment.startswith("abschnitt-")


@pytest.mark.browser
def test_field_is_still_there_after_reading(pdf_visitor: Visitor) -> None:
    ask(pdf_visitor.page, "zweispaltig")
    pdf_visitor.page.locator(".gfa-source").click()
    expect(pdf_visitor.page.locator(".gfa-panel-title", has_text="Quelle 1")).to_be_focused()
    pdf_visitor.page.keyboard.press("Escape")
    expect(pdf_visitor.page.locator(".gfa-source")).to_be_focused()
    expect(pdf_visitor.page.locator(FIELD)).to_be_visible()
