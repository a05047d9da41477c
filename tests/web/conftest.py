"""A real server with the fake assistant on a free port, and Chromium that reaches nothing but it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, ViewportSize, sync_playwright

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.server import Server, create_app
from tests.web.fake_assistant import FakeAssistant
from tests.web.visitor import Visitor

# Debian's build of the same browser without its own windows, where it is installed: a quarter less to compute.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name but the own machine's leads anywhere: what the page asks of other hosts fails and is counted.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Site:
    """A served application with the assistant behind it."""

    url: str
    assistant: Any


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve `app` on a free loopback port within the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = Server(app, on_ready=lambda: None)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive(), "the test server did not start"
            assert time.monotonic() < deadline, "the test server did not start in time"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The fake assistant's site, for all that does not depend on what is answered."""
    assistant = FakeAssistant()
    with served(create_app(assistant, Settings(rate_limit=0))) as url:  # type: ignore[arg-type]
        yield Site(url, assistant)


@pytest.fixture(scope="session")
def real_site(real_settings: Settings, real_assistant: Assistant) -> Iterator[Site]:
    """The real assistant's site on the real corpus."""
    with served(create_app(real_assistant, real_settings)) as url:
        yield Site(url, real_assistant)


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    """Chromium with English as its language; one context for all, so that it loads the page's files once."""
    if CHROMIUM is None:
        message = "Chromium is missing; install Debian's package chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium.new_context(locale="en-US", permissions=["clipboard-read", "clipboard-write"])
        chromium.close()


@contextmanager
def visit(
    browser: BrowserContext,
    site: Site,
    viewport: ViewportSize = WIDE,
    path: str = "/",
    scheme: Literal["light", "dark"] = "light",
) -> Iterator[Visitor]:
    """Open the page as a new visitor; fails at its end on foreign requests, console errors and stored data."""
    page = browser.new_page()
    visitor = Visitor.watching(page, f"{site.url}/")
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.goto(site.url + path)
    page.wait_for_selector("#gfa-question-box textarea")
    try:
        yield visitor
        visitor.assert_untroubled()
    finally:
        page.close()


@pytest.fixture
def visitor(browser: BrowserContext, site: Site) -> Iterator[Visitor]:
    with visit(browser, site) as visitor:
        yield visitor


@pytest.fixture
def phone(browser: BrowserContext, site: Site) -> Iterator[Visitor]:
    with visit(browser, site, PHONE) as visitor:
        yield visitor
