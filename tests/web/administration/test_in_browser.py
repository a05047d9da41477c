"""The administration in Chromium: axe, keyboard alone, small screens, what is announced, nothing from elsewhere."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.web.administration.conftest import TOKEN, Desk
from tests.web.axe import faults
from tests.web.conftest import PHONE, WIDE
from tests.web.test_page import overflow

pytestmark = pytest.mark.browser

PATHS = (
    "dokumente",
    "dokumente/neu",
    "dokumente/bearbeiten?datei=bayern.md",
    "dokumente/entfernen?datei=hessen.txt",
    "dokumente/entfernen?datei=bayern.md",
    "dokumente?done=hochgeladen",
    "einlesen",
    "kontakte",
    "kontakte/bearbeiten?eintrag=BY",
    "hinweise",
    "hinweise/bearbeiten",
    "hinweise/entfernen?eintrag=bzga",
    "guete",
    "luecken",
    "luecken?mindestens=0",
    "staende",
    "gibt-es-nicht",
)


@pytest.fixture
def page(browser: BrowserContext, desk: Desk) -> Iterator[Page]:
    """A page of somebody not signed in; fails on requests to other hosts and on what the browser complains of."""
    assert browser.browser is not None
    context = browser.browser.new_context(locale="en-US")
    page, complaints = context.new_page(), []
    page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(desk.url) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # A status of 4xx is an answer here, not a fault.
    page.on("console", lambda m: complaints.append(m.text) if "status of 4" not in m.text else None)
    page.set_viewport_size(WIDE)
    yield page
    context.close()
    assert complaints == []


def sign_in(page: Page, desk: Desk, path: str = "dokumente") -> None:
    page.goto(f"{desk.url}/verwaltung/{path}")
    page.get_by_label("Kennwort").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()


@pytest.mark.parametrize(("scheme", "viewport"), [("light", PHONE), ("dark", WIDE)], ids=["phone", "desktop dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, desk: Desk, scheme: Literal["light", "dark"], viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{desk.url}/verwaltung/")
    assert faults(page) == []
    page.get_by_label("Kennwort").fill("falsch")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Das Kennwort stimmt nicht.")
    assert faults(page) == []
    sign_in(page, desk)
    for path in PATHS:
        page.goto(f"{desk.url}/verwaltung/{path}")
        assert (path, faults(page), overflow(page)) == (path, [], 0)


def test_errors_lead_to_their_fields(page: Page, desk: Desk) -> None:
    sign_in(page, desk, "kontakte/bearbeiten?eintrag=BY")
    page.get_by_label("Stelle").fill("")
    page.get_by_label("E-Mail").fill("keine")
    page.get_by_role("button", name="Speichern").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("2 Angaben sind zu berichtigen")
    assert page.title().startswith("Fehler: ")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Füllen Sie „Stelle“ aus.")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Stelle")).to_be_focused()
    expect(page.get_by_label("E-Mail")).to_have_accessible_description(
        "Nur eine Adresse der Stelle, keine einer Person. Fehler: Das ist keine E-Mail-Adresse. "
        "Schreiben Sie sie wie amt@beispiel.de."
    )
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []


def test_a_document_is_uploaded_and_ingested_by_keyboard_alone(page: Page, desk: Desk) -> None:
    sign_in(page, desk)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Datei hochladen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Datei hochladen")).to_be_visible()
    # The operating system's dialogue for files is no part of the page.
    page.get_by_label("Datei", exact=False).first.set_input_files(
        {"name": "flyer.md", "mimeType": "text/markdown", "buffer": b"# Flyer\n\nText.\n"}
    )
    page.get_by_label("Titel").focus()
    page.keyboard.type("Mein Flyer")
    while not page.evaluate("document.activeElement.textContent === 'Hochladen'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".gfa-done")).to_be_focused(timeout=30_000)
    expect(page.get_by_role("row", name="Mein Flyer")).to_contain_text("neu, noch nicht eingelesen")
    # The hand-made encoder cannot be loaded by name: what the process says is shown.
    page.goto(f"{desk.url}/verwaltung/einlesen")
    page.get_by_role("button", name="Einlesen starten").press("Enter")
    expect(page.get_by_role("progressbar", name="Fortschritt")).to_be_visible()
    assert faults(page) == []
    failed = page.get_by_role("heading", name="Das Einlesen ist fehlgeschlagen")
    expect(failed).to_be_focused(timeout=90_000)
    expect(page.get_by_text("Das Einbettungsmodell kann nicht geladen werden.")).to_be_visible()
    assert faults(page) == []


def test_file_that_is_too_big_is_told_before_it_is_sent(page: Page, desk: Desk) -> None:
    sign_in(page, desk, "dokumente/neu")
    field = page.locator("#feld-file")
    field.evaluate("e => e.dataset.limit = 0")
    field.set_input_files({"name": "flyer.md", "mimeType": "text/markdown", "buffer": b"# Flyer\n\nText.\n"})
    assert "Die Datei ist größer als" in field.evaluate("e => e.validationMessage")


def test_ended_session_is_told_and_leads_back(page: Page, desk: Desk) -> None:
    sign_in(page, desk, "kontakte")
    ended = {"name": "gfa_verwaltung", "value": "abgelaufen", "domain": "127.0.0.1", "path": "/verwaltung"}
    page.context.add_cookies([ended])  # type: ignore[list-item]
    page.goto(f"{desk.url}/verwaltung/kontakte/bearbeiten?eintrag=BY")
    expect(page.get_by_role("alert")).to_contain_text("Ihre Sitzung ist abgelaufen.")
    page.get_by_label("Kennwort").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kontakte: Bayern bearbeiten")).to_be_visible()


def test_signing_out_ends_the_session(page: Page, desk: Desk) -> None:
    sign_in(page, desk)
    page.get_by_role("button", name="Abmelden").press("Enter")
    expect(page.get_by_text("Sie sind abgemeldet.")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(f"{desk.url}/verwaltung/dokumente")
    expect(page.get_by_label("Kennwort")).to_be_visible()
