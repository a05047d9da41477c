"""Asking: the whole answer at once, or as a stream of events."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from gfa_assistant.answering.assistant import Assistant, check_language, check_state, clean_question
from gfa_assistant.errors import GfaError
from gfa_assistant.records import Answer, Turn
from gfa_assistant.settings import Settings
from gfa_assistant.web import models
from gfa_assistant.web.api.responses import BODY_ERRORS, errors, errors_of_stream
from gfa_assistant.web.errors import UNEXPECTED, error_body, log_unexpected
from gfa_assistant.web.feedback import Feedback

_WITH_ID = {
    "headers": {
        "X-Answer-Id": {
            "description": "What the answer can be rated by; missing where no feedback is stored",
            "schema": {"type": "string"},
        }
    }
}


def add_answer_routes(app: FastAPI, assistant: Assistant, settings: Settings, feedback: Feedback) -> None:
    @app.post(
        "/api/v1/ask",
        response_model=models.AnswerBody,
        response_model_exclude_unset=True,
        responses={200: _WITH_ID, **errors(*BODY_ERRORS, 429, 503)},
        tags=["answers"],
    )
    def ask(body: models.AskBody, response: Response) -> dict[str, Any]:
        """Answer one question with citations, contacts and notes."""
        answer = _answer(assistant, body)
        answer_id = feedback.note(answer)
        if answer_id is not None:
            response.headers["X-Answer-Id"] = answer_id
        return answer.to_json()

    def checked(body: models.AskBody) -> models.AskBody:
        """Refuse by status what can be refused before the stream has begun."""
        clean_question(body.question, settings.max_question_chars)
        check_state(body.state)
        check_language(body.language)
        _ = assistant.generation
        return body

    @app.post(
        "/api/v1/ask/stream",
        response_class=EventSourceResponse,
        responses=errors_of_stream(*BODY_ERRORS, 429, 503),
        tags=["answers"],
    )
    def ask_stream(body: Annotated[models.AskBody, Depends(checked)]) -> Iterator[ServerSentEvent]:
        """Answer one question as server-sent events.

        `status` says what is being done, `delta` events hold the answer's Markdown piece by piece, `rating` the id for
        feedback where it is taken, and `answer`, the last one, is what `/api/v1/ask` gives. What goes wrong after the
        beginning is an event `error`, the last one then, with the one shape of errors. Nothing is sent of an answer
        before all of it has been checked against the sources.
        """
        yield from _events(assistant, body, feedback)


def _answer(assistant: Assistant, body: models.AskBody) -> Answer:
    history = [Turn(turn.role, turn.content) for turn in body.history]
    return assistant.ask(body.question, history=history, state=body.state, language=body.language)


def _events(assistant: Assistant, body: models.AskBody, feedback: Feedback) -> Iterator[ServerSentEvent]:
    yield ServerSentEvent(event="status", data={"phase": "searching"})
    try:
        answer = _answer(assistant, body)
        answer_id = feedback.note(answer)
    except GfaError as error:
        yield ServerSentEvent(event="error", data=error_body(error.code, str(error)))
        return
    except Exception as error:
        log_unexpected(error)
        yield ServerSentEvent(event="error", data=error_body("internal", UNEXPECTED))
        return
    for line in answer.answer.splitlines(keepends=True):
        yield ServerSentEvent(event="delta", data={"text": line})
    if answer_id is not None:
        yield ServerSentEvent(event="rating", data={"answer_id": answer_id})
    yield ServerSentEvent(event="answer", data=answer.to_json())
