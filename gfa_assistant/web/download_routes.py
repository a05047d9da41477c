"""Files to take away: references to a document, and contact cards."""

from datetime import date
from typing import Literal

from fastapi import FastAPI
from fastapi.responses import Response

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.web.exports.downloads import Download, contact_file, source_file
from gfa_assistant.web.exports.works import cited_document


def add_download_routes(app: FastAPI, assistant: Assistant) -> None:
    """Serve `/quelle/<document>/beleg.<format>` and `/kontakte/<Land>.vcf`."""

    @app.get("/quelle/{document_id}/beleg.{kind}", include_in_schema=False)
    def reference(document_id: str, kind: Literal["txt", "bib", "ris"], lang: Literal["de", "en"] = "de") -> Response:
        work = cited_document(assistant.document(document_id))
        return _attached(source_file(work, accessed=date.today(), language=lang, kind=kind))

    @app.get("/kontakte/{state}.vcf", include_in_schema=False)
    def contact(state: str, lang: Literal["de", "en"] = "de") -> Response:
        return _attached(contact_file(assistant.contact(state), language=lang))


def _attached(download: Download) -> Response:
    headers = {"content-disposition": f'attachment; filename="{download.name}"', "cache-control": "no-cache"}
    return Response(download.content, media_type=download.media_type, headers=headers)
