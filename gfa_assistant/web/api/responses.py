"""The responses that routes declare beside the good one."""

from typing import Any

from gfa_assistant.web import models

Responses = dict[int | str, dict[str, Any]]

_MEANINGS = {
    400: "The body is no JSON",
    404: "There is nothing by this name",
    408: "The body took too long",
    413: "The body is too long",
    422: "The request cannot be used as it is",
    429: "Too many requests",
    500: "Something unexpected went wrong",
    503: "The index, or the feedback database, cannot be used now",
}
_RETRY_AFTER = {"description": "Seconds until the next request is served", "schema": {"type": "integer", "minimum": 1}}
_REQUEST_ID = {"description": "The id under which the server's log speaks of the request", "schema": {"type": "string"}}
UNCHANGED: Responses = {304: {"description": "Unchanged since the response with the ETag of If-None-Match"}}


def errors(*statuses: int) -> Responses:
    """The one shape of errors under these statuses and 500."""
    return {status: _error(status) for status in sorted({*statuses, 500})}


# What a route with a body may always say.
BODY_ERRORS = (400, 408, 413, 422)


def errors_of_stream(*statuses: int) -> Responses:
    """The same for a route that streams: as JSON all the same, and not as a stream."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{models.ErrorBody.__name__}"}}}
    return {
        status: {**{key: value for key, value in error.items() if key != "model"}, "content": content}
        for status, error in errors(*statuses).items()
    }


def _error(status: int) -> dict[str, Any]:
    headers = {"X-Request-Id": _REQUEST_ID}
    if status == 429:
        headers["Retry-After"] = _RETRY_AFTER
    return {"model": models.ErrorBody, "description": _MEANINGS[status], "headers": headers}
