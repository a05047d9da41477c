"""XQuAD-de through the project's own ingestion and retriever: R@1, R@5, MRR@10, beside dense-only and BM25-only.

    python -m benchmarks.xquad_retrieval [--data DIR] [--language de]

The 240 paragraphs become 240 text files, the 1,190 questions are asked; each question's gold paragraph is the one it
was written for. `--data` is the folder of `xquad.<lang>.json` files (default: $XQUAD_DIR or ../shared/bench).
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from gfa_assistant.indexing.embedding import load_encoder
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.retrieval.retriever import HybridRetriever
from gfa_assistant.settings import Settings, load_settings

DEPTH = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("XQUAD_DIR", "../shared/bench")))
    parser.add_argument("--language", default="de", help="language of the questions (the index is German)")
    arguments = parser.parse_args()
    questions_file = arguments.data / f"xquad.{arguments.language}.json"
    if not questions_file.is_file():
        print(f"no {questions_file}; give the folder of the XQuAD files with --data", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(corpus_dir=Path(folder) / "corpus", index_dir=Path(folder) / "index")
        write_corpus(arguments.data / "xquad.de.json", settings.corpus_dir)
        started = time.perf_counter()
        report = ingest(settings, lambda: load_encoder(settings.embedding_model, settings.cache_dir))
        print(
            f"ingest: {len(report.added)} documents, {report.passages} passages, {time.perf_counter() - started:.1f} s"
        )
        print_scores(open_index(settings), settings, read_questions(questions_file), arguments.language)
    return 0


def write_corpus(file: Path, folder: Path) -> None:
    """Write each paragraph as `p000.txt`, `p001.txt`, …"""
    folder.mkdir(parents=True)
    for number, (context, _) in enumerate(_paragraphs(file)):
        (folder / f"p{number:03}.txt").write_text(context + "\n", encoding="utf-8")


def read_questions(file: Path) -> list[tuple[str, str]]:
    """Return (question, id of its paragraph's document) pairs."""
    return [(qa["question"], f"p{number:03}") for number, (_, qas) in enumerate(_paragraphs(file)) for qa in qas]


def print_scores(index: OpenIndex, settings: Settings, questions: list[tuple[str, str]], language: str) -> None:
    retriever = HybridRetriever(index)
    document_of = {key: d for d, entry in index.manifest.documents.items() for key in entry["passages"]}
    lexical_documents = [document_of[key] for key in index.lexical.passage_ids]
    ranks: dict[str, list[int | None]] = {"dense": [], "BM25": [], "hybrid (ours)": []}
    started = time.perf_counter()
    for question, gold in questions:
        hits = retriever.retrieve(question, top_k=DEPTH * 3, language=language)
        ranks["hybrid (ours)"].append(rank_of(gold, [h.passage.document_id for h in hits]))
    seconds = time.perf_counter() - started
    for question, gold in questions:
        vector = index.encoder.embed_queries([question])[0]
        ranks["dense"].append(rank_of(gold, [document_of[key] for key, _ in index.vectors.nearest(vector, DEPTH * 3)]))
        order = np.argsort(-index.lexical.scores(question))[: DEPTH * 3]
        ranks["BM25"].append(rank_of(gold, [lexical_documents[i] for i in order]))
    print(f"questions: {len(questions)} in {language}, model {settings.embedding_model}")
    print("| retrieval | R@1 | R@5 | MRR@10 |\n|---|---|---|---|")
    for name, found in ranks.items():
        print(f"| {name} | {recall(found, 1):.3f} | {recall(found, 5):.3f} | {reciprocal_rank(found):.3f} |")
    print(f"hybrid: {1000 * seconds / len(questions):.1f} ms a question")


def rank_of(gold: str, documents: list[str]) -> int | None:
    """Return the 1-based rank of the gold document among the distinct documents found, None when it is not there."""
    distinct = list(dict.fromkeys(documents))
    return distinct.index(gold) + 1 if gold in distinct else None


def recall(ranks: list[int | None], depth: int) -> float:
    return sum(r is not None and r <= depth for r in ranks) / len(ranks)


def reciprocal_rank(ranks: list[int | None]) -> float:
    return sum(1 / r for r in ranks if r is not None and r <= DEPTH) / len(ranks)


def _paragraphs(file: Path) -> list[tuple[str, list[dict[str, str]]]]:
    articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    return [(p["context"], p["qas"]) for article in articles for p in article["paragraphs"]]


if __name__ == "__main__":
    sys.exit(main())
