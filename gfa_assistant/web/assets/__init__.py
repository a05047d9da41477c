"""The style and script files of all pages, as they are served and as they are put into a page."""

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import Response

SERVED = {
    "colours.css": "text/css",
    "components.css": "text/css",
    "embed.css": "text/css",
    "embed.js": "text/javascript",
    "source.css": "text/css",
    "source.js": "text/javascript",
    "administration.css": "text/css",
    "administration.js": "text/javascript",
}


@cache
def asset(name: str) -> str:
    """The text of one file of this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def asset_address(name: str) -> str:
    """Where a file is served; the address changes with its content, so that browsers may keep it."""
    return f"/assets/gfa/{name}?v={hashlib.sha256(asset(name).encode()).hexdigest()[:12]}"


def add_asset_routes(app: FastAPI) -> None:
    """Serve the files that pages beside Gradio's link to."""
    for name, media_type in SERVED.items():

        def serve(name: str = name, media_type: str = media_type) -> Response:
            return Response(asset(name), media_type=media_type, headers={"cache-control": "public, max-age=31536000"})

        app.add_api_route(f"/assets/gfa/{name}", serve, include_in_schema=False, response_model=None)
