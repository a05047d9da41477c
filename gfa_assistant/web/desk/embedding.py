"""Embedding: the view for web editors who put the widget on their site."""

import re
from html import escape

import gradio as gr
from pydantic import ValidationError

from gfa_assistant.web.desk.parts import STATUS, Updates, event_value, html_part, show_latest, taking_turns
from gfa_assistant.web.embedding_texts import embedding_texts
from gfa_assistant.web.embedding_view import render_embedding_form, render_kit
from gfa_assistant.web.header_view import render_view_heading
from gfa_assistant.web.problems import render_problem, render_problem_place
from gfa_assistant.web.room import Room
from gfa_assistant.web.texts import Texts
from gfa_assistant.web.widget.embed_page import Embedding
from gfa_assistant.web.widget.fallback import office_of
from gfa_assistant.web.widget.host_kit import host_kit

_FORM_JS = f"gfaEmbedding.form(element, {taking_turns('embedding', 'choose')})"
_RESULT_JS = "gfaEmbedding.result(element)"
_SERVER = re.compile(r"https?://[^\s\"'<>?#]{1,300}")
_NAMES = ("state", "language", "mode", "position", "privacy-url", "imprint-url")
_COLOURS = ("accent", "background", "text")


class EmbeddingView:
    """The view "Einbetten"; nothing is asked of the server before the view is opened."""

    def __init__(self, room: Room, texts: Texts) -> None:
        self._assistant = room.assistant
        self._settings = room.settings
        self._texts = texts
        self._words = embedding_texts(texts.language)

    def build(self) -> None:
        html_part(render_view_heading("einbetten", self._texts), "gfa-heading-einbetten")
        form = html_part(render_embedding_form(self._words, self._texts.language), "gfa-embedding", js=_FORM_JS)
        problem = html_part("", "gfa-embedding-problem", template=render_problem_place(None))
        status = html_part("", "gfa-embedding-status", template=STATUS)
        result = html_part("", "gfa-embedding-result", js=_RESULT_JS)
        show_latest("embedding", form.choose, self.choose, None, [result, problem, status])

    def choose(self, event: gr.EventData) -> Updates:
        """Show what belongs to the choice in the form."""
        values = {name: event_value(event, name, str) or None for name in _NAMES}
        if event_value(event, "own-colours", str):
            values |= {name: (event_value(event, name, str) or "").removeprefix("#") for name in _COLOURS}
        server = event_value(event, "server", str) or ""
        try:
            chosen = Embedding.model_validate({name: value for name, value in values.items() if value})
        except ValidationError:
            return gr.skip(), render_problem(self._words.bad_address, self._texts), ""
        if not _SERVER.fullmatch(server):
            return gr.skip(), gr.skip(), gr.skip()
        contact = office_of(self._assistant.contacts, chosen.state)
        kit = host_kit(chosen, server, contact, self._settings)
        html = render_kit(chosen, kit, server, self._words, self._texts.language)
        return html, "", escape(self._words.shown)
