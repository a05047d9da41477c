"""A request's body is read whole, up to a size and within a time, before anything looks at it."""

import asyncio
from collections.abc import Collection

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.web.errors import error_response

MAX_BODY_BYTES = 64 * 1024
# Chat front ends send the whole conversation each time, and what they tell other models before it.
LARGER_BODIES = {"/v1/chat/completions": 512 * 1024}
BODY_SECONDS = 20.0
# Where the administration takes files, past its guard.
UPLOADS = ("/verwaltung/dokumente/neu",)


class BodyLimit:
    """ASGI middleware that refuses a body that is too long with status 413, one that trickles in with status 408.

    The routes at `own_limit` read their bodies themselves, to the disk and up to limits of their own.
    """

    def __init__(self, app: ASGIApp, own_limit: Collection[str] = ()) -> None:
        self.app = app
        self.own_limit = own_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_limit = scope["type"] == "http" and scope["path"] not in self.own_limit
        if not has_limit or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        max_bytes = LARGER_BODIES.get(scope["path"], MAX_BODY_BYTES)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _read(receive, max_bytes)
        except TimeoutError:
            message = f"the request body was not there after {BODY_SECONDS:g} seconds; send it at once"
            await _refusal(408, "request_timeout", message)(scope, receive, send)
            return
        if body is None:
            return
        if len(body) > max_bytes:
            message = f"the request body is larger than {max_bytes} bytes; shorten the question or the history"
            await _refusal(413, "body_too_large", message)(scope, receive, send)
            return
        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)


async def _read(receive: Receive, max_bytes: int) -> bytes | None:
    """The body, or as much of it as is too much; None where the client has gone."""
    body, more = b"", True
    while more and len(body) <= max_bytes:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _refusal(status: int, code: str, message: str) -> JSONResponse:
    # What is still to come of the body is not read.
    return error_response(status, code, message, {"connection": "close"})
