"""One process that serves the HTTP API and the page."""

import asyncio
import socket
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI

from gfa_assistant.errors import SettingsError
from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from gfa_assistant.web.page import mount_page

if TYPE_CHECKING:
    from gfa_assistant.answering.assistant import Assistant


def create_app(assistant: "Assistant", settings: Settings) -> FastAPI:
    """The API with the Gradio page at / beside it."""
    app = create_api(assistant, settings)
    mount_page(app, assistant, settings)
    return app


def serve(settings: Settings) -> None:
    """Serve until interrupted; prints one line with the address once it answers.

    Raises:
        SettingsError: the address is taken or cannot be used.
        IndexMissingError: nothing has been ingested yet.
    """
    listener = _listen(settings.host, settings.port)
    try:
        from gfa_assistant.answering.assistant import Assistant  # noqa: PLC0415 (seconds; a busy port is told first)

        app = create_app(Assistant.open(settings), settings)
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False)
        asyncio.run(_run(uvicorn.Server(config), listener, settings))
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


async def _run(server: uvicorn.Server, listener: socket.socket, settings: Settings) -> None:
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.02)
    if server.started:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"gfa_assistant is ready: http://{host}:{settings.port}/", flush=True)
    await serving


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything slow is loaded, so that a busy one is reported at once."""
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
