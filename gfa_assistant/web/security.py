"""What every response passes: security headers, no cross-origin grants but our own."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.web.cors import CORS_PREFIX

_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-resource-policy": "same-origin",
}
# Swagger UI draws its icons from the style sheet.
_DOCUMENTATION_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# Where nothing is said about it, no cache keeps a response: it may be about a visitor's question.
_UNKEPT = (CORS_PREFIX, "/v1/", "/mcp", "/healthz", "/readyz", "/metrics")
_API_POLICY = "default-src 'none'; frame-ancestors 'self'"
# The pages on which documents are read: their own style, script and pictures, and nothing inline.
_SOURCE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
# The administration: forms and one script of its own, shown in no frame.
_ADMINISTRATION_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# `no-referrer` would take the origin from what its forms send.
_ADMINISTRATION_HEADERS = {"referrer-policy": "same-origin", "cache-control": "no-store", "x-frame-options": "DENY"}
# A report of the evaluation brings its own style, and nothing else.
_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"
_REPORT = "/verwaltung/guete/bericht"
# The page with the widget for sites that take an iframe; who may frame it stands in the settings.
_EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {framing}"
)
EMBED = "/embed"
WIDGET = "/widget.js"
# Gradio's page needs inline script and style and compiles its templates; nothing on it may come from elsewhere.
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeaders:
    """ASGI middleware that adds the headers above and takes away whatever grants other origins access.

    Below the API's own prefix only `ListedOrigins` grants it. `embedding_origins` may frame the page at `/embed`.
    """

    def __init__(self, app: ASGIApp, embedding_origins: Sequence[str] = ()) -> None:
        self.app = app
        self._embed_policy = _EMBED_POLICY.format(framing=" ".join(("'self'", *embedding_origins)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        policy = self._embed_policy if path == EMBED else _policy(path)

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if not path.startswith(CORS_PREFIX):
                    for name in [name for name in headers if name.startswith("access-control-")]:
                        del headers[name]
                headers.update({**_HEADERS, "content-security-policy": policy, **_own_headers(path)})
                if path.startswith(_UNKEPT):
                    headers.setdefault("cache-control", "no-store")
                if path == EMBED:
                    # It knows one origin only, and what it forbids would come before frame-ancestors in old browsers.
                    del headers["x-frame-options"]
            await send(message)

        await self.app(scope, receive, send_secured)


def _own_headers(path: str) -> dict[str, str]:
    if path == WIDGET:
        return {"cross-origin-resource-policy": "cross-origin"}
    return _ADMINISTRATION_HEADERS if _is_administration(path) else {}


def _is_administration(path: str) -> bool:
    return path == "/verwaltung" or path.startswith("/verwaltung/")


def _policy(path: str) -> str:
    if _is_administration(path):
        return _REPORT_POLICY if path == _REPORT else _ADMINISTRATION_POLICY
    if path == "/api/docs":
        return _DOCUMENTATION_POLICY
    if path.startswith(("/api/", "/v1/", "/mcp", "/healthz", "/readyz", "/metrics", WIDGET)):
        return _API_POLICY
    return _SOURCE_POLICY if path.startswith(("/quelle/", "/assets/gfa/")) else _PAGE_POLICY
