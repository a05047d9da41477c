"""XQuAD questions in five languages on the German paragraphs: R@1, R@5, MRR@10, beside two simpler rankings.

    python -m benchmarks.xquad_retrieval [--data DIR] [--work DIR] [--json FILE]

The 240 paragraphs become 240 text files, the 1,190 questions are asked in each language whose file is there; each
question's gold paragraph is the one it was written for.
"""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.xquad_data import Question, read_questions, write_corpus
from benchmarks.xquad_index import arguments_parser, asked, documents_of_passages, xquad_settings
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.retrieval.retriever import FOREIGN, GERMAN, HybridRetriever, z_scores

# What the comparison with other systems takes from here.
__all__ = ["DEPTH", "rank_of", "read_questions", "recall", "reciprocal_rank", "write_corpus"]

DEPTH = 10
LANGUAGES = ("de", "en", "tr", "ar", "ru")
DENSE, FIRST, OURS = METHODS = ("dense only", "without late interaction", "ours")
# What ours is to reach: R@1, and MRR@10 where it is set.
TARGETS: Mapping[str, tuple[float, float | None]] = {
    "de": (0.960, 0.976),
    "en": (0.88, None),
    "tr": (0.78, None),
    "ar": (0.70, None),
    "ru": (0.83, None),
}
Ranks = list[int | None]


def main() -> int:
    parser = arguments_parser(__doc__)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    with xquad_settings(arguments) as settings:
        index = open_index(settings)
        there = [name for name in arguments.languages if (arguments.data / f"xquad.{name}.json").is_file()]
        figures = {}
        for language in there:
            started = time.perf_counter()
            questions = asked(arguments, language)
            figures[language] = {name: scores(found) for name, found in rankings(index, questions, language).items()}
            print(f"{language}: {len(questions)} questions in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    print(table(figures))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def rankings(index: OpenIndex, questions: Sequence[Question], language: str) -> dict[str, Ranks]:
    """The rank of each question's gold document by each method."""
    retriever = HybridRetriever(index)
    weights = GERMAN if language == "de" else FOREIGN
    passage_ids = index.lexical.passage_ids
    document_of = documents_of_passages(index)
    stored = index.vectors.vectors(passage_ids)
    cosines = (
        index.encoder.embed_queries([q.text for q in questions]) @ np.stack([stored[key] for key in passage_ids]).T
    )
    ranks: dict[str, Ranks] = {name: [] for name in METHODS}
    for question, dense in zip(questions, cosines.astype(np.float64), strict=True):
        lexical = index.lexical.scores(question.text).astype(np.float64)
        first = weights.dense * z_scores(dense) + weights.lexical * z_scores(lexical)
        for name, values in ((DENSE, dense), (FIRST, first)):
            order = np.argsort(-values, kind="stable")
            ranks[name].append(rank_of(question.document, [document_of[passage_ids[i]] for i in order]))
        hits = retriever.retrieve(question.text, top_k=DEPTH * 3, language=language)
        ranks[OURS].append(rank_of(question.document, [hit.passage.document_id for hit in hits]))
    return ranks


def scores(ranks: Ranks) -> dict[str, float]:
    return {"R@1": recall(ranks, 1), "R@5": recall(ranks, 5), "MRR@10": reciprocal_rank(ranks)}


def table(figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The figures, language → method → measure, as a Markdown table."""
    lines = ["| questions | ranking | R@1 | R@5 | MRR@10 | target |", "|---|---|---|---|---|---|"]
    for language, methods in figures.items():
        for name, values in methods.items():
            cells = " | ".join(f"{values[measure]:.3f}" for measure in ("R@1", "R@5", "MRR@10"))
            lines.append(f"| {language} | {name} | {cells} | {verdict(language, values) if name == OURS else ''} |")
    return "\n".join(lines)


def verdict(language: str, values: Mapping[str, float]) -> str:
    """Say whether ours reaches what it is to reach, to the three digits shown."""
    recall_target, rank_target = TARGETS[language]
    met = round(values["R@1"], 3) >= recall_target and round(values["MRR@10"], 3) >= (rank_target or 0)
    wanted = f"{recall_target:.3f}" + (f" / {rank_target:.3f}" if rank_target else "")
    return f"{'met' if met else 'missed'} ({wanted})"


def rank_of(gold: str, documents: list[str]) -> int | None:
    """Return the 1-based rank of the gold document among the distinct documents found, None when it is not there."""
    distinct = list(dict.fromkeys(documents))
    return distinct.index(gold) + 1 if gold in distinct else None


def recall(ranks: Ranks, depth: int) -> float:
    return sum(r is not None and r <= depth for r in ranks) / len(ranks)


def reciprocal_rank(ranks: Ranks) -> float:
    return sum(1 / r for r in ranks if r is not None and r <= DEPTH) / len(ranks)


if __name__ == "__main__":
    sys.exit(main())
