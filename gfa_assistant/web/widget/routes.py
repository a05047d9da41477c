"""The widget's addresses: its script, and the page for an iframe."""

from typing import Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.widget.embed_page import Embedding, render_embed
from gfa_assistant.web.widget.fallback import office_of
from gfa_assistant.web.widget.script import WidgetScript

# The address stays the same for years: a change shall arrive within minutes.
_MINUTES = 300


def add_widget_routes(app: FastAPI, assistant: Assistant, settings: Settings) -> None:
    """Serve `/widget.js` and `/embed`."""
    script = WidgetScript(assistant, settings.max_question_chars)

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> Response:
        """The script; by its tag a browser that has it is told so."""
        current = script.current()
        headers = {"etag": current.etag, "cache-control": f"public, max-age={_MINUTES}"}
        return Response(current.text, media_type="text/javascript", headers=headers)

    @app.get("/embed", response_class=HTMLResponse, include_in_schema=False)
    def embed(chosen: Annotated[Embedding, Query()]) -> HTMLResponse:
        """The element alone on a page."""
        contact = office_of(assistant.contacts, chosen.state)
        return HTMLResponse(render_embed(chosen, contact), headers={"cache-control": "no-cache"})
