"""Development: who joined when, for all Länder or one."""

from html import escape

import gradio as gr

from gfa_assistant.development import Joining, states_of
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.desk.parts import STATUS, Updates, event_value, html_part, show_latest, taking_turns
from gfa_assistant.web.development_view import render_development
from gfa_assistant.web.document_view import words_address
from gfa_assistant.web.header_view import render_view_heading
from gfa_assistant.web.joinings import Joinings
from gfa_assistant.web.markup import render_options
from gfa_assistant.web.texts import Texts

_CHOICE_JS = f"gfa.filter(element, {taking_turns('development', 'choose')})"


class DevelopmentView:
    """The view "Entwicklung"."""

    def __init__(self, joinings: Joinings, texts: Texts) -> None:
        self._joinings = joinings
        self._texts = texts

    def build(self) -> None:
        html_part(render_view_heading("entwicklung", self._texts), "gfa-heading-entwicklung")
        choice = html_part(self._choice, "gfa-development-choice", js=_CHOICE_JS)
        shown = html_part(self._all, "gfa-development-plot")
        status = html_part("", "gfa-development-status", template=STATUS)
        show_latest("development", choice.choose, self.choose, None, [shown, status])

    def choose(self, event: gr.EventData) -> Updates:
        """Show one Land, or all again."""
        state = event_value(event, "state", str) or ""
        shown = self._render(state if state in STATE_NAMES else None)
        return shown, escape(STATE_NAMES.get(state, self._texts.all_states))

    def _choice(self) -> str:
        """A Land is offered as soon as a commune of it is dated."""
        dated = states_of(self._joinings.points())
        states = [(state, name) for state, name in STATE_NAMES.items() if state in dated]
        return (
            f'<label for="gfa-development-state">{escape(self._texts.state_filter)}</label>'
            f'<select id="gfa-development-state" name="state">'
            f"{render_options([('', self._texts.all_states), *states])}</select>"
        )

    def _all(self) -> str:
        return self._render(None)

    def _render(self, state: str | None) -> str:
        return render_development(self._joinings.points(), self._texts.language, href=self._address, state=state)

    def _address(self, source: Joining) -> str:
        return words_address(source.document_id, source.passage_id or "", source.start, source.end, self._texts)
