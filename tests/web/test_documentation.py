"""The schema, and the page that shows it with files of its own under a strict policy."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant
from tests.web.visitor import Visitor


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(create_api(FakeAssistant(), Settings())) as url:  # type: ignore[arg-type]
        yield url


@pytest.fixture(scope="module")
def schema(url: str) -> Any:
    return httpx.get(f"{url}/api/openapi.json", trust_env=False).json()


@pytest.mark.browser
def test_page_shows_and_tries_every_route_without_another_host(browser: BrowserContext, url: str) -> None:
    page = browser.new_page()
    visitor = Visitor.watching(page, f"{url}/")
    page.goto(f"{url}/api/docs")
    expect(page.locator(".opblock")).to_have_count(11)
    page.locator(".opblock", has_text="/api/v1/contacts/{state}").locator(".opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("state").fill("BY")
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    visitor.assert_untroubled()
    page.close()


def test_policy_of_the_page_allows_nothing_inline(url: str) -> None:
    policy = httpx.get(f"{url}/api/docs", trust_env=False).headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


def test_every_property_has_an_example(schema: Any) -> None:
    bare = [
        f"{name}.{key}"
        for name, model in schema["components"]["schemas"].items()
        for key, value in model["properties"].items()
        if not ("examples" in value or "$ref" in str(value) or "const" in value)
    ]
    assert bare == []


def test_every_route_declares_what_it_may_answer(schema: Any) -> None:
    declared = {
        f"{method.upper()} {path}": " ".join(sorted(operation["responses"]))
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }
    kept, lookup = "200 304 500 503", "200 304 404 422 500 503"
    assert declared == {
        "POST /api/v1/ask": "200 400 408 413 422 429 500 503",
        "POST /api/v1/ask/stream": "200 400 408 413 422 429 500 503",
        "POST /api/v1/feedback": "204 400 404 408 413 422 429 500 503",
        "GET /api/v1/search": "200 404 422 429 500 503",
        "GET /api/v1/documents": kept,
        "GET /api/v1/documents/{document_id}": lookup,
        "GET /api/v1/passages/{passage_id}": lookup,
        "GET /api/v1/contacts": kept,
        "GET /api/v1/contacts/{state}": lookup,
        "GET /healthz": "200 500",
        "GET /readyz": "200 500 503",
    }


def test_every_error_is_declared_in_the_one_shape(schema: Any) -> None:
    errors = [
        response
        for operations in schema["paths"].values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status >= "400"
    ]
    shapes = {str(response["content"]) for response in errors}
    assert shapes == {"{'application/json': {'schema': {'$ref': '#/components/schemas/ErrorBody'}}}"}
    assert schema["paths"]["/api/v1/ask"]["post"]["responses"]["429"]["headers"]["Retry-After"] == {
        "description": "Seconds until the next request is served",
        "schema": {"type": "integer", "minimum": 1},
    }
