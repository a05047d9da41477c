import pytest

from gfa_assistant.retrieval.lexicon import GENERAL, INTENT_ORDER, load_lexicon


def test_every_intent_of_the_order_has_a_pattern_and_none_besides() -> None:
    assert set(load_lexicon().patterns) == set(INTENT_ORDER)
    assert len(INTENT_ORDER) == len(set(INTENT_ORDER))
    assert GENERAL not in INTENT_ORDER


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Wie werden wir Partnerkommune?", "joining"),
        ("wie wern wir partnerkommune", "joining"),
        ("mitmachen", "joining"),
        ("How can our town join?", "joining"),
        ("Wer ist in Hessen zuständig?", "contact"),
        ("Wie erreiche ich die KGC Bayern?", "contact"),
        ("An wen melden wir uns?", "contact"),
        ("Wie melden wir uns an?", "joining"),
        ("Telefonnummer KGC", "contact"),
        ("Welche Ziele hat der Partnerprozess?", "goals"),
        ("Was bringt uns das?", "offers"),
        ("Welche Kommunen sind dabei?", "members"),
        ("Seit wann gibt es den Partnerprozess?", "history"),
        ("Wie viele Kommunen nehmen teil?", "numbers"),
        ("Was ist eine Präventionskette?", "definition"),
        ("Wo steht das?", "lookup"),
        ("Darf ich die Broschüre kopieren?", "imprint"),
    ],
)
def test_intents_are_recognised(text: str, intent: str) -> None:
    assert intent in load_lexicon().intents(text)


def test_intents_come_the_most_specific_first() -> None:
    found = load_lexicon().intents("Wo steht, wer in Hessen für die Ziele zuständig ist?")
    assert found[0] == "lookup"
    assert list(found) == sorted(found, key=INTENT_ORDER.index)
    assert {"contact", "goals"} < set(found)


def test_text_without_a_known_intent_has_none() -> None:
    assert load_lexicon().intents("Wetter morgen") == ()


def test_patterns_hold_no_empty_alternative() -> None:
    for name, pattern in load_lexicon().patterns.items():
        assert pattern.search("") is None, name


def test_shorthand_is_spelled_out_once_behind_the_text() -> None:
    lexicon = load_lexicon()
    kgc = "Koordinierungsstelle Gesundheitliche Chancengleichheit"
    assert lexicon.expand("KGC oder kgc") == f"KGC oder kgc {kgc}"
    assert lexicon.expand("gr+ im lk") == "gr+ im lk Gesundheitsregion plus Landkreis"
    assert lexicon.expand("Volk und Wolkgcx") == "Volk und Wolkgcx"


def test_words_that_mean_the_same_are_found_by_their_beginning() -> None:
    lexicon = load_lexicon()
    assert {"urkunde", "vereinbarung"} <= set(lexicon.synonyms_of("urkunden"))
    assert lexicon.synonyms_of("urkundenübergabe") == ()
    assert "koordinierungsstelle" in lexicon.shorthand_of("kgc")
    assert lexicon.synonyms_of("quark") == lexicon.shorthand_of("quark") == ()


def test_generic_words_are_known_by_their_beginning() -> None:
    lexicon = load_lexicon()
    assert lexicon.is_generic("partnerkommunen")
    assert not lexicon.is_generic("präventionskette")


def test_foreign_names_become_those_of_the_sources() -> None:
    lexicon = load_lexicon()
    assert lexicon.with_german_names("Munich and Lower Saxony, Saxony-Anhalt or Hesse") == (
        "München and Niedersachsen, Sachsen-Anhalt or Hessen"
    )
    assert lexicon.with_german_names("Hessen") == "Hessen"


def test_it_is_loaded_once() -> None:
    assert load_lexicon() is load_lexicon()
