"""The real corpus's contacts and joinings, and a page that holds one view as the site will: with our style and script.

The frame around the view is what page.py gives it: the page's style sheet under Gradio's container.
"""

from collections.abc import Mapping
from functools import cache

from gfa_assistant.development import JoiningPoint, find_joinings, joining_points
from gfa_assistant.reading import list_corpus, read_contacts, read_document
from gfa_assistant.records import Contact
from gfa_assistant.web.assets import asset
from tests.conftest import ROOT

CORPUS = ROOT / "corpus"


@cache
def corpus_contacts() -> Mapping[str, Contact]:
    """The contacts by state code."""
    return read_contacts(CORPUS)


@cache
def corpus_points() -> tuple[JoiningPoint, ...]:
    return joining_points(find_joinings(read_document(file) for file in list_corpus(CORPUS)))


def page_html(body: str, *, dark: bool = False, language: str = "de") -> str:
    """An HTML document with `body` in it."""
    style = "".join(
        asset(name) for name in ("colours.css", "page.css", "components.css", "tile_map.css", "development.css")
    )
    script = asset("tile_map.js")
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Partnerprozess</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>* { box-sizing: border-box; } '
        f"body {{ margin: 0; font-family: system-ui, sans-serif; }} {style}</style><script>{script}</script></head>"
        f'<body class="{"dark" if dark else ""}"><div class="gradio-container"><main class="main">'
        f"<h1>Partnerprozess</h1>{body}</main></div></body></html>"
    )
