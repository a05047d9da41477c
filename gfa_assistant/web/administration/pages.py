"""How a page of the administration becomes a response: Jinja templates that escape everything."""

from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gfa_assistant.dates import date_text
from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.web.administration.guard import PREFIX, page_path
from gfa_assistant.web.administration.problems import german_problem
from gfa_assistant.web.assets import asset_address

Handler = Callable[[Request, FormData], Response]
SECTIONS = (
    ("/dokumente", "Dokumente"),
    ("/einlesen", "Einlesen"),
    ("/kontakte", "Kontakte"),
    ("/hinweise", "Hinweise"),
    ("/guete", "Güte"),
    ("/luecken", "Lücken"),
    ("/staende", "Stände"),
)
# What a page says after it was come back to; the address holds the key only.
DONE = {
    "hochgeladen": "Die Datei ist im Korpus. Starten Sie das Einlesen, damit sie beantwortet wird.",
    "geaendert": "Die Angaben sind gespeichert. Mit dem nächsten Einlesen werden sie sichtbar.",
    "entfernt": "Die Datei ist aus dem Korpus entfernt. Mit dem nächsten Einlesen wird sie nicht mehr zitiert.",
    "eintrag-gespeichert": "Der Eintrag ist gespeichert. Mit dem nächsten Einlesen wird er sichtbar.",
    "eintrag-entfernt": "Der Eintrag ist entfernt. Mit dem nächsten Einlesen wird er nicht mehr gezeigt.",
    "gewechselt": "Der gewählte Stand ist in Gebrauch.",
    "abgemeldet": "Sie sind abgemeldet.",
    "laeuft-schon": "Es läuft schon ein Einlesen. Warten Sie, bis es fertig ist, oder brechen Sie es ab.",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        datum=lambda as_of: date_text(as_of, "de") if as_of else "",
        land=lambda code: CONTACT_STATES.get(code or "", ""),
        deutsch=german_problem,
        zahl=lambda number: f"{number:,}".replace(",", "."),
    )
    environment.globals.update(asset=asset_address, adresse=address, states=CONTACT_STATES)
    return environment


def address(path: str, **query: str) -> str:
    """The address of a page below /verwaltung."""
    return f"{PREFIX}{path}{'?' + urlencode(query) if query else ''}"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """The page of a template; `done` in the address adds its message."""
    path = page_path(request)
    html = (
        _environment()
        .get_template(template)
        .render(
            sections=SECTIONS,
            section=next((each for each, _ in SECTIONS if path.startswith(each)), ""),
            done=DONE.get(request.query_params.get("done", ""), ""),
            **values,
        )
    )
    return HTMLResponse(html, status_code=status)


def problem_page(request: Request, title: str, sentence: str, status: int) -> Response:
    """A page that only says what is wrong."""
    return page(request, "problem.html", status=status, title=title, sentence=sentence)


def back_to(path: str, done: str = "", **query: str) -> Response:
    """Send the browser to a page after something was changed, so that loading it anew changes nothing again."""
    return RedirectResponse(address(path, **query, **({"done": done} if done else {})), status_code=303)


def posted(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route for a form's POST: the form is read first, then the handler runs beside the event loop."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=0) as form:
            return await run_in_threadpool(handler, request, form)

    return endpoint


def text_of(form: FormData, name: str) -> str:
    """A field's text without spaces around it; empty where the form lacks it."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
