"""A real server with the fake assistant on a free port, and Chromium that reaches nothing but it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from tests.web.fake_assistant import FakeAssistant

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A served application with the assistant behind it."""

    url: str
    assistant: FakeAssistant


@dataclass(frozen=True)
class Visitor:
    """A browser page with what went wrong on it."""

    page: Page
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def served(app: FastAPI) -> Iterator[str]:
    """Serve `app` on a free loopback port until the generator is closed."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="error", server_header=False))
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
    assistant = FakeAssistant()
    for url in served(create_app(assistant, Settings())):  # type: ignore[arg-type]
        yield Site(url, assistant)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        message = "Chromium is missing; install Debian's package chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Visitor]:
    """An English browser on a wide screen; the test fails on foreign requests and console errors."""
    yield from visiting(browser, site, viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Visitor]:
    yield from visiting(browser, site, viewport={"width": 360, "height": 740})


def visiting(browser: Browser, site: Site, path: str = "/", **options: object) -> Iterator[Visitor]:
    context: BrowserContext = browser.new_context(locale="en-US", **options)  # type: ignore[arg-type]
    visitor = Visitor(context.new_page())

    def only_own_host(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in ("data", "blob") or f"{url.scheme}://{url.netloc}" == site.url:
            route.continue_()
        else:
            visitor.foreign_requests.append(route.request.url)
            route.abort()

    context.route("**/*", only_own_host)
    visitor.page.on("console", lambda m: visitor.complaints.append(m.text) if m.type == "error" else None)
    visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    visitor.page.goto(site.url + path)
    visitor.page.wait_for_selector("#gfa-question-box textarea")
    yield visitor
    context.close()
    assert visitor.foreign_requests == []
    assert visitor.complaints == []
