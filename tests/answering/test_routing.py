"""Which form of answer the known questions settle, by hand-made neighbours and judgements."""

import numpy as np
import pytest

from gfa_assistant.answering.answerability import Judged
from gfa_assistant.answering.lists import ListChoice
from gfa_assistant.answering.routing import holds_best, near_questions, settled_form
from gfa_assistant.answering.sentences import RatedUnit
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import Form, KnownQuestion
from gfa_assistant.retrieval.known_questions import KnownQuestions, Metric, Neighbours
from tests.answering.hand_made import document, units

GUIDE = document(
    "# Beitritt\n\nDie Urkunde unterzeichnet der Landrat.\n\n# Ziele\n\n- Teilhabe stärken\n- Gesundheit fördern\n\n"
    "# Anschrift\n\nAmt für Gesundheit\nMusterweg 1, 34117 Kassel\nTel. 0561 1234\n"
)
UNITS = {words: next(u for u in units(GUIDE) if words in u.text) for words in ("Landrat", "Musterweg")}
LIST = next(u for u in units(GUIDE) if u.kind == "list")


def near(*known: tuple[str, Form, float]) -> Neighbours:
    """Known questions at these cosines from the one asked, each with its own answer where it has one."""
    questions = tuple(
        KnownQuestion(text, form, ((GUIDE.id, i, i + 1),) if form in ("statement", "list") else ())
        for i, (text, form, _) in enumerate(known)
    )
    plain = Metric("fake", np.zeros(2, np.float32), np.eye(2, dtype=np.float32))
    cosines = np.array([cosine for *_, cosine in known], np.float32)
    vectors = np.stack([cosines, np.sqrt(1 - cosines**2)], axis=1)
    passages = tuple((f"answers {text.casefold().strip('?')}",) for text, _, _ in known)
    bank = QuestionBank(questions, passages, frozenset({GUIDE.id}), vectors)
    found = KnownQuestions(bank, plain, "fake").nearest(np.array([1.0, 0.0], np.float32))
    assert found is not None
    return found


def judged(probability: float, best: str = "Landrat") -> Judged:
    return Judged((RatedUnit(UNITS[best], 1.0, 0.9, 1.0),), probability)


@pytest.mark.parametrize(
    ("form", "probability", "best", "settled"),
    [
        ("statement", 0.8, "Landrat", True),
        ("statement", 0.79, "Landrat", False),
        ("statement", 0.9, "Musterweg", False),
        ("list", 0.1, "Landrat", True),
        ("office", 0.9, "Landrat", True),
        ("office", 0.9, "Musterweg", False),
        ("office", 0.7, "Musterweg", True),
        ("unanswered", 0.49, "Landrat", True),
        ("unanswered", 0.5, "Landrat", False),
    ],
)
def test_the_form_of_the_nearest_counts_unless_the_model_contradicts(
    form: Form, probability: float, best: str, settled: bool
) -> None:
    neighbours = near(("Wer unterschreibt?", form, 0.9), ("Was kostet es?", "unanswered", 0.2))
    found = settled_form(neighbours, judged(probability, best), office_asked=False)
    assert found == (form if settled else None)


def test_known_questions_that_disagree_settle_nothing() -> None:
    neighbours = near(("Wer unterschreibt?", "statement", 0.9), ("Was kostet es?", "unanswered", 0.88))
    assert settled_form(neighbours, judged(0.9), office_asked=False) is None
    assert settled_form(None, judged(0.9), office_asked=False) is None


@pytest.mark.parametrize(("form", "probability"), [("statement", 0.9), ("unanswered", 0.1)])
def test_words_that_ask_for_an_office_are_overruled_by_very_near_questions_only(form: Form, probability: float) -> None:
    far, close = near(("Wer unterschreibt?", form, 0.71)), near(("Wer unterschreibt?", form, 0.73))
    assert settled_form(far, judged(probability), office_asked=True) is None
    assert settled_form(close, judged(probability), office_asked=True) == form
    assert settled_form(far, judged(probability), office_asked=False) == form


def test_where_nothing_was_found_only_an_answer_is_contradicted() -> None:
    nothing = Judged((), 0.0)
    assert settled_form(near(("Wer?", "statement", 0.9)), nothing, office_asked=False) is None
    assert settled_form(near(("Wer?", "unanswered", 0.9)), nothing, office_asked=False) == "unanswered"


def test_near_questions_are_answered_well_written_and_in_the_readers_language() -> None:
    neighbours = near(
        ("Wer unterschreibt die Urkunde?", "statement", 0.9),
        ("wer unterschreibt", "statement", 0.85),
        ("Wer unterschreibt die Urkunde??", "statement", 0.82),
        ("Was kostet die Urkunde?", "unanswered", 0.8),
        ("Who signs the certificate of the partner municipality?", "statement", 0.75),
        ("Welche Ziele verfolgt der Partnerprozess?", "list", 0.6),
        ("Welche Nummer hat die KGC?", "office", 0.55),
        ("Wann wurde der Partnerprozess gegründet?", "statement", 0.4),
    )
    assert near_questions(neighbours, "de") == (
        "Wer unterschreibt die Urkunde?",
        "Welche Ziele verfolgt der Partnerprozess?",
    )
    assert near_questions(neighbours, "en") == ("Who signs the certificate of the partner municipality?",)


def test_a_list_may_hold_the_unit_that_answers_best() -> None:
    whole = ListChoice(LIST, LIST.items, True, ())
    item = next(u for u in units(GUIDE) if u.kind == "item" and "fördern" in u.text)
    best = Judged((RatedUnit(item, 1.0, 0.9, 1.0),), 0.9)
    assert holds_best(whole, best)
    assert not holds_best(ListChoice(LIST, LIST.items[:1], False, ()), best)
    assert not holds_best(whole, judged(0.9))
