"""Addresses and methods that the API does not have."""

from collections.abc import Sequence

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.routing import Match

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def add_fallback(app: FastAPI, paths: Sequence[str]) -> None:
    """Answer unknown addresses and methods under the APIs' own paths, before a page mounted at / does.

    Called after the routes below `paths` are added.
    """

    async def nothing_here(request: Request) -> None:
        for route in request.app.routes:
            match, _ = route.matches(request.scope)
            if match is Match.PARTIAL:
                raise HTTPException(405, headers={"allow": ", ".join(sorted(route.methods))})
        raise HTTPException(404)

    for path in paths:
        app.add_api_route(path, nothing_here, methods=_METHODS, include_in_schema=False)
