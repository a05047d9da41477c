"""The source panel as a part of the desk: opened at a citation, closed again."""

from typing import Any

from gfa_assistant.errors import GfaError
from gfa_assistant.records import Citation
from gfa_assistant.web.desk.parts import QUIET, html_part
from gfa_assistant.web.room import Room
from gfa_assistant.web.source_view import render_empty_source, render_source
from gfa_assistant.web.texts import Texts

_SOURCE_JS = "gfa.source(element, watch, (data) => trigger('close_source', data))"


class SourcePanel:
    """Shows the document of a citation with the cited words marked."""

    def __init__(self, room: Room, texts: Texts) -> None:
        self._assistant = room.assistant
        self._pictures = room.pictures
        self._texts = texts

    def build(self, elem_id: str) -> Any:
        part = html_part(self.empty(), elem_id, js=_SOURCE_JS)
        part.close_source(self.empty, None, [part], **QUIET)
        return part

    def empty(self) -> str:
        return render_empty_source(self._texts)

    def show(self, citation: Citation | None) -> str:
        """The panel at a citation.

        An ingest may have changed the document since: other words are never marked in place of the quote.
        """
        try:
            document = self._assistant.document(citation.document_id) if citation else None
        except GfaError:
            document = None
        if citation is None or document is None or document.text[citation.start : citation.end] != citation.quote:
            return render_empty_source(self._texts, self._texts.source_gone)
        pages = self._pictures.views(document, citation.start, citation.end, citation.page)
        return render_source(document, citation, self._texts, pages)
