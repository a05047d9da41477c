"""A browser page that notes what goes wrong on it: requests to other hosts, complaints, stored data."""

import re
from dataclasses import dataclass, field
from typing import Self

from playwright.sync_api import ConsoleMessage, Page, Request

# Who leaves a page of Gradio's while it still hears from the server aborts that stream, and its client says so.
LEAVES = "the visitor leaves the page"
ABANDONED_STREAM = re.compile(r"^AbortError: signal is aborted|Connection errored out")


@dataclass
class Visitor:
    """What one page asked of other hosts, and what it complained of."""

    page: Page
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    leaving: bool = False

    @classmethod
    def watching(cls, page: Page, *own: str) -> Self:
        """Notes all that `page` does from now on; `own` starts the addresses that it may ask."""
        visitor = cls(page)
        page.on("request", lambda request: visitor._note_request(request, own))
        page.on("console", visitor._note_message)
        page.on("pageerror", lambda error: visitor._complain(str(error)))
        page.on("domcontentloaded", lambda _: setattr(visitor, "leaving", False))
        page.add_init_script(f"addEventListener('beforeunload', () => console.debug('{LEAVES}'))")
        return visitor

    def assert_untroubled(self) -> None:
        """Nothing was asked of other hosts, complained of or stored."""
        assert self.foreign_requests == []
        assert self.complaints == []
        assert self.page.context.cookies() == []
        assert self.page.evaluate("localStorage.length + sessionStorage.length") == 0

    def _note_request(self, request: Request, own: tuple[str, ...]) -> None:
        if not request.url.startswith((*own, "data:", "blob:")):
            self.foreign_requests.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.text == LEAVES:
            self.leaving = True
        elif message.type in ("error", "warning"):
            self._complain(message.text)

    def _complain(self, words: str) -> None:
        if not (self.leaving and ABANDONED_STREAM.search(words)):
            self.complaints.append(words)
