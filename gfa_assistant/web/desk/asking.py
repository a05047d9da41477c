"""Asking: question, Bundesland, conversation and source panel."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from html import escape
from uuid import uuid4

import gradio as gr

from gfa_assistant.errors import RateLimitedError
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.answer_tools_texts import tool_texts
from gfa_assistant.web.conversation_view import announcement, render_conversation, render_topics
from gfa_assistant.web.desk.parts import (
    QUIET,
    STATUS,
    Updates,
    check_rate,
    event_value,
    html_part,
    show_latest,
    taking_turns,
)
from gfa_assistant.web.desk.sources import SourcePanel
from gfa_assistant.web.exports.downloads import answer_file, answer_text
from gfa_assistant.web.exports.memo import Taken
from gfa_assistant.web.header_view import render_view_heading
from gfa_assistant.web.markup import render_options
from gfa_assistant.web.problems import explain, problem_sentence, render_problem, render_problem_place
from gfa_assistant.web.room import Room
from gfa_assistant.web.texts import GERMAN, Texts
from gfa_assistant.web.visit import Exchange, Visit

# Longer pastes are cut by the browser; the assistant's own limit is far below and explained in words.
TYPED_CHARACTERS = 20_000
# More would only keep the browser busy.
MOST_STEPS = 4

# Gradio knows an event by its name standing here.
_CONVERSATION_JS = f"""
gfa.conversation(element, watch, {{
  ask: (data) => trigger('ask_question', data),
  open: {taking_turns("source", "open_source")},
  take: (data) => trigger('take_file', data),
  rate: (data) => trigger('rate_answer', data),
}})
"""
_DOWNLOAD_JS = "gfa.download(props, watch)"
_EXAMPLES_JS = "gfa.examples(element, (data) => trigger('ask_question', data))"
_CHOICE_JS = "gfa.choice(element, props, watch)"


class AskingView:
    """The view "Fragen": its layout, and thin steps from a visitor's action to the parts of the page that change."""

    def __init__(self, room: Room, panel: SourcePanel, texts: Texts) -> None:
        self._assistant = room.assistant
        self._feedback = room.feedback
        self._panel = panel
        self._limits = room.limits
        self._max_chars = room.settings.max_question_chars
        self._texts = texts

    def build(self) -> None:
        texts = self._texts
        visit = gr.State(Visit())
        html_part(render_view_heading("fragen", texts), "gfa-heading-fragen")
        with gr.Row(elem_id="gfa-desk"):
            with gr.Column(scale=3, min_width=280, elem_id="gfa-main"):
                conversation = html_part(self._conversation(Visit()), "gfa-conversation", js=_CONVERSATION_JS)
                file = html_part("", "gfa-file", template="", js=_DOWNLOAD_JS)
                problem = html_part("", "gfa-problem", template=render_problem_place(texts))
                status = html_part("", "gfa-status", template=STATUS)
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
                examples = html_part(render_topics(texts), "gfa-examples", js=_EXAMPLES_JS)
            with gr.Column(scale=2, min_width=280, elem_id="gfa-side", elem_classes="gfa-side"):
                source = self._panel.build("gfa-source")
        shown = [visit, conversation, question, state, problem, status]
        asking = [asked(self.ask, [question, state, visit], shown, **QUIET) for asked in (question.submit, send.click)]
        for suggested in (conversation.ask_question, examples.ask_question):
            asking.append(suggested(self.ask_example, [state, visit], shown, **QUIET))
        stop.click(self.stop, [visit], [conversation, status], cancels=asking, **QUIET)
        conversation.take_file(self.download, [visit], [file, status], **QUIET)
        conversation.rate_answer(self.rate, [visit], [visit, conversation, problem, status], **QUIET)
        show_latest("source", conversation.open_source, self.open_source, [visit], [source])
        restart.click(self.restart, None, [*shown, source], cancels=asking, **QUIET)

    def ask(self, question: str, state: str | None, visit: Visit, request: gr.Request) -> Iterator[Updates]:
        """Show the question at once, then its answer; after an error the typed text is back in its field.

        The field is emptied when the question has arrived, not when its answer has: what is typed in between stays.
        """
        texts = self._texts
        if question.strip():
            pending = self._conversation(visit, pending=question)
            yield visit, pending, "", gr.skip(), "", escape(texts.searching)
        try:
            check_rate(self._limits, request)
            language = texts.language if texts is not GERMAN else None
            answer = self._assistant.ask(question, history=visit.history, state=state or None, language=language)
        except Exception as error:
            problem = explain(error, question, self._max_chars, texts)
            yield visit, self._conversation(visit), question, gr.skip(), problem, ""
            return
        for begun in beginnings(answer.answer):
            yield visit, self._conversation(visit, pending=question, begun=begun), gr.skip(), gr.skip(), "", gr.skip()
        taken = Taken(date.today(), self._assistant.generation)
        evidence = answer_text(answer, taken, language=texts.language)
        visit = visit.with_exchange(Exchange(answer, taken, evidence, self._feedback.note(answer)))
        chosen = answer.state if answer.state in STATE_NAMES else gr.skip()
        yield visit, self._conversation(visit), gr.skip(), chosen, "", escape(announcement(answer, texts))

    def ask_example(
        self, state: str | None, visit: Visit, event: gr.EventData, request: gr.Request
    ) -> Iterator[Updates]:
        """Ask a suggested question; the field is left alone, but gets the question where it could not be answered."""
        question = event_value(event, "question", str) or ""
        for visit_now, log, _, chosen, problem, status in self.ask(question, state, visit, request):
            yield visit_now, log, question if problem else gr.skip(), chosen, problem, status

    def stop(self, visit: Visit) -> Updates:
        """Take the question that is being answered back; what was answered before stays."""
        return self._conversation(visit), escape(self._texts.stopped)

    def open_source(self, visit: Visit, event: gr.EventData) -> str:
        """Show the source whose link was chosen; the browser's word for it is checked against the visit."""
        return self._panel.show(visit.citation(event_value(event, "answer", int), event_value(event, "number", int)))

    def download(self, visit: Visit, event: gr.EventData, request: gr.Request) -> Updates:
        """Make the Vermerk of an answer as a file; the script saves what arrives."""
        exchange, kind = visit.exchange(event_value(event, "answer", int)), event_value(event, "kind", str)
        if exchange is None or kind not in ("docx", "pdf"):
            return gr.skip(), gr.skip()
        try:
            check_rate(self._limits, request)
        except RateLimitedError as error:
            return gr.skip(), escape(problem_sentence(error, "", self._max_chars, self._texts))
        language = self._texts.language
        made = answer_file(exchange.answer, exchange.taken, language=language, kind=kind)
        # The number makes the same file, asked for again, another value: the browser only sees changes.
        sent = {"number": uuid4().hex, "name": made.name, "type": made.media_type, "data": _base64(made.content)}
        return json.dumps(sent), escape(tool_texts(language).made.format(name=made.name))

    def rate(self, visit: Visit, event: gr.EventData) -> Updates:
        """Keep a rating; after an error the form stays as it is."""
        index, helpful = event_value(event, "answer", int), event_value(event, "helpful", bool)
        exchange = visit.exchange(index)
        if index is None or exchange is None or exchange.answer_id is None or helpful is None:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        words = tool_texts(self._texts.language)
        reason, comment = event_value(event, "reason", str), event_value(event, "comment", str)
        if not self._feedback.rate(exchange.answer_id, helpful=helpful, reason=reason, comment=comment):
            return gr.skip(), gr.skip(), render_problem(words.not_stored, self._texts), ""
        visit = visit.rated(index, helpful=helpful)
        return visit, self._conversation(visit), "", escape(words.thanks)

    def _conversation(self, visit: Visit, *, pending: str | None = None, begun: str = "") -> str:
        comments = self._feedback.takes_comments
        return render_conversation(visit, self._texts, pending=pending, begun=begun, comments=comments)

    def restart(self) -> Updates:
        """Forget the visit: conversation, Bundesland and source."""
        texts = self._texts
        return Visit(), self._conversation(Visit()), "", "", "", escape(texts.restarted), self._panel.empty()


def beginnings(markdown: str) -> Iterator[str]:
    """What of an answer is shown before all of it: line after line, in a few steps.

    An answer is checked against its sources before any of it is shown, so its first line is not there earlier than its
    last; but a reader begins at the top, while sources and tools are still on their way.
    """
    lines = markdown.splitlines()
    ends = [number for number, line in enumerate(lines[:-1], start=1) if line.strip()]
    step = max(-(-len(ends) // MOST_STEPS), 1)
    yield from ("\n".join(lines[:end]) for end in ends[::step])


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _state_choice(texts: Texts) -> str:
    options = render_options([("", texts.state_none), *STATE_NAMES.items()])
    return (
        f'<label for="gfa-state-select">{escape(texts.state_label)}</label><select id="gfa-state-select">'
        f"{options}</select>"
    )
