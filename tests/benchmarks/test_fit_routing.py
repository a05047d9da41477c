import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_routing
from benchmarks.fit_routing import BANKS, Example, chosen_by, fit, row
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import KnownQuestion


def example(name: str, votes: float, *, answers: bool, bank: str = "all") -> Example:
    features = ({"always": 1.0, "votes": votes}, {"always": 1.0})
    right = np.array([answers, not answers])
    return Example(name, f"{name}-{votes}", bank, ("sentence", "refuse"), features, right, not answers)


EXAMPLES = [example("a", votes, answers=votes > 0.5) for votes in (0.0, 0.1, 0.2, 0.3, 0.7, 0.8, 0.9, 1.0)]
# Enough of them to outweigh the penalty.
MANY = EXAMPLES * 50


def test_what_was_right_is_chosen_by_the_fitted_weights() -> None:
    weights = fit(MANY)
    assert set(weights) == {"sentence", "refuse"}
    assert [chosen_by(e, weights) for e in EXAMPLES] == [1, 1, 1, 1, 0, 0, 0, 0]


def test_a_row_counts_what_is_possible_right_and_wrongly_answered() -> None:
    always = {"sentence": {"always": 9.0}}
    assert row("a", "all", EXAMPLES, always) == "| a | all | 8 | 8 | 4 | 4 |"


def test_banks_leave_out_what_they_say() -> None:
    bank = QuestionBank(
        (
            KnownQuestion("Beide?", "statement", (("facts", 0, 5), ("hessen", 1, 4))),
            KnownQuestion("Nur Fakten?", "statement", (("facts", 7, 9),)),
            KnownQuestion("Wetter?", "unanswered", ()),
        ),
        (("p1", "p2"), ("p3",), ()),
        frozenset({"facts", "hessen"}),
        np.eye(3, dtype=np.float32),
    )
    assert BANKS["all"](bank) is bank
    assert BANKS["none"](bank).questions == ()
    assert BANKS["none"](bank).vectors.shape == (0, 3)
    cut = BANKS["not of the facts"](bank)
    assert [(q.text, q.answers) for q in cut.questions] == [("Beide?", (("hessen", 1, 4),)), ("Wetter?", ())]
    assert cut.covered == {"hessen"}
    assert cut.vectors.tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]


def test_weights_are_written_as_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_routing, "FILE", tmp_path / "routing.json")
    fit_routing.write({"ask": {"always": 0.25}})
    assert json.loads((tmp_path / "routing.json").read_text(encoding="utf-8")) == {"ask": {"always": 0.25}}
