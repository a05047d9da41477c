"""The Gradio page: question, Bundesland, conversation and source panel. The only module that knows Gradio."""

import asyncio
import os
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

from fastapi import FastAPI

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import GfaError
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.settings import Settings
from gfa_assistant.web.conversation_view import announcement, render_conversation, render_examples
from gfa_assistant.web.document import DocumentRewriter, rewrite_document
from gfa_assistant.web.errors import log_unexpected
from gfa_assistant.web.page_pictures import PagePictures
from gfa_assistant.web.problems import problem_sentence
from gfa_assistant.web.source_view import render_empty_source, render_source
from gfa_assistant.web.texts import ENGLISH, GERMAN, Texts
from gfa_assistant.web.visit import Visit

# Gradio reads these when it is imported: no telemetry, no version check, no model hub.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
# Statistics of up to 10,000 past events that nobody reads, computed anew with pandas after every event.
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(2**62)
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
import gradio as gr

# Longer pastes are cut by the browser; the assistant's own limit is far below and explained in words.
TYPED_CHARACTERS = 20_000
CONCURRENT_QUESTIONS = 16
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]

_CONVERSATION_JS = (
    "gfa.conversation(element, watch, (data) => trigger('ask_question', data), (data) => trigger('open_source', data))"
)
_EXAMPLES_JS = "gfa.questions(element, (data) => trigger('ask_question', data))"
_SOURCE_JS = "gfa.source(element, watch, (data) => trigger('close_source', data))"
_CHOICE_JS = "gfa.choice(element, props, watch)"

Updates = tuple[Any, ...]


def mount_page(app: FastAPI, assistant: Assistant, pictures: PagePictures, settings: Settings) -> None:
    """Mount the German page at / and the English one at /en/ of `app`."""

    async def mount() -> None:
        _mount(app, assistant, pictures, settings)

    # Outside a running event loop Gradio makes one for each of its locks, and closes none.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(mount())
    else:
        _mount(app, assistant, pictures, settings)


def _mount(app: FastAPI, assistant: Assistant, pictures: PagePictures, settings: Settings) -> None:
    for path, texts in (("/en", ENGLISH), ("/", GERMAN)):
        blocks = build_page(assistant, pictures, settings, texts)
        gr.mount_gradio_app(
            app,
            blocks,
            path=path,
            theme=gr.themes.Base(primary_hue="teal", neutral_hue="slate", font=_FONTS, font_mono=["monospace"]),
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
            max_file_size=1,
        )
        served = path if path.endswith("/") else f"{path}/"
        app.add_middleware(DocumentRewriter, path=served, rewrite=partial(rewrite_document, texts=texts))


def build_page(assistant: Assistant, pictures: PagePictures, settings: Settings, texts: Texts) -> gr.Blocks:
    """The layout and what each control calls; all wording comes from `texts`, all HTML from the views."""
    desk = _Desk(assistant, pictures, settings, texts)
    with gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True) as blocks:
        visit = gr.State(Visit())
        _html(_header(texts), "gfa-header")
        with gr.Row(elem_id="gfa-desk"):
            with gr.Column(scale=3, min_width=280, elem_id="gfa-main"):
                conversation = _html(render_conversation(Visit(), texts), "gfa-conversation", js=_CONVERSATION_JS)
                problem = _html("", "gfa-problem", template=_problem_place(texts))
                status = _html("", "gfa-status", template='<div role="status" class="gfa-hidden">${value}</div>')
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
                        state = _html("", "gfa-state", template=_state_choice(texts), js=_CHOICE_JS)
                        send = gr.Button(texts.send, variant="primary", elem_id="gfa-send")
                        restart = gr.Button(texts.restart, variant="secondary", elem_id="gfa-restart")
                examples = _html(render_examples(texts), "gfa-examples", js=_EXAMPLES_JS)
            with gr.Column(scale=2, min_width=280, elem_id="gfa-side"):
                source = _html(render_empty_source(texts), "gfa-source", js=_SOURCE_JS)

        shown = [visit, conversation, question, state, problem, status]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        for asked in (question.submit, send.click):
            asked(desk.ask, [question, state, visit], shown, **quiet)
        for suggested in (conversation.ask_question, examples.ask_question):
            suggested(desk.ask_example, [state, visit], shown, **quiet)
        conversation.open_source(desk.open_source, [visit], [source], **quiet)
        source.close_source(desk.close_source, None, [source], **quiet)
        restart.click(desk.restart, None, [*shown, source], **quiet)
    blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, api_open=False)
    return blocks


class _Desk:
    """What the page's controls call: thin steps from a visitor's action to the parts of the page that change."""

    def __init__(self, assistant: Assistant, pictures: PagePictures, settings: Settings, texts: Texts) -> None:
        self._assistant = assistant
        self._pictures = pictures
        self._settings = settings
        self._texts = texts

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
            yield visit, render_conversation(visit, texts), question, gr.skip(), _problem(sentence, texts), ""
            return
        visit = visit.with_answer(answer)
        chosen = answer.state if answer.state in STATE_NAMES else gr.skip()
        yield visit, render_conversation(visit, texts), gr.skip(), chosen, "", escape(announcement(answer, texts))

    def ask_example(self, state: str | None, visit: Visit, event: gr.EventData) -> Iterator[Updates]:
        """Ask a suggested question; the field is left alone, but gets the question where it could not be answered."""
        question = str(getattr(event, "question", ""))
        for visit_now, log, _, chosen, problem, status in self.ask(question, state, visit):
            yield visit_now, log, question if problem else gr.skip(), chosen, problem, status

    def open_source(self, visit: Visit, event: gr.EventData) -> str:
        """Show the source whose control was chosen; the browser's word for it is checked against the visit.

        An ingest may have changed the document since the answer: other words are never marked in place of the quote.
        """
        answer, number = getattr(event, "answer", None), getattr(event, "number", None)
        citation = visit.citation(answer, number) if isinstance(answer, int) and isinstance(number, int) else None
        try:
            document = self._assistant.document(citation.document_id) if citation else None
        except GfaError:
            document = None
        if citation is None or document is None or document.text[citation.start : citation.end] != citation.quote:
            return render_empty_source(self._texts, self._texts.source_gone)
        pages = self._pictures.views(document, citation.start, citation.end, citation.page)
        return render_source(document, citation, self._texts, pages)

    def close_source(self) -> str:
        return render_empty_source(self._texts)

    def restart(self) -> Updates:
        """Forget the visit: conversation, Bundesland and source."""
        texts = self._texts
        empty = render_conversation(Visit(), texts)
        return Visit(), empty, "", "", "", escape(texts.restarted), render_empty_source(texts)


def _html(value: str, elem_id: str, *, template: str = "${value}", js: str | None = None) -> Any:
    return gr.HTML(value, elem_id=elem_id, html_template=template, js_on_load=js, apply_default_css=False)


def _header(texts: Texts) -> str:
    other = f'<a href="{texts.other_path}" lang="{texts.other_code}" hreflang="{texts.other_code}">'
    return (
        f'<header><p class="gfa-language">{other}{escape(texts.other_language)}</a></p>'
        f"<h1>{escape(texts.title)}</h1><p>{escape(texts.tagline)}</p>"
        f'<p class="gfa-notice"><strong>{escape(texts.ai_notice)}</strong> {escape(texts.privacy_notice)}</p></header>'
    )


def _state_choice(texts: Texts) -> str:
    options = "".join(f'<option value="{code}">{escape(name)}</option>' for code, name in STATE_NAMES.items())
    return (
        f'<label for="gfa-state-select">{escape(texts.state_label)}</label><select id="gfa-state-select">'
        f'<option value="">{escape(texts.state_none)}</option>{options}</select>'
    )


def _problem_place(texts: Texts) -> str:
    offline = escape(f"{texts.problem}: {texts.error_offline}")
    return f'<div role="alert" id="gfa-offline" data-text="{offline}"></div><div role="alert">${{value}}</div>'


def _problem(sentence: str, texts: Texts) -> str:
    return f"<p><strong>{escape(texts.problem)}:</strong> {escape(sentence)}</p>"
