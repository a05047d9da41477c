"""How well the retriever's scores tell XQuAD questions with an answer in the index from those without.

    python -m benchmarks.xquad_abstention [--data DIR] [--work DIR] [--json FILE]

Every German question is asked with its gold paragraph there, with that paragraph left out, and with its whole article
left out. A logistic regression over the features of benchmarks/xquad_evidence.py, which is never tested on an article
that it was trained on, says how sure an answer is: AUROC, and how many of the unanswerable questions would still be
answered when 95 % of the answerable ones are.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.xquad_data import Question, read_xquad
from benchmarks.xquad_evidence import FEATURES, PLAIN, features
from benchmarks.xquad_index import arguments_parser, asked, data_file, documents_of_passages, xquad_settings
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.retrieval.retriever import RESCORED, HybridRetriever

ANSWERED = 0.95
FOLDS = 5
TARGETS = {"gold paragraph left out": 0.975, "whole article left out": 0.998}
Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Separation:
    """How well scores tell answerable from unanswerable: `pooled` over all folds, `mean` of the folds' own AUROCs,
    and the share of unanswerable questions that a threshold which answers 95 % of the others lets through.
    """

    pooled: float
    mean: float
    false_answers: float


def main() -> int:
    parser = arguments_parser(__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    questions = asked(arguments)
    with xquad_settings(arguments) as settings:
        article_of = {q.document: q.article for q in read_xquad(data_file(arguments))}
        there, without = measure(open_index(settings), questions, article_of)
    articles = np.array([q.article for q in questions])
    figures = {}
    for name, rows in without.items():
        print(f"\n{name} ({len(questions)} questions each way, {len(set(articles))} articles)\n")
        figures[name] = separations(there, rows, articles)
        print(table(figures[name], TARGETS[name]))
        print("\nsingle features, AUROC: " + ", ".join(f"{k} {v:.3f}" for k, v in single_features(there, rows)))
    if arguments.json:
        known = {n: {m: asdict(s) for m, s in found.items()} for n, found in figures.items()}
        arguments.json.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(
    index: OpenIndex, questions: Sequence[Question], article_of: Mapping[str, int]
) -> tuple[Rows, dict[str, Rows]]:
    """The features of each question with its paragraph there, and with what each variant leaves out."""
    retriever = HybridRetriever(index)
    of_document: dict[str, list[str]] = {}
    for key, document in documents_of_passages(index).items():
        of_document.setdefault(document, []).append(key)
    of_article: dict[int, list[str]] = {}
    for document, article in article_of.items():
        of_article.setdefault(article, []).extend(of_document[document])
    rows: dict[str, list[Rows]] = {"there": [], **{name: [] for name in TARGETS}}
    for question in questions:
        left_out = ((), of_document[question.document], of_article[question.article])
        for name, without in zip(rows, left_out, strict=True):
            found = retriever.find(question.text, top_k=RESCORED, without=without)
            rows[name].append(features(found, question.text, index.lexical))
    stacked = {name: np.stack(found) for name, found in rows.items()}
    return stacked.pop("there"), stacked


def separations(there: Rows, without: Rows, articles: NDArray[np.int64]) -> dict[str, Separation]:
    """What each model makes of the features, every fold scored by a model of the other folds' articles."""
    rows, labels = np.concatenate([there, without]), np.repeat([1, 0], [len(there), len(without)])
    groups = np.concatenate([articles, articles])
    plain = [FEATURES.index(name) for name in PLAIN]
    models = {
        f"logistic regression, {len(PLAIN)} scores and gaps": (make_pipeline(StandardScaler(), _logistic()), plain),
        f"logistic regression, all {len(FEATURES)} features": (
            make_pipeline(StandardScaler(), _logistic()),
            list(range(len(FEATURES))),
        ),
        f"gradient boosting, all {len(FEATURES)} features": (
            HistGradientBoostingClassifier(max_iter=150, learning_rate=0.05, max_leaf_nodes=8, random_state=0),
            list(range(len(FEATURES))),
        ),
    }
    found = {}
    for name, (model, columns) in models.items():
        scores = np.zeros(len(rows))
        folds = list(GroupKFold(FOLDS).split(rows, labels, groups))
        for train, test in folds:
            model.fit(rows[np.ix_(train, columns)], labels[train])
            scores[test] = model.predict_proba(rows[np.ix_(test, columns)])[:, 1]
        found[name] = separation(scores, labels, [test for _, test in folds])
    return found


def separation(scores: Rows, labels: NDArray[np.int64], folds: Sequence[NDArray[np.int64]]) -> Separation:
    """Judge scores whose label is 1 for an answerable question, 0 for another."""
    return Separation(
        pooled=float(roc_auc_score(labels, scores)),
        mean=float(np.mean([roc_auc_score(labels[fold], scores[fold]) for fold in folds])),
        false_answers=false_answer_rate(scores[labels == 1], scores[labels == 0]),
    )


def false_answer_rate(answerable: Rows, unanswerable: Rows, answered: float = ANSWERED) -> float:
    """The share of unanswerable questions that score as high as the lowest of the `answered` share of the others."""
    highest_first = np.sort(answerable)[::-1]
    threshold = highest_first[int(np.ceil(answered * len(highest_first))) - 1]
    return float(np.mean(unanswerable >= threshold))


def single_features(there: Rows, without: Rows) -> list[tuple[str, float]]:
    """The AUROC of each feature alone, whichever way it points, best first."""
    labels = np.repeat([1, 0], [len(there), len(without)])
    found = []
    for column, name in enumerate(FEATURES):
        area = float(roc_auc_score(labels, np.concatenate([there[:, column], without[:, column]])))
        found.append((name, max(area, 1 - area)))
    return sorted(found, key=lambda pair: -pair[1])


def table(found: dict[str, Separation], target: float) -> str:
    lines = [
        "| score | AUROC, pooled | AUROC, mean of folds | false answers at 95 % answered | target |",
        "|---|---|---|---|---|",
    ]
    for name, s in found.items():
        met = f"{'met' if round(s.pooled, 3) >= target else 'missed'} ({target})"
        lines.append(f"| {name} | {s.pooled:.3f} | {s.mean:.3f} | {100 * s.false_answers:.1f} % | {met} |")
    return "\n".join(lines)


def _logistic() -> LogisticRegression:
    return LogisticRegression(C=0.3, max_iter=2000)


if __name__ == "__main__":
    sys.exit(main())
