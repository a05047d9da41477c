"""Fits the weights of answering/answerability.json on the development questions, and cross-validates them.

    python -m benchmarks.fit_answerability [--index DIR] [--write]

Every set of development questions is left out once: the table shows, for that set, how well a model fitted to the
others tells what is answerable (AUROC), how often its likeliest unit is right, and what would be answered at even
odds. Held-out sets are never read. The index must be that of the settings (`gfa-assistant ingest`); `--write` replaces
the file by weights fitted to all sets. Where the features were changed, the weights in use do not fit them: run it
twice then, since the earlier turns of a conversation are answered with the weights in use.
"""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks.conditional_logit import fit as fit_logit
from benchmarks.fitting import read_arguments
from gfa_assistant.answering import answerability
from gfa_assistant.answering.answerability import KNOWN, NAMES, WEIGHTS_FILE, Model, answer_probability, load_model
from gfa_assistant.answering.assistant import Assistant, Tuning
from gfa_assistant.answering.evidence import Unit
from gfa_assistant.evaluation.cases import Case, development_files, load_questions
from gfa_assistant.evaluation.matching import lacking
from gfa_assistant.evaluation.runner import played_history

PENALTY = 10.0
FILE = Path(answerability.__file__).with_name(WEIGHTS_FILE)
OF_KNOWN = [i for i, name in enumerate(NAMES) if name in KNOWN or name.endswith(" beside known")]
EVEN = 0.5
# The intercept is the weight of a feature that is this for every unit, so large that the penalty does not bind it.
ALWAYS = 30.0


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
    settings, to_write = read_arguments(__doc__)
    assistant = Assistant.open(settings, Tuning(model=model_in_use()))
    examples = [e for file in development_files() for e in read_examples(file, assistant)]
    print("| left out | known questions | answerable | to refuse | AUROC | right first | wrongly answered, refused |")
    print("|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(e.question_set for e in examples):
        model = fit([e for e in examples if e.question_set != name])
        for known, judged in ((True, examples), (False, [without_known(e) for e in examples])):
            print(row(name, [e for e in judged if e.question_set == name], model, known=known))
    if to_write:
        write(fit(examples))
        print(f"wrote {FILE.name}, fitted to {len(examples)} questions")
    return 0


def model_in_use() -> Model:
    """The model that comes with the package; one that knows nothing, where it is of other features."""
    try:
        return load_model()
    except KeyError:
        return Model(np.zeros(len(NAMES)), np.ones(len(NAMES)), np.zeros(len(NAMES)), 0.0)


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
    # The refusal is an alternative of which nothing is known.
    refusal = np.zeros((1, stacked.shape[1] + 1))
    rows = [np.concatenate([np.insert((e.features - mean) / scale, 0, ALWAYS, axis=1), refusal]) for e in examples]
    weights = fit_logit(rows, [np.append(e.right, not e.answerable) for e in examples], PENALTY)
    return Model(mean, scale, weights[1:], float(weights[0] * ALWAYS))


def row(name: str, examples: list[Example], model: Model, *, known: bool) -> str:
    """One line of the table: the set `name` as judged by a model that has not seen it."""
    answerable = np.array([e.answerable for e in examples])
    scores = [model.scores(e.features) for e in examples]
    probability = np.array([answer_probability(s) for s in scores])
    answered = probability >= EVEN
    first = [e.right[int(np.argmax(s))] for e, s in zip(examples, scores, strict=True) if e.answerable]
    both = 0 < answerable.sum() < len(examples)
    auroc = f"{roc_auc_score(answerable, probability):.3f}" if both else "-"
    share = f"{np.mean(first):.3f}" if first else "-"
    wrong, refused = int((answered & ~answerable).sum()), int((~answered & answerable).sum())
    used = "used" if known else "left out"
    return f"| {name} | {used} | {answerable.sum()} | {(~answerable).sum()} | {auroc} | {share} | {wrong}, {refused} |"


def write(model: Model) -> None:
    """Replace the weights that come with the package."""
    data = {
        key: {name: round(float(value), 6) for name, value in zip(NAMES, values, strict=True)}
        for key, values in (("mean", model.mean), ("scale", model.scale), ("weights", model.weights))
    }
    FILE.write_text(json.dumps({**data, "intercept": round(model.intercept, 6)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
