from pathlib import Path

from gfa_assistant.answering.evidence import blocks_of, units_of
from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.records import ScoredPassage
from tests.answering.hand_made import document, hits, passages, unit, units

READ = document(
    "# Partnerprozess\n\n"
    "Der Prozess begann 2011. Er wurde 2015 erweitert.\n\n"
    "## Angebote\n\n"
    "Das bieten wir:\n\n"
    "- Austausch\n  - regional\n  - bundesweit\n- Begleitung\n",
    title="Broschüre",
)
FACTS = """
- id: F001
  topic: history
  statement: Der Prozess begann 2011. Er wurde 2015 erweitert.
  source_url: https://example.org/f
  source_title: Meldung
  as_of: "2024"
"""
CONTACTS = """
- {state_code: HE, office: KGC Hessen, city: Frankfurt, source_url: "https://example.org/he", as_of: "2025"}
"""


def test_passages_become_sentences_lists_and_items_in_reading_order() -> None:
    assert [(u.kind, u.text, u.lead, u.place) for u in units(READ)] == [
        ("sentence", "Der Prozess begann 2011.", "", 0),
        ("sentence", "Er wurde 2015 erweitert.", "", 0),
        ("list", "Austausch\nregional\nbundesweit\nBegleitung", "Das bieten wir:", 1),
        ("item", "Austausch\nregional\nbundesweit", "Das bieten wir:", 1),
        ("item", "Begleitung", "Das bieten wir:", 1),
    ]


def test_unit_is_exactly_its_span_of_the_document() -> None:
    for found in units(READ):
        assert found.text == READ.text[found.start : found.end]
        assert found.passage.start <= found.start < found.end <= found.passage.end


def test_each_row_of_a_table_is_a_unit() -> None:
    table = document(
        "| Stelle | Tel. |\n|---|---|\n| Amt f. Soziales. Haus A | 0361 1 |\n| Büro | 0361 2 |\n", title="T"
    )
    assert [(u.kind, u.text) for u in units(table)] == [
        ("sentence", "Stelle | Tel."),
        ("sentence", "Amt f. Soziales. Haus A | 0361 1"),
        ("sentence", "Büro | 0361 2"),
    ]


def test_item_carries_its_sub_items() -> None:
    exchange = unit(units(READ), "item", "Austausch")
    assert [(READ.text[i.start : i.end], i.depth) for i in exchange.items] == [
        ("Austausch", 0),
        ("regional", 1),
        ("bundesweit", 1),
    ]


def test_unit_knows_what_stands_above_it() -> None:
    support = unit(units(READ), "item", "Begleitung")
    assert support.heading == "Angebote"
    assert support.context == "Partnerprozess Angebote Das bieten wir: Begleitung"
    (bare,) = units(document("Nur ein Satz.\n", title="Notiz"))
    assert (bare.heading, bare.context) == ("Notiz", " Nur ein Satz.")


def test_units_take_scores_and_place_from_their_passage() -> None:
    first, second = hits(READ)
    swapped = [ScoredPassage(second.passage, 2.5, 0.9, 3.0), ScoredPassage(first.passage, 1.5, 0.8, 1.0)]
    found = units_of(swapped, {READ.id: READ})
    assert [(u.kind, u.place, u.score, u.dense) for u in found] == [
        ("list", 0, 2.5, 0.9),
        ("item", 0, 2.5, 0.9),
        ("item", 0, 2.5, 0.9),
        ("sentence", 1, 1.5, 0.8),
        ("sentence", 1, 1.5, 0.8),
    ]
    assert units_of([], {}) == []


def test_blocks_of_a_passage_have_the_lead_in_before_them() -> None:
    _, second = passages(READ)
    assert [(block.kind, lead) for block, lead in blocks_of(READ, second)] == [
        ("paragraph", ""),
        ("list", "Das bieten wir:"),
    ]


def test_fact_and_contact_card_stay_whole(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    contacts, facts = (read_document(file) for file in list_corpus(tmp_path))
    assert [(u.kind, u.text) for u in units(contacts, facts)] == [
        ("contact", "KGC Hessen\nFrankfurt"),
        ("sentence", "Der Prozess begann 2011. Er wurde 2015 erweitert."),
    ]
