"""A municipal page on an origin of its own, with a strict Content-Security-Policy, and the assistant it embeds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.sync_api import BrowserContext, ViewportSize
from pydantic import SecretStr

from gfa_assistant.records import Answer, Turn
from gfa_assistant.settings import Settings
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.server import create_app
from tests.web.conftest import WIDE, served
from tests.web.fake_assistant import FakeAssistant
from tests.web.visitor import Visitor

# All that a host has to allow; a page may also demand that no script writes HTML.
STRICT = (
    "default-src 'none'; script-src {server}; style-src 'self'; connect-src {server}; base-uri 'none'; "
    "form-action 'none'; frame-src {server}; require-trusted-types-for 'script'; trusted-types 'none'"
)
SCRIPT_TAG = '<script src="{server}/widget.js" data-state="BY" data-language="de"></script>'


class PreparedAssistant(FakeAssistant):
    """Gives the answer that a test has prepared for any question, else the fake's own."""

    prepared: Answer | None = None

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), state: str | None = None, language: str | None = None
    ) -> Answer:
        answer = super().ask(question, history=history, state=state, language=language)
        return answer if self.prepared is None else replace(self.prepared, question=question)


@dataclass
class Town:
    """The host's page: what is served at its address can be changed between visits."""

    url: str = ""
    server: str = ""
    body: str = SCRIPT_TAG
    style: str = ""
    script: str = ""
    policy: str = STRICT
    assistant: PreparedAssistant = field(default_factory=PreparedAssistant)

    def html(self) -> str:
        return (
            '<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Musterstadt</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="stylesheet" href="/town.css"></head><body><main><h1>Musterstadt</h1>'
            '<p>Gesundheit in unserer Stadt. <a href="#mehr">Mehr</a></p>'
            f"{self.body.replace('{server}', escape(self.server))}</main></body></html>"
        )


def town_app(town: Town) -> FastAPI:
    app = FastAPI()

    @app.get("/")
    def page() -> HTMLResponse:
        policy = town.policy.replace("{server}", town.server)
        return HTMLResponse(town.html(), headers={"content-security-policy": policy} if policy else {})

    @app.get("/town.css")
    def style() -> HTMLResponse:
        return HTMLResponse(town.style, media_type="text/css")

    @app.get("/town.js")
    def script() -> HTMLResponse:
        return HTMLResponse(town.script, media_type="text/javascript")

    @app.get("/favicon.ico")
    def icon() -> HTMLResponse:
        return HTMLResponse("", media_type="image/x-icon")

    return app


@contextmanager
def founded(folder: Path, *, listed: bool = True) -> Iterator[Town]:
    """The town at http://localhost:…, its assistant at http://127.0.0.1:…, which lists the town or nobody."""
    town = Town()
    with served(town_app(town)) as url:
        town.url = url.replace("127.0.0.1", "localhost")
        settings = Settings(
            widget_origins=(town.url,) if listed else (),
            feedback_url=SecretStr(f"sqlite:///{folder / 'feedback.sqlite'}"),
            rate_limit=0,
        )
        feedback = Feedback.open(settings)
        with served(create_app(town.assistant, settings, feedback)) as server:  # type: ignore[arg-type]
            town.server = server
            yield town
        feedback.close()


@pytest.fixture(scope="session")
def founded_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with founded(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture
def town(founded_town: Town) -> Iterator[Town]:
    """The town with the script tag in its page; a test may build another page."""
    as_it_was = replace(founded_town)
    yield founded_town
    for name in ("body", "style", "script", "policy"):
        setattr(founded_town, name, getattr(as_it_was, name))
    founded_town.assistant.prepared = None


@contextmanager
def arriving(browser: BrowserContext, town: Town, viewport: ViewportSize = WIDE, **media: str) -> Iterator[Visitor]:
    """Open the town's page as a new visitor."""
    page = browser.new_page()
    guest = Visitor.watching(page, f"{town.url}/", f"{town.server}/")
    page.set_viewport_size(viewport)
    page.emulate_media(**media)  # type: ignore[arg-type]
    page.goto(town.url)
    try:
        yield guest
    finally:
        page.close()


@pytest.fixture
def guest(browser: BrowserContext, town: Town) -> Iterator[Visitor]:
    """A visitor of the town; fails at its end on requests to other hosts, complaints and stored data."""
    with arriving(browser, town) as guest:
        yield guest
        guest.assert_untroubled()
