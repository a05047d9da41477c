"""What caches may keep, and when they are told that nothing has changed."""

from collections.abc import Iterator

import httpx
import pytest

from gfa_assistant import __version__
from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from tests.web.conftest import served
from tests.web.fake_assistant import BROCHURE, FakeAssistant

KEPT = [
    "/api/v1/documents",
    f"/api/v1/documents/{BROCHURE.id}",
    "/api/v1/passages/p2",
    "/api/v1/contacts",
    "/api/v1/contacts/BY",
]


class Changing(FakeAssistant):
    generation = "g1"


@pytest.fixture
def assistant() -> Changing:
    return Changing()


@pytest.fixture
def client(assistant: Changing) -> Iterator[httpx.Client]:
    app = create_api(assistant, Settings())  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("path", KEPT)
def test_what_comes_from_the_index_is_sent_again_only_after_it_changed(
    client: httpx.Client, assistant: Changing, path: str
) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert (tag, first.headers["cache-control"]) == (f'W/"g1-{__version__}"', "no-cache")
    unchanged = client.get(path, headers={"if-none-match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    assert unchanged.headers["cache-control"] == "no-cache"
    assert "content-length" not in unchanged.headers
    assert len(unchanged.headers["x-request-id"]) == 32
    assistant.generation = "g2"
    changed = client.get(path, headers={"if-none-match": tag})
    assert (changed.status_code, changed.json()) == (200, first.json())
    assert changed.headers["etag"] == f'W/"g2-{__version__}"'


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (f'"g1-{__version__}"', 304),
        (f'"other", W/"g1-{__version__}" , "more"', 304),
        ("*", 304),
        (f"g1-{__version__}", 200),
        ('"g1"', 200),
        (", ,", 200),
    ],
)
def test_tags_are_compared_as_the_standard_says(client: httpx.Client, known: str, status: int) -> None:
    assert client.get("/api/v1/contacts", headers={"if-none-match": known}).status_code == status


def test_what_is_not_there_is_never_unchanged(client: httpx.Client) -> None:
    response = client.get("/api/v1/documents/x", headers={"if-none-match": "*"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
    assert "etag" not in response.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/ask"),
        ("GET", "/api/v1/search?q=2012"),
        ("POST", "/api/v1/feedback"),
        ("GET", "/api/v1/documents/x"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
    ],
)
def test_nothing_else_is_kept_by_any_cache(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path, json={"question": "2012"} if method == "POST" else None)
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
