"""The routes that cost most are counted before anything of a request to them is read."""

import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from gfa_assistant.errors import RateLimitedError
from gfa_assistant.web.errors import rate_limited_response
from gfa_assistant.web.rate_limit import RateLimits

_logger = logging.getLogger(__name__)
_COSTLY = ("/api/v1/ask", "/api/v1/ask/stream", "/api/v1/search", "/api/v1/feedback", "/mcp")
_COSTLY_FOLDERS = ("/v1/", "/mcp/")


class LimitedRoutes:
    """ASGI middleware that refuses with status 429 what comes too often.

    The desk's questions come over Gradio's own routes and are counted where the desk takes them, under the same limits.
    """

    def __init__(self, app: ASGIApp, limits: RateLimits, *, believes_proxies: bool) -> None:
        self._app = app
        self._limits = limits
        self._may_warn = not believes_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] != "OPTIONS" and _is_costly(scope["path"]):
            client, headers = scope.get("client"), Headers(scope=scope)
            if self._may_warn and "x-forwarded-for" in headers:
                self._may_warn = False
                _logger.warning(
                    "a proxy seems to pass requests on, and all its visitors count as one client; "
                    "if it is yours, name its address in GFA_TRUSTED_PROXIES"
                )
            try:
                self._limits.check(client[0] if client else "", headers.get("origin", ""))
            except RateLimitedError as error:
                await rate_limited_response(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_costly(path: str) -> bool:
    return path in _COSTLY or path.startswith(_COSTLY_FOLDERS)
