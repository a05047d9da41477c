"""Asking: question, Bundesland, conversation and source panel."""

from collections.abc import Iterator
from html import escape

import gradio as gr

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.settings import Settings
from gfa_assistant.web.conversation_view import announcement, render_conversation, render_examples
from gfa_assistant.web.desk.parts import QUIET, Updates, event_value, html_part
from gfa_assistant.web.desk.sources import SourcePanel
from gfa_assistant.web.errors import log_unexpected
from gfa_assistant.web.problems import problem_sentence, render_problem, render_problem_place
from gfa_assistant.web.texts import GERMAN, Texts
from gfa_assistant.web.visit import Visit

# Longer pastes are cut by the browser; the assistant's own limit is far below and explained in words.
TYPED_CHARACTERS = 20_000

_CONVERSATION_JS = (
    "gfa.conversation(element, watch, (data) => trigger('ask_question', data), (data) => trigger('open_source', data))"
)
_EXAMPLES_JS = "gfa.questions(element, (data) => trigger('ask_question', data))"
_CHOICE_JS = "gfa.choice(element, props, watch)"


class AskingView:
    """The view "Fragen": its layout, and thin steps from a visitor's action to the parts of the page that change."""

    def __init__(self, assistant: Assistant, panel: SourcePanel, settings: Settings, texts: Texts) -> None:
        self._assistant = assistant
        self._panel = panel
        self._settings = settings
        self._texts = texts

    def build(self) -> None:
        texts = self._texts
        visit = gr.State(Visit())
        with gr.Row(elem_id="gfa-desk"):
            with gr.Column(scale=3, min_width=280, elem_id="gfa-main"):
                conversation = html_part(render_conversation(Visit(), texts), "gfa-conversation", js=_CONVERSATION_JS)
                problem = html_part("", "gfa-problem", template=render_problem_place(texts))
                status = html_part("", "gfa-status", template='<div role="status" class="gfa-hidden">${value}</div>')
                with gr.Column(elem_id="gfa-composer"):
                    question = gr.Textbox(
                        label=texts.question_label,
                        info=texts.question_hint,
                        lines=1,
                        max_lines=6,
                        max_length=TYPED_CHARACTERS,
                        elem_id="gfa-question-box",
                        buttons=[],
                    )
                    with gr.Row(elem_id="gfa-controls"):
                        state = html_part("", "gfa-state", template=_state_choice(texts), js=_CHOICE_JS)
                        send = gr.Button(texts.send, variant="primary", elem_id="gfa-send")
                        stop = gr.Button(texts.stop, variant="secondary", elem_id="gfa-stop")
                        restart = gr.Button(texts.restart, variant="secondary", elem_id="gfa-restart")
                examples = html_part(render_examples(texts), "gfa-examples", js=_EXAMPLES_JS)
            with gr.Column(scale=2, min_width=280, elem_id="gfa-side", elem_classes="gfa-side"):
                source = self._panel.build("gfa-source")
        shown = [visit, conversation, question, state, problem, status]
        asking = [asked(self.ask, [question, state, visit], shown, **QUIET) for asked in (question.submit, send.click)]
        for suggested in (conversation.ask_question, examples.ask_question):
            asking.append(suggested(self.ask_example, [state, visit], shown, **QUIET))
        stop.click(self.stop, [visit], [conversation, status], cancels=asking, **QUIET)
        conversation.open_source(self.open_source, [visit], [source], **QUIET)
        restart.click(self.restart, None, [*shown, source], cancels=asking, **QUIET)

    def ask(self, question: str, state: str | None, visit: Visit) -> Iterator[Updates]:
        """Show the question at once, then its answer; after an error the typed text is back in its field.

        The field is emptied when the question has arrived, not when its answer has: what is typed in between stays.
        """
        texts = self._texts
        if question.strip():
            pending = render_conversation(visit, texts, pending=question)
            yield visit, pending, "", gr.skip(), "", escape(texts.searching)
        try:
            language = texts.language if texts is not GERMAN else None
            answer = self._assistant.ask(question, history=visit.history, state=state or None, language=language)
        except Exception as error:
            if not isinstance(error, GfaError):
                log_unexpected(error)
            sentence = problem_sentence(error, question, self._settings.max_question_chars, texts)
            yield visit, render_conversation(visit, texts), question, gr.skip(), render_problem(sentence, texts), ""
            return
        visit = visit.with_answer(answer)
        chosen = answer.state if answer.state in STATE_NAMES else gr.skip()
        yield visit, render_conversation(visit, texts), gr.skip(), chosen, "", escape(announcement(answer, texts))

    def ask_example(self, state: str | None, visit: Visit, event: gr.EventData) -> Iterator[Updates]:
        """Ask a suggested question; the field is left alone, but gets the question where it could not be answered."""
        question = event_value(event, "question", str) or ""
        for visit_now, log, _, chosen, problem, status in self.ask(question, state, visit):
            yield visit_now, log, question if problem else gr.skip(), chosen, problem, status

    def stop(self, visit: Visit) -> Updates:
        """Take the question that is being answered back; what was answered before stays."""
        return render_conversation(visit, self._texts), escape(self._texts.stopped)

    def open_source(self, visit: Visit, event: gr.EventData) -> str:
        """Show the source whose link was chosen; the browser's word for it is checked against the visit."""
        answer, number = event_value(event, "answer", int), event_value(event, "number", int)
        return self._panel.show(visit.citation(answer, number) if answer is not None and number is not None else None)

    def restart(self) -> Updates:
        """Forget the visit: conversation, Bundesland and source."""
        texts = self._texts
        return Visit(), render_conversation(Visit(), texts), "", "", "", escape(texts.restarted), self._panel.empty()


def _state_choice(texts: Texts) -> str:
    options = "".join(f'<option value="{code}">{escape(name)}</option>' for code, name in STATE_NAMES.items())
    return (
        f'<label for="gfa-state-select">{escape(texts.state_label)}</label><select id="gfa-state-select">'
        f'<option value="">{escape(texts.state_none)}</option>{options}</select>'
    )
