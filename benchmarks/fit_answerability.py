"""Fits the weights of answering/answerability.json on the development questions, and cross-validates them.

    python -m benchmarks.fit_answerability [--index DIR] [--write]

Every set of development questions is left out once: the table shows, for that set, how well a model fitted to the
others tells what is answerable (AUROC), and what the decision in use makes of it. Held-out sets are never read. The
index must be that of the settings (`gfa-assistant ingest`); `--write` replaces the file by weights fitted to all sets.
"""

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from gfa_assistant.answering import answerability
from gfa_assistant.answering.answerability import KNOWN, NAMES, WEIGHTS_FILE, Model, answer_probability, is_answerable
from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.answering.sentences import Checks
from gfa_assistant.evaluation.cases import DEV_FILE, Case, load_questions
from gfa_assistant.evaluation.matching import lacking
from gfa_assistant.evaluation.runner import played_history
from gfa_assistant.settings import load_settings

PENALTY = 10.0
FILE = Path(answerability.__file__).with_name(WEIGHTS_FILE)
RULES = NAMES.index("rules_hold")
OF_KNOWN = [NAMES.index(name) for name in KNOWN]


@dataclass(frozen=True, slots=True)
class Example:
    """The units found for one question: `features` (units, features), and which of them hold an expected fact.

    A question that must be refused has no right unit.
    """

    question_set: str
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--index", type=Path, help="index folder (default: that of the settings)")
    parser.add_argument("--write", action="store_true", help="replace the weights that come with the package")
    arguments = parser.parse_args()
    assistant = Assistant.open(load_settings(index_dir=arguments.index) if arguments.index else load_settings())
    examples = [e for file in sorted(DEV_FILE.parent.glob("dev*.yaml")) for e in read_examples(file, assistant)]
    print("| left out | known questions | answerable | to refuse | AUROC | right first | wrongly answered, refused |")
    print("|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(e.question_set for e in examples):
        model = fit([e for e in examples if e.question_set != name])
        for known, judged in ((True, examples), (False, [without_known(e) for e in examples])):
            print(row(name, [e for e in judged if e.question_set == name], model, known=known))
    if arguments.write:
        write(fit(examples))
        print(f"wrote {FILE.name}, fitted to {len(examples)} questions")
    return 0


def read_examples(file: Path, assistant: Assistant) -> list[Example]:
    """Find the units for each case that has but one right outcome: an answer with known content, or a refusal."""
    examples = []
    questions = load_questions(file)
    for case in questions.cases:
        refused = case.expect.refuses
        if not refused and not (case.expect.status == ("answered",) and case.expect.contains):
            continue
        found = assistant.examine(case.question, history=played_history(case, assistant), state=case.state)
        right = np.array([not refused and _is_right(case, rated.unit) for rated in found.rated], bool)
        if found.rated and (refused or right.any()):
            examples.append(Example(questions.name, found.features, right, not refused))
    return examples


def _is_right(case: Case, unit: Unit) -> bool:
    expect = case.expect
    if expect.documents and unit.document.id not in expect.documents:
        return False
    return len(lacking(expect.contains, [unit.context if unit.kind == "item" else unit.text])) < len(expect.contains)


def without_known(example: Example) -> Example:
    """The example as it would be in a corpus without known questions."""
    features = example.features.copy()
    features[:, OF_KNOWN] = 0
    return replace(example, features=features)


def fit(examples: list[Example]) -> Model:
    """Fit the conditional logit by maximum likelihood with an L2 penalty on the standardised weights.

    Each example counts twice, the second time without the known questions: the model must do without them for
    documents that an office adds.
    """
    examples = [*examples, *(without_known(example) for example in examples)]
    stacked = np.concatenate([e.features for e in examples])
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-6
    features = (stacked - mean) / scale
    bounds = np.cumsum([0, *(len(e.features) for e in examples)])

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, intercept = parameters[:-1], parameters[-1]
        scores = features @ weights + intercept
        gradient = np.zeros_like(scores)
        value = PENALTY / 2 * float(weights @ weights)
        for example, start, end in zip(examples, bounds, bounds[1:], strict=False):
            part = scores[start:end]
            top = max(float(part.max()), 0.0)
            mass, refusal = np.exp(part - top), float(np.exp(-top))
            share = mass / (mass.sum() + refusal)
            if example.answerable:
                right = share[example.right].sum() + 1e-12
                value -= float(np.log(right))
                gradient[start:end] = share - np.where(example.right, share / right, 0)
            else:
                value -= float(np.log(refusal / (mass.sum() + refusal)))
                gradient[start:end] = share
        return value, np.append(features.T @ gradient + PENALTY * weights, gradient.sum())

    found = minimize(loss, np.zeros(features.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return Model(mean, scale, found[:-1], float(found[-1]))


def row(name: str, examples: list[Example], model: Model, *, known: bool) -> str:
    """One line of the table: the set `name` as judged by a model that has not seen it."""
    answerable = np.array([e.answerable for e in examples])
    scores = [model.scores(e.features) for e in examples]
    probability = np.array([answer_probability(s) for s in scores])
    answered = np.array([_is_answered(e, s) for e, s in zip(examples, scores, strict=True)])
    first = [e.right[int(np.argmax(s))] for e, s in zip(examples, scores, strict=True) if e.answerable]
    both = 0 < answerable.sum() < len(examples)
    auroc = f"{roc_auc_score(answerable, probability):.3f}" if both else "-"
    share = f"{np.mean(first):.3f}" if first else "-"
    wrong, refused = int((answered & ~answerable).sum()), int((~answered & answerable).sum())
    used = "used" if known else "left out"
    return f"| {name} | {used} | {answerable.sum()} | {(~answerable).sum()} | {auroc} | {share} | {wrong}, {refused} |"


def _is_answered(example: Example, scores: NDArray[np.float64]) -> bool:
    best = example.features[int(np.argmax(scores))]
    columns = ("names_hold", "kind_holds", "subject_holds", "rules_hold")
    names, kind, subject, words = (bool(best[NAMES.index(name)]) for name in columns)
    admitted = bool(example.features[:, RULES].any())
    return is_answerable(answer_probability(scores), Checks(names, kind, subject, words), admitted=admitted)


def write(model: Model) -> None:
    """Replace the weights that come with the package."""
    data = {
        key: {name: round(float(value), 6) for name, value in zip(NAMES, values, strict=True)}
        for key, values in (("mean", model.mean), ("scale", model.scale), ("weights", model.weights))
    }
    FILE.write_text(json.dumps({**data, "intercept": round(model.intercept, 6)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
