"""Answers as server-sent events, and the id they are rated by."""

import json
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import fastapi.routing
import httpx
import pytest

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.web.api import create_api
from gfa_assistant.web.feedback import Feedback
from tests.feedback.answers import settings
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant


class Served:
    """The API with a feedback store in `folder`."""

    def __init__(self, client: httpx.Client, assistant: FakeAssistant, store: FeedbackStore) -> None:
        self.client = client
        self.assistant = assistant
        self.store = store

    def events(self, question: str, **body: object) -> list[tuple[str, Any]]:
        return events_of(self.client.post("/api/v1/ask/stream", json={"question": question, **body}))


def events_of(response: httpx.Response) -> list[tuple[str, Any]]:
    """Name and data of each event, comments left out."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    blocks = [block.splitlines() for block in response.text.split("\n\n") if block]
    fields = [dict(line.split(": ", 1) for line in block if not line.startswith(":")) for block in blocks]
    return [(each["event"], json.loads(each["data"])) for each in fields if each]


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Served]:
    kept = settings(tmp_path / "feedback.sqlite", keep_questions=False)
    assistant = FakeAssistant()
    with FeedbackStore.open(kept) as store:
        app = create_api(assistant, kept, Feedback(store))  # type: ignore[arg-type]
        with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
            yield Served(client, assistant, store)


def test_events_come_in_order_and_make_up_the_answer(api: Served) -> None:
    history = [{"role": "user", "content": "Hallo"}]
    events = api.events("Wie werden wir Partnerkommune?", history=history, state="BY", language="en")
    whole = api.client.post("/api/v1/ask", json={"question": "Wie werden wir Partnerkommune?"}).json()
    names = [name for name, _ in events]
    assert names == ["status", *["delta"] * 6, "rating", "answer"]
    assert events[0][1] == {"phase": "searching"}
    assert "".join(data["text"] for name, data in events if name == "delta") == whole["answer"]
    assert events[-1][1] == whole
    assert list(events[-1][1]) == list(whole)
    question, turns, state, language = api.assistant.asked[0]
    assert (question, [turn.content for turn in turns], state, language) == (
        "Wie werden wir Partnerkommune?",
        ["Hallo"],
        "BY",
        "en",
    )


def test_stream_is_neither_kept_nor_buffered_nor_packed(api: Served) -> None:
    headers = api.client.post("/api/v1/ask/stream", json={"question": "2012"}).headers
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-cache", "no")
    assert "content-encoding" not in headers
    assert headers["x-content-type-options"] == "nosniff"


def test_first_event_comes_before_the_answer_is_ready(api: Served) -> None:
    with api.client.stream("POST", "/api/v1/ask/stream", json={"question": "langsam 2012"}) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: status"
        api.assistant.slow_may_end.set()
        assert [line for line in lines if line.startswith("event:")][-1] == "event: answer"


def test_comment_keeps_the_connection_open_while_nothing_is_ready(api: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fastapi.routing._PING_INTERVAL <= 15
    monkeypatch.setattr(fastapi.routing, "_PING_INTERVAL", 0.05)
    with api.client.stream("POST", "/api/v1/ask/stream", json={"question": "langsam 2012"}) as response:
        lines = response.iter_lines()
        assert next(line for line in lines if line.startswith(":")) == ": ping"
        api.assistant.slow_may_end.set()
        assert [line for line in lines if line.startswith("event:")][-1] == "event: answer"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"question": " "}, "question"),
        ({"question": "a" * 3000}, "question"),
        ({"question": "a\x07b"}, "question"),
        ({"question": "Wer?", "state": "XX"}, "question"),
        ({"question": "Wer?", "language": "fr"}, "question"),
        ({"question": "Wer?", "x": 1}, "invalid_request"),
        ({}, "invalid_request"),
    ],
    ids=["blank", "too long", "control character", "state", "language", "extra key", "no question"],
)
def test_request_that_cannot_be_used_is_refused_by_status(api: Served, body: dict[str, str], code: str) -> None:
    response = api.client.post("/api/v1/ask/stream", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (422, code)
    assert api.assistant.asked == []


def test_missing_index_is_said_by_status(tmp_path: Path) -> None:
    class Lost(FakeAssistant):
        @property
        def generation(self) -> str:  # type: ignore[override]
            raise IndexMissingError("there is no index; run `gfa-assistant ingest`")

    kept = settings(tmp_path / "feedback.sqlite")
    with served(create_api(Lost(), kept)) as url:  # type: ignore[arg-type]
        response = httpx.post(f"{url}/api/v1/ask/stream", json={"question": "2012"}, trust_env=False)
    assert (response.status_code, response.json()["error"]["code"]) == (503, "index_missing")


def test_failure_after_the_beginning_is_the_last_event(api: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        events = api.events("geheim kaputt")
    message = "the server could not answer this request; try again later"
    assert events == [
        ("status", {"phase": "searching"}),
        ("error", {"error": {"code": "internal", "message": message}}),
    ]
    assert "unexpected RuntimeError at " in caplog.text
    assert "geheim" not in caplog.text


def test_known_failure_after_the_beginning_keeps_its_code(api: Served) -> None:
    # The fake knows two Länder, the check before it all of them.
    assert api.events("2012", state="SL")[-1] == (
        "error",
        {"error": {"code": "question", "message": "unknown state 'SL'; use one of BW BY BE BB …"}},
    )


def test_nothing_can_be_rated_where_no_feedback_is_stored(tmp_path: Path) -> None:
    app = create_api(FakeAssistant(), settings(tmp_path / "x"))  # type: ignore[arg-type]
    with served(app) as url, httpx.Client(base_url=url, trust_env=False) as client:
        events = events_of(client.post("/api/v1/ask/stream", json={"question": "2012"}))
        asked = client.post("/api/v1/ask", json={"question": "2012"})
        rated = client.post("/api/v1/feedback", json={"answer_id": "x", "helpful": True})
    assert [name for name, _ in events] == ["status", "delta", "answer"]
    assert "x-answer-id" not in asked.headers
    assert (rated.status_code, rated.json()) == (
        503,
        {"error": {"code": "feedback_store", "message": "no feedback is stored here; the server's log says why"}},
    )


def ratings(api: Served) -> list[tuple[str, bool, str | None, int]]:
    counts = api.store.counts(date.min, date.max)
    return [(each.intent, each.helpful, each.reason, each.ratings) for each in counts.ratings]


def test_answer_is_rated_by_the_id_that_came_with_it(api: Served) -> None:
    streamed = dict(api.events("Wie werden wir Partnerkommune?"))["rating"]["answer_id"]
    asked = api.client.post("/api/v1/ask", json={"question": "2012"}).headers["x-answer-id"]
    rated = [
        api.client.post("/api/v1/feedback", json={"answer_id": streamed, "helpful": True}),
        api.client.post("/api/v1/feedback", json={"answer_id": asked, "helpful": True}),
        api.client.post(
            "/api/v1/feedback",
            json={"answer_id": asked, "helpful": False, "reason": "incomplete", "comment": "Es fehlt viel."},
        ),
    ]
    assert [(each.status_code, each.content) for each in rated] == [(204, b"")] * 3
    assert ratings(api) == [("joining", True, None, 1), ("members", False, "incomplete", 1)]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"answer_id": "made.up.id"}, 404, "not_found"),
        ({"answer_id": "\ud800"}, 422, "invalid_request"),
        ({"answer_id": "x" * 201}, 422, "invalid_request"),
        ({"answer_id": None}, 422, "invalid_request"),
        ({"reason": "rude"}, 422, "rating"),
        ({"reason": "wrong", "helpful": True}, 422, "rating"),
        ({"comment": "x" * 1001}, 422, "rating"),
        ({"helpful": "perhaps"}, 422, "invalid_request"),
        ({"name": "Frau Probe"}, 422, "invalid_request"),
    ],
    ids=[
        "made up",
        "lone surrogate",
        "long id",
        "no id",
        "reason",
        "reason of praise",
        "long comment",
        "word",
        "extra",
    ],
)
def test_rating_that_cannot_be_used_is_refused(api: Served, sent: dict[str, object], status: int, code: str) -> None:
    answer_id = api.client.post("/api/v1/ask", json={"question": "2012"}).headers["x-answer-id"]
    body = json.dumps({"answer_id": answer_id, "helpful": False, **sent})
    response = api.client.post("/api/v1/feedback", content=body, headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert ratings(api) == []


def test_every_response_has_an_id_of_its_own(api: Served) -> None:
    sent = [
        api.client.get("/healthz", headers={"x-request-id": "mine"}),
        api.client.get("/api/v1/nothing"),
        api.client.post("/api/v1/ask", content=b"x" * 65_537),
        api.client.post("/api/v1/ask", json={"question": "kaputt"}),
        api.client.post("/api/v1/ask/stream", json={"question": "2012"}),
    ]
    ids = [each.headers["x-request-id"] for each in sent]
    assert len(set(ids)) == 5
    assert all(len(each) == 32 and each.isalnum() for each in ids)


def test_log_line_names_the_request(api: Served, caplog: pytest.LogCaptureFixture) -> None:
    responses = [api.client.post(path, json={"question": "kaputt"}) for path in ("/api/v1/ask", "/api/v1/ask/stream")]
    named = [record.getMessage().rpartition(" ")[2] for record in caplog.records]
    assert named == [response.headers["x-request-id"] for response in responses]
