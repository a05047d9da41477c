"""The routes that cost most are counted before anything of a request to them is read."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from gfa_assistant.errors import RateLimitedError
from gfa_assistant.web.errors import rate_limited_response
from gfa_assistant.web.rate_limit import RateLimits

_COSTLY = ("/api/v1/ask", "/api/v1/ask/stream", "/api/v1/search", "/api/v1/feedback", "/mcp")
_COSTLY_FOLDERS = ("/v1/", "/mcp/")


class LimitedRoutes:
    """ASGI middleware that refuses with status 429 what comes too often.

    The desk's questions come over Gradio's own routes and are counted where the desk takes them, under the same limits.
    """

    def __init__(self, app: ASGIApp, limits: RateLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] != "OPTIONS" and _is_costly(scope["path"]):
            client = scope.get("client")
            try:
                self._limits.check(client[0] if client else "", Headers(scope=scope).get("origin", ""))
            except RateLimitedError as error:
                await rate_limited_response(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_costly(path: str) -> bool:
    return path in _COSTLY or path.startswith(_COSTLY_FOLDERS)
