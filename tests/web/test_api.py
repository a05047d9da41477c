"""The HTTP API over a real server: whole JSON values, one error shape, headers."""

import logging
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import Site
from tests.web.fake_assistant import BAVARIA, BROCHURE, FEDERAL, MEMBERS, NOTE, PASSAGES, STEPS

ENTRY = {
    "document_id": "bayern-broschuere-partnerprozess",
    "title": "Der Partnerprozess „Gesundheit für alle“ in Bayern",
    "publisher": "Zentrum für Prävention und Gesundheitsförderung (ZPG) im LGL",
    "url": "www.zpg-bayern.de",
    "state": "BY",
    "as_of": "2023-12",
    "rights": "Alle Rechte vorbehalten",
    "media_type": "text/markdown",
    "characters": len(BROCHURE.text),
}


@pytest.fixture
def client(site: Site):
    with httpx.Client(base_url=site.url, trust_env=False) as client:
        yield client


def ask(client: httpx.Client, question: str, **body: object) -> httpx.Response:
    return client.post("/api/v1/ask", json={"question": question, **body})


def error(response: httpx.Response) -> tuple[int, str, list[str]]:
    """Status, code and the keys around them: the one shape."""
    body = response.json()
    assert list(body) == ["error"]
    assert all(isinstance(value, str) and value for value in body["error"].values())
    return response.status_code, body["error"]["code"], list(body["error"])


def test_ask_gives_the_contract_object_in_the_contract_order(client: httpx.Client) -> None:
    response = ask(client, "Wie werden wir Partnerkommune in Bayern?")
    quote = "\n".join(STEPS)
    start = BROCHURE.text.index(quote)
    expected = {
        "status": "answered",
        "question": "Wie werden wir Partnerkommune in Bayern?",
        "standalone_question": "Wie werden wir Partnerkommune in Bayern?",
        "language": "de",
        "intent": "joining",
        "state": "BY",
        "answer": "So wird Ihre Kommune in Bayern Partnerkommune:\n\n"
        + "\n".join(f"{n}. {step} [1]" for n, step in enumerate(STEPS, start=1)),
        "citations": [
            {
                "number": 1,
                "document_id": BROCHURE.id,
                "title": BROCHURE.title,
                "publisher": BROCHURE.publisher,
                "url": "www.zpg-bayern.de",
                "section": ["Wie werde ich Partnerkommune in Bayern?"],
                "page": None,
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "passage_id": "p2",
                "as_of": "2023-12",
            }
        ],
        "contacts": [asdict(BAVARIA)],
        "notes": [asdict(NOTE)],
        "suggestions": ["Wer war 2012 dabei?"],
        "confidence": 0.9,
        "timings_ms": {"total": 1.5},
    }
    assert response.status_code == 200
    assert response.json() == expected
    assert list(response.json()) == list(expected)


def test_ask_hands_history_state_and_language_on(client: httpx.Client, site: Site) -> None:
    history = [{"role": "user", "content": "Kontakt?"}, {"role": "assistant", "content": "Welches Bundesland?"}]
    ask(client, "Bayern", history=history, state="BY", language="en")
    question, turns, state, language = site.assistant.asked[-1]
    assert (question, [asdict(turn) for turn in turns], state, language) == ("Bayern", history, "BY", "en")


def test_search_ranks_passages(client: httpx.Client) -> None:
    response = client.get("/api/v1/search", params={"q": "2012", "top_k": 2})
    first, second = response.json()["results"]
    assert (first["rank"], second["rank"]) == (1, 2)
    assert second == {
        "rank": 2,
        "score": 0.9,
        "passage_id": "p1",
        "document_id": BROCHURE.id,
        "title": BROCHURE.title,
        "section": ["Bayerische Kommunen, die dem Partnerprozess beigetreten sind:"],
        "page": None,
        "text": f"{MEMBERS}\n2014: GR+ Nürnberg",
        "start": PASSAGES[1].start,
        "end": PASSAGES[1].end,
    }


def test_documents_lists_catalog_entries(client: httpx.Client) -> None:
    assert client.get("/api/v1/documents").json() == {"documents": [ENTRY]}


def test_document_has_text_and_outline(client: httpx.Client) -> None:
    body = client.get(f"/api/v1/documents/{BROCHURE.id}").json()
    outline = body.pop("outline")
    assert body == {**ENTRY, "text": BROCHURE.text}
    assert outline[0] == {"level": 1, "title": "Der bundesweite Partnerprozess", "page": None, "start": 0, "end": 30}
    assert [BROCHURE.text[entry["start"] : entry["end"]] for entry in outline] == [e["title"] for e in outline]


def test_passage_names_its_document(client: httpx.Client) -> None:
    assert client.get("/api/v1/passages/p2").json() == {
        "passage_id": "p2",
        "document_id": BROCHURE.id,
        "title": BROCHURE.title,
        "publisher": BROCHURE.publisher,
        "url": BROCHURE.url,
        "as_of": "2023-12",
        "section": ["Wie werde ich Partnerkommune in Bayern?"],
        "page": None,
        "text": "\n".join(STEPS),
        "start": PASSAGES[2].start,
        "end": PASSAGES[2].end,
    }


def test_contacts(client: httpx.Client) -> None:
    assert client.get("/api/v1/contacts").json() == {"contacts": [asdict(BAVARIA), asdict(FEDERAL)]}
    assert client.get("/api/v1/contacts/BY").json() == asdict(BAVARIA)


def test_health(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "generation": "g1", "documents": 1}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        pytest.param("GET", "/api/v1/documents/x", {}, 404, "not_found", id="unknown document"),
        pytest.param("GET", "/api/v1/passages/x", {}, 404, "not_found", id="unknown passage"),
        pytest.param("GET", "/api/v1/contacts/XX", {}, 404, "not_found", id="unknown contact"),
        pytest.param("GET", "/api/v1/search?q=a&document=x", {}, 404, "not_found", id="search in unknown document"),
        pytest.param("GET", "/api/v1/nothing", {}, 404, "not_found", id="unknown route"),
        pytest.param("GET", "/api/", {}, 404, "not_found", id="api root"),
        pytest.param("GET", "/api/v1/ask", {}, 405, "method_not_allowed", id="get ask"),
        pytest.param("DELETE", "/api/v1/documents", {}, 405, "method_not_allowed", id="delete documents"),
        pytest.param("POST", "/healthz", {}, 405, "method_not_allowed", id="post health"),
        pytest.param("GET", "/api/v1/search", {}, 422, "invalid_request", id="no query"),
        pytest.param("GET", "/api/v1/search?q=a&top_k=0", {}, 422, "invalid_request", id="top_k 0"),
        pytest.param("GET", "/api/v1/search?q=%20", {}, 422, "question", id="blank query"),
        pytest.param("POST", "/api/v1/ask", {"json": {}}, 422, "invalid_request", id="no question"),
        pytest.param("POST", "/api/v1/ask", {"json": []}, 422, "invalid_request", id="a list"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": 1}}, 422, "invalid_request", id="a number"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": "a", "x": 1}}, 422, "invalid_request", id="extra"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": ""}}, 422, "question", id="empty"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": "a" * 5000}}, 422, "question", id="5000 characters"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": "a\x07b"}}, 422, "question", id="control character"),
        pytest.param("POST", "/api/v1/ask", {"json": {"question": "a", "state": "XX"}}, 422, "question", id="state"),
        pytest.param(
            "POST",
            "/api/v1/ask",
            {"json": {"question": "a", "history": [{"role": "system", "content": "b"}]}},
            422,
            "invalid_request",
            id="foreign role",
        ),
        pytest.param(
            "POST",
            "/api/v1/ask",
            {"content": "{", "headers": {"content-type": "application/json"}},
            400,
            "malformed_json",
            id="malformed JSON",
        ),
        pytest.param("POST", "/api/v1/ask", {"content": "hallo"}, 422, "invalid_request", id="plain text"),
        pytest.param("POST", "/api/v1/ask", {"content": b"x" * 65_537}, 413, "body_too_large", id="64 KiB and a byte"),
        pytest.param("POST", "/gradio_api/upload", {"content": b"x" * 65_537}, 413, "body_too_large", id="upload"),
    ],
)
def test_every_error_has_the_one_shape(
    client: httpx.Client, method: str, path: str, sent: dict[str, object], *, status: int, code: str
) -> None:
    response = client.request(method, path, **sent)  # type: ignore[arg-type]
    assert error(response) == (status, code, ["code", "message"])
    assert response.headers["x-content-type-options"] == "nosniff"


def test_body_sent_in_pieces_is_limited_too(client: httpx.Client) -> None:
    response = client.post("/api/v1/ask", content=(b"x" * 1024 for _ in range(65)))
    assert error(response) == (413, "body_too_large", ["code", "message"])


def test_method_not_allowed_names_the_allowed_ones(client: httpx.Client) -> None:
    assert client.get("/api/v1/ask").headers["allow"] == "POST"


def test_unexpected_error_shows_nothing_and_logs_no_words(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = ask(client, "geheim kaputt")
    assert error(response) == (500, "internal", ["code", "message"])
    assert "geheim" not in response.text + caplog.text
    assert "unexpected RuntimeError at " in caplog.text
    assert response.headers["referrer-policy"] == "no-referrer"


def test_api_headers(client: httpx.Client) -> None:
    headers = client.get("/api/v1/documents", headers={"origin": "https://elsewhere.example"}).headers
    assert {name: headers[name] for name in ("x-content-type-options", "referrer-policy", "x-frame-options")} == {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "SAMEORIGIN",
    }
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/api/v1/documents", "/config", "/theme.css"])
def test_no_other_origin_is_let_in_and_no_cookie_is_set(client: httpx.Client, path: str) -> None:
    for method in ("GET", "OPTIONS"):
        sent = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
        headers = client.request(method, path, headers=sent).headers
        assert [name for name in headers if name.startswith("access-control-") or name == "set-cookie"] == []


def test_openapi_describes_every_route_and_the_one_error(client: httpx.Client) -> None:
    openapi = client.get("/api/openapi.json").json()
    assert sorted(openapi["paths"]) == [
        "/api/v1/ask",
        "/api/v1/ask/stream",
        "/api/v1/contacts",
        "/api/v1/contacts/{state}",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/feedback",
        "/api/v1/passages/{passage_id}",
        "/api/v1/search",
        "/healthz",
        "/readyz",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{model}",
    ]
    refused = openapi["paths"]["/api/v1/ask"]["post"]["responses"]["422"]
    assert refused["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorBody"}
    assert "HTTPValidationError" not in openapi["components"]["schemas"]


def test_nobody_stores_files_here(client: httpx.Client) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.txt", b"some words")})
    assert response.status_code == 413


def test_page_configuration_names_no_path_of_this_machine(client: httpx.Client) -> None:
    assert str(Path(__file__).resolve().parents[2]) not in client.get("/config").text + client.get("/").text


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_documentation_from_a_foreign_host_is_off(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
