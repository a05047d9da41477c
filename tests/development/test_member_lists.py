"""Dated lists of members in the real corpus, and in documents as offices write them."""

from collections.abc import Callable
from dataclasses import replace

from gfa_assistant.development import Joining, find_joinings
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.reading import list_corpus, read_document
from tests.conftest import ROOT

Find = Callable[[dict[str, str]], tuple[Joining, ...]]

BAVARIA = [
    (2012, None, "Augsburg"),
    (2014, "GR+", "Nürnberg"),
    (2014, "GR+", "Donau-Ries"),
    (2014, "GR+", "Fürth"),
    (2014, "GR+", "Würzburg"),
    (2015, None, "Ingolstadt"),
    (2015, None, "Rottal-Inn"),
    (2015, None, "München"),
    (2015, "GR+", "Passau"),
    (2015, "GR+", "Dillingen"),
    (2016, "GR+", "Erlangen-Höchstadt & Erlangen"),
    (2016, "GR+", "Bamberg"),
    (2017, "GR+", "Günzburg"),
    (2018, "GR+", "Miltenberg"),
    (2019, "Stadt", "Aschaffenburg"),
    (2019, "Markt", "Schierling"),
    (2019, "Landkreis", "Neumarkt"),
    (2019, "GR+", "Ebersberg"),
    (2020, "GR+", "Weilheim-Schongau"),
    (2020, "Landkreis", "Kulmbach"),
    (2023, "GR+", "Landkreis Fürth"),
]


def told(joinings: tuple[Joining, ...]) -> list[tuple[str, str | None, str, str | None]]:
    return [(j.when.text, j.kind, j.name, j.state) for j in joinings]


def test_the_real_corpus_holds_the_21_of_the_bavarian_brochure_and_no_others() -> None:
    documents = {d.id: d for d in map(read_document, list_corpus(ROOT / "corpus"))}
    joinings = find_joinings(documents.values())
    assert [(j.when.year, j.kind, j.name) for j in joinings] == BAVARIA
    assert {(j.document_id, j.state, j.as_of) for j in joinings} == {
        ("bayern-broschuere-partnerprozess", "BY", "2023-12")
    }
    for joining in joinings:
        words = documents[joining.document_id].text[joining.start : joining.end]
        assert words.startswith(f"{joining.when.text}:")
        assert joining.label in words


def test_each_joining_knows_the_passage_that_holds_its_words() -> None:
    documents = [read_document(file) for file in list_corpus(ROOT / "corpus")]
    passages = [p for d in documents for p in split_passages(d, lambda texts: [len(t.split()) for t in texts], 40)]
    by_id = {passage.id: passage for passage in passages}
    found = find_joinings(documents, passages)
    assert len(found) == len(BAVARIA)
    assert len({joining.passage_id for joining in found}) > 1
    for joining in found:
        assert joining.passage_id is not None
        assert joining.label in by_id[joining.passage_id].text


def test_items_with_the_date_in_front_or_behind(found: Find) -> None:
    text = """# Partnerkommunen

- 2012: Kassel
- 2014 – Stadt Marburg, LK Fulda
- Stadt Offenbach (5. September 2024)
- Gera, seit 2015
- 2016 Weimar und Erfurt
- 2017: keine
- ohne Jahr: Suhl
"""
    assert told(found({"a.md": text})) == [
        ("2012", None, "Kassel", None),
        ("2014", "Stadt", "Marburg", None),
        ("2014", "Landkreis", "Fulda", None),
        ("5. September 2024", "Stadt", "Offenbach", None),
        ("seit 2015", None, "Gera", None),
        ("2016", None, "Weimar", None),
        ("2016", None, "Erfurt", None),
    ]


def test_names_below_a_date_and_below_a_land(found: Find) -> None:
    text = """# Beigetretene Kommunen

- 2012
  - Kassel
  - Marburg
- 2014 (eine Kommune):
  - LK Fulda

## Weitere Kommunen

- Sachsen
  - Leipzig (2011)
- Thüringen:
  - 2013
    - Gera
"""
    assert told(found({"a.md": text})) == [
        ("2012", None, "Kassel", None),
        ("2012", None, "Marburg", None),
        ("2014", "Landkreis", "Fulda", None),
        ("2011", None, "Leipzig", "SN"),
        ("2013", None, "Gera", "TH"),
    ]


def test_years_as_headings_and_the_land_of_the_nearest_heading(found: Find) -> None:
    text = """# Partnerkommunen in Deutschland

## Hessen

### 2012

- Kassel

### 2016

- Marburg
- Landkreis Marburg-Biedenkopf

## Thüringen

### 2018

- Erfurt
"""
    assert told(found({"a.md": text})) == [
        ("2012", None, "Kassel", "HE"),
        ("2016", None, "Marburg", "HE"),
        ("2016", "Landkreis", "Marburg-Biedenkopf", "HE"),
        ("2018", None, "Erfurt", "TH"),
    ]


def test_tables_by_their_header_or_without_one(found: Find) -> None:
    text = """# Partnerkommunen

| Nr. | Kommune | Art | Land | Beitritt | Letzter Fachtag |
|---|---|---|---|---|---|
| 1 | Kassel | Stadt | Hessen | 29.11.2012 | 2019 |
| 2 | Zwickau | Landkreis | Sachsen | 2012 | 2020 |
| 3 | Suhl | Stadt | Thüringen | offen | |
"""
    html = """<html><body><main><h1>Überblick</h1><p>Diese Kommunen sind dem Partnerprozess beigetreten:</p>
<table><tr><td>2015</td><td>Frankfurt am Main</td></tr><tr><td>2016</td><td>Marburg</td></tr></table>
</main></body></html>"""
    assert told(found({"a.md": text, "b.html": html})) == [
        ("29.11.2012", "Stadt", "Kassel", "HE"),
        ("2012", "Landkreis", "Zwickau", "SN"),
        ("2015", None, "Frankfurt am Main", None),
        ("2016", None, "Marburg", None),
    ]


def test_plain_lines_with_a_lead_in(found: Find) -> None:
    text = """Überblick

Folgende Kommunen sind dem Partnerprozess beigetreten:
2012: Augsburg
2014: GR+ Nürnberg, LK Hof

Im Jahr 2015 gab es viele Treffen.
"""
    assert told(found({"a.txt": text})) == [
        ("2012", None, "Augsburg", None),
        ("2014", "GR+", "Nürnberg", None),
        ("2014", "Landkreis", "Hof", None),
    ]


def test_other_dated_lists_are_no_members(found: Find) -> None:
    text = """# Der Partnerprozess in Bayern

## Meilensteine

- 2011: Start
- 2015: Nürnberg

## Veranstaltungen der Partnerkommunen

- 2017: Pfarrkirchen
- 2018: Fürth

## Partnerkommunen

Gastgeber der Jahrestagung:

- 2018: Augsburg

## Städtepartnerschaften

- 1964: Bourges

## Mitglieder im Gesunde Städte-Netzwerk

- 1989: Frankfurt am Main
"""
    assert found({"a.md": text}) == ()


def test_the_catalogs_land_counts_where_the_list_tells_none(found: Find) -> None:
    catalog = "a.md:\n  title: Liste\n  state: TH\n"
    assert told(found({"a.md": "# Partnerkommunen\n\n- 2012: Gera\n- 2013: Suhl\n", "catalog.yaml": catalog})) == [
        ("2012", None, "Gera", "TH"),
        ("2013", None, "Suhl", "TH"),
    ]


def test_a_superseded_document_says_so(found: Find) -> None:
    catalog = "alt.md:\n  title: Alt\nneu.md:\n  title: Neu\n  supersedes: alt.md\n"
    joinings = found(
        {
            "alt.md": "# Partnerkommunen\n\n- 2012: Gera\n- 2013: Suhl\n",
            "neu.md": "# Partnerkommunen\n\n- 2012: Gera\n- 2014: Suhl\n",
            "catalog.yaml": catalog,
        }
    )
    assert [(j.title, j.when.year, j.superseded) for j in joinings] == [
        ("Alt", 2012, True),
        ("Alt", 2013, True),
        ("Neu", 2012, False),
        ("Neu", 2014, False),
    ]


def test_no_documents_and_empty_documents_have_none() -> None:
    assert find_joinings([]) == ()
    (document, *_) = [read_document(file) for file in list_corpus(ROOT / "corpus")]
    assert find_joinings([replace(document, text="", blocks=())]) == ()
