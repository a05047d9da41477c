"""Slow, endless and malformed clients over a raw socket: each is ended, and others are served meanwhile."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest

from gfa_assistant.settings import Settings
from gfa_assistant.web import body_limit, connections
from gfa_assistant.web.api import create_api
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

HEAD = b"POST /api/v1/ask HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, assistant: FakeAssistant) -> Iterator[str]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.5)
    with served(create_api(assistant, Settings(rate_limit=0))) as url:  # type: ignore[arg-type]
        yield url


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=10)


def all_of(connection: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionResetError):
        while piece := connection.recv(65_536):
            received += piece
    return received


def test_head_that_trickles_in_ends_the_connection(url: str) -> None:
    with connect(url) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\n")
        started, ended = time.monotonic(), False
        while not ended and time.monotonic() < started + 10:
            time.sleep(0.1)
            try:
                slow.sendall(b"x-more: 1\r\n")
            except OSError:
                ended = True
        assert ended
    assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"status": "ok"}


def test_silent_connection_is_ended(url: str) -> None:
    with connect(url) as silent:
        assert all_of(silent) == b""


def test_second_request_on_a_connection_has_a_deadline_too(url: str) -> None:
    with connect(url) as slow:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n")
        assert slow.recv(65_536).startswith(b"HTTP/1.1 200 OK")
        slow.sendall(b"GET /healthz HTTP/1.1\r\n")
        started = time.monotonic()
        all_of(slow)
        # Before uvicorn would end a connection on which nothing comes.
        assert time.monotonic() - started < 3


def test_long_answer_outlives_the_deadline_of_its_head(url: str, assistant: FakeAssistant) -> None:
    with httpx.stream("POST", f"{url}/api/v1/ask/stream", json={"question": "langsam 2012"}, trust_env=False) as stream:
        time.sleep(1)
        assistant.slow_may_end.set()
        assert "event: answer" in list(stream.iter_lines())


def test_body_that_trickles_in_gets_408_in_the_one_shape(url: str) -> None:
    with connect(url) as slow:
        slow.sendall(HEAD + b'content-length: 100\r\n\r\n{"question": ')
        head, _, body = all_of(slow).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head
    assert body == (
        b'{"error":{"code":"request_timeout",'
        b'"message":"the request body was not there after 0.5 seconds; send it at once"}}'
    )


def test_reader_that_takes_nothing_is_ended(url: str) -> None:
    request = b"GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n"
    with connect(url) as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        ended, started = False, time.monotonic()
        while not ended and time.monotonic() < started + 20:
            try:
                stalled.sendall(request * 20)
                time.sleep(0.05)
            except OSError:
                ended = True
        assert ended


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(
            b"GET / HTTP/1.1\r\nhost: a\r\nx-long: " + b"a" * 1_000_000 + b"\r\n\r\n", id="1 MB of one header"
        ),
        pytest.param(b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nhost: a\r\n\r\n", id="1 MB of address"),
        pytest.param(b"GET / HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n", id="no colon"),
        pytest.param(b"GET / HTTP/1.1\r\nhost: a\r\nx: a\x00b\r\n\r\n", id="null in a header"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", id="TLS"),
        pytest.param(HEAD + b"content-length: 3\r\ncontent-length: 5\r\n\r\n{}", id="two lengths"),
        pytest.param(HEAD + b"content-length: -1\r\n\r\n{}", id="negative length"),
        pytest.param(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n", id="no chunk length"),
        pytest.param(HEAD + b"transfer-encoding: gzip\r\n\r\n{}", id="unknown transfer coding"),
    ],
)
def test_malformed_request_is_refused_and_says_nothing_of_the_server(url: str, sent: bytes) -> None:
    with connect(url) as bad:
        with suppress(OSError):
            bad.sendall(sent)
        received = all_of(bad)
    assert received == b"" or int(received.split(b" ")[1]) in (400, 408, 431, 501)
    assert b"Traceback" not in received
    assert httpx.get(f"{url}/healthz", trust_env=False).status_code == 200
