"""Pages of listed origins may call the API from a visitor's browser; all other pages are refused by that browser.

This is no authentication: a program that is no browser sends whatever origin it likes.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.origins import find_listed, origin_expression
from gfa_assistant.web.errors import error_response

CORS_PREFIX = "/api/v1/"
EXPOSED_HEADERS = ("X-Answer-Id", "X-Request-Id", "Retry-After")


class ListedOrigins:
    """ASGI middleware that lets pages of the listed origins call the routes below `/api/v1/`, without credentials."""

    def __init__(self, app: ASGIApp, listed: Sequence[str]) -> None:
        self._app = app
        self._listed = listed
        self._granted = _Granted(
            app,
            allow_origin_regex="|".join(map(origin_expression, listed)),
            allow_methods=("GET", "POST"),
            allow_headers=("content-type",),
            expose_headers=EXPOSED_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(CORS_PREFIX):
            await self._app(scope, receive, send)
            return
        if find_listed(Headers(scope=scope).get("origin", ""), self._listed):
            await self._granted(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                # What a cache keeps of this answer is not for pages of a listed origin.
                MutableHeaders(scope=message).add_vary_header("Origin")
            await send(message)

        await self._app(scope, receive, send_varying)


class _Granted(CORSMiddleware):
    """Starlette's, with refusals in the API's one shape."""

    def preflight_response(self, request_headers: Headers) -> Response:
        response = super().preflight_response(request_headers)
        if response.status_code == 200:
            return response
        message = "pages of other origins may send GET and POST with the header content-type, and nothing else"
        kept = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        return error_response(response.status_code, "cross_origin_refused", message, kept)
