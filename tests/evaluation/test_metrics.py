from typing import Any

import pytest

from gfa_assistant.evaluation.cases import Case, Expectation
from gfa_assistant.evaluation.metrics import Outcome, Rate, Scores, judge, judge_failure, score, score_topics
from gfa_assistant.records import Answer, Citation, Contact, Document, Note

TEXT = "2012: Augsburg. 2014: Nürnberg. Die BZgA unterzeichnet."
DOCUMENTS = {"list": Document("list", "Liste", TEXT, ())}


def case(topic: str = "members", **expect: Any) -> Case:
    return Case("c", topic, ("Wer?",), Expectation(**expect))  # type: ignore[arg-type]


def cite(quote: str, *, document: str = "list", shift: int = 0) -> Citation:
    start = TEXT.find(quote) + shift
    return Citation(1, document, "Liste", None, None, (), None, quote, start, start + len(quote), "p", None)


def answer(text: str = "", status: str = "answered", **fields: Any) -> Answer:
    return Answer(status, "Wer?", "Wer?", "de", "list", None, text, **fields)  # type: ignore[arg-type]


def test_an_answer_that_holds_all_that_is_expected_passes() -> None:
    outcome = judge(
        case(
            status="answered",
            documents=("facts", "list"),
            contains_all=(("2012",), ("Kassel", "augsburg")),
            contains_any=("Nürnberg", "Fürth"),
            excludes=("Berlin",),
            contact="BY",
            note="BIÖG",
            max_chars=40,
        ),
        answer(
            "Beigetreten ist **Augsburg** [1]",
            citations=(cite("2012: Augsburg. 2014: Nürnberg."),),
            contacts=(Contact("BY", "KGC Bayern"),),
            notes=(Note("Die BZgA heißt heute BIÖG.", "https://a.example", None),),
            confidence=0.75,
        ),
        DOCUMENTS,
    )
    assert outcome == Outcome(
        id="c",
        topic="members",
        question="Wer?",
        expected=("answered",),
        status="answered",
        status_right=True,
        answer_right=True,
        document_right=True,
        passage_right=True,
        quotes=1,
        exact_quotes=1,
        reasons=(),
        answer="Beigetreten ist **Augsburg** [1]",
        confidence=0.75,
    )
    assert outcome.passed


@pytest.mark.parametrize(
    ("expect", "given", "reasons"),
    [
        pytest.param({"contains_all": (("Kassel",),)}, answer("Augsburg"), ["answer lacks 'Kassel'"], id="one lacks"),
        pytest.param({"contains_any": ("A1", "B1")}, answer("C1"), ["answer lacks any of 'A1', 'B1'"], id="all lack"),
        pytest.param(
            {"excludes": ("ZPG",)}, answer("das zpg"), ["answer holds 'ZPG', which it must not"], id="excluded"
        ),
        pytest.param({"contact": "HE"}, answer(), ["contact of HE is missing, attached: none"], id="no card"),
        pytest.param(
            {"contact": "HE"},
            answer(contacts=(Contact("BY", "A"), Contact("DE", "B"))),
            ["contact of HE is missing, attached: BY, DE"],
            id="wrong card",
        ),
        pytest.param({"note": "BIÖG"}, answer("BIÖG"), ["no note says 'BIÖG'"], id="no note"),
        pytest.param(
            {"max_chars": 3}, answer("vier"), ["answer has 4 characters, at most 3 are expected"], id="too long"
        ),
    ],
)
def test_a_wrong_answer_says_why(expect: dict[str, Any], given: Answer, reasons: list[str]) -> None:
    outcome = judge(case(status="answered", **expect), given, DOCUMENTS)
    assert list(outcome.reasons) == reasons
    assert (outcome.status_right, outcome.answer_right, outcome.document_right) == (True, False, None)


@pytest.mark.parametrize(("topic", "right"), [("contacts", True), ("members", False)])
def test_a_card_counts_as_text_only_where_a_contact_is_asked_for(topic: str, right: bool) -> None:
    given = answer(contacts=(Contact("BY", "KGC Bayern", street="Pfarrstr. 3", as_of="2023"),))
    assert judge(case(topic, status="answered", contains_all=(("Pfarrstr. 3",),)), given, {}).answer_right is right
    assert judge(case(topic, status="answered", contains_all=(("2023",),)), given, {}).answer_right is False


def test_the_document_and_the_passage_are_scored_apart() -> None:
    wanted = case(status="answered", documents=("list",), contains_all=(("Augsburg",),))
    other = judge(wanted, answer("Augsburg", citations=(cite("2012: Augsburg", document="facts"),)), {})
    assert (other.answer_right, other.document_right, other.passage_right) == (True, False, False)
    assert other.reasons[:2] == ("cites facts, expected list", "quotes lack 'Augsburg'")
    beside = judge(wanted, answer("Augsburg", citations=(cite("2014: Nürnberg"),)), DOCUMENTS)
    assert (beside.answer_right, beside.document_right, beside.passage_right) == (True, True, False)
    nothing = judge(wanted, answer("Augsburg"), DOCUMENTS)
    assert (nothing.document_right, nothing.reasons[0]) == (False, "cites nothing, expected list")


def test_a_quote_is_exact_only_at_its_own_place() -> None:
    moved, unknown = cite("Augsburg", shift=1), cite("Augsburg", document="gone")
    empty = cite("")
    given = answer(citations=(cite("Augsburg"), moved, unknown, empty))
    outcome = judge(case(status="answered"), given, DOCUMENTS)
    assert (outcome.quotes, outcome.exact_quotes, outcome.passed) == (4, 1, False)
    assert outcome.reasons == (
        "quote [1] is not the text of 'list' at 7:15",
        "quote [1] names the unknown document 'gone'",
        "quote [1] is not the text of 'list' at 0:0",
    )


def test_a_refusal_where_an_answer_is_due_is_wrong_throughout() -> None:
    wanted = case(status="answered", documents=("list",), contains_all=(("Augsburg",),))
    outcome = judge(wanted, answer(status="not_found"), DOCUMENTS)
    assert (outcome.status_right, outcome.answer_right) == (False, False)
    assert (outcome.document_right, outcome.passage_right) == (False, False)
    assert outcome.reasons == ("status is not_found, expected answered",)


def test_a_refusal_that_experts_accept_is_scored_for_its_status_and_contact_only() -> None:
    wanted = case(status=("answered", "not_found"), documents=("list",), contains_all=(("Augsburg",),))
    outcome = judge(wanted, answer(status="not_found"), DOCUMENTS)
    assert (outcome.answer_right, outcome.document_right, outcome.passage_right) == (None, None, None)
    assert outcome.passed
    with_contact = case(status=("answered", "not_found"), contact="BY", contains_all=(("Augsburg",),))
    assert judge(with_contact, answer(status="not_found"), DOCUMENTS).answer_right is False


def test_a_case_that_raised_an_error_is_wrong_in_all_that_it_expects() -> None:
    outcome = judge_failure(case(status="answered", documents=("list",), contains_any=("a",)), "index_missing: none")
    assert (outcome.status, outcome.status_right, outcome.answer_right) == (None, False, False)
    assert (outcome.document_right, outcome.passage_right, outcome.passed) == (False, False, False)
    refusal = judge_failure(case(status="not_found"), "index_missing: none")
    assert (refusal.answer_right, refusal.document_right, refusal.passage_right) == (None, None, None)


def outcome(expected: tuple[str, ...], status: str | None, topic: str = "goals", **fields: Any) -> Outcome:
    right = status in expected
    values: dict[str, Any] = {"answer_right": None, "document_right": None, "passage_right": None, **fields}
    reasons = () if right else ("status",)
    return Outcome(
        "c", topic, "?", expected, status, right, quotes=2, exact_quotes=1, reasons=reasons, **values  # type: ignore[arg-type]
    )  # fmt: skip


def test_scores_counted_by_hand() -> None:
    outcomes = [
        outcome(("not_found",), "not_found"),  # right refusal
        outcome(("not_found",), "not_found"),  # right refusal
        outcome(("not_found",), "answered", topic="members"),  # missed refusal, wrongly answered
        outcome(("not_found",), "clarify"),  # missed refusal
        outcome(("answered",), "not_found", answer_right=False),  # wrong refusal
        outcome(("answered",), "answered", answer_right=True, document_right=True, passage_right=False),
        outcome(("answered", "not_found"), "not_found"),  # either is right: no refusal is counted
        outcome(("clarify",), "answered"),  # wrongly answered
        outcome(("answered",), None, answer_right=False, document_right=False),
    ]
    assert score(outcomes) == Scores(
        passed=Rate(4, 9),
        status=Rate(4, 9),
        answer=Rate(1, 3),
        document=Rate(1, 2),
        passage=Rate(0, 1),
        quotes=Rate(9, 18),
        refusal_precision=Rate(2, 3),
        refusal_recall=Rate(2, 4),
        wrongly_answered=2,
    )
    topics = score_topics(outcomes)
    assert list(topics) == ["goals", "members"]
    assert (topics["goals"].passed, topics["members"].passed) == (Rate(4, 8), Rate(0, 1))


def test_a_rate_of_nothing_has_no_value() -> None:
    assert (Rate(3, 4).value, Rate(0, 0).value) == (0.75, None)
    assert score([]).status == Rate(0, 0)
