"""Searching: form, ranked passages, and the source panel beside them."""

from html import escape

import gradio as gr

from gfa_assistant.answering.citations import cite_words
from gfa_assistant.records import Citation, Passage, ScoredPassage
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.web.desk.parts import (
    STATUS,
    Updates,
    check_rate,
    event_value,
    html_part,
    show_latest,
    taking_turns,
)
from gfa_assistant.web.desk.sources import SourcePanel
from gfa_assistant.web.header_view import render_view_heading
from gfa_assistant.web.problems import explain, render_problem_place
from gfa_assistant.web.room import Room
from gfa_assistant.web.search_filters import SearchFilters
from gfa_assistant.web.search_texts import search_texts
from gfa_assistant.web.search_view import count_text, render_documents, render_results, render_search_form
from gfa_assistant.web.texts import Texts

SHOWN = 20
# Filters that the index does not know are applied to so many of the best.
LOOKED_THROUGH = 100

_FORM_JS = f"gfa.search(element, {taking_turns('search', 'search')}, {taking_turns('search', 'empty')})"
_RESULTS_JS = f"gfa.results(element, watch, {taking_turns('search-source', 'open_result')})"


class SearchingView:
    """The view "Quellen"."""

    def __init__(self, room: Room, panel: SourcePanel, texts: Texts) -> None:
        self._assistant = room.assistant
        self._panel = panel
        self._limits = room.limits
        self._max_chars = room.settings.max_question_chars
        self._texts = texts
        self._words = search_texts(texts.language)
        self._lexicon = load_lexicon()

    def build(self) -> None:
        found = gr.State(())
        html_part(render_view_heading("quellen", self._texts), "gfa-heading-quellen")
        with gr.Row(elem_classes="gfa-row"):
            with gr.Column(scale=3, min_width=280):
                form = html_part(self._form, "gfa-search", js=_FORM_JS)
                problem = html_part("", "gfa-search-problem", template=render_problem_place(None))
                status = html_part("", "gfa-search-status", template=STATUS)
                results = html_part("", "gfa-search-results", js=_RESULTS_JS)
                # A part of its own: what is written when the page is opened may arrive after the first search.
                html_part(self._start, "gfa-search-start")
            with gr.Column(scale=2, min_width=280, elem_classes="gfa-side"):
                source = self._panel.build("gfa-search-source")
        show_latest("search", form.search, self.search, None, [found, results, problem, status])
        show_latest("search", form.empty, self.empty, None, [found, results, problem, status, source])
        show_latest("search-source", results.open_result, self.open_result, [found], [source])

    def search(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Rank the passages that the filters leave."""
        query = event_value(event, "query", str) or ""
        names = ("document", "publisher", "state", "year", "topic")
        filters = SearchFilters(**{name: event_value(event, name, str) or "" for name in names})
        try:
            check_rate(self._limits, request)
            hits = self._hits(query, filters)
        except Exception as error:
            return (), gr.skip(), explain(error, query, self._max_chars, self._texts), ""
        shown, more = tuple(hits[:SHOWN]), len(hits) > SHOWN
        html = render_results(query, shown, self._assistant.documents, self._texts, self._words, more=more)
        return shown, html, "", escape(count_text(len(shown), self._words, more=more))

    def _hits(self, query: str, filters: SearchFilters) -> list[ScoredPassage]:
        documents = self._assistant.documents
        hits = self._assistant.search(
            query,
            top_k=LOOKED_THROUGH,
            documents=filters.documents(documents.values()),
            state=filters.state or None,
        )
        return [hit for hit in hits if filters.keeps(hit.passage, documents[hit.passage.document_id], self._lexicon)]

    def empty(self) -> Updates:
        return (), "", "", "", self._panel.empty()

    def open_result(self, found: tuple[ScoredPassage, ...], event: gr.EventData) -> str:
        """Show the passage of a rank; the browser's word for it is checked against what was found."""
        rank = event_value(event, "rank", int)
        passage = found[rank - 1].passage if rank is not None and 0 < rank <= len(found) else None
        return self._panel.show(self._citation(passage, rank or 0) if passage is not None else None)

    def _citation(self, passage: Passage, rank: int) -> Citation | None:
        """The whole passage as a citation, numbered by its rank."""
        document = self._assistant.documents.get(passage.document_id)
        return None if document is None else cite_words(rank, document, passage, passage.start, passage.end)

    def _form(self) -> str:
        return render_search_form(self._assistant.documents.values(), self._texts, self._words)

    def _start(self) -> str:
        documents = render_documents(self._assistant.documents.values(), self._texts, self._words)
        return f'<p class="gfa-small">{escape(self._words.untouched)}</p>{documents}'
