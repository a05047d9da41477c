"""Which pages may call the API and frame the widget's page: those of listed origins, and no others."""

from collections.abc import Iterator

import httpx
import pytest

from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

LISTED = "https://www.kgc.example"
SUBDOMAIN = "https://gesundheit.stadt.example"
UNLISTED = "https://elsewhere.example"
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    settings = Settings(widget_origins=(LISTED, "https://*.stadt.example"))
    app = create_api(FakeAssistant(), settings)  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def granted(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


@pytest.mark.parametrize("origin", [LISTED, SUBDOMAIN])
def test_page_of_a_listed_origin_may_ask(client: httpx.Client, origin: str) -> None:
    preflight = client.options("/api/v1/ask", headers={"origin": origin, **PREFLIGHT})
    assert preflight.status_code == 200
    assert granted(preflight) == {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "Accept, Accept-Language, Content-Language, Content-Type, content-type",
        "access-control-max-age": "600",
    }
    answer = client.post("/api/v1/ask", json={"question": "Wer war 2012 dabei?"}, headers={"origin": origin})
    assert answer.json()["status"] == "answered"
    assert granted(answer) == {
        "access-control-allow-origin": origin,
        "access-control-expose-headers": "X-Answer-Id, X-Request-Id, Retry-After",
    }
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream", "/api/v1/contacts"])
@pytest.mark.parametrize(
    "origin", [UNLISTED, "null", "https://stadt.example", f"{LISTED}.evil.example", f"{LISTED}:8443"]
)
def test_page_of_any_other_origin_is_refused_by_the_browser(client: httpx.Client, origin: str, path: str) -> None:
    preflight = client.options(path, headers={"origin": origin, **PREFLIGHT})
    assert (preflight.status_code, granted(preflight)) == (405, {})
    plain = client.get(path, headers={"origin": origin})
    assert granted(plain) == {}
    assert plain.headers["vary"] == "Origin"


@pytest.mark.parametrize(
    "sent",
    [
        {"access-control-request-method": "DELETE"},
        {"access-control-request-method": "POST", "access-control-request-headers": "authorization"},
    ],
    ids=["another method", "another header"],
)
def test_listed_origin_gets_no_more_than_the_widget_needs(client: httpx.Client, sent: dict[str, str]) -> None:
    response = client.options("/api/v1/ask", headers={"origin": LISTED, **sent})
    assert response.status_code == 400
    assert response.json() == {
        "error": {
            "code": "cross_origin_refused",
            "message": "pages of other origins may send GET and POST with the header content-type, and nothing else",
        }
    }


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/openapi.json", "/v1/models", "/widget.js"])
def test_nothing_but_the_api_can_be_called(client: httpx.Client, path: str) -> None:
    assert granted(client.get(path, headers={"origin": LISTED})) == {}


def test_errors_can_be_read_by_the_listed_page(client: httpx.Client) -> None:
    sent = {"origin": LISTED, "content-type": "application/json"}
    for content, status in ((b"x" * 65_537, 413), (b"{", 400), (b'{"question": "kaputt"}', 500)):
        response = client.post("/api/v1/ask", content=content, headers=sent)
        assert (response.status_code, response.headers["access-control-allow-origin"]) == (status, LISTED)


def test_only_the_widgets_page_can_be_framed_by_listed_origins(client: httpx.Client) -> None:
    embed = client.get("/embed").headers
    assert embed["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors 'self' {LISTED} https://*.stadt.example"
    )
    assert "x-frame-options" not in embed
    for path in ("/", "/embed/", "/api/v1/contacts", "/quelle/x", "/widget.js"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].endswith("frame-ancestors 'self'")
        assert headers["x-frame-options"] == "SAMEORIGIN"


def test_only_the_script_can_be_loaded_by_other_sites(client: httpx.Client) -> None:
    policies = {
        path: client.get(path).headers["cross-origin-resource-policy"] for path in ("/widget.js", "/embed", "/")
    }
    assert policies == {"/widget.js": "cross-origin", "/embed": "same-origin", "/": "same-origin"}


def test_without_a_list_nobody_else_may_embed() -> None:
    app = create_api(FakeAssistant(), Settings())  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        preflight = client.options("/api/v1/ask", headers={"origin": LISTED, **PREFLIGHT})
        assert (preflight.status_code, granted(preflight)) == (405, {})
        assert client.get("/embed").headers["content-security-policy"].endswith("; frame-ancestors 'self'")
