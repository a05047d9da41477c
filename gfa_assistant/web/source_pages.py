"""The pages beside Gradio's on which documents are read: text, pictures of pages."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import NotFoundError
from gfa_assistant.reading.page_picture import MEDIA_TYPE
from gfa_assistant.records import Passage
from gfa_assistant.web.document_view import render_document, render_unknown
from gfa_assistant.web.page_pictures import PagePictures
from gfa_assistant.web.texts import ENGLISH, GERMAN

_DAY = 86_400


def add_source_pages(app: FastAPI, assistant: Assistant, pictures: PagePictures) -> None:
    """Serve `/quelle/<document>` and the pictures of its pages."""

    @app.get("/quelle/{document_id}", response_class=HTMLResponse, include_in_schema=False)
    def document(
        document_id: str,
        stelle: Annotated[str, Query(max_length=64)] = "",
        von: int = -1,
        bis: int = -1,
        lang: Literal["de", "en"] = "de",
    ) -> HTMLResponse:
        """The document; with the passage `stelle` and a span in it, those words are marked."""
        texts = ENGLISH if lang == "en" else GERMAN
        try:
            found = assistant.document(document_id)
        except NotFoundError:
            return HTMLResponse(render_unknown(texts), status_code=404)
        passages = assistant.passages_of(document_id)
        # The passage's id is a hash of its text and place: where it is still there, the span in it still fits.
        passage = next((each for each in passages if each.id == stelle), None)
        marked = _span_within(passage, von, bis) if passage is not None else None
        pages = pictures.views(found, *marked, passage.page) if passage is not None and marked is not None else ()
        message = texts.passage_changed if stelle and passage is None else ""
        page = render_document(found, passages, texts, marked=marked, pages=pages, message=message)
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    @app.get("/quelle/{document_id}/seite/{page}", include_in_schema=False)
    def page_picture(document_id: str, page: int) -> Response:
        """A page's picture."""
        picture = pictures.picture(assistant.document(document_id), page)
        if picture is None:
            raise NotFoundError(f"no picture of page {page} of {document_id!r}; it has none, or its file has changed")
        return Response(picture.data, media_type=MEDIA_TYPE, headers={"cache-control": f"private, max-age={_DAY}"})


def _span_within(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The span if it begins in the passage, else the whole passage."""
    return (start, end) if passage.start <= start < end else (passage.start, passage.end)
