import json
from pathlib import Path

import pytest

from gfa_assistant.records import Document
from gfa_assistant.retrieval.places import Gazetteer, Place, corpus_municipalities
from gfa_assistant.retrieval.states import STATE_NAMES


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(place.name, " ".join(place.states)) for place in gazetteer.places_in(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Wer ist in Nürnberg zuständig?", [("Nürnberg", "BY")]),
        ("kgc münchen telefon", [("münchen", "BY")]),
        ("Köln", [("Köln", "NW")]),
        ("muenchen", [("muenchen", "BY")]),
        ("Nürnbergs Beitritt", [("Nürnbergs", "BY")]),
        ("Kassel und Fulda", [("Kassel", "HE"), ("Fulda", "HE")]),
        ("Wir sind Bad Tölz", [("Bad Tölz", "BY")]),
        ("Bad Homburg oder Homburg?", [("Bad Homburg", "HE"), ("Homburg", "SL")]),
        ("Weil am Rhein", [("Weil am Rhein", "BW")]),
        ("Stadt Weiden", [("Weiden", "BY")]),
    ],
)
def test_towns_settle_their_land(gazetteer: Gazetteer, text: str, places: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Landkreis Weilheim-Schongau", [("Weilheim-Schongau", "BY")]),
        ("lk Main-Kinzig-Kreis", [("Main-Kinzig-Kreis", "HE")]),
        ("im Ilm-Kreis", [("Ilm-Kreis", "TH")]),
        ("Landkreis Passau", [("Passau", "BY")]),
        ("Neustadt an der Aisch-Bad Windsheim", [("Neustadt an der Aisch-Bad Windsheim", "BY")]),
        ("Berchtesgadener Land", [("Berchtesgadener Land", "BY")]),
    ],
)
def test_landkreise_settle_their_land(gazetteer: Gazetteer, text: str, places: list[tuple[str, str]]) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("wer hilft uns auf rügen weiter", [("rügen", "MV")]),
        ("wir kommen ausm sauerland", [("sauerland", "NW")]),
        ("in der Pfalz", [("Pfalz", "RP")]),
        ("in Rheinhessen", [("Rheinhessen", "RP")]),
        ("Oberschwaben", [("Oberschwaben", "BW")]),
        ("a district in Upper Bavaria", [("Upper Bavaria", "BY")]),
        ("im Harz", [("Harz", "ST NI TH")]),
        ("KGC für die Eifel?", [("Eifel", "RP NW")]),
        ("Landkreis Wunsiedel im Fichtelgebirge", [("Wunsiedel im Fichtelgebirge", "BY")]),
        ("Wir aus dem Leipziger Rathaus", [("Leipziger", "SN")]),
        ("die Dresdner Stelle", [("Dresdner", "SN")]),
        ("der Hammer und die Wiener", []),
        ("Gemeinde in Rheinland Pfalz", []),
        ("Mecklenburg Vorpommern", []),
        ("20 Franken", []),
        ("in Franken", [("Franken", "BY")]),
    ],
)
def test_regions_and_adjectives_settle_their_land_or_leave_it_open(
    gazetteer: Gazetteer, text: str, places: list[tuple[str, str]]
) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Wer ist meine Anlaufstelle?", []),
        ("Gemeinde Meine", []),
        ("für müssen", []),
        ("Was ist Nahe dran?", []),
        ("Wir sind aus Füssen", [("Füssen", "BY")]),
        ("für füssen", []),
    ],
)
def test_villages_with_common_words_for_names_need_to_be_told_as_places(
    gazetteer: Gazetteer, text: str, places: list[tuple[str, str]]
) -> None:
    assert found(gazetteer, text) == places


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Neustadt", {"RP", "SH", "BY", "SN", "HE", "TH"}),
        ("in Frankfurt", {"HE", "BB"}),
        ("Stadt Halle", {"ST", "NW"}),
        ("Mühlhausen", {"TH", "BY"}),
    ],
)
def test_ambiguous_names_keep_all_their_laender_the_largest_first(
    gazetteer: Gazetteer, text: str, states: set[str]
) -> None:
    (place,) = gazetteer.places_in(text)
    assert set(place.states) >= states
    assert len(place.states) == len(set(place.states))
    assert place.states[0] == {"in Frankfurt": "HE", "Stadt Halle": "ST", "Neustadt": "RP", "Mühlhausen": "TH"}[text]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Frankfurt (Oder)", "BB"),
        ("frankfurt/oder", "BB"),
        ("Frankfurt an der Oder", "BB"),
        ("Frankfurt am Main", "HE"),
        ("Frankfurt/Main", "HE"),
        ("Halle (Saale)", "ST"),
        ("Halle an der Saale", "ST"),
        ("Neustadt an der Aisch", "BY"),
        ("Neustadt an der Weinstraße", "RP"),
        ("Münster", "NW"),
    ],
)
def test_the_whole_name_settles_an_ambiguous_one(gazetteer: Gazetteer, text: str, states: str) -> None:
    assert found(gazetteer, text) == [(text, states)]
    assert found(gazetteer, f"Wer hilft uns in {text}?") == [(text, states)]


@pytest.mark.parametrize(
    "text",
    [
        "Wir würden gerne mitmachen",
        "Wann waren die Treffen?",
        "Das geht, weil wir wollen",
        "Was gibt es zu essen?",
        "Wo liegt der Wald?",
        "Ist der Regen in der Halle oder im Hof?",
        "In welcher Lage sind die Kinder?",
        "Wie lange laufen die Angebote für alle?",
        "Kamen alle?",
        "Das Land Brandenburg",
        "Danke",
        "",
        "?!",
    ],
)
def test_everyday_words_that_are_also_villages_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Essen", [("Essen", "NW")]),
        ("essen?", [("essen", "NW")]),
        ("Wir sind aus Essen", [("Essen", "NW")]),
        ("Landkreis Regen", [("Regen", "BY")]),
        ("Weil", []),
        ("gerne", []),
        ("Wissen", []),
    ],
)
def test_towns_with_everyday_names_need_an_introduction_or_stand_alone(
    gazetteer: Gazetteer, text: str, places: list[tuple[str, str]]
) -> None:
    assert found(gazetteer, text) == places


def test_small_villages_need_an_introduction(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Treffen wir uns am Büchenbach?") == []
    assert found(gazetteer, "Gemeinde Büchenbach") == [("Büchenbach", "BY")]


def test_municipalities_of_a_dated_list_belong_to_their_documents_land(members: Document) -> None:
    assert corpus_municipalities([members]) == {"nürnberg": "BY", "fürth": "BY", "gerne": "BY", "frankfurt": "BY"}
    federal = Document("b", "B", members.text, members.blocks)
    assert corpus_municipalities([federal]) == {}


def test_the_corpus_knows_its_own_municipalities_best(places_cache: Path, members: Document) -> None:
    own = Gazetteer.load(places_cache, [members])
    assert found(own, "Ist Fürth dabei?") == [("Fürth", "BY")]
    assert found(own, "Und Frankfurt?") == [("Frankfurt", "BY")]
    assert found(own, "Frankfurt am Main") == [("Frankfurt am Main", "HE")]


def test_places_come_in_the_order_of_the_text_and_never_overlap(gazetteer: Gazetteer) -> None:
    text = "Neustadt an der Aisch, Nürnberg und Frankfurt (Oder)"
    assert gazetteer.places_in(text) == (
        Place("Neustadt an der Aisch", ("BY",)),
        Place("Nürnberg", ("BY",)),
        Place("Frankfurt (Oder)", ("BB",)),
    )


def test_table_is_built_once_and_kept_in_the_cache(places_cache: Path, gazetteer: Gazetteer) -> None:
    (file,) = places_cache.iterdir()
    towns = json.loads(file.read_text(encoding="utf-8"))
    assert set(towns) == {"inhabitants", "usual"}
    assert len(towns["inhabitants"]) > 10_000
    assert towns["usual"]["münih"] == "München"
    assert {state for states in towns["inhabitants"].values() for state in states} == set(STATE_NAMES)
    file.write_text(json.dumps({"inhabitants": {"atlantis": {"SH": 50_000}}, "usual": {}}), encoding="utf-8")
    try:
        assert found(Gazetteer.load(places_cache, []), "Atlantis und Nürnberg") == [("Atlantis", "SH")]
    finally:
        file.write_text(json.dumps(towns, ensure_ascii=False), encoding="utf-8")
    assert found(gazetteer, "Nürnberg") == [("Nürnberg", "BY")]


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("since when has Wuerzburg taken part", "since when has Würzburg taken part"),
        ("Münih tarafında", "München tarafında"),
        ("أعمل في هامبورغ", "أعمل في Hamburg"),
        ("Wann kam Nürnberg dazu?", "Wann kam Nürnberg dazu?"),
    ],
)
def test_places_are_called_as_the_sources_call_them(gazetteer: Gazetteer, text: str, usual: str) -> None:
    assert gazetteer.with_usual_names(text) == usual


@pytest.mark.parametrize("text", ["wie viele warens am Anfang", "das ist meines Wissens so"])
def test_an_everyday_word_in_the_genitive_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.places_in(text) == ()


@pytest.mark.parametrize("spoilt", ["unwritable", "damaged"])
def test_cache_that_cannot_be_used_costs_only_time(tmp_path: Path, places_cache: Path, spoilt: str) -> None:
    cache = tmp_path / "cache"
    if spoilt == "unwritable":
        cache.write_text("a file")
    else:
        cache.mkdir()
        (file,) = places_cache.iterdir()
        (cache / file.name).write_text("{", encoding="utf-8")
    assert found(Gazetteer.load(cache, []), "Nürnberg") == [("Nürnberg", "BY")]
