"""Abbreviations are spelled out in the words of a source, and only where one does."""

import pytest

from gfa_assistant.answering.abbreviations import asked_abbreviation, best_for, long_form, spelled_out
from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.records import Block, Document


def document(text: str, name: str = "d") -> Document:
    return Document(name, "T", text, (Block("paragraph", 0, len(text)),))


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Wofür steht KGC?", "KGC"),
        ("was bedeutet gr+", "GR+"),
        ("KGC abkürzung", "KGC"),
        ("Was heißt denn BZgA eigentlich?", "BZGA"),
        ("Was ist die KGC ausgeschrieben?", "KGC"),
        ("What does BIÖG stand for?", "BIÖG"),
        ("Was bedeutet das für uns?", None),
        ("Wofür steht das Programm in Bayern?", None),
        ("Was ist die KGC?", None),
        ("Telefon der KGC", None),
    ],
)
def test_abbreviation_asked_for(question: str, short: str | None) -> None:
    assert asked_abbreviation(question) == short


@pytest.mark.parametrize(
    ("question", "short"), [("Was ist eine GR+?", "GR+"), ("Wer sind die?", None), ("Wofür steht KGC?", None)]
)
def test_what_is_asks_for_words_only_loosely(question: str, short: str | None) -> None:
    assert asked_abbreviation(question, loosely=True) == short


@pytest.mark.parametrize(
    ("before", "short", "words"),
    [
        ("Initiiert durch die Bundeszentrale für gesundheitliche Aufklärung ", "BZgA", "Bundeszentrale für "),
        ("mit dem Gesunde-Städte-Netzwerk ", "GSN", "Gesunde-Städte-Netzwerk "),
        ("sind 21 Gesundheitsregionen plus ", "GR+", "Gesundheitsregionen plus "),
        ("das Zentrum für Prävention und Gesundheitsförderung ", "ZPG", "Zentrum für "),
        ("Bundesinstitut für Öffentliche Gesundheit ", "BIÖG", "Bundesinstitut für "),
        ("Besprechung der Ziele ", "KGC", None),
        ("Kommunen. Gesund. Chancen. ", "KGC", None),
        ("Wort ", "W", None),
        ("", "KGC", None),
    ],
)
def test_words_that_are_abbreviated(before: str, short: str, words: str | None) -> None:
    start = long_form(before, short)
    assert (None if start is None else before[start:].startswith(words or "?")) is (None if words is None else True)


def test_plainest_place_is_chosen() -> None:
    documents = [
        document("Koordinierungsstelle Gesundheitliche Chancengleichheit Bayern (KGC Bayern) hilft.", "a"),
        document("Koordinierungsstelle Gesundheitliche Chancengleichheit Sachsen-Anhalt (KGC) hilft.", "b"),
        document("Die Koordinierungsstelle Gesundheitliche Chancengleichheit (KGC) hilft (sehr) (Juni 2020).", "c"),
    ]
    found = best_for("KGC", spelled_out(documents))
    assert found is not None
    assert (found.document_id, documents[2].text[found.start : found.end]) == (
        "c",
        "Koordinierungsstelle Gesundheitliche Chancengleichheit (KGC)",
    )
    assert best_for("BZGA", spelled_out(documents)) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wofür steht KGC?", "KGC steht für: Koordinierungsstelle Gesundheitliche Chancengleichheit (KGC) [1]"),
        ("was bedeutet gr+", "GR+ steht für: Gesundheitsregionen plus (GR+) [1]"),
        ("Was ist eine GR+?", "GR+ steht für: Gesundheitsregionen plus (GR+) [1]"),
        (
            "What does BIÖG stand for?",
            "BIÖG stands for (source text in German): Bundesinstitut für Öffentliche Gesundheit (BIÖG) [1]",
        ),
    ],
)
def test_real_sources_spell_it_out(real_assistant: Assistant, question: str, answer: str) -> None:
    found = real_assistant.ask(question)
    assert (found.status, found.answer) == ("answered", answer)
    (citation,) = found.citations
    passage = real_assistant.passage(citation.passage_id)
    assert passage.start <= citation.start < citation.end <= passage.end


@pytest.mark.model
def test_abbreviation_that_no_source_spells_out_is_not_guessed(real_assistant: Assistant) -> None:
    assert "steht für" not in real_assistant.ask("Wofür steht WHO?").answer


@pytest.mark.model
def test_sentence_about_it_says_more_than_its_words(real_assistant: Assistant) -> None:
    assert real_assistant.ask("Was ist die KGC?").answer.startswith("Zu den Aufgaben der KGC gehören")
