import json
from collections.abc import Mapping, Sequence

import pytest

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.evaluation.cases import Case, Expectation, QuestionSet
from gfa_assistant.evaluation.metrics import Rate
from gfa_assistant.evaluation.report_text import report_text
from gfa_assistant.evaluation.runner import Report, run_cases
from gfa_assistant.records import Answer, Citation, Contact, Document, Turn

TEXT = "Kassel war die erste hessische Partnerkommune."


class EchoAssistant:
    """Answers what stands in its one document, asks back for a Land, refuses the rest, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...], str | None]] = []

    @property
    def documents(self) -> Mapping[str, Document]:
        return {"facts": Document("facts", "Fakten", TEXT, ())}

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), state: str | None = None, language: str | None = None
    ) -> Answer:
        self.asked.append((question, tuple(history), state))
        if question == "kaputt":
            raise IndexMissingError("there is no index; run 'gfa-assistant ingest'")
        given = Answer("not_found", question, question, "de", "other", state, "Dazu steht nichts in den Quellen.")
        if "zuständig" in question:
            given = Answer("clarify", question, question, "de", "contact", state, "In welchem Land?")
        if question == "Hessen":
            card = Contact("HE", "KGC Hessen")
            given = Answer("answered", question, question, "de", "contact", "HE", "KGC Hessen", contacts=(card,))
        if "Kassel" in question:
            quote = Citation(1, "facts", "Fakten", None, None, (), None, "Kassel", 0, 6, "p", None)
            given = Answer("answered", question, question, "de", "list", state, "Ja, Kassel [1]", citations=(quote,))
        return given


ANSWERED = Expectation(status=("answered",), documents=("facts",), contains_all=(("Kassel",),))
CASES = (
    Case("kassel", "members", ("Ist Kassel dabei?",), ANSWERED, state="HE"),
    Case("chain", "contacts", ("Wer ist zuständig?", "Hessen"), Expectation(status=("answered",), contact="HE")),
    Case("weather", "off_topic", ("Wie wird das Wetter?",), Expectation(status=("not_found",))),
    Case("missed", "members", ("Ist Gera dabei?",), ANSWERED),
    Case("broken", "members", ("kaputt", "Ist Kassel dabei?"), ANSWERED),
)


def questions(*, held_out: bool = False) -> QuestionSet:
    return QuestionSet("small", CASES, held_out, "f" * 64)


@pytest.fixture
def report() -> Report:
    return run_cases(questions(), EchoAssistant(), settings={"model": "tiny"}, corpus_sha256="c" * 64)


def test_a_chain_is_played_with_the_assistants_own_answers_as_history() -> None:
    assistant = EchoAssistant()
    run_cases(questions(), assistant)
    assert assistant.asked[:3] == [
        ("Ist Kassel dabei?", (), "HE"),
        ("Wer ist zuständig?", (), None),
        ("Hessen", (Turn("user", "Wer ist zuständig?"), Turn("assistant", "In welchem Land?")), None),
    ]


def test_each_case_is_judged_and_an_error_fails_only_its_own(report: Report) -> None:
    assert [(outcome.id, outcome.reasons) for outcome in report.outcomes] == [
        ("kassel", ()),
        ("chain", ()),
        ("weather", ()),
        ("missed", ("status is not_found, expected answered",)),
        ("broken", ("index_missing: there is no index; run 'gfa-assistant ingest'",)),
    ]
    assert (report.scores.passed, report.scores.quotes) == (Rate(3, 5), Rate(1, 1))
    assert report.topics["members"].answer == Rate(1, 3)


def test_the_report_is_json_and_records_what_was_measured(report: Report) -> None:
    written = json.loads(json.dumps(report.to_json()))
    assert written["settings"] == {"model": "tiny"}
    assert (written["questions_sha256"], written["corpus_sha256"]) == ("f" * 64, "c" * 64)
    assert (written["question_set"], written["held_out"], written["cases"]) == ("small", False, 5)
    assert written["scores"]["passed"] == {"right": 3, "of": 5, "value": 0.6}
    assert written["scores"]["wrongly_answered"] == 0
    assert list(written["topics"]) == ["members", "contacts", "off_topic"]
    assert written["outcomes"][0]["passed"] is True
    assert written["outcomes"][3]["reasons"] == ["status is not_found, expected answered"]
    assert written["median_ms"] >= 0


def test_single_cases_of_a_held_out_set_are_not_shown() -> None:
    report = run_cases(questions(held_out=True), EchoAssistant())
    assert report.to_json()["outcomes"] == []
    assert report_text(report).endswith("failed: 2 (not listed: the set is held out)")
    assert "Gera" not in report_text(report)


def test_the_text_shows_scores_per_topic_and_why_cases_failed(report: Report) -> None:
    lines = report_text(report).splitlines()
    assert lines[0].startswith("question set small ffffffffffff, corpus cccccccccccc, median ")
    assert lines[2:] == [
        "topic          cases   passed   status   answer document  passage   quotes",
        "members            3    0.333    0.333    0.333    0.333    0.333    1.000",
        "contacts           1    1.000    1.000    1.000        -        -        -",
        "off_topic          1    1.000    1.000        -        -        -        -",
        "all                5    0.600    0.600    0.500    0.333    0.333    1.000",
        "",
        "refusals: precision 0.500 (1/2), recall 1.000 (1/1); answered that should not be: 0",
        "",
        "failed: 2",
        "  missed: Ist Gera dabei?",
        "    status is not_found, expected answered",
        "  broken: Ist Kassel dabei?",
        "    index_missing: there is no index; run 'gfa-assistant ingest'",
    ]


def test_a_report_without_failures_lists_none() -> None:
    report = run_cases(QuestionSet("small", CASES[2:3], False, "f" * 64), EchoAssistant())
    assert report_text(report).endswith("answered that should not be: 0")
