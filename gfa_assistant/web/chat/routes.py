"""`/v1/chat/completions` and `/v1/models`: an answer as a chat completion, whole or streamed."""

import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.errors import NotFoundError, QuestionError
from gfa_assistant.records import Answer
from gfa_assistant.web.answer_text import answer_text
from gfa_assistant.web.api.fallback import add_fallback
from gfa_assistant.web.api.responses import BODY_ERRORS, Responses, errors
from gfa_assistant.web.chat.conversation import question_and_history
from gfa_assistant.web.chat.errors import ChatErrors
from gfa_assistant.web.chat.models import (
    MODEL,
    ChatBody,
    ChatErrorBody,
    CompletionBody,
    ModelEntry,
    ModelsBody,
    PresetBody,
)
from gfa_assistant.web.feedback import Feedback

# No language model is asked, so that no tokens are used.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_STREAM = {"description": "The completion, or its chunks as server-sent events", "content": {"text/event-stream": {}}}


def add_chat_routes(app: FastAPI, assistant: Assistant, feedback: Feedback) -> None:
    """Serve the assistant as the model `gfa-assistant`; errors below `/v1` have OpenAI's shape."""
    app.add_middleware(ChatErrors)
    entry = ModelEntry(created=int(time.time()))

    @app.post(
        "/v1/chat/completions",
        response_model=CompletionBody,
        response_model_exclude_unset=True,
        responses={200: _STREAM, **_errors(*BODY_ERRORS, 404, 429, 503)},
        tags=["chat"],
    )
    def chat_completions(body: ChatBody, request: Request, response: Response) -> Any:
        """Answer the last user message; parameters of sampling and tools are ignored, no tool is ever called."""
        _check_model(body.model)
        if body.n not in (None, 1):
            raise QuestionError(f"n is {body.n}; one answer is given, leave n out")
        question, history = question_and_history(body.messages)
        preset = body.gfa or PresetBody()
        answer = assistant.ask(question, history=history, state=preset.state, language=preset.language)
        answer_id = feedback.note(answer)
        headers = {"x-answer-id": answer_id} if answer_id is not None else {}
        completion = _Completion(answer, answer_text(answer, str(request.base_url)), assistant.generation)
        if body.stream:
            usage = body.stream_options is not None and bool(body.stream_options.include_usage)
            events = _events(completion.chunks(usage=usage))
            return StreamingResponse(events, media_type="text/event-stream", headers=headers)
        response.headers.update(headers)
        return completion.whole()

    @app.get("/v1/models", response_model=ModelsBody, responses=_errors(429), tags=["chat"])
    def models() -> ModelsBody:
        """List the one model there is."""
        return ModelsBody(data=[entry])

    @app.get("/v1/models/{model}", response_model=ModelEntry, responses=_errors(404, 422, 429), tags=["chat"])
    def model(model: str) -> ModelEntry:
        """Give the one model there is."""
        _check_model(model)
        return entry

    add_fallback(app, ("/v1/{rest:path}",))


def _errors(*statuses: int) -> Responses:
    """The API's errors under these statuses, in the shape that `ChatErrors` gives them."""
    return {status: {**error, "model": ChatErrorBody} for status, error in errors(*statuses).items()}


def _check_model(model: str) -> None:
    if model != MODEL:
        raise NotFoundError(f"no model {model!r}; use {MODEL!r}")


class _Completion:
    """One answer in OpenAI's shapes."""

    def __init__(self, answer: Answer, text: str, generation: str) -> None:
        self._answer = answer
        self._text = text
        self._id = f"chatcmpl-{uuid4().hex}"
        self._created = int(time.time())
        self._generation = generation

    def whole(self) -> dict[str, Any]:
        message = {"role": "assistant", "content": self._text, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._named("chat.completion"), "choices": [choice], "usage": _USAGE, "gfa": self._answer.to_json()}

    def chunks(self, *, usage: bool) -> Iterator[dict[str, Any]]:
        """The text line by line; all of it was checked before the first one is sent."""
        yield self._chunk({"role": "assistant", "content": ""})
        for line in self._text.splitlines(keepends=True):
            yield self._chunk({"content": line})
        yield {**self._chunk({}, finish_reason="stop"), "gfa": self._answer.to_json()}
        if usage:
            yield {**self._named("chat.completion.chunk"), "choices": [], "usage": _USAGE}

    def _chunk(self, delta: dict[str, str], finish_reason: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        return {**self._named("chat.completion.chunk"), "choices": [choice]}

    def _named(self, kind: str) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": kind,
            "created": self._created,
            "model": MODEL,
            "system_fingerprint": self._generation,
        }


async def _events(chunks: Iterator[dict[str, Any]]) -> AsyncIterator[str]:
    for chunk in chunks:
        yield f"data: {json.dumps(chunk)}\n\n"
    yield "data: [DONE]\n\n"
