"""One measurement of one system, in the process it is measured in; `benchmarks.side_by_side` starts these.

    python -m benchmarks.run_system TASK SYSTEM --model DIR --corpus DIR --index DIR --questions FILE

Prints one line of JSON. Nothing of the project is imported here that the system itself does not import.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.systems import Ingest, Search

# How many passages every system is asked for.
TOP_K = 10
# Asked before the clock runs.
WARM_UP = 5


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure one system.")
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("system", choices=("plain", "hybrid", "ours", "bare"))
    parser.add_argument("--fusion", help="of hybrid: relative_score or reciprocal_rerank")
    parser.add_argument("--model", type=Path, help="sentence-transformers folder")
    parser.add_argument("--corpus", type=Path, help="folder of text files")
    parser.add_argument("--index", type=Path, help="folder of the index")
    parser.add_argument("--questions", type=Path, help="JSON list of questions")
    arguments = parser.parse_args()
    print(json.dumps(TASKS[arguments.task](arguments)), flush=True)
    return 0


def prepare(_arguments: argparse.Namespace) -> dict[str, Any]:
    """Make the model folder of all systems."""
    from benchmarks.systems import ours  # noqa: PLC0415

    return {"model": str(ours.prepare())}


def ingest(arguments: argparse.Namespace) -> dict[str, Any]:
    """Index the corpus, from loading the model on."""
    return {"passages": _load_ingest(arguments)(arguments.corpus, arguments.index)}


def warm_ingest(arguments: argparse.Namespace) -> dict[str, Any]:
    """Index the corpus after the model was loaded and one text of it was indexed: seconds of work alone."""
    run = _load_ingest(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        first = min(arguments.corpus.iterdir())
        (folder / "corpus" / first.name).write_bytes(first.read_bytes())
        (folder / "index").mkdir()
        run(folder / "corpus", folder / "index")
        started = time.perf_counter()
        passages = run(arguments.corpus, arguments.index)
        seconds = time.perf_counter() - started
    return {"passages": passages, "seconds": seconds, "peak_mib": peak_memory_mib()}


def search(arguments: argparse.Namespace) -> dict[str, Any]:
    """Search for every question in a stored index."""
    found, milliseconds = _timed(_open_search(arguments), _questions(arguments))
    return {"found": found, "milliseconds": milliseconds, "peak_mib": peak_memory_mib()}


def ask(arguments: argparse.Namespace) -> dict[str, Any]:
    """Answer every question from a stored index."""
    from benchmarks.systems import ours  # noqa: PLC0415

    statuses, milliseconds = _timed(ours.open_ask(arguments.index), _questions(arguments))
    return {"statuses": statuses, "milliseconds": milliseconds, "peak_mib": peak_memory_mib()}


def first(arguments: argparse.Namespace) -> dict[str, Any]:
    """Search for the first question only, with no warm-up: what a fresh process has to do."""
    return {"found": _open_search(arguments)(_questions(arguments)[0])}


TASKS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "prepare": prepare,
    "ingest": ingest,
    "warm-ingest": warm_ingest,
    "search": search,
    "ask": ask,
    "first": first,
}


def peak_memory_mib() -> float:
    """The most resident memory this process has had, MiB.

    Not getrusage's ru_maxrss: on Linux that starts from the peak of the process that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kib) / 1024


def _load_ingest(arguments: argparse.Namespace) -> Ingest:
    system = import_module(f"benchmarks.systems.{arguments.system}")
    run: Ingest = system.load_ingest(arguments.model)
    return run


def _open_search(arguments: argparse.Namespace) -> Search:
    system = import_module(f"benchmarks.systems.{arguments.system}")
    fusion = (arguments.fusion,) if arguments.fusion else ()
    run: Search = system.open_search(arguments.model, arguments.index, TOP_K, *fusion)
    return run


def _questions(arguments: argparse.Namespace) -> list[str]:
    questions: list[str] = json.loads(arguments.questions.read_text(encoding="utf-8"))
    return questions


def _timed(run: Callable[[str], Any], questions: list[str]) -> tuple[list[Any], list[float]]:
    for question in questions[:WARM_UP]:
        run(question)
    results, milliseconds = [], []
    for question in questions:
        started = time.perf_counter()
        results.append(run(question))
        milliseconds.append(1000 * (time.perf_counter() - started))
    return results, milliseconds


if __name__ == "__main__":
    sys.exit(main())
