"""Every error of the HTTP API in its one shape: {"error": {"code", "message"}}."""

import logging
import traceback

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gfa_assistant.errors import (
    FeedbackStoreError,
    GfaError,
    IndexFailure,
    ModelError,
    NotFoundError,
    QuestionError,
    RateLimitedError,
    RatingError,
)
from gfa_assistant.web.request_ids import current_request_id

_logger = logging.getLogger(__name__)
UNEXPECTED = "the server could not answer this request; try again later"
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed"}
_HTTP_MESSAGES = {
    404: "there is nothing at this address; /api/openapi.json lists all routes",
    405: "this address does not take this method; see the Allow header",
}


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(GfaError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def log_unexpected(error: Exception) -> None:
    """Log where an error was raised, without its message: that may hold a visitor's words."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f"{last[0].filename}:{last[0].lineno}" if last else "unknown place"
    _logger.error("unexpected %s at %s, request %s", type(error).__name__, place, current_request_id())


def error_body(code: str, message: str) -> dict[str, dict[str, str]]:
    return {"error": {"code": code, "message": message}}


def error_response(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(error_body(code, message), status_code=status, headers=headers)


def rate_limited_response(error: RateLimitedError) -> JSONResponse:
    return error_response(429, error.code, str(error), {"retry-after": str(error.seconds)})


def _known(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GfaError)
    match error:
        case RateLimitedError():
            return rate_limited_response(error)
        case QuestionError() | RatingError():
            status = 422
        case NotFoundError():
            status = 404
        case IndexFailure() | ModelError() | FeedbackStoreError():
            status = 503
        case _:
            status = 500
    return error_response(status, error.code, str(error))


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return error_response(400, "malformed_json", "the request body is not valid JSON; correct it and send it again")
    # A key of the body may be of any length.
    place = ".".join(str(part) for part in first["loc"])[:100]
    return error_response(422, "invalid_request", f"{place}: {first['msg']}; see /api/openapi.json")


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _HTTP_CODES.get(error.status_code, "http_error")
    message = _HTTP_MESSAGES.get(error.status_code, error.detail)
    return error_response(error.status_code, code, message, dict(error.headers) if error.headers else None)


class UnexpectedErrors:
    """ASGI middleware for what no handler knows: status 500 in the one shape, and a log line without visitors' words.

    Starlette's own handler for unknown errors raises them again, and the server then logs their message.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except Exception as error:
            log_unexpected(error)
            if not started:
                await error_response(500, "internal", UNEXPECTED)(scope, receive, send)
