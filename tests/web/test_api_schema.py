"""The API tried by its own schema, with the real assistant behind it: no failure, no undeclared response."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from schemathesis import Case, GenerationMode, checks
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from gfa_assistant.web.feedback import Feedback
from tests.web.fake_assistant import FakeAssistant

pytestmark = pytest.mark.model

EXAMPLES = 30
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


ROUTES = [
    (path, method)
    for path, operations in create_api(FakeAssistant(), Settings()).openapi()["paths"].items()  # type: ignore[arg-type]
    for method in operations
]


@pytest.fixture(scope="module")
def api_schema(
    real_settings: Settings, real_assistant: Assistant, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BaseSchema]:
    file: Path = tmp_path_factory.mktemp("feedback") / "feedback.sqlite"
    own = real_settings.model_copy(update={"feedback_url": SecretStr(f"sqlite:///{file}")})
    feedback = Feedback.open(own)
    yield schemathesis.openapi.from_asgi("/api/openapi.json", create_api(real_assistant, own, feedback))
    feedback.close()


@pytest.mark.parametrize(("path", "method"), ROUTES)
def test_every_response_is_declared(api_schema: BaseSchema, path: str, method: str) -> None:
    operation = api_schema[path][method]
    good = operation.as_strategy(GenerationMode.POSITIVE)
    takes_anything = operation.body or operation.query or operation.path_parameters
    sent = st.one_of(good, operation.as_strategy(GenerationMode.NEGATIVE)) if takes_anything else good

    @settings(
        max_examples=EXAMPLES if takes_anything else 1,
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
