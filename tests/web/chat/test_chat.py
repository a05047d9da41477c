"""The chat completions with OpenAI's own client, against a real server."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.records import Turn
from gfa_assistant.settings import Settings
from gfa_assistant.web.answer_text import answer_text
from gfa_assistant.web.feedback import Feedback
from gfa_assistant.web.server import create_app
from tests.web.conftest import Site, served
from tests.web.fake_assistant import BROCHURE, STEPS, FakeAssistant

JOINING = "Wie werden wir Partnerkommune in Bayern?"
MODEL = "gfa-assistant"


def connect(url: str) -> OpenAI:
    # A client of its own takes no proxy from the environment.
    return OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, http_client=httpx.Client(trust_env=False))


@pytest.fixture
def client(site: Site) -> Iterator[OpenAI]:
    with connect(site.url) as client:
        yield client


def ask(client: OpenAI, *contents: str, **more: Any) -> ChatCompletion:
    """A conversation in which user and assistant take turns."""
    roles = ("user", "assistant")
    messages: Any = [{"role": roles[i % 2], "content": content} for i, content in enumerate(contents)]
    return client.chat.completions.create(model=MODEL, messages=messages, **more)


def stream(client: OpenAI, question: str, **more: Any) -> list[ChatCompletionChunk]:
    messages: Any = [{"role": "user", "content": question}]
    return list(client.chat.completions.create(model=MODEL, messages=messages, stream=True, **more))


def post(site: Site, content: str | bytes | None = None, **body: object) -> httpx.Response:
    sent: Any = {"json": body} if content is None else {"content": content}
    headers = {"content-type": "application/json"}
    return httpx.post(f"{site.url}/v1/chat/completions", headers=headers, trust_env=False, **sent)


def expected_text(site: Site, question: str = JOINING) -> str:
    return answer_text(FakeAssistant().ask(question), f"{site.url}/")


def expected_answer(question: str = JOINING) -> Any:
    return json.loads(json.dumps(FakeAssistant().ask(question).to_json()))


def test_answer_is_cited_in_the_text_and_whole_beside_it(client: OpenAI, site: Site) -> None:
    completion = ask(client, JOINING)
    (choice,) = completion.choices
    assert choice.message.content == expected_text(site)
    assert f"1. {STEPS[0]} [1]" in choice.message.content
    assert f"{site.url}/quelle/{BROCHURE.id}#p2" in choice.message.content
    assert (choice.message.role, choice.finish_reason, choice.message.tool_calls) == ("assistant", "stop", None)
    assert completion.model_extra is not None
    assert completion.model_extra["gfa"] == expected_answer()
    assert (completion.object, completion.model, completion.system_fingerprint) == ("chat.completion", MODEL, "g1")
    assert completion.usage is not None
    assert completion.usage.total_tokens == 0


def test_link_in_the_text_leads_to_the_passage(client: OpenAI) -> None:
    link = (ask(client, JOINING).choices[0].message.content or "").split()[-1]
    page = httpx.get(link, trust_env=False)
    assert page.status_code == 200
    assert f'id="{link.split("#")[1]}"' in page.text


def test_stream_gives_the_same_in_pieces(client: OpenAI, site: Site) -> None:
    chunks = stream(client, JOINING)
    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks]
    assert "".join(pieces) == expected_text(site)
    assert len([piece for piece in pieces if piece]) > len(STEPS)
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks] == [None] * (len(chunks) - 1) + ["stop"]
    assert [bool(chunk.model_extra) for chunk in chunks] == [False] * (len(chunks) - 1) + [True]
    assert chunks[-1].model_extra is not None
    assert chunks[-1].model_extra["gfa"] == expected_answer()
    assert len({(chunk.id, chunk.created, chunk.model, chunk.object) for chunk in chunks}) == 1


def test_stream_ends_with_the_usage_where_it_is_asked_for(client: OpenAI) -> None:
    *_, last = stream(client, JOINING, stream_options={"include_usage": True})
    assert last.choices == []
    assert last.usage is not None
    assert last.usage.total_tokens == 0


def test_stream_is_server_sent_events_that_end_as_openais_do(site: Site) -> None:
    response = post(site, model=MODEL, stream=True, messages=[{"role": "user", "content": JOINING}])
    assert response.headers["content-type"].startswith("text/event-stream")
    *events, done, rest = response.text.split("\n\n")
    assert (done, rest) == ("data: [DONE]", "")
    first = json.loads(events[1].removeprefix("data: "))
    assert first["choices"][0]["finish_reason"] is None


def test_earlier_messages_are_the_history_and_instructions_are_not_read(client: OpenAI, site: Site) -> None:
    messages: Any = [
        {"role": "system", "content": "Antworte immer mit Ja."},
        {"role": "user", "content": "Kontakt?"},
        {"role": "assistant", "content": "Welches Bundesland?"},
        {"role": "developer", "content": "Sei knapp."},
        {"role": "tool", "tool_call_id": "1", "content": "42"},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "user", "content": [{"type": "text", "text": "Bayern,"}, {"type": "text", "text": "bitte"}]},
    ]
    client.chat.completions.create(model=MODEL, messages=messages)
    history = (Turn("user", "Kontakt?"), Turn("assistant", "Welches Bundesland?"), Turn("assistant", ""))
    assert site.assistant.asked[-1] == ("Bayern,\nbitte", history, None, None)


def test_land_and_language_can_be_preset(client: OpenAI, site: Site) -> None:
    ask(client, "Kontakt?", extra_body={"gfa": {"state": "BY", "language": "en"}})
    assert site.assistant.asked[-1] == ("Kontakt?", (), "BY", "en")


def test_what_other_models_take_is_accepted_and_ignored(client: OpenAI, site: Site) -> None:
    tool: Any = {"type": "function", "function": {"name": "f", "parameters": {}}}
    completion = ask(
        client, JOINING, temperature=1.7, top_p=0.1, max_tokens=1, seed=3, stop=["1."], user="u", n=1,
        tools=[tool], tool_choice="required", response_format={"type": "json_object"}, extra_body={"surprise": 1},
    )  # fmt: skip
    assert completion.choices[0].message.content == expected_text(site)
    assert completion.choices[0].message.tool_calls is None


def test_picture_in_an_earlier_message_is_passed_over(client: OpenAI, site: Site) -> None:
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}
    earlier: Any = {"role": "user", "content": [picture, {"type": "text", "text": "Was ist das?"}]}
    client.chat.completions.create(model=MODEL, messages=[earlier, {"role": "user", "content": JOINING}])
    assert site.assistant.asked[-1][1] == (Turn("user", "Was ist das?"),)


def test_models_are_listed(client: OpenAI) -> None:
    (model,) = client.models.list().data
    assert (model.id, model.object, model.owned_by) == (MODEL, "model", "gfa_assistant")
    assert client.models.retrieve(MODEL) == model


USER = {"role": "user", "content": JOINING}
PICTURE = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://a.example/b.png"}}]}


@pytest.mark.parametrize(
    ("body", "status", "code", "message"),
    [
        pytest.param(
            {"n": 2}, 422, "question", "n is 2; one answer is given, leave n out",
            id="two answers",
        ),
        pytest.param(
            {"messages": [PICTURE]}, 422, "question",
            "messages.0 holds a part 'image_url'; only text is read, leave it out", id="picture",
        ),
        pytest.param(
            {"messages": [{"role": "system", "content": "a"}]}, 422, "question",
            'there is no message of role "user"; send the question as one', id="no user message",
        ),
        pytest.param(
            {"messages": [{"role": "user", "content": " "}]}, 422, "question",
            "the question is empty; write what you want to know", id="empty question",
        ),
        pytest.param(
            {"messages": []}, 422, "invalid_request",
            "body.messages: List should have at least 1 item after validation, not 0; see /api/openapi.json",
            id="no messages",
        ),
        pytest.param(
            {"model": "gpt-4"}, 404, "not_found", "no model 'gpt-4'; use 'gfa-assistant'",
            id="another model",
        ),
        pytest.param(
            {"extra_body": {"gfa": {"state": "XX"}}}, 422, "question",
            "unknown state 'XX'; use one of BW BY BE BB …", id="unknown state",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "stream"])
def test_refusals_have_openais_shape_before_anything_is_streamed(
    client: OpenAI, body: dict[str, Any], status: int, code: str, message: str,
    *, streamed: bool,
) -> None:  # fmt: skip
    with pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(**{"model": MODEL, "messages": [USER], "stream": streamed, **body})
    assert caught.value.status_code == status
    assert caught.value.body == {"message": message, "type": "invalid_request_error", "param": None, "code": code}


SURROGATE = json.dumps({"model": MODEL, "messages": [{"role": "assistant", "content": "\ud800"}, USER]})


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code"),
    [
        pytest.param("POST", "/v1/chat/completions", "{", 400, "malformed_json", id="malformed JSON"),
        pytest.param("POST", "/v1/chat/completions", SURROGATE, 422, "invalid_request", id="lone surrogate"),
        pytest.param("GET", "/v1/chat/completions", None, 405, "method_not_allowed", id="get"),
        pytest.param("POST", "/v1/embeddings", "{}", 404, "not_found", id="unknown route"),
        pytest.param("GET", "/v1/", None, 404, "not_found", id="root"),
        pytest.param("GET", "/v1/models/gpt-4", None, 404, "not_found", id="unknown model"),
    ],
)
def test_refusals_by_the_application_have_openais_shape_too(
    site: Site, method: str, path: str, content: str | None, *, status: int, code: str
) -> None:
    headers = {"content-type": "application/json"}
    response = httpx.request(method, site.url + path, content=content, headers=headers, trust_env=False)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["type"]) == (status, code, "invalid_request_error")
    assert list(error) == ["message", "type", "param", "code"]
    assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_unexpected_error_shows_nothing_and_logs_no_words(client: OpenAI, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="gfa_assistant"), pytest.raises(openai.InternalServerError) as caught:
        ask(client, "geheim kaputt")
    assert caught.value.type == "server_error"
    assert "geheim" not in str(caught.value) + caplog.text


def test_long_conversations_fit_and_longer_ones_are_refused(site: Site) -> None:
    def talk(characters: int) -> httpx.Response:
        messages = [USER, {"role": "assistant", "content": "a" * characters}, USER]
        return post(site, model=MODEL, messages=messages)

    assert talk(400_000).status_code == 200
    refused = talk(600_000)
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "body_too_large")
    assert refused.json()["error"]["type"] == "invalid_request_error"


def test_other_routes_keep_their_own_shape(site: Site) -> None:
    response = httpx.get(f"{site.url}/api/v1/nothing", trust_env=False)
    assert list(response.json()["error"]) == ["code", "message"]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "stream"])
def test_answers_are_counted_and_can_be_rated(streamed: bool) -> None:
    settings = Settings()
    feedback = Feedback(FeedbackStore.open(settings))
    try:
        with served(create_app(FakeAssistant(), settings, feedback)) as url, connect(url) as client:  # type: ignore[arg-type]
            raw = client.chat.completions.with_raw_response.create(
                model=MODEL, messages=[{"role": "user", "content": JOINING}], stream=streamed
            )
            assert feedback.rate(raw.headers["x-answer-id"], helpful=True, reason=None, comment=None)
    finally:
        feedback.close()
