"""Errors below `/v1` as OpenAI's clients read them: the API's one shape with `type` and `param` beside it."""

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/v1/"


class ChatErrors:
    """ASGI middleware; whoever refuses a request further in (a limit, a route, a handler) need not know of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        refused: Message | None = None
        body = b""

        async def send_reshaped(message: Message) -> None:
            nonlocal refused, body
            if message["type"] == "http.response.start" and message["status"] >= 400:
                refused = message
                return
            if refused is None or message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                reshaped = _reshaped(refused["status"], body)
                MutableHeaders(scope=refused)["content-length"] = str(len(reshaped))
                await send(refused)
                await send({"type": "http.response.body", "body": reshaped})

        await self._app(scope, receive, send_reshaped)


def _reshaped(status: int, body: bytes) -> bytes:
    try:
        error: dict[str, Any] = json.loads(body)["error"]
        detail = {"message": error["message"], "type": _type(status), "param": None, "code": error["code"]}
    except (ValueError, LookupError, TypeError):
        # No error of ours: passed on as it is.
        return body
    return json.dumps({"error": detail}, ensure_ascii=False).encode()


def _type(status: int) -> str:
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"
