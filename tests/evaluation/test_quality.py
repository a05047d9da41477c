"""What the assistant makes of its question sets on the real corpus: no quote may be off, and quality may not slip.

The floors lie a little under the figures reported in the README; the development sets were tuned on, the held-out ones
never.
"""

from pathlib import Path

import pytest

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.evaluation.cases import HELD_OUT_FILE, load_questions
from gfa_assistant.evaluation.metrics import Scores
from gfa_assistant.evaluation.runner import run_cases

pytestmark = pytest.mark.model
# `make evaluate` runs all fifteen sets; one of each kind tells here whether something broke.
DEVELOPMENT = HELD_OUT_FILE.with_name("dev.yaml")
HELD_OUT = HELD_OUT_FILE.with_name("held_out_a.yaml")


def _scores(file: Path, assistant: Assistant) -> Scores:
    return run_cases(load_questions(file, allow_held_out=True), assistant).scores


@pytest.fixture(scope="module")
def development(real_assistant: Assistant) -> Scores:
    return _scores(DEVELOPMENT, real_assistant)


@pytest.fixture(scope="module")
def held_out(real_assistant: Assistant) -> Scores:
    return _scores(HELD_OUT, real_assistant)


def test_every_quote_of_every_answer_is_exact(development: Scores, held_out: Scores) -> None:
    assert [scores.quotes.right for scores in (development, held_out)] == [
        scores.quotes.of for scores in (development, held_out)
    ]


def test_questions_tuned_on_are_answered_right_or_refused(development: Scores) -> None:
    assert development.wrongly_answered <= 1
    assert development.passed.right >= 0.97 * development.passed.of


def test_questions_never_tuned_on_do_not_slip(held_out: Scores) -> None:
    assert held_out.wrongly_answered <= 4
    assert held_out.passed.right >= 0.84 * held_out.passed.of
