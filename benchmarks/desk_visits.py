"""One visit to the desk, measured: paints, the field, requests and bytes, the time to an answer, what is left behind.

Times are taken in the browser, in milliseconds from the start of the navigation or from the key press.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.web.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, WIDE

FIELD = "#gfa-question-box textarea"
QUIET_S = 0.5
LIMIT_S = 60.0
# Chromium's names for what ends by itself.
_FILES = {"Document", "Stylesheet", "Script", "Font", "Image"}

_NOTE_FIELD = """
(() => {
  const look = () => {
    const field = document.querySelector('#gfa-question-box textarea');
    if (field && !field.disabled && field.checkVisibility()) window.fieldUsableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
_PAINTS = """
() => new Promise((done) => {
  const first = performance.getEntriesByName('first-contentful-paint')[0];
  new PerformanceObserver((list) => {
    const largest = list.getEntries().at(-1);
    done([first.startTime, largest.startTime]);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})
"""
# Resolved in the task after the frame that first has the answer, when that frame is painted.
_NOTE_ANSWER = """
() => {
  const answers = () => document.querySelectorAll('.gfa-text').length;
  const before = answers();
  let asked;
  addEventListener('keydown', (event) => { asked = event.timeStamp; }, { capture: true, once: true });
  window.answeredAfter = new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (answers() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - asked)));
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}
"""
_STORED = """
async () => [
  ...Object.keys(localStorage).map((key) => `local storage: ${key}`),
  ...Object.keys(sessionStorage).map((key) => `session storage: ${key}`),
  ...(await indexedDB.databases()).map((base) => `database: ${base.name}`),
  ...(await caches.keys()).map((key) => `cache: ${key}`),
  ...(await navigator.serviceWorker.getRegistrations()).map((worker) => `service worker: ${worker.scope}`),
]
"""


class NoChromiumError(Exception):
    """Debian's Chromium is not installed."""


@dataclass
class Traffic:
    """What a page asked for, as Chromium counts it. `sent` holds the addresses that went out on the network."""

    site: str
    sent: dict[str, str] = field(default_factory=dict)
    transferred: int = 0
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    unfinished: set[str] = field(default_factory=set)
    last_event: float = field(default_factory=time.monotonic)

    def watch(self, page: Page) -> None:
        """Count from now on; the page must not have been navigated yet."""
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._on_request)
        session.on("Network.requestServedFromCache", lambda event: self.sent.pop(event["requestId"], None))
        session.on("Network.responseReceived", self._on_response)
        session.on("Network.loadingFinished", self._on_end)
        session.on("Network.loadingFailed", lambda event: self.unfinished.discard(event["requestId"]))
        session.send("Network.enable")
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def wait_until_quiet(self, page: Page) -> None:
        """Wait until all files are there and nothing happened for half a second; open event streams do not count."""
        deadline = time.monotonic() + LIMIT_S
        while self.unfinished or time.monotonic() - self.last_event < QUIET_S:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.site} was not quiet after {LIMIT_S:g} s")
            page.wait_for_timeout(100)

    def _on_request(self, event: dict[str, Any]) -> None:
        self.last_event = time.monotonic()
        address = event["request"]["url"]
        if address.startswith(("data:", "blob:")):
            return
        self.sent[event["requestId"]] = address
        if event.get("type") in _FILES:
            self.unfinished.add(event["requestId"])
        if not address.startswith(f"{self.site}/"):
            self.foreign.append(address)

    def _on_response(self, event: dict[str, Any]) -> None:
        self.last_event = time.monotonic()
        if event["response"].get("fromDiskCache"):
            self.sent.pop(event["requestId"], None)

    def _on_end(self, event: dict[str, Any]) -> None:
        self.last_event = time.monotonic()
        self.unfinished.discard(event["requestId"])
        if event["requestId"] in self.sent:
            self.transferred += int(event["encodedDataLength"])


@dataclass(frozen=True, slots=True)
class PageLoad:
    """One load of one page; `field_ms` is None where the page has no field to ask in."""

    first_paint_ms: float
    largest_paint_ms: float
    field_ms: float | None
    requests: int
    transferred: int


@dataclass(frozen=True, slots=True)
class Residue:
    """What should not be: requests to other hosts, what the browser complains of, and what it keeps."""

    foreign: tuple[str, ...]
    complaints: tuple[str, ...]
    stored: tuple[str, ...]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, in which no name but this machine's address leads anywhere.

    Raises:
        NoChromiumError: it is not installed.
    """
    if CHROMIUM is None:
        raise NoChromiumError("Chromium is missing; install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class MeasuredVisit:
    """One page in a browser context; a second visit in the same context finds what the first left in the cache."""

    def __init__(self, context: BrowserContext, site: str, viewport: ViewportSize = WIDE) -> None:
        self.page = context.new_page()
        self.page.set_viewport_size(viewport)
        self.page.add_init_script(_NOTE_FIELD)
        self.traffic = Traffic(site)
        self.traffic.watch(self.page)

    def load(self, path: str) -> PageLoad:
        """Open `path` and wait until it asks for nothing more."""
        self.page.goto(self.traffic.site + path, wait_until="load")
        has_field = not path.startswith("/quelle/")
        if has_field:
            self.page.wait_for_function("window.fieldUsableAt", timeout=LIMIT_S * 1000)
        self.traffic.wait_until_quiet(self.page)
        first, largest = self.page.evaluate(_PAINTS)
        usable = self.page.evaluate("window.fieldUsableAt") if has_field else None
        return PageLoad(first, largest, usable, len(self.traffic.sent), self.traffic.transferred)

    def ask(self, question: str) -> float:
        """Type and send a question; milliseconds from Enter until its answer stands on the screen."""
        self.page.fill(FIELD, question)
        self.page.evaluate(_NOTE_ANSWER)
        self.page.press(FIELD, "Enter")
        return float(self.page.evaluate("window.answeredAfter"))

    def close(self) -> Residue:
        """End the visit and tell what it left."""
        cookies = [f"cookie: {cookie.get('name')}" for cookie in self.page.context.cookies()]
        stored = (*cookies, *self.page.evaluate(_STORED))
        self.page.close()
        return Residue(tuple(self.traffic.foreign), tuple(self.traffic.complaints), stored)
