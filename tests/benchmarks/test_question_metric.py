"""Learning which known questions have the same answer, on vectors made by hand."""

import numpy as np

from benchmarks.fit_question_metric import fit, nearest_right, same_answer
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import KnownQuestion


def bank(*questions: KnownQuestion) -> QuestionBank:
    return QuestionBank(questions, ((),) * len(questions), frozenset(), np.eye(len(questions), dtype=np.float32))


def test_questions_are_alike_when_one_place_answers_them() -> None:
    alike, group = same_answer(
        bank(
            KnownQuestion("Wann?", "statement", (("guide", 0, 10),)),
            KnownQuestion("Seit wann?", "statement", (("facts", 5, 9), ("guide", 8, 12))),
            KnownQuestion("Welche Schritte?", "list", (("guide", 10, 14),)),
            KnownQuestion("Welche Nummer?", "office"),
            KnownQuestion("Was kostet es?", "unanswered"),
            KnownQuestion("Wer bezahlt das?", "unanswered"),
        )
    )
    assert alike.astype(int).tolist() == [
        [1, 1, 0, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [0, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0],
        [0, 0, 0, 0, 1, 1],
        [0, 0, 0, 0, 1, 1],
    ]
    assert group.tolist() == [0, 1, 2, 3, 4, 4]


def test_the_share_of_right_neighbours_leaves_the_question_itself_out() -> None:
    rows = np.array([[1.0, 0.0], [0.8, 0.6], [0.6, 0.8]], np.float32)
    alike = np.array([[True, True, False], [True, True, False], [False, False, True]])
    # The nearest of each: the second, the third, the second.
    assert nearest_right(rows, alike, np.array([True, False, False])) == 1
    assert nearest_right(rows, alike, np.array([True, True, True])) == 1 / 3


def test_the_map_learns_what_tells_answers_apart() -> None:
    random = np.random.default_rng(0)
    answer = np.repeat(np.arange(8), 10)
    # The subject, which all answers share, is in the first half of the vector, and louder.
    subject, asked = random.normal(size=(80, 8)) * 1.5, np.eye(8)[answer] + random.normal(size=(80, 8)) * 0.2
    vectors = np.hstack([subject, asked]).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = answer[:, None] == answer[None, :]
    every = np.ones(80, bool)
    before = nearest_right(vectors, alike, every)
    learnt = fit(vectors, alike, "fake")
    assert learnt.model == "fake"
    assert nearest_right(learnt.apply(vectors), alike, every) > before + 0.1
