"""Whether an operation of an OpenAPI schema answers as it declares, whatever is sent to it."""

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


def assert_declared(operation: Any, examples: int) -> None:
    """Send `examples` right and wrong requests, the same in every run."""
    sent = operation.as_strategy(GenerationMode.POSITIVE)
    takes_anything = operation.body or operation.query or operation.path_parameters
    if takes_anything:
        sent = st.one_of(sent, operation.as_strategy(GenerationMode.NEGATIVE))

    @settings(
        max_examples=examples if takes_anything else 1,
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
