import pytest

from gfa_assistant.reading import STATE_NAMES as READING_NAMES
from gfa_assistant.retrieval.states import STATE_NAMES, state_mentions, states_in


def test_names_are_those_of_the_corpus() -> None:
    assert STATE_NAMES == READING_NAMES
    assert list(STATE_NAMES) == "BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH".split()


@pytest.mark.parametrize(("code", "name"), STATE_NAMES.items())
def test_every_land_is_known_by_name_and_code(code: str, name: str) -> None:
    for text in (name, name.lower(), name.upper(), f"Wer hilft in {name}?", code, f"KGC {code}", f"(Land: {code})"):
        assert states_in(text) == (code,), text


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("bayerische Kommunen", "BY"),
        ("die bayrischen Landkreise", "BY"),
        ("Oberbayern, Mittelfranken und Oberpfalz", "BY"),
        ("hessische Gemeinden", "HE"),
        ("sächsischen Städten", "SN"),
        ("Niedersächsisches Institut", "NI"),
        ("Sachsen-Anhaltische Gemeinde", "ST"),
        ("Thüringer Landesamt", "TH"),
        ("thüringisch", "TH"),
        ("in Thueringen", "TH"),
        ("Bremer Stadtteile", "HB"),
        ("Berliner Bezirke", "BE"),
        ("saarländische Orte", "SL"),
        ("rheinland-pfälzische Städte", "RP"),
        ("oberpfälzische Gemeinden", "BY"),
        ("westfälische Städte", "NW"),
        ("Württemberg", "BW"),
        ("bawü", "BW"),
        ("NRW", "NW"),
        ("nrw", "NW"),
        ("rlp", "RP"),
        ("meck-pomm", "MV"),
        ("How to join in Bavaria?", "BY"),
        ("Hesse", "HE"),
        ("Saxony", "SN"),
        ("Lower Saxony", "NI"),
        ("Saxony-Anhalt", "ST"),
        ("North Rhine-Westphalia", "NW"),
        ("Rhineland-Palatinate", "RP"),
        ("Bavyera'da", "BY"),
        ("в Баварії", "BY"),
        ("в Баварии", "BY"),
        ("Гессен", "HE"),
        ("بافاريا", "BY"),
        ("en Bavière", "BY"),
        ("w Bawarii", "BY"),
        ("au Bade-Wurtemberg", "BW"),
        ("нужен телефон в Тюрингии", "TH"),
        ("в Нижней Саксонии", "NI"),
        ("в Саксонии", "SN"),
        ("у Саксонії", "SN"),
        ("Саксонія-Ангальт", "ST"),
        ("Северный Рейн-Вестфалия", "NW"),
        ("Aşağı Saksonya'da", "NI"),
        ("Saksonya eyaletinde", "SN"),
        ("Kuzey Ren-Vestfalya'da", "NW"),
        ("en Basse-Saxe", "NI"),
        ("en Saxe-Anhalt", "ST"),
        ("la Sarre", "SL"),
        ("w Dolnej Saksonii", "NI"),
        ("w Saksonii", "SN"),
        ("في هامبورغ", "HH"),
        ("في ساكسونيا السفلى", "NI"),
    ],
)
def test_adjectives_shorthand_and_other_languages(text: str, states: str) -> None:
    assert states_in(text) == tuple(states.split())


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Sachsen", "SN"),
        ("Sachsens Kommunen", "SN"),
        ("Sachsen-Anhalt", "ST"),
        ("Sachsen Anhalt", "ST"),
        ("sachsenanhalt", "ST"),
        ("Niedersachsen", "NI"),
        ("Sachsen und Sachsen-Anhalt", "SN ST"),
        ("Sachsen-Anhalt, Sachsen und Niedersachsen", "NI SN ST"),
        ("sächsische und sachsen-anhaltische Orte", "SN ST"),
        ("Bayern oder Hessen", "BY HE"),
    ],
)
def test_the_three_saxonies_are_told_apart_and_several_laender_found(text: str, states: str) -> None:
    assert states_in(text) == tuple(states.split())


@pytest.mark.parametrize("text", ["Thürigen", "Bayenr", "Hesssen", "Branndenburg", "Niedersachen", "Sachsn-Anhalt"])
def test_a_slip_of_the_finger_is_forgiven(text: str) -> None:
    assert len(states_in(f"Wer hilft in {text}?")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "written by the town",
        "We should be there, he said",
        "Wo stehen die Sachen?",
        "Die Bauern wachsen daran und bremsen nicht",
        "Ist Bad Homburg dabei?",
        "Essen in Halle",
        "GR+BY",
        "Sachsenhausen",
        "Bremervörde",
        "Rheinland",
        "",
    ],
)
def test_ordinary_words_are_no_land(text: str) -> None:
    assert states_in(text) == ()


def test_mentions_are_the_words_as_typed() -> None:
    assert state_mentions("Hilft die KGC BY in Bayern oder im hessischen Teil?") == (
        ("BY", "Bayern"),
        ("HE", "hessischen"),
        ("BY", "BY"),
    )
    assert state_mentions("in Thürigen?") == (("TH", "Thürigen"),)
    assert state_mentions("nirgends") == ()
