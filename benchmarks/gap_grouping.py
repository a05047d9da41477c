"""How alike two questions must be to stand in one group of the gap report.

    python -m benchmarks.gap_grouping [--corpus DIR] [--every 4]

Groups the known questions of corpus/questions.yaml that have at least three wordings, with vectors of the settings'
embedding model, and compares the groups with the answers they were written for. Precision and recall are B-cubed (Bagga
and Baldwin 1998): of the questions in one's group, how many have the same answer; of those that have it, how many are
in the group. A wording counts for one answer only, though others may fit, so the figures rank thresholds and are no
more than that. Question sets are never read.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.feedback.grouping import SIMILARITY, group_by_meaning
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.reading.questions import read_questions
from gfa_assistant.settings import load_settings

THRESHOLDS = (0.84, 0.85, 0.86, 0.87, 0.88, 0.89, 0.90, 0.91, 0.92)
LEAST_WORDINGS = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, help="corpus folder (default: that of the settings)")
    parser.add_argument("--every", type=int, default=4, metavar="N", help="only every N-th answer (default: 4)")
    arguments = parser.parse_args()
    settings = load_settings(corpus_dir=arguments.corpus)
    entries = [e for e in read_questions(settings.corpus_dir) if len(e.questions) >= LEAST_WORDINGS]
    chosen = entries[:: arguments.every]
    texts = [question for entry in chosen for question in entry.questions]
    answers = np.array([i for i, entry in enumerate(chosen) for _ in entry.questions])
    vectors = load_exported_encoder(settings.embedding_model, settings.cache_dir).embed_queries(texts)
    print(f"{len(texts)} questions, {len(chosen)} answers")
    print("| similarity | groups | precision | recall | F1 |")
    print("|---|---|---|---|---|")
    for similarity in THRESHOLDS:
        groups = group_by_meaning(vectors, similarity)
        precision, recall, f1 = b_cubed(labels_of(groups, len(texts)), answers)
        used = " (used)" if similarity == SIMILARITY else ""
        print(f"| {similarity:.2f}{used} | {len(groups)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    return 0


def labels_of(groups: list[NDArray[np.intp]], count: int) -> NDArray[np.intp]:
    """The number of each question's group, (questions,)."""
    labels = np.zeros(count, np.intp)
    for number, group in enumerate(groups):
        labels[group] = number
    return labels


def b_cubed(found: NDArray[np.intp], true: NDArray[np.intp]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean of groups `found` (questions,) against `true` (questions,)."""
    together, alike = found[:, None] == found, true[:, None] == true
    both = (together & alike).sum(axis=1)
    precision, recall = float((both / together.sum(axis=1)).mean()), float((both / alike.sum(axis=1)).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    raise SystemExit(main())
