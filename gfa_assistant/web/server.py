"""One process that serves the HTTP API and the page."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import SettingsError
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.mounting import mount_administration
from gfa_assistant.web.api import create_api
from gfa_assistant.web.assets import add_asset_routes
from gfa_assistant.web.chat.routes import add_chat_routes
from gfa_assistant.web.connections import MAX_CONNECTIONS, MAX_HEAD_BYTES, TimedConnection
from gfa_assistant.web.desk.page import mount_desk
from gfa_assistant.web.download_routes import add_download_routes
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.joinings import Joinings
from gfa_assistant.web.mcp_server.routes import add_mcp_route
from gfa_assistant.web.page_pictures import PagePictures
from gfa_assistant.web.rate_limit import RateLimits
from gfa_assistant.web.room import Room
from gfa_assistant.web.source_pages import add_source_pages
from gfa_assistant.web.widget.routes import add_widget_routes


def create_app(assistant: Assistant, settings: Settings, feedback: Feedback | None = None) -> FastAPI:
    """The APIs, the pages on which documents are read, the administration if it is on, and the Gradio page at /."""
    feedback = feedback or Feedback(None)
    limits = RateLimits(settings)
    app = create_api(assistant, settings, feedback, limits)
    pictures = PagePictures(assistant, settings.corpus_dir)
    room = Room(assistant, settings, pictures, feedback, Joinings(assistant), limits)
    add_chat_routes(app, assistant, feedback)
    add_mcp_route(app, assistant, settings, feedback)
    add_asset_routes(app)
    add_download_routes(app, assistant)
    add_source_pages(app, assistant, pictures)
    add_widget_routes(app, assistant, settings)
    mount_administration(app, assistant, settings)
    mount_desk(app, room)
    # Outermost: the desk's page is rewritten as text.
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    return app


def serve(settings: Settings) -> None:
    """Serve until interrupted; prints one line with the address once it answers.

    Raises:
        SettingsError: the address is taken or cannot be used.
        IndexMissingError: nothing has been ingested yet.
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    ready = f"gfa_assistant is ready: http://{host}:{settings.port}/"
    with _listen(settings.host, settings.port) as listener:
        app = create_app(Assistant.open(settings), settings, Feedback.open(settings))
        # After an orderly end uvicorn raises the interrupt again.
        with suppress(KeyboardInterrupt):
            Server(app, on_ready=lambda: print(ready, flush=True)).run(sockets=[listener])


# A waiting thread costs little; more questions at once than this make everything wait.
THREADS = 250


class Server(uvicorn.Server):
    """uvicorn without an access log, that says when it is ready and ends open streams when it stops."""

    def __init__(self, app: FastAPI, on_ready: Callable[[], None]) -> None:
        self._streams = _EndingStreams(app)
        self._on_ready = on_ready
        super().__init__(
            uvicorn.Config(
                self._streams,
                http=TimedConnection,
                ws="none",
                h11_max_incomplete_event_size=MAX_HEAD_BYTES,
                limit_concurrency=MAX_CONNECTIONS,
                # The settings say which proxies are believed; uvicorn would believe this machine's.
                proxy_headers=False,
                # Longer than a proxy keeps an idle connection (nginx: a minute), or it sends into one that just ends.
                timeout_keep_alive=75,
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=10,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # Questions wait their turn in a thread; forty of them would leave none for a page or the health check.
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.end()
        await super().shutdown(sockets)


class _EndingStreams:
    """ASGI middleware that tells open GET requests, once the server ends, that their client is gone.

    Every open page of Gradio holds an event stream that never ends by itself and would hold the process too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._ending = asyncio.Event()

    def end(self) -> None:
        self._ending.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_or_end() -> Message:
            message = asyncio.ensure_future(receive())
            ending = asyncio.ensure_future(self._ending.wait())
            try:
                await asyncio.wait({message, ending}, return_when=asyncio.FIRST_COMPLETED)
                return message.result() if message.done() else {"type": "http.disconnect"}
            finally:
                message.cancel()
                ending.cancel()

        is_get = scope["type"] == "http" and scope["method"] == "GET"
        await self._app(scope, receive_or_end if is_get else receive, send)


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before the index is opened, so that a busy one is reported at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"cannot listen on {host}:{port} ({error.strerror or error}); "
            "stop the program that uses it, or choose another with --port or GFA_PORT"
        ) from None
    return listener
