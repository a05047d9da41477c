"""Everything below /verwaltung passes here: nothing without a session, nothing written from another site."""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gfa_assistant.web.administration.sessions import Sessions

COOKIE = "gfa_verwaltung"
PREFIX = "/verwaltung"
SIGN_IN = "/anmeldung"
_READS = ("GET", "HEAD")
Refusal = Callable[[Request], Response]


class Guard:
    """ASGI middleware around the pages; it looks at the request before any of its body is read."""

    def __init__(self, app: ASGIApp, sessions: Sessions, *, no_session: Refusal, other_site: Refusal) -> None:
        self._app = app
        self._sessions = sessions
        self._no_session = no_session
        self._other_site = other_site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        if request.method not in _READS and not from_this_site(request):
            await self._other_site(request)(scope, receive, send)
        elif page_path(request) != SIGN_IN and not self._sessions.knows(request.cookies.get(COOKIE, "")):
            await self._no_session(request)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def page_path(request: Request) -> str:
    """The path below /verwaltung."""
    return str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))


def from_this_site(request: Request) -> bool:
    """Whether the browser says that a page of this site sent the request; a page cannot forge what is looked at."""
    origin = urlsplit(request.headers.get("origin", ""))
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return bool(origin.netloc) and origin.netloc.lower() == request.headers.get("host", "").lower()
