"""What a client has already is not sent again: status 304 in place of a response with the same ETag."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OF_THE_BODY = ("content-length", "content-type")


class Revalidation:
    """ASGI middleware that compares a response's ETag with the request's If-None-Match."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = Headers(scope=scope).get("if-none-match", "") if scope["type"] == "http" else ""
        if not known or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        is_known = False

        async def send_changed(message: Message) -> None:
            nonlocal is_known
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_known = message["status"] == 200 and _matches(headers.get("etag"), known)
                if is_known:
                    message["status"] = 304
                    for name in _OF_THE_BODY:
                        del headers[name]
            elif is_known:
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_changed)


def _matches(tag: str | None, known: str) -> bool:
    """Whether the tag is in an If-None-Match header; weak or strong makes no difference there."""
    tags = [each.strip().removeprefix("W/") for each in known.split(",")]
    return tag is not None and (tag.removeprefix("W/") in tags or known.strip() == "*")
