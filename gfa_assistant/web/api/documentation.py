"""`/api/docs`: the schema to read and try out, in Swagger UI served from here."""

from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from gfa_assistant.web.assets import asset

# fastapi-offline carries the files of Swagger UI; nothing else of it is used.
_SWAGGER_UI = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
_STARTER = "api_docs.js"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gfa_assistant: HTTP API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<noscript><p>This page needs JavaScript; the <a href="openapi.json">schema</a> does not.</p></noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/api_docs.js"></script>
</body>
</html>
"""


def add_documentation(app: FastAPI) -> None:
    """Serve the page and its files; no address on it leads to another host."""

    @app.get("/api/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(_PAGE)

    @app.get(f"/api/docs/{_STARTER}", include_in_schema=False)
    def starter() -> Response:
        return _kept(asset(_STARTER), "text/javascript")

    for name, media_type in _SWAGGER_UI.items():

        def serve(name: str = name, media_type: str = media_type) -> Response:
            return _kept(files("fastapi_offline").joinpath("static", name).read_bytes(), media_type)

        app.add_api_route(f"/api/docs/{name}", serve, include_in_schema=False, response_model=None)


def _kept(content: str | bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"cache-control": "public, max-age=86400"})
