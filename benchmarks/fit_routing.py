"""Fits the weights of answering/routing.json on the development questions, and cross-validates them.

    python -m benchmarks.fit_routing [--index DIR] [--write]

For each question every candidate answer is made and judged as the evaluation does; the weights shall make the right
ones likeliest. A set's candidates come from an answerability model fitted to the other sets, so that its probability is
as good as it is on a question never seen. Each question is asked three times: with all known questions, with none, and
with none that the facts answer, since offices add documents of which no question is known. Held-out sets are never
read. The earlier turns of a conversation are answered with the weights in use.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.conditional_logit import fit as fit_logit
from benchmarks.fit_answerability import fit as fit_answerability
from benchmarks.fit_answerability import read_examples
from benchmarks.fitting import read_arguments
from gfa_assistant.answering import routing
from gfa_assistant.answering.assistant import Assistant, Tuning
from gfa_assistant.answering.routing import WEIGHTS_FILE, Weights, logit
from gfa_assistant.evaluation.cases import development_files, load_questions
from gfa_assistant.evaluation.metrics import judge
from gfa_assistant.evaluation.runner import played_history
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.settings import Settings

PENALTY = 3.0
# What seldom differs from 0 shall not weigh the more for it.
LEAST_SCALE = 0.3
FILE = Path(routing.__file__).with_name(WEIGHTS_FILE)
LEFT_UNCOVERED = "facts"


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates for one question: `routes` and `features` of each, and which are `right`."""

    question_set: str
    id: str
    bank: str
    routes: tuple[str, ...]
    features: tuple[Mapping[str, float], ...]
    right: NDArray[np.bool_]
    to_refuse: bool


def main() -> int:
    settings, to_write = read_arguments(__doc__)
    examples = read_all(settings, development_files())
    print("| left out | known questions | questions | a right candidate | right one chosen | wrongly answered |")
    print("|---|---|---|---|---|---|")
    for name in dict.fromkeys(e.question_set for e in examples):
        weights = fit([e for e in examples if e.question_set != name])
        for bank in BANKS:
            print(row(name, bank, [e for e in examples if (e.question_set, e.bank) == (name, bank)], weights))
    if to_write:
        write(fit(examples))
        print(f"wrote {FILE.name}, fitted to {len(examples)} examples")
    return 0


def read_all(settings: Settings, files: Sequence[Path]) -> list[Example]:
    """Make and judge the candidates for every case that is not settled before the sources are looked at."""
    assistant = Assistant.open(settings)
    units = {file: read_examples(file, assistant) for file in files}
    examples = []
    for file in files:
        model = fit_answerability([e for other in files if other != file for e in units[other]])
        for bank, cut in BANKS.items():
            examples += _read(file, bank, Assistant.open(settings, Tuning(model=model, bank=cut)))
    return examples


def _read(file: Path, bank: str, assistant: Assistant) -> list[Example]:
    questions = load_questions(file)
    examples = []
    for case in questions.cases:
        found = assistant.proposals(case.question, history=played_history(case, assistant), state=case.state)
        if found:
            right = np.array([judge(case, answer, assistant.documents).passed for _, answer in found], bool)
            routes, features = zip(*((each.route, each.features) for each, _ in found), strict=True)
            examples.append(Example(questions.name, case.id, bank, routes, features, right, case.expect.refuses))
    return examples


def _none(bank: QuestionBank) -> QuestionBank:
    return replace(bank, questions=(), passages=(), covered=frozenset(), vectors=bank.vectors[:0])


def _without_facts(bank: QuestionBank) -> QuestionBank:
    """The bank as it would be if no question were known that the facts answer."""
    answers = [tuple(place for place in q.answers if place[0] != LEFT_UNCOVERED) for q in bank.questions]
    kept = [i for i, q in enumerate(bank.questions) if answers[i] or not q.answers]
    return QuestionBank(
        tuple(replace(bank.questions[i], answers=answers[i]) for i in kept),
        tuple(bank.passages[i] if answers[i] == bank.questions[i].answers else () for i in kept),
        bank.covered - {LEFT_UNCOVERED},
        bank.vectors[kept],
    )


BANKS: Mapping[str, Callable[[QuestionBank], QuestionBank]] = {
    "all": lambda bank: bank,
    "none": _none,
    "not of the facts": _without_facts,
}


def fit(examples: Sequence[Example]) -> Weights:
    """Fit the weights of every route's features, each feature scaled by its root mean square."""
    columns = {
        key: i
        for i, key in enumerate(
            dict.fromkeys((r, name) for e in examples for r, f in zip(e.routes, e.features, strict=True) for name in f)
        )
    }
    squares, counts = np.zeros(len(columns)), np.zeros(len(columns))
    for example in examples:
        for route, features in zip(example.routes, example.features, strict=True):
            for name, value in features.items():
                squares[columns[route, name]] += value**2
                counts[columns[route, name]] += 1
    scale = np.maximum(np.sqrt(squares / counts), LEAST_SCALE)
    rows = [_rows(example, columns) / scale for example in examples]
    weights = fit_logit(rows, [e.right for e in examples], PENALTY) / scale
    fitted: dict[str, dict[str, float]] = {}
    for (route, name), i in columns.items():
        fitted.setdefault(route, {})[name] = round(float(weights[i]), 5)
    return fitted


def _rows(example: Example, columns: Mapping[tuple[str, str], int]) -> NDArray[np.float64]:
    rows = np.zeros((len(example.routes), len(columns)))
    for i, (route, features) in enumerate(zip(example.routes, example.features, strict=True)):
        for name, value in features.items():
            rows[i, columns[route, name]] = value
    return rows


def row(name: str, bank: str, examples: Sequence[Example], weights: Weights) -> str:
    """One line of the table: the set `name` as routed by weights that have not seen it."""
    chosen = [chosen_by(e, weights) for e in examples]
    right = sum(bool(e.right[i]) for e, i in zip(examples, chosen, strict=True))
    wrong = sum(e.to_refuse and e.routes[i] not in ("refuse", "ask") for e, i in zip(examples, chosen, strict=True))
    possible = sum(bool(e.right.any()) for e in examples)
    return f"| {name} | {bank} | {len(examples)} | {possible} | {right} | {wrong} |"


def chosen_by(example: Example, weights: Weights) -> int:
    """The number of the candidate that these weights choose."""
    scores = [logit(route, f, weights) for route, f in zip(example.routes, example.features, strict=True)]
    return int(np.argmax(scores))


def write(weights: Weights) -> None:
    """Replace the weights that come with the package."""
    FILE.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
