"""What monitoring reads: counts by route, status and intent, and nothing about who asked what."""

import re
from collections.abc import Iterator

import httpx
import pytest
from pydantic import SecretStr

from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

TOKEN = "ein-kennwort-für-die-messwerte"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    settings = Settings(rate_limit=0, metrics_token=SecretStr(TOKEN))
    app = create_app(FakeAssistant(), settings)  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


def read(client: httpx.Client) -> dict[str, float]:
    response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}".encode()})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    lines = [line.rpartition(" ") for line in response.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def counted(client: httpx.Client, method: str, path: str, **sent: object) -> dict[str, float]:
    """Which request counts a request raises, and by how much."""
    before = read(client)
    client.request(method, path, **sent)  # type: ignore[arg-type]
    after = read(client)
    changed = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    return {
        name: by for name, by in changed.items() if name.startswith("gfa_requests_total") and "/metrics" not in name
    }


@pytest.mark.parametrize(
    ("method", "path", "route", "status"),
    [
        ("GET", "/api/v1/documents/geheim", "/api/v1/documents/{document_id}", 404),
        ("GET", "/api/v1/contacts/BY", "/api/v1/contacts/{state}", 200),
        ("GET", "/api/v1/geheim", "/api/{rest:path}", 404),
        ("GET", "/quelle/geheim?stelle=geheim", "/quelle/{document_id}", 404),
        ("GET", "/", "/", 200),
        ("GET", "/healthz", "/healthz", 200),
        ("POST", "/api/v1/ask", "none", 413),
    ],
)
def test_requests_are_counted_by_the_routes_template(
    client: httpx.Client, method: str, path: str, route: str, status: int
) -> None:
    sent = {"content": b"x" * 70_000} if method == "POST" else {}
    name = f'gfa_requests_total{{method="{method}",route="{route}",status="{status}"}}'
    assert counted(client, method, path, **sent) == {name: 1}


def test_addresses_and_methods_that_clients_make_up_become_no_labels(client: httpx.Client) -> None:
    for number in range(20):
        client.get(f"/erfunden{number}")
        client.get(f"/assets/erfunden{number}")
        client.request(f"ERFUNDEN{number}", "/api/v1/ask")
    names = "\n".join(read(client))
    assert "rfunden" not in names.lower()
    assert 'method="other"' in names


def test_answers_are_counted_by_what_became_of_them(client: httpx.Client) -> None:
    before = read(client)
    question = "Wie wird Frau Geheim aus Musterstadt Partner?"
    client.post("/api/v1/ask", json={"question": question})
    client.post("/api/v1/ask/stream", json={"question": question})
    client.post("/api/v1/ask", json={"question": "Wie wird das Wetter?"})
    after = read(client)
    assert {name: after[name] - before.get(name, 0) for name in after if name.startswith("gfa_answers_total")} == {
        'gfa_answers_total{intent="joining",language="de",status="answered"}': 2,
        'gfa_answers_total{intent="other",language="de",status="not_found"}': 1,
    }
    assert after["gfa_answer_seconds_count"] - before["gfa_answer_seconds_count"] == 3
    assert 'gfa_request_seconds_count{route="/api/v1/ask"}' in after


def test_generation_and_documents_are_named(client: httpx.Client) -> None:
    metrics = read(client)
    assert (metrics['gfa_index_info{generation="g1"}'], metrics["gfa_index_documents"]) == (1, 1)
    assert metrics["process_resident_memory_bytes"] > 1_000_000


def test_nothing_about_visitors_is_said(client: httpx.Client) -> None:
    client.post("/api/v1/ask", json={"question": "geheimes Wort"}, headers={"user-agent": "geheimer Browser"})
    text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}".encode()}).text
    assert re.search("geheim|_created|127\\.0\\.0\\.1", text) is None


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer falsch", f"Basic {TOKEN}", TOKEN], ids=str)
def test_metrics_are_for_who_knows_the_token(client: httpx.Client, sent: str) -> None:
    response = client.get("/metrics", headers={"authorization": sent.encode()} if sent else {})
    assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthorized")
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["cache-control"] == "no-store"


def test_without_a_token_there_are_none() -> None:
    app = create_app(FakeAssistant(), Settings())  # type: ignore[arg-type]
    with served(app) as url:
        response = httpx.get(f"{url}/metrics", headers={"authorization": "Bearer x"}, trust_env=False)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
