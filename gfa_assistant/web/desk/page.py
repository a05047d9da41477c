"""The desk as a page of the application: its views one below the other, of which one is shown."""

import asyncio
from functools import partial

import gradio as gr
from fastapi import FastAPI

from gfa_assistant.web.administration.guard import PREFIX as ADMINISTRATION
from gfa_assistant.web.desk.asking import AskingView
from gfa_assistant.web.desk.contacts import ContactsView
from gfa_assistant.web.desk.development import DevelopmentView
from gfa_assistant.web.desk.embedding import EmbeddingView
from gfa_assistant.web.desk.parts import View, html_part
from gfa_assistant.web.desk.searching import SearchingView
from gfa_assistant.web.desk.sources import SourcePanel
from gfa_assistant.web.document import DocumentRewriter, rewrite_document
from gfa_assistant.web.header_view import render_header
from gfa_assistant.web.room import Room
from gfa_assistant.web.texts import ENGLISH, GERMAN, Texts

CONCURRENT_EVENTS = 16
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]


def mount_desk(app: FastAPI, room: Room) -> None:
    """Mount the German page at / and the English one at /en/ of `app`."""

    async def mount() -> None:
        _mount(app, room)

    # Outside a running event loop Gradio makes one for each of its locks, and closes none.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(mount())
    else:
        _mount(app, room)


def _mount(app: FastAPI, room: Room) -> None:
    for path, texts in (("/en", ENGLISH), ("/", GERMAN)):
        gr.mount_gradio_app(
            app,
            build_desk(room, texts),
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


def build_desk(room: Room, texts: Texts) -> gr.Blocks:
    """The layout; all wording comes from `texts`, all HTML from the views."""
    panel = SourcePanel(room, texts)
    views: dict[str, View] = {
        "fragen": AskingView(room, panel, texts),
        "quellen": SearchingView(room, panel, texts),
        "kontakte": ContactsView(room.assistant, texts),
        "entwicklung": DevelopmentView(room.joinings, texts),
        "einbetten": EmbeddingView(room, texts),
    }
    with gr.Blocks(title=texts.title, analytics_enabled=False, fill_width=True) as blocks:
        administration = f"{ADMINISTRATION}/dokumente" if room.settings.operator_token else None
        html_part(render_header(texts, administration=administration), "gfa-header", js="gfa.views()")
        for name, _ in texts.views:
            with gr.Column(elem_id=f"gfa-view-{name}", elem_classes="gfa-view"):
                views[name].build()
    blocks.queue(default_concurrency_limit=CONCURRENT_EVENTS, api_open=False)
    return blocks
