"""The chat routes tried by their own schema: no failure, no undeclared response."""

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from gfa_assistant.web.chat.routes import add_chat_routes
from gfa_assistant.web.feedback import Feedback
from tests.web.fake_assistant import FakeAssistant

EXAMPLES = 60
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


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
    operation = schemathesis.openapi.from_asgi("/api/openapi.json", app)[path][method]
    sent = st.one_of(operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=sent)
    def check(case: Case) -> None:
        case.call_and_validate(checks=CHECKS)

    check()
