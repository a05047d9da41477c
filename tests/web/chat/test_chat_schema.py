"""The chat routes tried by their own schema: no failure, no undeclared response."""

import pytest
import schemathesis
from fastapi import FastAPI

from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from gfa_assistant.web.chat.routes import add_chat_routes
from gfa_assistant.web.feedback import Feedback
from tests.web.declared import assert_declared
from tests.web.fake_assistant import FakeAssistant

EXAMPLES = 60


@pytest.fixture(scope="module")
def app() -> FastAPI:
    assistant, own = FakeAssistant(), Settings(rate_limit=0)
    app = create_api(assistant, own)  # type: ignore[arg-type]
    add_chat_routes(app, assistant, Feedback(None))  # type: ignore[arg-type]
    return app


@pytest.mark.parametrize(
    ("path", "method"),
    [("/v1/chat/completions", "post"), ("/v1/models", "get"), ("/v1/models/{model}", "get")],
)
def test_every_response_is_declared(app: FastAPI, path: str, method: str) -> None:
    assert_declared(schemathesis.openapi.from_asgi("/api/openapi.json", app)[path][method], EXAMPLES)
