from typing import get_args

from gfa_assistant.evaluation import german
from gfa_assistant.evaluation.cases import Topic
from gfa_assistant.evaluation.metrics import Rate
from gfa_assistant.records import Status
from tests.evaluation.hand_made import outcome


def test_every_topic_and_status_has_its_own_german_name() -> None:
    assert list(german.TOPICS) == list(get_args(Topic))
    assert len(set(german.TOPICS.values())) == len(german.TOPICS)
    assert set(german.STATUSES) == {*get_args(Status), None}


def test_numbers_are_written_as_german_writes_them() -> None:
    assert german.percent(0.97484) == "97,5\N{NO-BREAK SPACE}%"
    assert german.percent(1.0, 0) == "100\N{NO-BREAK SPACE}%"
    assert german.span((0.9117, 0.981)) == "91–98\N{NO-BREAK SPACE}%"
    assert german.decimal(0.17949) == "0,179"
    assert german.count(Rate(3, 4)) == "3/4"
    assert german.duration(1234.5) == "1234\N{NO-BREAK SPACE}ms"


def test_what_was_not_measured_is_a_dash() -> None:
    shown = (german.percent(None), german.span(None), german.decimal(None), german.duration(None))
    assert (*shown, german.count(Rate(0, 0))) == ("–",) * 5


def test_faults_are_named_and_a_wrong_status_stands_for_all_that_follows_from_it() -> None:
    assert german.faults(outcome(answer_right=True, document_right=None)) == []
    assert german.faults(outcome(wrong="x", answer_right=False, document_right=False, passage_right=False)) == [
        "Antwort falsch",
        "Dokument falsch",
        "Textstelle falsch",
    ]
    assert german.faults(outcome("not_found", wrong="status", answer_right=False)) == ["Status falsch"]
    assert german.faults(outcome(wrong="status", quotes=2, exact_quotes=1)) == ["Status falsch", "Zitat nicht wörtlich"]
