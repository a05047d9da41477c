"""The load benchmark: what it counts, worked out by hand, and a tiny run of each kind against a real server."""

import asyncio
import json
import os
from collections.abc import Iterator

import pytest

from benchmarks import load
from benchmarks.load_visitors import Outcome, Summary, ask, comparable, summarise, unloaded_answers, visitor_client
from gfa_assistant.settings import Settings
from gfa_assistant.web.server import create_app
from tests.conftest import ROOT
from tests.own_thread import in_own_thread
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

JOINING = "Wie werden wir Partnerkommune in Bayern?"


@pytest.fixture
def limited() -> Iterator[str]:
    """A site on which each client may ask twice a minute."""
    with served(create_app(FakeAssistant(), Settings(rate_limit=2))) as url:  # type: ignore[arg-type]
        yield url


def test_outcomes_are_counted_timed_and_compared() -> None:
    outcomes = [
        Outcome("a", 200, 0.1, {"answer": 1}),
        Outcome("a", 200, 0.3, {"answer": 2}),
        Outcome("b", 200, 0.2, {"answer": 3}),
        Outcome("b", 503, 9.0),
    ]
    summary = summarise(outcomes, {"a": {"answer": 1}, "b": {"answer": 3}}, seconds=2)
    assert summary == Summary(answers=3, errors=1, different=1, a_second=1.5, p50=200.0, p95=300.0, longest=300.0)
    assert summary.line() == (
        "3 answers, 1.5 a second; p50 200 ms, p95 300 ms, longest 300 ms; 1 errors (25.00%); "
        "1 answers differ from the unloaded ones"
    )


def test_nothing_asked_is_no_division_by_zero() -> None:
    assert summarise([], {}, seconds=1).line().startswith("0 answers, 0.0 a second")


def test_each_address_is_a_client_of_its_own_and_refusals_are_read(limited: str) -> None:
    async def run() -> list[Outcome]:
        async with visitor_client(limited) as one, visitor_client(limited, "127.0.0.2") as other:
            return [await ask(client, JOINING) for client in (one, one, one, other)]

    outcomes = in_own_thread(lambda: asyncio.run(run()))
    assert [outcome.status for outcome in outcomes] == [200, 200, 429, 200]
    assert [outcome.refused_cleanly for outcome in outcomes] == [False, False, True, False]
    expected = comparable(json.loads(json.dumps(FakeAssistant().ask(JOINING).to_json())))
    assert outcomes[0].answer == outcomes[3].answer == expected


def test_server_that_is_not_there_is_an_outcome() -> None:
    async def run() -> Outcome:
        async with visitor_client("http://127.0.0.1:9") as client:
            return await ask(client, JOINING)

    assert in_own_thread(lambda: asyncio.run(run())).status == 0


def test_unloaded_answers_must_be_answers(limited: str) -> None:
    async def run() -> None:
        async with visitor_client(limited) as client:
            await unloaded_answers(client, ["  "])

    with pytest.raises(RuntimeError, match=r"'  ' was not answered even without load \(status 422\)"):
        in_own_thread(lambda: asyncio.run(run()))


def test_questions_come_from_the_development_set_and_the_corpus() -> None:
    assert len(load.development_questions()) > 100
    assert len(load.known_questions(ROOT / "corpus")) > 5000


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory is read from /proc")
@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param(
            ("visitors", "--visitors", "3", "--seconds", "2"),
            ("3 visitors for 2 s, pause 0 s: ", "0 errors (0.00%); 0 answers differ", "of processor time an answer"),
            id="visitors",
        ),
        pytest.param(
            ("limit", "--rate", "12", "--seconds", "10", "--visitors", "1"),
            ("10 times the limit of 12 a minute for 10 s: ", ", 0 otherwise", "1 others meanwhile: "),
            id="limit",
        ),
        pytest.param(
            ("memory", "--questions", "20"), ("20 questions, 20 of them different", "after     20: "), id="memory"
        ),
    ],
)
def test_a_tiny_run_finds_nothing_wrong(
    real_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    shown: tuple[str, ...],
) -> None:
    monkeypatch.setenv("GFA_INDEX_DIR", str(real_settings.index_dir))
    monkeypatch.setenv("GFA_CORPUS_DIR", str(real_settings.corpus_dir))
    status = in_own_thread(lambda: load.main(arguments))
    printed = capsys.readouterr()
    assert printed.err == ""
    assert [words for words in shown if words not in printed.out] == []
    # So few questions do not show whether memory stays.
    assert status == 0 or arguments[0] == "memory"
