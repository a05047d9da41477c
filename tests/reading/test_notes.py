"""notes.yaml: which shown texts need which correction."""

from pathlib import Path

import pytest

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading import notes_for, read_notes
from gfa_assistant.records import Note

CORPUS = Path(__file__).parents[2] / "corpus"
RULE = "- {id: r1, pattern: Alt, text: Neu., source_url: https://a.example}\n"
BZGA = "Die BZgA heißt seit dem 13.02.2025 Bundesinstitut für Öffentliche Gesundheit (BIÖG)."
SEVENTY = "Nach der jüngsten datierten Angabe (HAGE, 05/2024) sind bundesweit mehr als 70 Kommunen beigetreten."
LFGA = "Das LZG.NRW ging am 01.07.2025 im Landesamt für Gesundheit und Arbeitsschutz (LfGA NRW) mit Sitz in Bochum auf."
LVG = "Die Landesvereinigung tritt inzwischen als LVG & AFS Niedersachsen Bremen auf."
INFORO = (
    "Ob und wie inforo heute noch genutzt wird, ließ sich nicht bestätigen; bitte erfragen Sie es bei der KGC Ihres "
    "Landes."
)
KGC_BW = "Die KGC Baden-Württemberg gehört seit 2022 zum Ministerium für Soziales, Gesundheit und Integration."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Urkunde (ZPG, BZgA und Verantwortlicher)", [BZGA]),
        ("Initiiert durch die Bundeszentrale für gesundheitliche Aufklärung", [BZGA]),
        ("Das BIÖG, früher BZgA", []),
        ("unterzeichnet das Bundesinstitut für Öffentliche Gesundheit (früher BZgA)", []),
        ("bereits 50 offizielle Partnerkommunen", [SEVENTY]),
        ("rund 50 offizielle Partnerkommunen (2023), mehr als 70 (2024)", []),
        ("Es gab 150 Partnerkommunen und 50 Städte.", []),
        ("beim LZG.NRW angesiedelt", [LFGA]),
        ("beim LZG.NRW, heute LfGA NRW", []),
        ("Landesvereinigung für Gesundheit & Akademie für Sozialmedizin Niedersachsen e.V", [LVG]),
        ("Landesvereinigung für Gesundheit und Akademie für Sozialmedizin Niedersachsen Bremen e. V.", []),
        ("LVG & AFS Niedersachsen", [LVG]),
        ("online über inforo-online", [INFORO]),
        ("inforo: die Nutzung ließ sich nicht bestätigen", []),
        ("KGC im Landesgesundheitsamt Baden-Württemberg", [KGC_BW]),
        ("Das Landesgesundheitsamt Baden-Württemberg", []),
        ("BZgA, BZgA und inforo", [BZGA, INFORO]),
        ("Machen Sie mit!", []),
    ],
)
def test_the_notes_of_the_corpus(text, expected):
    assert [note.text for note in notes_for(text, read_notes(CORPUS))] == expected


def test_every_note_has_a_source_and_a_date():
    rules = read_notes(CORPUS)
    assert [rule.id for rule in rules] == [
        "bzga",
        "partnerkommunen",
        "lzg-nrw",
        "lvg-niedersachsen",
        "inforo",
        "kgc-baden-wuerttemberg",
    ]
    assert all(rule.note.source_url.startswith("http") and rule.note.as_of for rule in rules)


def test_all_patterns_must_be_found(folder, put):
    put("notes.yaml", "- {id: a, pattern: [eins, zwei], unless: drei, text: T, source_url: https://a.example}")
    (rule,) = read_notes(folder)
    assert [rule.applies_to(text) for text in ("eins", "eins zwei", "zwei eins drei")] == [False, True, False]
    assert rule.note == Note(text="T", source_url="https://a.example", as_of=None)


@pytest.mark.parametrize("content", [None, "", "# leer"], ids=["no file", "empty", "comment"])
def test_no_notes_is_no_rule(folder, put, content):
    if content is not None:
        put("notes.yaml", content)
    assert read_notes(folder) == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: b", "notes.yaml must be a list of rules; correct it"),
        ("- x", "notes.yaml: entry 1 must have keys such as 'pattern'; correct it"),
        (RULE + RULE, "notes.yaml: id 'r1' stands twice; give each rule its own"),
        (RULE.replace("pattern: Alt, ", ""), "notes.yaml: r1: 'pattern' is missing; add it"),
        (RULE.replace("text: Neu., ", ""), "notes.yaml: r1: 'text' is missing; add it"),
        (
            RULE.replace("Alt", "'A('"),
            "notes.yaml: r1: 'pattern' is no regular expression "
            "(missing ), unterminated subpattern at position 1); correct it",
        ),
        (
            RULE.replace("Alt", "50"),
            "notes.yaml: r1: 'pattern' must be a regular expression, not 50; put it in quotes",
        ),
        (
            RULE.replace("id:", "unless: '*', id:"),
            "notes.yaml: r1: 'unless' is no regular expression (nothing to repeat at position 0); correct it",
        ),
        (
            RULE.replace("id:", "muster: x, id:"),
            "notes.yaml: r1: unknown key 'muster'; known keys: as_of, id, pattern, source_url, text, unless",
        ),
    ],
)
def test_a_mistake_is_named(folder, put, content, message):
    put("notes.yaml", content)
    with pytest.raises(CorpusError) as caught:
        read_notes(folder)
    assert str(caught.value) == message
