"""„Beleg kopieren“: the whole text."""

from dataclasses import replace
from importlib.metadata import version

from gfa_assistant.web.exports.downloads import answer_text
from gfa_assistant.web.exports.memo import Taken, build_memo
from gfa_assistant.web.exports.memo_blocks import Quote, plain
from gfa_assistant.web.exports.memo_text import memo_text
from tests.web.exports.hand_made import ANSWER, BROCHURE, TAKEN

GERMAN = """\
Partnerprozess „Gesundheit für alle“: Auskunft aus den Programmtexten

Datum: 22.11.2026
Bundesland: Bayern
Datenbestand: Stand 20.11.2026 (Index 20261120t091904656242z)

Frage
Was bringt uns die Teilnahme?

Antwort
Gute Gründe für Bürger*innen und Bürger*innen:

- Austausch [1]
  - in Fachveranstaltungen [1]
  - online [7]
- Beratung [1][2]

So geht es:

3. Anfragen [2]
4. Unterzeichnen [1]

Danach:

1. Feiern

Hinweise
Die BZgA heißt jetzt BIÖG. Stand: 13.02.2025. Beleg zum Hinweis: https://example.org/bioeg

Kontakt
Bayern: KGC Bayern, Aufgabenbereich 2; Team \\ Süd
Träger: Zentrum für Prävention und Gesundheitsförderung (ZPG) im Landesamt für Gesundheit
Anschrift: Pfarrstr. 3, 80538 München
Telefon: 09131 6808-4506
E-Mail: post@example.org
Website: www.zpg-bayern.de
Stand: 12/2023
Quelle dieser Angaben: https://www.zpg-bayern.de/partnerprozess.html

Bremen: KGC Bremen
Träger: nicht bekannt
Anschrift: nicht bekannt
Telefon: nicht bekannt
E-Mail: nicht bekannt
Website: nicht bekannt
Stand: nicht bekannt

Quellen
[1] Zentrum für Prävention und Gesundheitsförderung (ZPG) (2023): Der Partnerprozess „Gesundheit für alle“ in Bayern \
(Broschüre), Abschnitt „Gründe für ‚alle‘“, S. 4. Stand: 12/2023. https://www.zpg-bayern.de/partnerprozess.html \
(abgerufen am 22.11.2026).
[2] Ministerium für Soziales, Gesundheit und Integration (o. J.): Merkblatt. Stand: unbekannt (vor 2018). \
Überholt seit 05/2024 (ersetzt durch: Merkblatt 2024).

Automatisch zusammengestellt am 22.11.2026 aus den Texten und Broschüren des Partnerprozesses „Gesundheit für alle“, \
bitte prüfen: Ein Computerprogramm hat die Antwort ausgewählt, kein Mensch hat sie bestätigt.
"""


def test_the_german_text_in_full() -> None:
    assert answer_text(ANSWER, TAKEN, language="de") == GERMAN


def test_the_english_frame_leaves_the_sources_as_they_are() -> None:
    text = answer_text(ANSWER, TAKEN, language="en")
    headings = ["Question", "Answer", "Notes", "Contact", "Sources"]
    positions = [text.index(f"\n\n{heading}\n") for heading in headings]
    assert positions == sorted(positions)
    assert "Date: 22 November 2026\nFederal state: Bayern\nData: as of 20 November 2026 (index " in text
    assert "Gute Gründe für Bürger*innen" in text
    assert "Quelle" not in text


def test_what_was_not_found_is_no_answer() -> None:
    memo = build_memo(replace(ANSWER, status="not_found", answer="Dazu steht nichts."), TAKEN, language="de")
    assert [section.heading for section in memo.sections] == [
        "Frage",
        "Keine belegte Antwort gefunden",
        "Hinweise",
        "Kontakt",
        "Textstellen, die der Frage am nächsten kommen",
        "Quellen",
    ]


def test_a_question_back_lists_the_choices_and_empty_sections_are_left_out() -> None:
    answer = replace(
        ANSWER,
        status="clarify",
        answer="Welches Land?",
        citations=(),
        contacts=(),
        notes=(),
        suggestions=("Bayern", "Hessen"),
    )
    text = answer_text(answer, TAKEN, language="de")
    assert "\n\nRückfrage an Sie\nWelches Land?\n\nBitte wählen Sie:\n\n- Bayern\n- Hessen\n\nAutomatisch" in text


def test_quotes_are_exactly_the_stored_words_with_their_place() -> None:
    memo = build_memo(ANSWER, TAKEN, language="de")
    (quotes,) = [section for section in memo.sections if section.heading == "Belegstellen im Wortlaut"]
    place = "Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre), Abschnitt „Gründe für ‚alle‘“, S. 4"
    assert quotes.blocks == (Quote(1, BROCHURE.quote, place), Quote(2, "Der Beitritt ist kostenlos.", "Merkblatt"))
    assert f"[1] {place}\n    Bürger*innen_Beteiligung & „Werkzeuge“\n    zweite Zeile" in memo_text(memo)
    assert memo.notice.endswith("im Internet kann inzwischen anderes stehen.")


def test_a_question_in_another_language_is_marked_as_such() -> None:
    def question_language(language: str, frame: str) -> str | None:
        block = build_memo(replace(ANSWER, language=language), TAKEN, language=frame).sections[0].blocks[0]
        assert plain(block.runs) == ANSWER.question  # type: ignore[union-attr]
        return block.language  # type: ignore[union-attr]

    assert question_language("uk", "de") == "uk"
    assert question_language("de", "de") is None
    assert question_language("de", "en") == "de"


def test_index_and_tool_are_named() -> None:
    memo = build_memo(ANSWER, Taken(TAKEN.on, "handmade"), language="de")
    assert ("Datenbestand", "handmade") in memo.facts
    assert (
        memo.footer
        == f"Erstellt mit gfa_assistant {version('gfa-assistant')} · automatisch zusammengestellt, bitte prüfen"
    )
