"""The views of the desk in the states that are shown in the README, and the pictures of them."""

import io
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from benchmarks.desk_visits import FIELD
from tests.web.conftest import PHONE, WIDE

Device = Literal["desktop", "phone"]
Scheme = Literal["light", "dark"]
# Without and with the administration, and over a corpus of PDFs.
Site = Literal["desk", "administration", "pdf"]
COLOURS = 256
_VIEWPORTS = {"desktop": WIDE, "phone": PHONE}
_BOTH: tuple[tuple[Device, Scheme], ...] = (("desktop", "light"), ("phone", "light"))
_AND_DARK: tuple[tuple[Device, Scheme], ...] = (*_BOTH, ("desktop", "dark"))
_ANSWER_MS = 60_000
# For the application that runs while the pictures are taken, on this machine only.
OPERATOR_TOKEN = secrets.token_urlsafe()
DOCUMENT = "/quelle/bayern-broschuere-partnerprozess"


@dataclass(frozen=True, slots=True)
class Shot:
    """One state of a view: where it begins, what a visitor does there, and on what it is shown."""

    name: str
    arrange: Callable[[Page], None]
    path: str = "/"
    looks: tuple[tuple[Device, Scheme], ...] = _BOTH
    site: Site = "desk"


def take_pictures(browser: Browser, shot: Shot, site: str, folder: Path, *, whole_page: bool = False) -> list[Path]:
    """Write one PNG for each look of `shot` into `folder`; `whole_page` takes what lies below the screen too."""
    written = []
    for device, scheme in shot.looks:
        context = browser.new_context(
            viewport=_VIEWPORTS[device],
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="de-DE",
            timezone_id="Europe/Berlin",
            device_scale_factor=2 if device == "phone" else 1,
            has_touch=device == "phone",
        )
        page = context.new_page()
        page.goto(site + shot.path)
        if shot.path.startswith(("/#", "/en/")) or shot.path == "/":
            expect(page.locator("#gfa-header h1")).to_be_visible(timeout=_ANSWER_MS)
        shot.arrange(page)
        page.wait_for_function("document.fonts.status === 'loaded'")
        path = folder / f"{shot.name}-{device}{'-dark' if scheme == 'dark' else ''}.png"
        path.write_bytes(small_png(page.screenshot(animations="disabled", caret="hide", full_page=whole_page)))
        written.append(path)
        context.close()
    return written


def small_png(png: bytes) -> bytes:
    """The picture with a palette: a third of the bytes, and text stays as sharp as it was."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    out = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _ask(page: Page, question: str) -> None:
    page.fill(FIELD, question)
    page.press(FIELD, "Enter")
    expect(page.locator(".gfa-text")).to_have_count(1, timeout=_ANSWER_MS)
    expect(page.locator(".gfa-searching")).to_have_count(0)


def _start(page: Page) -> None:
    page.locator(".gfa-chip").first.click()
    expect(page.locator(".gfa-topic:visible button").first).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")


def _asked(question: str) -> Callable[[Page], None]:
    return lambda page: _ask(page, question)


def _answer_with_source(question: str) -> Callable[[Page], None]:
    def arrange(page: Page) -> None:
        _ask(page, question)
        page.locator(".gfa-source").first.click()
        expect(page.locator("#gfa-source mark").first).to_be_visible()
        _let_settle(page)

    return arrange


def _search(page: Page, query: str) -> None:
    page.locator("#gfa-search input").first.fill(query)
    page.keyboard.press("Enter")
    expect(page.locator(".gfa-results > li").first).to_be_visible(timeout=_ANSWER_MS)


def _found_and_opened(query: str) -> Callable[[Page], None]:
    def arrange(page: Page) -> None:
        _search(page, query)
        page.locator(".gfa-results [data-action=result]").first.click()
        expect(page.locator("#gfa-search-source .gfa-panel-title")).to_be_focused(timeout=_ANSWER_MS)
        _let_settle(page)

    return arrange


def _only_found(query: str) -> Callable[[Page], None]:
    def arrange(page: Page) -> None:
        _search(page, query)
        page.locator("#gfa-search-results h3").first.evaluate("heading => heading.scrollIntoView()")

    return arrange


def _office(page: Page) -> None:
    page.locator("label:has(#gfa-tile-BY)").click()
    expect(page.locator("#gfa-office-BY")).to_be_visible()
    page.mouse.move(0, 0)
    if (page.viewport_size or WIDE)["width"] < WIDE["width"]:
        page.locator(".gfa-tiles legend").evaluate("legend => legend.scrollIntoView()")


def _development(page: Page) -> None:
    expect(page.locator("#gfa-development-plot .gfa-plot")).to_be_visible(timeout=_ANSWER_MS)


def _passage_on_its_page(page: Page) -> None:
    """Go the way a visitor goes: search, and open the first hit's whole document at the passage."""
    _search(page, "fachlicher Austausch zwischen Kommunen")
    page.locator(".gfa-results [data-action=result]").first.click()
    whole = page.locator("#gfa-search-source a", has_text=re.compile("ganzen Dokument"))
    address = whole.get_attribute("href") or ""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + address)
    expect(page.locator(".gfa-boxes rect").first).to_be_visible()
    _let_settle(page)


def _embedding(page: Page) -> None:
    """Choose a Land, and wait for the preview and the code."""
    page.locator("#gfa-embedding select[name=mode]").select_option("inline")
    page.locator("#gfa-embedding select[name=state]").select_option("BY")
    expect(page.locator("#gfa-embedding-result iframe")).to_have_attribute("src", re.compile("state=BY.*mode=inline"))
    expect(page.frame_locator("#gfa-embedding-result iframe").locator("#question")).to_be_visible(timeout=_ANSWER_MS)


def _asked_in_the_widget(question: str) -> Callable[[Page], None]:
    def arrange(page: Page) -> None:
        page.fill("#question", question)
        page.press("#question", "Enter")
        source = page.locator(".sources .disclosure").first
        expect(source).to_be_visible(timeout=_ANSWER_MS)
        source.click()
        page.evaluate("scrollTo(0, 0)")

    return arrange


def _signed_in(page: Page) -> None:
    page.get_by_label("Kennwort").fill(OPERATOR_TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()


def _let_settle(page: Page) -> None:
    """Wait until every picture is loaded and two frames are drawn."""
    page.wait_for_load_state("load")
    page.evaluate(
        "async () => { await Promise.all([...document.querySelectorAll('svg image')].map((image) =>"
        " Object.assign(new Image(), { src: image.getAttribute('href') }).decode()));"
        " await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); }"
    )


SHOTS = (
    Shot("questions-start", _start, looks=_AND_DARK),
    Shot("questions-answer", _answer_with_source("Wie werden wir Partnerkommune in Bayern?"), looks=_AND_DARK),
    Shot("questions-steps", _asked("Wie werden wir Partnerkommune in Bayern?"), looks=(("phone", "light"),)),
    Shot("questions-not-found", _asked("Gibt es Fördermittel für Fahrräder?")),
    Shot("questions-clarify", _asked("Wer ist unsere Ansprechstelle?")),
    Shot("sources-results", _only_found("Präventionskette"), path="/#quellen", looks=(("phone", "light"),)),
    Shot("sources-passage", _found_and_opened("Präventionskette"), path="/#quellen", looks=_AND_DARK),
    Shot("contacts", _office, path="/#kontakte", looks=_AND_DARK),
    Shot("development", _development, path="/#entwicklung", looks=_AND_DARK),
    Shot("document", _let_settle, path=DOCUMENT),
    Shot("pdf-page", _passage_on_its_page, path="/#quellen", site="pdf"),
    Shot("pdf-panel", _found_and_opened("fachlicher Austausch"), path="/#quellen", site="pdf"),
    Shot("embedding", _embedding, path="/#einbetten"),
    Shot("widget", _asked_in_the_widget("Wie werden wir Partnerkommune?"), path="/embed?state=BY"),
    Shot("administration", _signed_in, path="/verwaltung/", site="administration"),
    Shot("english-answer", _answer_with_source("How do we become a partner municipality in Bavaria?"), path="/en/"),
)
