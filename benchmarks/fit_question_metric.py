"""Learns retrieval/question_metric.npz from the known questions of the corpus, and says how well it generalises.

    python -m benchmarks.fit_question_metric [--index DIR] [--write]

Neighbourhood components analysis on the query vectors of corpus/questions.yaml: a linear map under which the nearest
other known question is one that the same statement answers, held near the identity. The table shows, for known
questions left out of the fit by whole answers, how often the nearest is right with the plain vectors and with the map.
Question sets are never read. The index must be that of the settings; `--write` fits to all and replaces the file.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.fitting import read_arguments
from gfa_assistant.indexing.opened import open_index
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.retrieval import known_questions
from gfa_assistant.retrieval.known_questions import METRIC_FILE, Metric

FILE = Path(known_questions.__file__).with_name(METRIC_FILE)
STEPS, BATCH, RATE = 300, 1024, 3e-4
TEMPERATURE = 0.1
PENALTY = 1.0
PARTS = 4
SEED = 0


def main() -> int:
    settings, to_write = read_arguments(__doc__)
    bank = open_index(settings).questions
    if not bank.questions:
        print("the index holds no known questions; add corpus/questions.yaml and ingest", file=sys.stderr)
        return 1
    alike, group = same_answer(bank)
    identity = Metric(settings.embedding_model, bank.vectors.mean(axis=0), np.eye(bank.vectors.shape[1], dtype="f4"))
    print("| left out | questions | nearest right, plain | nearest right, learnt map |")
    print("|---|---|---|---|")
    for part in range(PARTS):
        out = group % PARTS == part
        learnt = fit(bank.vectors[~out], alike[np.ix_(~out, ~out)], settings.embedding_model)
        cells = " | ".join(f"{nearest_right(m.apply(bank.vectors), alike, out):.3f}" for m in (identity, learnt))
        print(f"| part {part + 1} of {PARTS} | {out.sum()} | {cells} |")
    if to_write:
        learnt = fit(bank.vectors, alike, settings.embedding_model)
        halves = {"mean": learnt.mean.astype(np.float16), "matrix": learnt.matrix.astype(np.float16)}
        np.savez_compressed(FILE, model=np.array(learnt.model), **halves)
        print(f"wrote {FILE.name}, fitted to {len(bank.questions)} questions")
    return 0


def same_answer(bank: QuestionBank) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Which questions one place answers, (questions, questions), and the number of each one's answer.

    Offices are one answer; so is all that nothing answers.
    """
    answers = [(q.form, q.answers) for q in bank.questions]
    distinct = {answer: number for number, answer in enumerate(dict.fromkeys(answers))}
    group = np.array([distinct[answer] for answer in answers])
    alike = np.eye(len(distinct), dtype=bool)
    for (_, mine), i in distinct.items():
        for (_, other), j in distinct.items():
            alike[i, j] |= any(d == e and s < y and x < t for d, s, t in mine for e, x, y in other)
    return alike[np.ix_(group, group)], group


def fit(vectors: NDArray[np.float32], alike: NDArray[np.bool_], model: str) -> Metric:
    """Learn the map by gradient descent on minus the log of the share of right neighbours."""
    generator = torch.Generator().manual_seed(SEED)
    mean = vectors.mean(axis=0)
    centred = torch.tensor(vectors - mean)
    right = torch.tensor(alike)
    right.fill_diagonal_(fill_value=False)
    start = torch.eye(centred.shape[1])
    matrix = start.clone().requires_grad_(requires_grad=True)
    optimiser = torch.optim.Adam([matrix], lr=RATE)
    for _ in range(STEPS):
        chosen = torch.randperm(len(centred), generator=generator)[:BATCH]
        rows = torch.nn.functional.normalize(centred @ matrix, dim=1)
        scores = rows[chosen] @ rows.T / TEMPERATURE
        scores[torch.arange(len(chosen)), chosen] = -torch.inf
        judged = right[chosen].any(dim=1)
        met = torch.logsumexp(scores.masked_fill(~right[chosen], -torch.inf)[judged], dim=1)
        loss = (torch.logsumexp(scores[judged], dim=1) - met).mean()
        loss = loss + PENALTY * ((matrix - start) ** 2).sum() / len(start)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return Metric(model, mean, matrix.detach().numpy())


def nearest_right(rows: NDArray[np.float32], alike: NDArray[np.bool_], judged: NDArray[np.bool_]) -> float:
    """The share of the `judged` questions whose nearest other question has the same answer; rows of length 1."""
    cosines = rows[judged] @ rows.T
    cosines[np.arange(judged.sum()), np.flatnonzero(judged)] = -np.inf
    return float(alike[np.flatnonzero(judged), cosines.argmax(axis=1)].mean())


if __name__ == "__main__":
    sys.exit(main())
