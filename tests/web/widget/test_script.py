"""`/widget.js` as it is served: its size, its headers, and what it knows of the installation."""

import gzip
import json
import re
from types import SimpleNamespace

import httpx
import pytest

from gfa_assistant.web.widget.script import WidgetScript
from tests.web.conftest import Site
from tests.web.fake_assistant import FEDERAL
from tests.web.views_page import corpus_contacts

MOST_BYTES = 20_000


def test_all_of_it_is_small(capsys: pytest.CaptureFixture[str]) -> None:
    """Script, style, both languages and the contacts of all Länder, as a browser loads them."""
    assistant = SimpleNamespace(generation="g1", contacts=corpus_contacts())
    text = WidgetScript(assistant, 2000).current().text.encode()  # type: ignore[arg-type]
    # As the server compresses it.
    size = len(gzip.compress(text, compresslevel=9))
    with capsys.disabled():
        print(f"\n/widget.js: {size} bytes with gzip, {len(text)} without")
    assert size <= MOST_BYTES


def test_headers_let_other_pages_load_it_and_keep_it_for_minutes(site: Site) -> None:
    response = httpx.get(f"{site.url}/widget.js", trust_env=False)
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in response.headers
    again = httpx.get(f"{site.url}/widget.js", trust_env=False, headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_knows_contacts_and_limit_and_is_written_anew_for_a_new_generation() -> None:
    assistant = SimpleNamespace(generation="g1", contacts={"DE": FEDERAL})
    script = WidgetScript(assistant, 321)  # type: ignore[arg-type]
    first = script.current()
    config = json.loads(re.search(r"const CONFIG=(\{.*?\});const STYLE=", first.text, re.DOTALL)[1])  # type: ignore[index]
    assert config["limit"] == 321
    assert config["contacts"] == {"DE": {name: getattr(FEDERAL, name) for name in FEDERAL.__slots__}}
    assert set(config["words"]["de"]) == set(config["words"]["en"])
    assert script.current() is first
    assistant.contacts, assistant.generation = {}, "g2"
    assert script.current().etag != first.etag
