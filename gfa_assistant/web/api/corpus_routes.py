"""What is in the index: documents, passages, contacts, and a search over it."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query

from gfa_assistant.answering.assistant import Assistant, search_json
from gfa_assistant.records import Document
from gfa_assistant.web import models
from gfa_assistant.web.api.responses import UNCHANGED, errors
from gfa_assistant.web.api.revision import revision_of


def add_corpus_routes(app: FastAPI, assistant: Assistant) -> None:
    revision = [Depends(revision_of(assistant))]

    def kept(*statuses: int) -> dict[str, Any]:
        """What the routes have in common whose responses change with the index only."""
        return {"dependencies": revision, "responses": {**UNCHANGED, **errors(*statuses, 503)}}

    @app.get("/api/v1/search", response_model=models.SearchBody, responses=errors(404, 422, 429, 503), tags=["answers"])
    def search(
        q: Annotated[str, Query(description="What to search for", examples=["Partnerurkunde"])],
        top_k: Annotated[int, Query(ge=1, le=100, examples=[10])] = 10,
        document: Annotated[
            str | None, Query(description="Only this document_id", examples=[models.EXAMPLE_DOCUMENT])
        ] = None,
        state: Annotated[
            str | None, Query(description="Only this state and the federal level", examples=["BY"])
        ] = None,
    ) -> dict[str, Any]:
        """Rank the passages that fit a query."""
        found = assistant.search(q, top_k=top_k, document=document, state=state)
        return search_json(found, assistant.documents)

    @app.get("/api/v1/documents", response_model=models.DocumentsBody, tags=["sources"], **kept())
    def documents() -> dict[str, Any]:
        """List the documents in the index."""
        return {"documents": [_entry(document) for document in assistant.documents.values()]}

    @app.get("/api/v1/documents/{document_id}", response_model=models.DocumentBody, tags=["sources"], **kept(404, 422))
    def document(document_id: Annotated[str, Path(examples=[models.EXAMPLE_DOCUMENT])]) -> dict[str, Any]:
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

    @app.get("/api/v1/passages/{passage_id}", response_model=models.PassageBody, tags=["sources"], **kept(404, 422))
    def passage(passage_id: Annotated[str, Path(examples=[models.EXAMPLE_PASSAGE])]) -> dict[str, Any]:
        """Give one passage with its place."""
        return passage_json(assistant, passage_id)

    @app.get("/api/v1/contacts", response_model=models.ContactsBody, tags=["contacts"], **kept())
    def contacts() -> dict[str, Any]:
        """List the coordinating offices."""
        return {"contacts": [asdict(contact) for contact in assistant.contacts.values()]}

    @app.get("/api/v1/contacts/{state}", response_model=models.ContactBody, tags=["contacts"], **kept(404, 422))
    def contact(state: Annotated[str, Path(examples=["BY"])]) -> dict[str, Any]:
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


def passage_json(assistant: Assistant, passage_id: str) -> dict[str, Any]:
    """One passage with its document.

    Raises:
        NotFoundError: there is no such passage.
    """
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
