"""Visitors who ask a running server one question after another, and what came back."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks.comparison import percentile

TIMEOUT_S = 60.0
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and its response; `status` 0 means that none came, `answer` is None unless the status is 200."""

    question: str
    status: int
    seconds: float
    answer: Any = None
    refused_cleanly: bool = False
    """A 429 in the one error shape, with the seconds to wait."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; times in milliseconds, of answers only."""

    answers: int
    errors: int
    different: int
    a_second: float
    p50: float
    p95: float
    longest: float

    def line(self) -> str:
        asked = self.answers + self.errors
        rate = self.errors / asked if asked else 0.0
        return (
            f"{self.answers} answers, {self.a_second:.1f} a second; p50 {self.p50:.0f} ms, p95 {self.p95:.0f} ms, "
            f"longest {self.longest:.0f} ms; {self.errors} errors ({rate:.2%}); "
            f"{self.different} answers differ from the unloaded ones"
        )


def visitor_client(url: str, address: str = "127.0.0.1") -> httpx.AsyncClient:
    """A client that comes from `address`; the loopback net has many, and to the server each is another visitor."""
    transport = httpx.AsyncHTTPTransport(
        local_address=address, limits=httpx.Limits(max_connections=None, max_keepalive_connections=None)
    )
    return httpx.AsyncClient(base_url=url, transport=transport, timeout=TIMEOUT_S, trust_env=False)


async def ask(client: httpx.AsyncClient, question: str) -> Outcome:
    """Ask one question; what goes wrong is an outcome too."""
    started = time.perf_counter()
    try:
        response = await client.post("/api/v1/ask", json={"question": question})
    except httpx.HTTPError:
        return Outcome(question, 0, time.perf_counter() - started)
    seconds = time.perf_counter() - started
    if response.status_code != 200:
        return Outcome(question, response.status_code, seconds, refused_cleanly=_is_clean_refusal(response))
    return Outcome(question, 200, seconds, comparable(response.json()))


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the times, which no two answers share."""
    return {key: value for key, value in answer.items() if key != "timings_ms"}


async def unloaded_answers(client: httpx.AsyncClient, questions: Sequence[str]) -> dict[str, Any]:
    """The answer to each question, asked one after another with nothing beside.

    Raises:
        RuntimeError: one was not answered.
    """
    answers = {}
    for question in questions:
        outcome = await ask(client, question)
        if outcome.status != 200:
            raise RuntimeError(f"{question!r} was not answered even without load (status {outcome.status})")
        answers[question] = outcome.answer
    return answers


async def keep_asking(
    client: httpx.AsyncClient, questions: Sequence[str], *, until: float, pause: float, seed: int
) -> list[Outcome]:
    """One visitor, who waits `pause` seconds after each answer; `until` as perf_counter has it."""
    order = random.Random(seed)
    outcomes = []
    while time.perf_counter() < until:
        outcomes.append(await ask(client, order.choice(questions)))
        await asyncio.sleep(pause)
    return outcomes


async def keep_checking(client: httpx.AsyncClient, *, until: float) -> list[float]:
    """How long the health check took, in milliseconds, twice a second; a failed one counts as the time limit."""
    times = []
    while time.perf_counter() < until:
        started = time.perf_counter()
        try:
            (await client.get("/healthz")).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)
        except httpx.HTTPError:
            times.append(TIMEOUT_S * 1000)
        await asyncio.sleep(0.5)
    return times


def summarise(outcomes: Sequence[Outcome], expected: Answers, seconds: float) -> Summary:
    """Count and time the outcomes of a run of `seconds`, and compare them with the `expected` answers."""
    answered = [outcome for outcome in outcomes if outcome.status == 200]
    times = [outcome.seconds * 1000 for outcome in answered] or [0.0]
    return Summary(
        answers=len(answered),
        errors=len(outcomes) - len(answered),
        different=sum(outcome.answer != expected[outcome.question] for outcome in answered),
        a_second=len(answered) / seconds,
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        longest=max(times),
    )


def _is_clean_refusal(response: httpx.Response) -> bool:
    """Whether this is a 429 that a client can act on."""
    try:
        error = response.json()["error"]
    except (ValueError, LookupError, TypeError):
        return False
    wait = response.headers.get("retry-after", "")
    return response.status_code == 429 and error.get("code") == "rate_limited" and wait.isdigit() and int(wait) > 0
