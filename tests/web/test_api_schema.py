"""The API tried by its own schema, with the real assistant behind it: no failure, no undeclared response."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from pydantic import SecretStr
from schemathesis.schemas import BaseSchema

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.settings import Settings
from gfa_assistant.web.api import create_api
from gfa_assistant.web.feedback import Feedback
from tests.web.declared import assert_declared
from tests.web.fake_assistant import FakeAssistant

pytestmark = pytest.mark.model

EXAMPLES = 30

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
    assert_declared(api_schema[path][method], EXAMPLES)
