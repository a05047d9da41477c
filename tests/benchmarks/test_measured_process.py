"""Measured processes: what is timed, and one line for whatever goes wrong in them."""

import os
import sys

import pytest

from benchmarks.measured_process import ProcessFailedError, run_process


def run(code: str, *, limit_s: float = 30) -> tuple[str, float]:
    done = run_process("plain, search", [sys.executable, "-S", "-c", code], os.environ, limit_s=limit_s)
    return done.output, done.seconds


def test_the_output_starts_with_the_first_line_of_json() -> None:
    output, _ = run("print('a library says hello')\nprint('{')\nprint('}')")
    assert output == "{\n}\n"


def test_the_time_runs_to_the_first_line_of_json_and_not_to_the_exit() -> None:
    _, seconds = run(
        "import time; time.sleep(0.2); print('noise', flush=True); time.sleep(0.2)\n"
        "print('{}', flush=True); time.sleep(1)"
    )
    assert 0.4 <= seconds < 1.4


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise ModuleNotFoundError('no bm25')", "plain, search: ModuleNotFoundError: no bm25"),
        ("print('{}', flush=True); raise ValueError('late')", "plain, search: ValueError: late"),
        ("raise SystemExit(3)", "plain, search: exit status 3"),
        ("print('done')", "plain, search: printed no JSON"),
    ],
    ids=["error", "error after the result", "silent", "no result"],
)
def test_a_failure_is_one_line(code: str, message: str) -> None:
    with pytest.raises(ProcessFailedError) as error:
        run(code)
    assert str(error.value) == message


def test_a_process_that_hangs_is_ended() -> None:
    with pytest.raises(ProcessFailedError, match=r"^plain, search: not done after 0.3 s$"):
        run("import time; time.sleep(60)", limit_s=0.3)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ProcessFailedError, match=r"^first: '/no/python' cannot be started"):
        run_process("first", ["/no/python"], {})
