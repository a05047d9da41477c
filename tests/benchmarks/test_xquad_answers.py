"""Answer hits and the choice of sentences, worked out by hand."""

import numpy as np
import pytest

from benchmarks.xquad_answers import Candidates, Shown, as_read, best_sentences, end_to_end, hits, pick
from benchmarks.xquad_data import Question


@pytest.mark.parametrize(
    ("text", "hit"),
    [("Sie ist 1094 km lang.", True), ("Sie ist lang.", False), ("", False), ("1094 km " + "x" * 400, False)],
    ids=["holds the gold answer", "does not", "refusal", "too long"],
)
def test_an_answer_hits_when_it_holds_a_gold_answer_and_is_short(text: str, hit: bool) -> None:
    assert Shown(text, ("tausend", "1094  km")).hit is hit


def test_a_refusal_is_a_miss_but_no_answer() -> None:
    shown = [Shown("Elbe", ("Elbe",)), Shown("Rhein", ("Elbe",)), Shown("", ("Elbe",)), Shown("Elbe" * 101, ("Elbe",))]
    assert list(end_to_end(shown).values()) == [0.25, 0.75, pytest.approx(1 / 3), 0.25]


def test_markers_and_markup_are_not_read() -> None:
    assert as_read("**Elbe\\:** 1094 km. [1]\n\nSiehe \\[2\\]. [12]") == "Elbe: 1094 km. Siehe [2]."


def test_the_best_sentences_that_fit_are_shown_in_reading_order() -> None:
    sentences = ("aaaa", "bbbbbbbbbb", "cccc", "dd")
    assert pick(sentences, np.array([1.0, 3.0, 4.0, 2.0]), longest=9) == "cccc dd"
    assert pick(sentences, np.array([1.0, 3.0, 4.0, 0.0]), longest=9) == "aaaa cccc"


def test_weights_are_chosen_on_even_articles_and_judged_on_odd_ones() -> None:
    long = "x" * 390
    candidates = [
        # BM25 alone knows the sentence in the even article, the tokens in the odd one.
        Candidates(Question("a", "?", "p0", 0, ("Elbe",)), (f"Elbe {long}", long), np.array([[0, 1], [9, 0], [0, 0]])),
        Candidates(Question("b", "?", "p1", 1, ("Elbe",)), (f"Elbe {long}", long), np.array([[1, 0], [0, 9], [0, 0]])),
    ]
    assert hits(candidates, (1.0, 0.0, 0.0)) == 0.5
    found = best_sentences(candidates)
    assert found["tokens alone"] == (0, 1, 0.5)
    assert found["chosen: 1 0.25 0"] == (1, 0, 0.5)
