"""Hostile requests: what they get is a plain refusal, and nothing of them reaches logs, headers or other files."""

import json
import logging
import re
from collections.abc import Iterator

import httpx
import pytest

from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

JSON = {"content-type": "application/json"}
DEEP = 20_000


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    app = create_app(FakeAssistant(), Settings(rate_limit=0))  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


def body(question: str) -> bytes:
    return b'{"question": ' + question.encode() + b"}"


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream", "/api/v1/feedback"])
@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(b"", 422, id="nothing"),
        pytest.param(b"\xff\xfe\x00", 400, id="not UTF-8"),
        pytest.param(b'{"question": "\xff"}', 400, id="not UTF-8 in a string"),
        pytest.param(b"\xef\xbb\xbf{}", 422, id="byte order mark"),
        pytest.param(b'{"question": "a"', 400, id="cut off"),
        pytest.param(b"[" * DEEP, 400, id="deep and cut off"),
        pytest.param(b"[" * DEEP + b"]" * DEEP, 400, id="deep"),
        pytest.param(b'{"a":' * 9_000 + b"1" + b"}" * 9_000, 400, id="deep objects"),
        pytest.param(body("1" * 60_000), 400, id="a number of 60,000 digits"),
        pytest.param(body("1e999999"), 422, id="a number past all bounds"),
        pytest.param(body("NaN"), 422, id="NaN"),
        pytest.param(body('"\\ud800"'), 422, id="lone surrogate"),
        pytest.param(
            body('"a", "history": [{"role": "user", "content": "\\ud800"}]'), 422, id="lone surrogate in the history"
        ),
        pytest.param(b'{"question": "a", "\\ud800": 1}', 422, id="lone surrogate as a key"),
        pytest.param(b'{"question": "a", "\\u0000\\r\\nset-cookie: a=b": 1}', 422, id="control characters as a key"),
        pytest.param(b'{"question": "a", "' + b"k" * 60_000 + b'": 1}', 422, id="a key of 60,000 characters"),
        pytest.param(body('"a", "question": {}'), 422, id="a key twice"),
        pytest.param(body("{}"), 422, id="an object"),
        pytest.param(body('"a", "history": {"0": 1}'), 422, id="history as an object"),
        pytest.param(b"null", 422, id="null"),
    ],
)
def test_malformed_body_is_refused_in_the_one_shape(
    client: httpx.Client, path: str, content: bytes, status: int
) -> None:
    response = client.post(path, content=content, headers=JSON)
    assert response.status_code == status
    assert list(response.json()) == ["error"]
    assert len(response.content) < 1000
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "sent",
    [
        {"content-encoding": "gzip"},
        {"content-type": "application/xml"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": "a" * 8000},
        {"accept": "text/html"},
        {"x-http-method-override": "DELETE"},
        {"transfer-encoding": "chunked"},
        {"host": "evil.example"},
        {"cookie": "; ".join(["a=b"] * 1000)},
    ],
    ids=lambda sent: next(iter(sent)) + "=" + next(iter(sent.values()))[:30],
)
def test_odd_headers_break_nothing(client: httpx.Client, sent: dict[str, str]) -> None:
    response = client.post("/api/v1/ask", content=b'{"question": "2012"}', headers={**JSON, **sent})
    assert response.status_code in (200, 400, 422)
    assert "evil" not in response.text + str(response.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/quelle/..%2f..%2f..%2fetc%2fpasswd",
        "/quelle/%2e%2e/%2e%2e/etc/passwd",
        "/quelle/..%5c..%5cetc%5cpasswd",
        "/quelle/%00",
        "/quelle/bayern-broschuere-partnerprozess/beleg.txt%00.pdf",
        "/quelle/..%2f..%2fetc%2fpasswd/beleg.txt",
        "/quelle/..%2f..%2fetc%2fpasswd/seite/1",
        "/quelle/bayern-broschuere-partnerprozess/seite/999999999999999999999",
        "/quelle/bayern-broschuere-partnerprozess/seite/-1",
        "/kontakte/..%2f..%2fetc%2fpasswd.vcf",
        "/kontakte/BY%0d%0aset-cookie:%20a=b.vcf",
        "/assets/gfa/..%2f..%2fsettings.py",
        "/assets/gfa/../../settings.py",
        "/api/docs/..%2f..%2fsettings.py",
        "/api/v1/documents/..%2f..%2fetc%2fpasswd",
        "/api/v1/passages/%0d%0aset-cookie:%20a=b",
        "/api/v1/contacts/%ff%fe",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=..%2f..%2f..%2fetc%2fpasswd",
        "/gradio_api/file=pyproject.toml",
        "/file=/etc/passwd",
        "/en/gradio_api/file=/etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
    ],
)
def test_no_address_leads_out_of_the_application(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (400, 403, 404, 422)
    assert "root:" not in response.text
    assert "[build-system]" not in response.text
    assert "class Settings" not in response.text
    assert "set-cookie" not in response.headers


def test_address_of_another_host_is_never_fetched(client: httpx.Client) -> None:
    for path in (
        "/gradio_api/proxy=http://127.0.0.1:1/",
        "/gradio_api/file=http://127.0.0.1:1/",
        "/proxy=http://a.example",
    ):
        assert client.get(path).status_code in (400, 403, 404)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "get", "A" * 200])
def test_unknown_methods_get_405_or_404(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/api/v1/ask", headers={"x-secret": "geheim"})
    assert response.status_code in (400, 404, 405)
    assert "geheim" not in response.text


def test_nothing_of_a_request_reaches_the_log(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    secret = "Geheim\r\nERROR forged line \x1b[31m"
    headers = {
        "user-agent": "GeheimBrowser/1.0",
        "x-request-id": "Geheim",
        "referer": "https://geheim.example/",
        **JSON,
    }
    with caplog.at_level(logging.DEBUG):
        for path in ("/api/v1/ask", "/api/v1/ask/stream", "/api/v1/feedback", "/v1/chat/completions"):
            for words in ("Geheim", "Geheim kaputt", secret):
                sent = {"answer_id": words, "helpful": True} if "feedback" in path else {"question": words}
                client.post(path, content=json.dumps(sent), headers=headers)
            client.post(path, content=b"Geheim{", headers=headers)
            client.post(path, content=b"Geheim" * 20_000, headers=headers)
        for path in ("/api/v1/search", "/api/v1/documents/Geheim", "/quelle/Geheim", "/Geheim%0d%0aERROR%20forged"):
            client.get(path, params={"q": secret, "stelle": "Geheim"}, headers=headers)
    own = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    written = "\n".join(f"{record.name} {record.getMessage()} {record.exc_info}" for record in own)
    assert "unexpected RuntimeError" in written
    assert re.search(r"geheim|forged|127\.0\.0\.1|\x1b", written, re.IGNORECASE) is None


def test_no_setting_of_the_operator_is_served(client: httpx.Client) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/api/openapi.json", "/api/v1/documents", "/readyz"):
        text = client.get(path).text
        assert re.search("operator_token|llm_api_key|feedback_url|corpus_dir|GFA_", text) is None
