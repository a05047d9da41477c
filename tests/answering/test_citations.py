import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gfa_assistant.answering.citations import CitationList, check_answer, check_saved, read_saved
from gfa_assistant.errors import CitationError
from gfa_assistant.records import Answer, Citation, Source
from tests.answering.hand_made import document, unit, units

LEITFADEN = document(
    "# Kosten\n\nDie Teilnahme ist kostenfrei. Die Reisekosten trägt die Kommune.\n",
    publisher="Amt",
    url="https://example.org/l",
    as_of="2024",
)
DOCUMENTS = {"leitfaden": LEITFADEN}
UNITS = units(LEITFADEN)
FREE = unit(UNITS, "sentence", "kostenfrei")
TRAVEL = unit(UNITS, "sentence", "Reisekosten")


def answer(text: str, *citations: Citation) -> Answer:
    return Answer("answered", "Kosten?", "Kosten?", "de", "cost", None, text, citations)


def cited(number: int = 1, **changes: Any) -> Citation:
    citations = CitationList()
    citations.mark(FREE)
    return replace(citations.citations[0], number=number, **changes)


def refused(broken: Answer) -> str:
    with pytest.raises(CitationError) as raised:
        check_answer(broken, DOCUMENTS)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_same_words_get_the_same_number() -> None:
    citations = CitationList()
    assert [citations.mark(u) for u in (TRAVEL, FREE, TRAVEL)] == ["[1]", "[2]", "[1]"]
    assert [(c.number, c.quote) for c in citations.citations] == [
        (1, "Die Reisekosten trägt die Kommune."),
        (2, "Die Teilnahme ist kostenfrei."),
    ]


def test_citation_says_where_the_words_stand() -> None:
    assert cited() == Citation(
        number=1,
        document_id="leitfaden",
        title="Leitfaden",
        publisher="Amt",
        url="https://example.org/l",
        section=("Kosten",),
        page=None,
        quote="Die Teilnahme ist kostenfrei.",
        start=8,
        end=37,
        passage_id=FREE.passage.id,
        as_of="2024",
    )


def test_source_of_a_fact_goes_before_that_of_its_document() -> None:
    fact = replace(FREE, passage=replace(FREE.passage, source=Source("Meldung", "https://example.org/m", "2025-01")))
    citations = CitationList()
    citations.mark(fact)
    (citation,) = citations.citations
    assert (citation.title, citation.url, citation.as_of) == ("Meldung", "https://example.org/m", "2025-01")
    assert (citation.publisher, citation.document_id) == ("Amt", "leitfaden")


def test_answer_whose_quotes_stand_passes() -> None:
    second = replace(cited(2), quote=TRAVEL.text, start=TRAVEL.start, end=TRAVEL.end)
    check_answer(answer("Kostenfrei [1], ohne Reise [2], kurz: frei [1]", cited(), second), DOCUMENTS)
    check_answer(answer("Dazu steht nichts."), DOCUMENTS)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": 9, "end": 38},
        {"start": 0, "end": 29},
        {"end": 36},
        {"start": 8 - len(LEITFADEN.text), "end": 37 - len(LEITFADEN.text)},
        {"start": 37, "end": 8},
        {"quote": "Die Teilnahme ist kostenlos."},
        {"quote": "die Teilnahme ist kostenfrei."},
        {"quote": "", "end": 8},
    ],
    ids=["shifted", "elsewhere", "short", "from the end", "turned round", "other word", "other case", "empty"],
)
def test_quote_that_does_not_stand_at_its_place_is_caught(changes: dict[str, Any]) -> None:
    citation = cited(**changes)
    assert refused(answer("Kostenfrei [1]", citation)) == (
        f"citation 1: the quote does not stand in 'leitfaden' at {citation.start}:{citation.end}; "
        "ask again, the document may have changed"
    )


def test_unknown_document_is_caught() -> None:
    assert refused(answer("Frei [1]", cited(document_id="fehlt"))) == "citation 1: no document 'fehlt' in the index"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Frei", [1]),
        ("Frei [1]", []),
        ("Frei [1] [2]", [1]),
        ("Frei [1] [3]", [1, 3]),
        ("Frei [2] [1]", [2, 1]),
        ("Frei [0] [1]", [0, 1]),
        ("Frei [1]", [1, 1]),
    ],
    ids=["no marker", "no citation", "marker too many", "gap", "not in order", "from zero", "twice"],
)
def test_markers_and_citations_that_do_not_match_are_caught(text: str, numbers: list[int]) -> None:
    markers = sorted(int(n) for n in re.findall(r"\d", text))
    assert refused(answer(text, *(cited(number) for number in numbers))) == (
        f"markers {markers} and citations {numbers} of the answer do not belong together"
    )


SAVED = {
    "answer": "Frei [1]",
    "citations": [json.loads(json.dumps(answer("Frei [1]", cited()).to_json()["citations"][0]))],
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**SAVED, "citations": [{**SAVED["citations"][0], **changes}]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (json.dumps(SAVED), 1),
        (json.dumps(SAVED, indent=2), 1),
        (json.dumps([SAVED, SAVED]), 2),
        (f"{json.dumps(SAVED)}\n\n{json.dumps(SAVED)}\n", 2),
        ("[]", 0),
    ],
    ids=["object", "object over lines", "list", "one a line", "empty list"],
)
def test_saved_answers_are_read_in_each_form(tmp_path: Path, text: str, count: int) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert read_saved(tmp_path / "a.json") == [SAVED] * count


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"rubbish",
        b"\x00\xff",
        b"3",
        b"null",
        b"[3]",
        b'{"citations": null}',
        b'{"citations": [3]}',
        b'{"citations": [{"number": 1}]}',
        json.dumps(changed(start=None)).encode(),
        json.dumps(changed(document_id={})).encode(),
        b"[" * 100_000,
        json.dumps(SAVED).encode() + b"\n{",
    ],
    ids=repr,
)
def test_rubbish_is_no_saved_answer(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(CitationError, match=r"a\.json'.*; save `ask --json` output$") as raised:
        read_saved(tmp_path / "a.json")
    assert "\n" not in str(raised.value)


def test_folder_is_no_saved_answer(tmp_path: Path) -> None:
    with pytest.raises(CitationError) as raised:
        read_saved(tmp_path)
    assert str(raised.value) == (
        f"{str(tmp_path)!r} cannot be read as saved answers (Is a directory); save `ask --json` output"
    )


def test_faults_of_saved_answers_are_named_one_by_one() -> None:
    saved = [
        SAVED,
        changed(quote="Die Teilnahme ist kostenlos."),
        changed(document_id="fehlt"),
        changed(start=8 - len(LEITFADEN.text), end=37 - len(LEITFADEN.text)),
        changed(quote="", start=0, end=0),
    ]
    assert check_saved(saved, DOCUMENTS) == [
        "answer 2, citation 1: quote not at 8:37 of 'leitfaden'",
        "answer 3, citation 1: no document 'fehlt' in the index",
        f"answer 4, citation 1: quote not at {8 - len(LEITFADEN.text)}:{37 - len(LEITFADEN.text)} of 'leitfaden'",
        "answer 5, citation 1: quote not at 0:0 of 'leitfaden'",
    ]
