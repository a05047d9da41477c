"""The administration as a part of the application, where a token turns it on.

Its pages are rendered here and not by Gradio: they need no inline script, so that a strict policy holds for them; every
request passes one guard before anything of it is read; and forms, errors and tables are plain HTML that a keyboard and
a screen reader know.
"""

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.contact_editor import CONTACT_EDITOR
from gfa_assistant.web.administration.document_pages import DocumentPages
from gfa_assistant.web.administration.gap_pages import GapPages
from gfa_assistant.web.administration.generation_pages import GenerationPages
from gfa_assistant.web.administration.guard import PREFIX, Guard
from gfa_assistant.web.administration.ingest_pages import IngestPages
from gfa_assistant.web.administration.ingest_run import IngestRun
from gfa_assistant.web.administration.note_editor import NOTE_EDITOR
from gfa_assistant.web.administration.pages import address, problem_page
from gfa_assistant.web.administration.problems import german_problem
from gfa_assistant.web.administration.quality_pages import QualityPages
from gfa_assistant.web.administration.record_pages import RecordPages
from gfa_assistant.web.administration.sessions import Sessions
from gfa_assistant.web.administration.sign_in import SignIn, other_site
from gfa_assistant.web.administration.throttle import Throttle


def mount_administration(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Mount the pages at /verwaltung; without a token in the settings, nothing."""
    if settings.operator_token is None:
        return
    sessions = Sessions(settings.operator_token)
    sign_in = SignIn(sessions, Throttle())
    rooms = (
        sign_in,
        DocumentPages(assistant, settings),
        IngestPages(assistant, IngestRun(settings)),
        RecordPages(settings.corpus_dir, CONTACT_EDITOR),
        RecordPages(settings.corpus_dir, NOTE_EDITOR),
        QualityPages(assistant, settings),
        GapPages(settings, assistant.embed_queries),
        GenerationPages(assistant, settings),
    )
    pages = Starlette(
        routes=[Route("/", _start, methods=["GET"]), *(route for room in rooms for route in room.routes())],
        exception_handlers={GfaError: _known, HTTPException: _http, Exception: _unexpected},
    )
    app.mount(PREFIX, Guard(pages, sessions, no_session=sign_in.needed, other_site=other_site), name="administration")
    app.add_route(PREFIX, _start, methods=["GET"], include_in_schema=False)


def _start(_: Request) -> Response:
    return RedirectResponse(address("/dokumente"), status_code=303)


def _known(request: Request, error: Exception) -> Response:
    return problem_page(request, "Das ging nicht", german_problem(error), 500)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return problem_page(
            request, "Seite unbekannt", "Diese Seite gibt es nicht. Wählen Sie oben einen Bereich.", 404
        )
    return problem_page(request, "Das ging nicht", "Diese Anfrage kann nicht bearbeitet werden.", error.status_code)


def _unexpected(request: Request, _: Exception) -> Response:
    """Who serves the application logs the error without its message."""
    return problem_page(
        request, "Das ging nicht", "Auf dem Server ist ein Fehler aufgetreten. Versuchen Sie es noch einmal.", 500
    )
