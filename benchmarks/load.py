"""Many visitors at once: times, errors, the same answers as without load, refusals past the limit, memory.

    python -m benchmarks.load visitors [--visitors 50] [--seconds 120] [--pause 0]
    python -m benchmarks.load limit [--rate 60] [--seconds 60] [--visitors 5]
    python -m benchmarks.load memory [--questions 10000] [--visitors 8]

Each run starts a server of its own with the index of the settings, on a free port of this machine, and asks it over
HTTP. `visitors` ask the questions of the development set at random, without a limit of requests; with `--pause 0`
each asks anew as soon as an answer is there. `limit` lets one client send ten times what the limit allows while others
ask slowly. `memory` asks known questions of the corpus, each once as long as they last, and prints the server's
memory at ten steps. The clients run in one process beside the server, so that they share its cores.

asyncio and httpx do this, not locust: every answer is compared with the one given without load, and that is most of
the program; the rest, a loop, needs no framework, no gevent and no page.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.comparison import percentile
from benchmarks.desk_app import RunningApp, running_app
from benchmarks.load_visitors import (
    Outcome,
    ask,
    keep_asking,
    keep_checking,
    summarise,
    unloaded_answers,
    visitor_client,
)
from benchmarks.measured_process import ProcessFailedError
from gfa_assistant.errors import GfaError
from gfa_assistant.evaluation.cases import DEV_FILE, load_questions
from gfa_assistant.reading.questions import read_questions
from gfa_assistant.settings import Settings, load_settings

STEPS = 10
# Memory may grow by this part in the second half; in the first, what is kept for later questions fills up. Pages of the
# mapped index come in as questions touch them, up to its size, and the system takes them back when it needs them.
GROWTH = 0.05
TIMES_THE_LIMIT = 10


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    load = os.getloadavg()[0]
    try:
        settings, rate_limit = load_settings(), getattr(arguments, "rate", 0)
        with (
            tempfile.TemporaryDirectory() as folder,
            running_app(settings, Path(folder), rate_limit=rate_limit) as app,
        ):
            fine: bool = arguments.run(app, arguments, settings)
    except (GfaError, ProcessFailedError, RuntimeError) as error:
        print(f"load: {error}", file=sys.stderr)
        return 1
    print(f"{os.cpu_count()} cores, load average {load:.1f} before and {os.getloadavg()[0]:.1f} after")
    return 0 if fine else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    runs = parser.add_subparsers(required=True, metavar="RUN")

    def add(name: str, run: Callable[[RunningApp, argparse.Namespace, Settings], bool], text: str, visitors: int):  # type: ignore[no-untyped-def]
        sub = runs.add_parser(name, help=text, description=text)
        sub.add_argument("--visitors", type=_at_least_one, default=visitors, help=f"at once (default: {visitors})")
        sub.set_defaults(run=run)
        return sub

    sub = add("visitors", _visitors, "Times, errors and answers under load.", 50)
    sub.add_argument("--seconds", type=_at_least_one, default=120, help="how long (default: 120)")
    sub.add_argument("--pause", type=float, default=0.0, help="seconds between an answer and the next question")
    sub = add("limit", _limit, "Refusals past the limit, and what others notice of it.", 5)
    sub.add_argument("--rate", type=_at_least_one, default=60, help="GFA_RATE_LIMIT of the server (default: 60)")
    sub.add_argument("--seconds", type=_at_least_one, default=60, help="how long (default: 60)")
    sub = add("memory", _memory, "The server's memory over many questions.", 8)
    sub.add_argument("--questions", type=_at_least_one, default=10_000, help="how many (default: 10000)")
    return parser


def _at_least_one(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return int(text)


def development_questions() -> list[str]:
    """The questions of the development set that need nothing said before them."""
    return list(dict.fromkeys(case.turns[0] for case in load_questions(DEV_FILE).cases if len(case.turns) == 1))


def known_questions(corpus: Path) -> list[str]:
    """The known questions of a corpus, each once."""
    return list(dict.fromkeys(question for entry in read_questions(corpus) for question in entry.questions))


def _visitors(app: RunningApp, arguments: argparse.Namespace, _: Settings) -> bool:
    async def run() -> bool:
        questions = development_questions()
        async with visitor_client(app.url) as client:
            started = time.perf_counter()
            expected = await unloaded_answers(client, questions)
            alone = time.perf_counter() - started
            print(f"unloaded: {len(questions)} questions, {alone / len(questions) * 1000:.0f} ms each", flush=True)
            started, used = time.perf_counter(), app.processor_seconds()
            until = started + arguments.seconds
            checks, *outcomes = await asyncio.gather(
                keep_checking(client, until=until),
                *(
                    keep_asking(client, questions, until=until, pause=arguments.pause, seed=seed)
                    for seed in range(arguments.visitors)
                ),
            )
            seconds, used = time.perf_counter() - started, app.processor_seconds() - used
        summary = summarise([outcome for each in outcomes for outcome in each], expected, seconds)
        print(f"{arguments.visitors} visitors for {arguments.seconds} s, pause {arguments.pause:g} s: {summary.line()}")
        print(
            f"the server used {used / max(summary.answers, 1) * 1000:.0f} ms of processor time an answer; "
            f"its health check took {percentile(checks, 0.95):.0f} ms (p95) meanwhile"
        )
        return summary.errors == summary.different == 0

    return asyncio.run(run())


def _limit(app: RunningApp, arguments: argparse.Namespace, _: Settings) -> bool:
    async def run() -> bool:
        questions = development_questions()[: max(1, arguments.rate // 2)]
        async with visitor_client(app.url, "127.0.0.2") as client:
            expected = await unloaded_answers(client, questions)
        started = time.perf_counter()
        until = started + arguments.seconds
        # Others keep to half of what is allowed.
        pause = 2 * 60 / arguments.rate
        addresses = [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(arguments.visitors)]
        others = [visitor_client(app.url, address) for address in addresses]
        flood, *polite = await asyncio.gather(
            _flood(app.url, questions, until, TIMES_THE_LIMIT * arguments.rate / 60),
            *(keep_asking(client, questions, until=until, pause=pause, seed=n) for n, client in enumerate(others)),
        )
        for client in others:
            await client.aclose()
        refused = [outcome for outcome in flood if outcome.status == 429]
        clean = sum(outcome.refused_cleanly for outcome in refused)
        served = sum(outcome.status == 200 for outcome in flood)
        broken = len(flood) - len(refused) - served
        print(
            f"one client, {TIMES_THE_LIMIT} times the limit of {arguments.rate} a minute for {arguments.seconds} s: "
            f"{len(flood)} questions, {served} answered, {len(refused)} refused ({clean} with the seconds to wait), "
            f"{broken} otherwise"
        )
        summary = summarise([outcome for each in polite for outcome in each], expected, time.perf_counter() - started)
        print(f"{arguments.visitors} others meanwhile: {summary.line()}")
        return bool(refused) and clean == len(refused) and broken == summary.errors == summary.different == 0

    return asyncio.run(run())


async def _flood(url: str, questions: Sequence[str], until: float, a_second: float) -> list[Outcome]:
    """Ask at a steady pace, whatever comes back and whenever."""
    asked: list[asyncio.Task[Outcome]] = []
    async with visitor_client(url) as client:
        while time.perf_counter() < until:
            asked.append(asyncio.create_task(ask(client, questions[len(asked) % len(questions)])))
            await asyncio.sleep(1 / a_second)
        return list(await asyncio.gather(*asked))


def _memory(app: RunningApp, arguments: argparse.Namespace, settings: Settings) -> bool:
    async def run() -> bool:
        known = known_questions(settings.corpus_dir)
        asked = [known[number % len(known)] for number in range(arguments.questions)]
        print(
            f"{len(asked)} questions, {len(set(asked))} of them different; resident memory of the server, and without "
            "the index and libraries that are mapped into it:"
        )
        errors, steps = 0, []
        async with visitor_client(app.url) as client:
            print(_step(0, app.memory_mib()), flush=True)
            for step in range(STEPS):
                part = asked[step * len(asked) // STEPS : (step + 1) * len(asked) // STEPS]
                queue = iter(part)

                async def worker(queue=queue) -> int:  # type: ignore[no-untyped-def]
                    return sum([(await ask(client, question)).status != 200 for question in queue])

                errors += sum(await asyncio.gather(*(worker() for _ in range(arguments.visitors))))
                steps.append(app.memory_mib())
                print(_step((step + 1) * len(asked) // STEPS, steps[-1]), flush=True)
        whole, own = (steps[-1][kind] / steps[STEPS // 2 - 1][kind] - 1 for kind in (0, 1))
        print(
            f"grown in the second half by {whole:.1%}, {own:.1%} (allowed of the latter: {GROWTH:.0%}); {errors} errors"
        )
        return errors == 0 and own <= GROWTH

    return asyncio.run(run())


def _step(asked: int, memory: tuple[float, float]) -> str:
    return f"after {asked:>6}: {memory[0]:.0f} MiB, {memory[1]:.0f} MiB"


if __name__ == "__main__":
    raise SystemExit(main())
