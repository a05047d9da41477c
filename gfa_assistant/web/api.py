"""The HTTP API, version 1: thin routes over the assistant."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from starlette.exceptions import HTTPException
from starlette.routing import Match

from gfa_assistant.answering.assistant import Assistant, search_json
from gfa_assistant.records import Document, Turn
from gfa_assistant.settings import Settings
from gfa_assistant.web import models
from gfa_assistant.web.errors import UnexpectedErrors, add_error_handlers
from gfa_assistant.web.security import UPLOADS, BodyLimit, SecurityHeaders

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.ErrorBody} for status in (400, 404, 405, 413, 422, 500, 503)
}


def create_api(assistant: Assistant, settings: Settings) -> FastAPI:
    """The application with all routes of the contract that are built; further pages can be mounted beside them."""
    app = FastAPI(
        title="gfa_assistant",
        version="1",
        description="Answers about the municipal partner process „Gesundheit für alle“, with checked citations.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=_ERRORS,
    )
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(BodyLimit, own_limit=UPLOADS if settings.operator_token else ())
    app.add_middleware(SecurityHeaders)
    add_error_handlers(app)
    _add_answer_routes(app, assistant)
    _add_corpus_routes(app, assistant)
    _add_health_routes(app, assistant)
    _add_fallback(app)
    return app


def _add_answer_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.post("/api/v1/ask", response_model=models.AnswerBody, response_model_exclude_unset=True, tags=["answers"])
    def ask(body: models.AskBody) -> dict[str, Any]:
        """Answer one question with citations, contacts and notes."""
        history = [Turn(turn.role, turn.content) for turn in body.history]
        return assistant.ask(body.question, history=history, state=body.state, language=body.language).to_json()

    @app.get("/api/v1/search", response_model=models.SearchBody, tags=["answers"])
    def search(
        q: Annotated[str, Query(description="What to search for", examples=["Partnerurkunde"])],
        top_k: Annotated[int, Query(ge=1, le=100)] = 10,
        document: Annotated[str | None, Query(description="Only this document_id")] = None,
        state: Annotated[str | None, Query(description="Prefer this state code")] = None,
    ) -> dict[str, Any]:
        """Rank the passages that fit a query."""
        found = assistant.search(q, top_k=top_k, document=document, state=state)
        return search_json(found, assistant.documents)


def _add_corpus_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/api/v1/documents", response_model=models.DocumentsBody, tags=["sources"])
    def documents() -> dict[str, Any]:
        """List the documents in the index."""
        return {"documents": [_entry(document) for document in assistant.documents.values()]}

    @app.get("/api/v1/documents/{document_id}", response_model=models.DocumentBody, tags=["sources"])
    def document(document_id: str) -> dict[str, Any]:
        """Give one document's text and outline."""
        found = assistant.document(document_id)
        outline = [
            {
                "level": block.level,
                "title": found.block_text(block),
                "page": block.page,
                "start": block.start,
                "end": block.end,
            }
            for block in found.blocks
            if block.kind == "heading"
        ]
        return {**_entry(found), "text": found.text, "outline": outline}

    @app.get("/api/v1/passages/{passage_id}", response_model=models.PassageBody, tags=["sources"])
    def passage(passage_id: str) -> dict[str, Any]:
        """Give one passage with its place."""
        found = assistant.passage(passage_id)
        origin = assistant.document(found.document_id)
        source = origin.source_of(found)
        return {
            "passage_id": found.id,
            "document_id": found.document_id,
            "title": source.title,
            "publisher": origin.publisher if found.source is None else None,
            "url": source.url,
            "as_of": source.as_of,
            "section": found.section,
            "page": found.page,
            "text": found.text,
            "start": found.start,
            "end": found.end,
        }

    @app.get("/api/v1/contacts", response_model=models.ContactsBody, tags=["contacts"])
    def contacts() -> dict[str, Any]:
        """List the coordinating offices."""
        return {"contacts": [asdict(contact) for contact in assistant.contacts.values()]}

    @app.get("/api/v1/contacts/{state}", response_model=models.ContactBody, tags=["contacts"])
    def contact(state: str) -> dict[str, Any]:
        """Give the coordinating office of one state."""
        return asdict(assistant.contact(state))


def _entry(document: Document) -> dict[str, Any]:
    return {
        "document_id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "state": document.state,
        "as_of": document.as_of,
        "rights": document.rights,
        "media_type": document.media_type,
        "characters": len(document.text),
    }


def _add_health_routes(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz", response_model=models.HealthBody, tags=["operation"])
    def healthz() -> dict[str, Any]:
        """Say that the process answers."""
        return {"status": "ok"}

    @app.get("/readyz", response_model=models.ReadyBody, tags=["operation"])
    def readyz() -> dict[str, Any]:
        """Say that the index is loaded, and which generation."""
        return {"status": "ready", "generation": assistant.generation, "documents": len(assistant.documents)}


def _add_fallback(app: FastAPI) -> None:
    """Answer unknown addresses and methods under the API's own paths, before a page mounted at / does."""

    async def nothing_here(request: Request) -> None:
        for route in request.app.routes:
            match, _ = route.matches(request.scope)
            if match is Match.PARTIAL:
                raise HTTPException(405, headers={"allow": ", ".join(sorted(route.methods))})
        raise HTTPException(404)

    for path in ("/api/{rest:path}", "/healthz", "/readyz"):
        app.add_api_route(path, nothing_here, methods=_METHODS, include_in_schema=False)
