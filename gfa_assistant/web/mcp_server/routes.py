"""The MCP server at `/mcp` of the served application, by streamable HTTP without sessions."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.origins import find_listed
from gfa_assistant.settings import Settings
from gfa_assistant.web.api.fallback import add_fallback
from gfa_assistant.web.errors import error_response
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.mcp_server.server import create_mcp_server

PATH = "/mcp"


def add_mcp_route(app: FastAPI, assistant: Assistant, settings: Settings, feedback: Feedback) -> None:
    """Serve the tools to programs that POST to `/mcp`."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        # A manager runs once only; an application may be started again.
        server = create_mcp_server(assistant, feedback)
        manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        async with manager.run():
            endpoint.manager = manager
            yield

    endpoint = _Endpoint()
    app.router.routes.append(Route(PATH, ProgramsOnly(endpoint, settings.widget_origins), methods=["POST"]))
    app.include_router(APIRouter(lifespan=running))
    add_fallback(app, (PATH, f"{PATH}/{{rest:path}}"))


class _Endpoint:
    """Hands requests to the manager of the running application."""

    manager: StreamableHTTPSessionManager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.manager.handle_request(scope, receive, send)


class ProgramsOnly:
    """ASGI middleware that refuses what a web page sends, unless its origin is listed.

    A browser names the page's origin with every POST; programs name none. A page that has its own host name resolve
    to this server (DNS rebinding) can make the header Host fit, so that this looks at the origin alone.
    """

    def __init__(self, app: ASGIApp, listed: Sequence[str]) -> None:
        self._app = app
        self._listed = listed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = Headers(scope=scope).get("origin")
        if origin is not None and not find_listed(origin, self._listed):
            message = "web pages cannot use this address; an origin listed in GFA_WIDGET_ORIGINS can"
            await error_response(403, "origin_refused", message)(scope, receive, send)
            return
        await self._app(scope, receive, send)
