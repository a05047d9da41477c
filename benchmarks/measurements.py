"""The measurements of each system, every one in a fresh process of its own."""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.comparison import System, percentile, quality
from benchmarks.measured_process import Finished, run_process
from benchmarks.peer_packages import install_peer_packages
from benchmarks.xquad_retrieval import rank_of, reciprocal_rank, write_corpus

FUSIONS = ("relative_score", "reciprocal_rerank")
QuestionsWithGold = Sequence[tuple[str, str]]


class Bench:
    """A folder in which the systems index one corpus and search it.

    Args:
        folder: empty; takes the corpus, the questions, and each system's index under the system's key.
        corpus: the XQuAD file whose paragraphs are indexed.
        asked: (question, gold document) pairs for the quality; timed: those of them for the times.

    Raises (as all methods do):
        ProcessFailedError: a measured process failed.
    """

    def __init__(self, folder: Path, corpus: Path, asked: QuestionsWithGold, timed: QuestionsWithGold) -> None:
        self._folder = folder
        self._gold = [document for _, document in asked]
        self._first_question = timed[0][0]
        write_corpus(corpus, folder / "corpus")
        for name, pairs in (("asked", asked), ("timed", timed)):
            (folder / f"{name}.json").write_text(json.dumps([question for question, _ in pairs]), encoding="utf-8")
        # The developer's own settings would change one system only.
        (folder / "gfa.toml").touch()
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GFA_") or k == "GFA_CACHE_DIR"}
        self._environment = {**kept, "GFA_CONFIG": str(folder / "gfa.toml"), "HF_HUB_OFFLINE": "1"}
        self._peer_packages = install_peer_packages()
        self._model = self._run("prepare", System("ours", "the model"))["model"]

    def measure_quality(self, system: System) -> None:
        """Make the system's index and ask it everything; of the hybrid's fusions, keep the better one."""
        index = self._folder / system.key
        index.mkdir()
        system.ingest_process_s.append(self._start("ingest", system, index=index).seconds)
        if system.key == "bare":
            return
        for fusion in FUSIONS if system.key == "hybrid" else ("",):
            found = self._run("search", system, questions="asked", fusion=fusion)["found"]
            ranks = [rank_of(gold, documents) for gold, documents in zip(self._gold, found, strict=True)]
            if not system.ranks or reciprocal_rank(ranks) > quality(system)[2]:
                system.ranks, system.fusion = ranks, fusion

    def measure_times(self, system: System) -> None:
        """Add one round to the system's times and memory; its index must have been made."""
        with tempfile.TemporaryDirectory(dir=self._folder) as index:
            done = self._run("warm-ingest", system, index=Path(index))
        system.ingest_s.append(done["seconds"])
        system.ingest_mib.append(done["peak_mib"])
        if system.key == "bare":
            return
        done = self._run("search", system, fusion=system.fusion)
        system.search_ms.append(median(done["milliseconds"]))
        system.search_p95_ms.append(percentile(done["milliseconds"], 0.95))
        system.search_mib.append(done["peak_mib"])
        system.first_search_s.append(self._start("first", system, fusion=system.fusion).seconds)
        if system.key == "ours":
            self._measure_answers(system)
        else:
            system.first_s.append(system.first_search_s[-1])
            system.serving_mib.append(system.search_mib[-1])

    def _measure_answers(self, system: System) -> None:
        done = self._run("ask", system)
        system.answer_ms.append(median(done["milliseconds"]))
        system.answer_p95_ms.append(percentile(done["milliseconds"], 0.95))
        system.serving_mib.append(done["peak_mib"])
        system.answered = done["statuses"].count("answered")
        command = [sys.executable, "-m", "gfa_assistant", "ask", "--json", self._first_question]
        environment = {**self._environment, "GFA_INDEX_DIR": str(self._folder / system.key)}
        system.first_s.append(run_process(f"{system.name}, first answer", command, environment).seconds)

    def _run(self, task: str, system: System, **options: Any) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(self._start(task, system, **options).output)
        return result

    def _start(
        self, task: str, system: System, *, index: Path | None = None, questions: str = "timed", fusion: str = ""
    ) -> Finished:
        options = {
            "--corpus": self._folder / "corpus",
            "--index": index or self._folder / system.key,
            "--questions": self._folder / f"{questions}.json",
            "--fusion": fusion,
        }
        if task != "prepare":
            options["--model"] = self._model
        command = [sys.executable, "-m", "benchmarks.run_system", task, system.key]
        command += [f"{option}={value}" for option, value in options.items()]
        environment = dict(self._environment)
        if system.key == "hybrid":
            environment["PYTHONPATH"] = str(self._peer_packages)
        return run_process(f"{system.name}, {task}", command, environment)
