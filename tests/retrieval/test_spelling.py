"""Mistyped words become those of the sources; names, shorthand, endings and ordinary German stay."""

import pytest

from gfa_assistant.records import Document
from gfa_assistant.retrieval.spelling import Speller

TEXT = "Eine Partnerkommune baut mit der Koordinierungsstelle eine Präventionskette auf. Austauschtreffen der Städte."
SPELLER = Speller([Document(id="d", title="D", text=TEXT, blocks=())], lambda word: word == "schierling")


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("wie werdn wir partnerkomune", "wie werden wir partnerkommune"),
        ("was ist eine Präventionskete?", "was ist eine Präventionskette?"),
        ("kordinierungstelle", "koordinierungsstelle"),
        ("Praeventionskette in Staedte", "Präventionskette in Städte"),
    ],
    ids=["one-slip", "capital-kept", "two-slips-in-a-long-word", "keyboard-without-umlauts"],
)
def test_mistyped_word_is_corrected(typed: str, corrected: str) -> None:
    assert SPELLER.correct(typed) == corrected


@pytest.mark.parametrize(
    "typed",
    [
        "Wer ist in Schierling zuständig?",
        "KGCs und GKVs",
        "partnerkommunen",
        "beitreten",
        "außer abdrucken",
        "",
        "Haus",
    ],
    ids=["name", "shorthand", "ending", "rare-verb", "eszett", "empty", "short"],
)
def test_all_else_stays_as_typed(typed: str) -> None:
    assert SPELLER.correct(typed) == typed
