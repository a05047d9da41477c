"""Ingests corpora of many brochures, and measures time and memory by their size.

    python -m benchmarks.bulk_ingest [--documents 50 100 200] [--pages 20] [--words-per-page 300] [--model small]

For each number of documents a fresh `gfa-assistant ingest` of a fresh index is run, then a second one of the unchanged
corpus. Of each, the peak memory of the command itself is printed (the largest resident set, as the system counts it),
and that of all its processes together (sampled ten times a second: the files are read in a process of their own).

The default model embeds some eight paragraphs a second on two cores, hours for 500 brochures of 20 full pages.
`--model small` is a sentence-transformers model of two layers of 64 dimensions, untrained, with the default model's
tokenizer, made on the spot: reading, cutting, storing and the rest are the real thing, only its vectors mean nothing.
`--model default` is the real one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.bulk_corpus import write_corpus
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.indexing.weights import prepare_default_model
from gfa_assistant.settings import DEFAULT_MODEL, load_settings

_SAMPLES_A_SECOND = 10
_DIMENSIONS = 64
_MIB = 1024**2


@dataclass(frozen=True)
class Run:
    """One command: its report, seconds from start to exit, and peak bytes of itself and of all its processes."""

    report: dict[str, Any]
    seconds: float
    own_peak: int
    peak: int


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--documents", type=int, nargs="+", default=[50, 100, 200], help="sizes of the corpus")
    parser.add_argument("--pages", type=int, default=20, help="pages of each document")
    parser.add_argument("--words-per-page", type=int, default=300)
    parser.add_argument("--model", default="small", help="small, default, or a sentence-transformers folder")
    arguments = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        model = _model(arguments.model, folder)
        cache = folder / "cache" if arguments.model == "small" else load_settings().cache_dir
        # What a first start makes once is no part of what an ingest takes.
        load_exported_encoder(model, cache)
        print(f"{arguments.pages} pages of {arguments.words_per_page} words; model: {arguments.model}", flush=True)
        runs: list[tuple[int, Run]] = []
        for count in sorted(arguments.documents):
            words = arguments.words_per_page
            size = write_corpus(folder / "corpus", documents=count, pages=arguments.pages, words_per_page=words)
            first, second = (_ingest(folder / "corpus", folder / f"index-{count}", model, cache) for _ in range(2))
            _check(count, first, second)
            _print(count, size, first, second)
            runs.append((count, first))
    for (fewer, small), (more, large) in pairwise(runs):
        growth = large.own_peak - small.own_peak
        texts = large.report["passages"] - small.report["passages"]
        print(
            f"from {fewer} to {more} documents: {growth / _MIB:+.0f} MiB, {growth / (more - fewer) / 1024:+.1f} KiB a "
            f"document, {growth / texts / 1024:+.2f} KiB a passage"
        )
    return 0


def _model(name: str, scratch: Path) -> str:
    if name == "small":
        return str(_small_model(scratch / "model"))
    return DEFAULT_MODEL if name == "default" else name


def _small_model(folder: Path) -> Path:
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.base.modules import Transformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling  # noqa: PLC0415
    from transformers import AutoTokenizer, BertConfig, BertModel  # noqa: PLC0415

    tokenizer = AutoTokenizer.from_pretrained(prepare_default_model(load_settings().cache_dir))
    shape = {"hidden_size": _DIMENSIONS, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 128}
    config = BertConfig(vocab_size=len(tokenizer), max_position_embeddings=512, pad_token_id=1, **shape)
    part = folder.with_name("transformer")
    BertModel(config).save_pretrained(part)
    tokenizer.save_pretrained(part)
    modules = [Transformer(str(part), max_seq_length=512), Pooling(_DIMENSIONS, pooling_mode="mean")]
    SentenceTransformer(modules=modules).save(str(folder))
    return folder


def _ingest(corpus: Path, index: Path, model: str, cache: Path) -> Run:
    command = [
        sys.executable,
        "-m",
        "gfa_assistant",
        "ingest",
        "--json",
        "--corpus",
        str(corpus),
        "--index",
        str(index),
    ]
    environment = {**os.environ, "GFA_EMBEDDING_MODEL": model, "GFA_CACHE_DIR": str(cache)}
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, encoding="utf-8")
    peaks = [0, 0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, done))
    watcher.start()
    try:
        output, _ = process.communicate()
    finally:
        done.set()
        watcher.join()
    if process.returncode:
        sys.exit(f"the ingest failed with exit status {process.returncode}")
    return Run(json.loads(output), time.monotonic() - started, *peaks)


def _watch(process: int, peaks: list[int], done: threading.Event) -> None:
    """Keep the peak of the process, which the system knows, and of it with all that it started, which is sampled."""
    while not done.wait(1 / _SAMPLES_A_SECOND):
        peaks[0] = max(peaks[0], _memory(process, "VmHWM"))
        peaks[1] = max(peaks[1], sum(_memory(number, "VmRSS") for number in _family(process)))


def _family(process: int) -> list[int]:
    """A process and all that it started."""
    found = [process]
    for number in found:
        try:
            for task in Path(f"/proc/{number}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            # It ended meanwhile.
            continue
    return found


def _memory(process: int, field: str) -> int:
    """Bytes that the system reports; 0 when the process has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:")), 0)


def _check(count: int, first: Run, second: Run) -> None:
    """The second ingest must have found all unchanged, or its time says nothing."""
    if len(first.report["added"]) != count or len(second.report["unchanged"]) != count:
        sys.exit(f"not all {count} documents were added and then unchanged: {first.report} {second.report}")


def _print(count: int, size: int, first: Run, second: Run) -> None:
    print(
        f"{count} documents ({size / _MIB:.1f} MiB): {first.seconds:.1f} s, {first.report['passages']} passages, peak "
        f"{first.own_peak / _MIB:.0f} MiB ({first.peak / _MIB:.0f} MiB with the process that reads)\n"
        f"    unchanged: {second.seconds:.1f} s, {second.seconds / first.seconds:.1%} of the first, peak "
        f"{second.own_peak / _MIB:.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
