"""Ours beside what LlamaIndex gives, on XQuAD-de and in like processes: quality, latency, cold start, memory, ingest.

    python -m benchmarks.side_by_side [--data DIR] [--repeats 3] [--questions N] [--json FILE]

Compared are plain LlamaIndex with Chroma, LlamaIndex's own hybrid (the better of two fusions) and this project, all
with the same model, each asked for ten passages; and for the ingest, the texts through the bare model. Every
measurement runs in a fresh process of its own, with the file cache warm and the libraries' own thread settings. Quality
is of all questions, once; times are of 200 of them, in rounds that go from system to system. A search and an answer are
timed after a few others, in a process that has opened the stored index. A load average above the number of cores means
that other work ran beside, which slows PyTorch most: such times are no comparison.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.comparison import Comparison, System, quality, ratio_table, ratios, spread, table
from benchmarks.measured_process import ProcessFailedError
from benchmarks.measurements import Bench, QuestionsWithGold
from benchmarks.xquad_retrieval import read_questions

TIMED_QUESTIONS = 200
PACKAGES = ("llama-index-core", "chromadb", "sentence-transformers", "torch", "onnxruntime")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("XQUAD_DIR", "../shared/bench")))
    parser.add_argument("--repeats", type=int, default=3, help="rounds of timing (default: 3)")
    parser.add_argument("--questions", type=int, help="how many questions, evenly spaced (default: all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every measurement here too")
    arguments = parser.parse_args()
    if arguments.repeats < 1 or (arguments.questions is not None and arguments.questions < 1):
        parser.error("--repeats and --questions must be at least 1")
    if arguments.json and not arguments.json.parent.is_dir():
        parser.error(f"--json: no folder {str(arguments.json.parent)!r}")
    load = os.getloadavg()[0]
    try:
        comparison = compare(
            arguments.data, arguments.repeats, arguments.questions, lambda step: print(step, file=sys.stderr)
        )
    except ProcessFailedError as error:
        print(f"side_by_side: {error}", file=sys.stderr)
        return 1
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(report(comparison))
    print(f"\n{os.cpu_count()} cores, load average {load:.1f} before and {os.getloadavg()[0]:.1f} after; {versions}")
    if arguments.json:
        arguments.json.write_text(json.dumps(to_json(comparison), indent=2) + "\n", encoding="utf-8")
    return 0


def compare(
    data: Path, repeats: int, questions: int | None = None, progress: Callable[[str], None] = lambda _step: None
) -> Comparison:
    """Measure all systems in `repeats` rounds, asking at most so many `questions`.

    Raises:
        ProcessFailedError: the data is not there, or a measured process failed.
    """
    file = data / "xquad.de.json"
    if not file.is_file():
        raise ProcessFailedError(f"no {file}; give the folder of the XQuAD files with --data")
    asked = evenly(read_questions(file), questions)
    timed = evenly(asked, TIMED_QUESTIONS)
    plain, hybrid = System("plain", "plain LlamaIndex"), System("hybrid", "LlamaIndex hybrid")
    ours, bare = System("ours", "gfa_assistant"), System("bare", "bare encode")
    systems = [plain, hybrid, ours, bare]
    with tempfile.TemporaryDirectory() as folder:
        progress("preparing the model")
        bench = Bench(Path(folder), file, asked, timed)
        for system in systems:
            progress(f"quality: {system.name}")
            bench.measure_quality(system)
        for number in range(repeats):
            for system in systems:
                progress(f"round {number + 1} of {repeats}: {system.name}")
                bench.measure_times(system)
            # Who comes first in a round has no part in the result.
            systems.append(systems.pop(0))
    return Comparison(plain, hybrid, ours, bare, questions=len(asked), timed_questions=len(timed))


def evenly(questions: QuestionsWithGold, count: int | None) -> QuestionsWithGold:
    """Return `count` of the questions, evenly spaced; all where there are no more or `count` is None."""
    if count is None or count >= len(questions):
        return questions
    return [questions[i * len(questions) // count] for i in range(count)]


def report(c: Comparison) -> str:
    """Return the tables and how they were come by, as Markdown."""
    search_s, search_mib = spread(c.ours.first_search_s, 1), spread(c.ours.search_mib, 0)
    return f"""{table(c.systems)}

{ratio_table(ratios(c))}

Quality: {c.questions} questions, once. Times and memory: median (lowest–highest), rounds: {len(c.ours.search_ms)}.
A search or answer: the median of {c.timed_questions} questions in one process; ours answers {c.ours.answered} of them.
First result of ours: the answer of `gfa_assistant ask --json`; its first search comes after {search_s} s.
Memory of ours: giving answers; only searching, it is {search_mib} MiB."""


def to_json(c: Comparison) -> dict[str, Any]:
    """Return every measurement, without the single ranks."""
    systems = {}
    for system in c.systems:
        measured = asdict(system)
        del measured["ranks"]
        if system.ranks:
            measured |= dict(zip(("r_at_1", "r_at_5", "mrr_at_10"), quality(system), strict=True))
        systems[measured.pop("key")] = measured
    return {
        "questions": c.questions,
        "timed_questions": c.timed_questions,
        "systems": systems,
        "ratios": [asdict(r) | {"met": r.met} for r in ratios(c)],
    }


if __name__ == "__main__":
    sys.exit(main())
