"""Kills an ingest at random moments, and looks at what readers find and the next ingest leaves.

    python -m benchmarks.kill_ingest [--points 200] [--seed 1]

Each time an index of the corpus' earlier version serves; an ingest of the changed corpus is killed (SIGKILL) at a
moment drawn evenly over its usual time and a little more. Then a fresh process opens the index as the assistant does:
it must find one complete generation, the earlier or the new one, with every document, passage, vector and word in
place. Then an ingest must finish, leave that one generation alone in the folder, and hold the changed corpus.
"""

import argparse
import contextlib
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.opened import open_index
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder

DOCUMENTS, SECTIONS = 6, 15
# Part of the moments lies after the end of the usual time: an ingest may be slower than usual.
_BEYOND = 1.15


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--points", type=int, default=200, help="how often to kill")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as scratch:
        _import_once(Path(scratch) / "imports")
        usual = _usual_time(Path(scratch) / "timing")
        print(f"an undisturbed ingest of the change takes {usual:.2f} s", flush=True)
        found: Counter[str] = Counter()
        faults: list[str] = []
        for point in range(arguments.points):
            outcome = kill_once(Path(scratch) / f"point-{point}", moments.uniform(0, usual * _BEYOND))
            found[outcome["served"]] += 1
            faults += [f"point {point}: {fault}" for fault in outcome["faults"]]
            shutil.rmtree(Path(scratch) / f"point-{point}", ignore_errors=True)
    print(f"{arguments.points} kills; served afterwards: {dict(sorted(found.items()))}; faults: {len(faults)}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def kill_once(folder: Path, seconds: float) -> dict[str, Any]:
    """Kill an ingest after so many seconds; return which version `served` then, and all that was wrong as `faults`."""
    settings = _prepare(folder)
    _in_child(lambda: _ingest(settings))
    _write_corpus(settings.corpus_dir, "neu")
    child = os.fork()
    if child == 0:
        _silent(lambda: _ingest(settings))
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    after: dict[str, Any] = _in_child(lambda: _look(settings))
    repaired: dict[str, Any] = _in_child(lambda: _repair(settings))
    return {"served": after.get("served", "nothing"), "faults": [*after["faults"], *repaired["faults"]]}


def _look(settings: Settings) -> dict[str, Any]:
    """Open the index as the assistant does, and hold all its parts against one another."""
    opened = open_index(settings, lambda _model, _cache: FakeEncoder())
    versions = {text.split()[-1] for document in opened.documents.values() for text in document.text.splitlines()[:1]}
    faults = [] if len(versions) == 1 else [f"documents of {sorted(versions)} beside one another"]
    keys = [key for entry in opened.manifest.documents.values() for key in entry["passages"]]
    if len(opened.documents) != DOCUMENTS:
        faults.append(f"{len(opened.documents)} documents instead of {DOCUMENTS}")
    if list(opened.lexical.passage_ids) != keys:
        faults.append("words and manifest hold different passages")
    stored, vectors = opened.vectors.get(keys), opened.vectors.vectors(keys)
    if set(stored) != set(keys) or set(vectors) != set(keys):
        faults.append(f"{len(stored)} passages and {len(vectors)} vectors instead of {len(keys)}")
    faults += [
        f"passage {key} is not its document's text"
        for key, passage in stored.items()
        if opened.documents[passage.document_id].text[passage.start : passage.end] != passage.text
    ]
    for key in keys:
        if not len(opened.tokens[key].vectors()):
            faults.append(f"passage {key} has no tokens")
    return {"served": versions.pop() if len(versions) == 1 else "both", "faults": faults}


def _repair(settings: Settings) -> dict[str, Any]:
    _ingest(settings)
    looked = _look(settings)
    faults = [f"after the next ingest: {fault}" for fault in looked["faults"]]
    if looked["served"] != "neu":
        faults.append("the next ingest left the earlier version")
    left = sorted(path.name for path in settings.index_dir.iterdir() if path.is_dir())
    if left != [current_generation(settings.index_dir).name]:
        faults.append(f"the next ingest left {left}")
    return {"faults": faults}


def _prepare(folder: Path) -> Settings:
    settings = Settings(
        corpus_dir=folder / "corpus",
        index_dir=folder / "index",
        cache_dir=folder / "cache",
        embedding_model="fake",
        keep_generations=1,
    )
    settings.corpus_dir.mkdir(parents=True)
    _write_corpus(settings.corpus_dir, "alt")
    return settings


def _write_corpus(corpus: Path, version: str) -> None:
    for number in range(DOCUMENTS):
        sections = "".join(
            f"\n## Abschnitt {i}\n\nAngebot {number}-{i} der Fassung {version} für Gemeinden.\n"
            for i in range(SECTIONS)
        )
        (corpus / f"heft-{number}.md").write_text(f"# Heft {number} {version}\n{sections}", encoding="utf-8")


def _import_once(folder: Path) -> None:
    """Import here what an ingest and a reader import, or every fork would spend most of its time on that."""
    settings = _prepare(folder)

    def names() -> dict[str, Any]:
        before = set(sys.modules)
        _repair(settings)
        return {"names": sorted(set(sys.modules) - before)}

    for name in _in_child(names)["names"]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _usual_time(folder: Path) -> float:
    settings = _prepare(folder)
    _in_child(lambda: _ingest(settings))
    _write_corpus(settings.corpus_dir, "neu")
    started = time.perf_counter()
    _in_child(lambda: _ingest(settings))
    return time.perf_counter() - started


def _ingest(settings: Settings) -> dict[str, Any]:
    ingest(settings, FakeEncoder)
    return {}


def _silent(run: Callable[[], Any]) -> None:
    try:
        run()
    finally:
        os._exit(0)


def _in_child(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run in a fork, so that this process never opens a database; an error comes back as a fault."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            result = run()
        except BaseException:
            result = {"faults": [" / ".join(traceback.format_exc().strip().splitlines()[-3:])]}
        with os.fdopen(writing, "w", encoding="utf-8") as handle:
            json.dump(result, handle)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as handle:
        text = handle.read()
    os.waitpid(child, 0)
    result = json.loads(text) if text else {"faults": ["the process died"]}
    return {"faults": [], **result}


if __name__ == "__main__":
    sys.exit(main())
