from pathlib import Path

import pytest

from gfa_assistant.errors import GfaError
from gfa_assistant.evaluation.cases import Case, Expectation, QuestionSetError, load_questions

CASE = "{id: a, topic: goals, turns: Welche Ziele, expect: {status: answered}}"


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "set.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_case_is_read_with_single_strings_as_tuples(write) -> None:
    path = write(
        """
        cases:
        - id: a
          topic: contacts
          language: en
          state: HE
          turns: ["Who?", "And in Hesse?"]
          expect:
            status: [answered, not_found]
            documents: [facts]
            contains_all: [HAGE, [Frankfurt, Kassel]]
            contains_any: [eins, zwei]
            excludes: [ZPG]
            contact: DE
            note: BIÖG
            max_chars: 300
        """
    )
    expect = Expectation(
        status=("answered", "not_found"),
        documents=("facts",),
        contains_all=(("HAGE",), ("Frankfurt", "Kassel")),
        contains_any=("eins", "zwei"),
        excludes=("ZPG",),
        contact="DE",
        note="BIÖG",
        max_chars=300,
    )
    questions = load_questions(path)
    assert questions.cases == (Case("a", "contacts", ("Who?", "And in Hesse?"), expect, "en", "HE"),)
    assert questions.cases[0].question == "And in Hesse?"
    assert expect.contains == (("HAGE",), ("Frankfurt", "Kassel"), ("eins", "zwei"))
    assert (questions.name, questions.held_out, len(questions.sha256)) == ("set", False, 64)


def test_only_a_lone_not_found_refuses() -> None:
    assert Expectation(status=("not_found",)).refuses
    assert not Expectation(status=("not_found", "answered")).refuses


def test_a_held_out_set_is_refused_unless_it_is_allowed(write) -> None:
    path = write(f"held_out: true\ncases: [{CASE}]")
    with pytest.raises(QuestionSetError, match=r"set\.yaml' is held out: tune on dev\.yaml"):
        load_questions(path)
    assert load_questions(path, allow_held_out=True).held_out


def bad_case(key: str, value: str) -> str:
    keys = {"id": "a", "topic": "goals", "turns": "Welche Ziele", "expect": "{status: answered}", key: value}
    return "cases: [{" + ", ".join(f"{k}: {v}" for k, v in keys.items()) + "}]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("cases: [", "is not YAML", id="broken"),
        pytest.param("- a", "has no 'cases' list", id="no mapping"),
        pytest.param("cases: []", "has no 'cases' list", id="empty"),
        pytest.param(f"casse: []\ncases: [{CASE}]", "unknown key 'casse'", id="unknown top key"),
        pytest.param(f"held_out: maybe\ncases: [{CASE}]", "has held_out 'maybe'; write true or false", id="held_out"),
        pytest.param(f"cases: [{CASE}, {CASE}]", "case id 'a' twice; rename one", id="id twice"),
        pytest.param("cases: [text]", "case number 1, case: ", id="no case"),
        pytest.param("cases: [{id: a}]", "case 'a', topic: Field required; correct it", id="missing key"),
        pytest.param(bad_case("topic", "gaols"), "case 'a', topic: Input should be 'joining'", id="topic"),
        pytest.param(bad_case("state", "XX"), "case 'a', state: Input should be 'BW'", id="state"),
        pytest.param(bad_case("turns", "[]"), "case 'a', turns: ", id="no turns"),
        pytest.param(bad_case("colour", "red"), "case 'a', colour: ", id="unknown key"),
        pytest.param(bad_case("expect", "{status: maybe}"), "case 'a', expect.status.0: Input should be", id="status"),
        pytest.param(
            bad_case("expect", "{status: answered, contains_all: [2011]}"),
            "case 'a', expect.contains_all.0: ",
            id="number for text",
        ),
        pytest.param(
            bad_case("expect", "{status: not_found, contains_any: [ja]}"),
            "expects content, but 'answered' is not among its statuses",
            id="content of a refusal",
        ),
    ],
)
def test_a_malformed_set_is_one_clear_line(write, text: str, message: str) -> None:
    with pytest.raises(GfaError) as error:
        load_questions(write(text))
    assert message in str(error.value)
    assert "set.yaml" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"none\.yaml' cannot be read \(No such file"):
        load_questions(tmp_path / "none.yaml")
