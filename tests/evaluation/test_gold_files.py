"""The question sets that are shipped: their size and mix, and that what they expect stands in the corpus."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from gfa_assistant.evaluation.cases import DEV_FILE, HELD_OUT_FILE, QuestionSet, QuestionSetError, load_questions
from gfa_assistant.evaluation.matching import lacking, plain

CORPUS = Path(__file__).parents[2] / "corpus"
LEAST_PER_TOPIC = {
    "joining": 8,
    "goals": 4,
    "offers": 5,
    "contacts": 20,
    "history": 6,
    "numbers": 5,
    "members": 8,
    "definitions": 4,
    "quality": 3,
    "funding": 3,
    "partners": 2,
    "source_lookup": 3,
    "imprint": 2,
    "rottal_inn": 2,
    "inforo": 2,
    "off_topic": 5,
    "near_miss": 10,
    "legal": 2,
    "medical": 2,
    "injection": 2,
}
LAENDER = ["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"]


@pytest.fixture(scope="module")
def corpus() -> dict[str, str]:
    """The raw texts by document id; of the YAML sources only the values that are shown."""
    facts = yaml.safe_load((CORPUS / "facts.yaml").read_text(encoding="utf-8"))
    contacts = yaml.safe_load((CORPUS / "contacts.yaml").read_text(encoding="utf-8"))
    shown = ("office", "carrier", "street", "postcode", "city", "phone", "email", "url")
    return {
        "bayern-broschuere-partnerprozess": (CORPUS / "bayern-broschuere-partnerprozess.md").read_text("utf-8"),
        "hessen-partnerprozess": (CORPUS / "hessen-partnerprozess.txt").read_text("utf-8"),
        "facts": "\n".join(fact["statement"] for fact in facts),
        "contacts": "\n".join(str(contact[key]) for contact in contacts for key in shown if contact[key]),
    }


@pytest.fixture(scope="module", params=[DEV_FILE, HELD_OUT_FILE], ids=["dev", "held_out"])
def questions(request: pytest.FixtureRequest) -> QuestionSet:
    return load_questions(request.param, allow_held_out=True)


@pytest.fixture(scope="module", params=sorted(DEV_FILE.parent.glob("*.yaml")), ids=lambda path: path.stem)
def any_questions(request: pytest.FixtureRequest) -> QuestionSet:
    """Every shipped set, those made for one purpose included: what they expect is checked alike, their mix is not."""
    return load_questions(request.param, allow_held_out=True)


def test_only_the_held_out_sets_are_held_out(any_questions: QuestionSet) -> None:
    assert any_questions.held_out == any_questions.name.startswith(HELD_OUT_FILE.stem)
    with pytest.raises(QuestionSetError, match="is held out"):
        load_questions(HELD_OUT_FILE)


def test_there_are_enough_cases_of_every_topic(questions: QuestionSet) -> None:
    found = Counter(case.topic for case in questions.cases)
    assert {topic: found[topic] for topic, least in LEAST_PER_TOPIC.items() if found[topic] < least} == {}
    assert len(questions.cases) >= 75


def test_there_are_enough_refusals_questions_back_and_follow_ups(questions: QuestionSet) -> None:
    assert sum(case.expect.refuses for case in questions.cases) >= 20
    assert sum(case.expect.status == ("clarify",) for case in questions.cases) >= 5
    assert sum(len(case.turns) > 1 for case in questions.cases) >= 10
    assert max(len(case.turns) for case in questions.cases) == 4


def test_other_languages_are_asked_in(questions: QuestionSet) -> None:
    found = Counter(case.language for case in questions.cases)
    assert found["en"] / len(questions.cases) >= 0.08
    assert found["tr"] >= 2
    assert found["uk"] >= 2


def test_the_contact_of_every_land_and_of_the_federal_level_is_asked_for(questions: QuestionSet) -> None:
    assert {case.expect.contact for case in questions.cases} - {None} == {*LAENDER, "DE"}


def test_the_sets_share_neither_ids_nor_questions() -> None:
    sets = [load_questions(path, allow_held_out=True) for path in sorted(DEV_FILE.parent.glob("*.yaml"))]
    cases = [case for questions in sets for case in questions.cases]
    asked = Counter(tuple(plain(turn).strip("?!. ") for turn in case.turns) for case in cases)
    assert [turns for turns, times in asked.items() if times > 1] == []
    assert len({case.id for case in cases}) == len(cases)


def test_every_expected_string_stands_in_a_document_that_may_be_cited(
    any_questions: QuestionSet, corpus: dict[str, str]
) -> None:
    for case in any_questions.cases:
        assert set(case.expect.documents) <= corpus.keys(), case.id
        texts = [corpus[name] for name in case.expect.documents or corpus]
        each = [(wanted,) for group in case.expect.contains for wanted in group]
        assert lacking(each, texts) == [], case.id
        if case.expect.contains:
            assert any(not lacking(case.expect.contains, [text]) for text in texts), f"{case.id}: no document holds all"


def test_a_note_is_expected_only_where_the_text_itself_names_the_old_name(
    any_questions: QuestionSet, corpus: dict[str, str]
) -> None:
    noted = [case for case in any_questions.cases if case.expect.note]
    for case in noted:
        assert case.expect.note == "BIÖG", case.id
        assert all(not lacking([("BZgA",)], [corpus[name]]) for name in case.expect.documents), case.id
