"""What a search can be narrowed by, and which words of a passage it hit."""

from dataclasses import replace

import pytest

from gfa_assistant.records import Document, Passage, Source
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.web.highlights import Highlighter
from gfa_assistant.web.search_filters import TOPICS, SearchFilters, years_of
from gfa_assistant.web.search_texts import search_texts
from tests.web.fake_assistant import BROCHURE, PASSAGES

OLD = replace(BROCHURE, id="alt", publisher="HAGE", as_of="unbekannt (vor 02/2021)")
COLLECTED = replace(
    BROCHURE,
    id="fakten",
    as_of=None,
    blocks=tuple(replace(b, source=Source("Seite", None, f"20{10 + n}-05")) for n, b in enumerate(BROCHURE.blocks)),
)
DOCUMENTS = (BROCHURE, OLD, COLLECTED)
LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (SearchFilters(), None),
        (SearchFilters(document="alt"), ["alt"]),
        (SearchFilters(publisher="HAGE"), ["alt"]),
        (SearchFilters(year="2021"), ["alt"]),
        (SearchFilters(year="2012"), ["fakten"]),
        (SearchFilters(publisher="HAGE", year="2023"), []),
        (SearchFilters(document="fehlt"), []),
    ],
)
def test_documents_that_can_hold_it(filters: SearchFilters, ids: list[str] | None) -> None:
    assert filters.documents(DOCUMENTS) == ids


@pytest.mark.parametrize(
    ("document", "years"), [(BROCHURE, {"2023"}), (OLD, {"2021"}), (replace(BROCHURE, as_of=None), set())]
)
def test_years_of_a_document(document: Document, years: set[str]) -> None:
    assert years_of(document) == years


@pytest.mark.parametrize(
    ("filters", "passage", "kept"),
    [
        (SearchFilters(topic="joining"), PASSAGES[2], True),
        (SearchFilters(topic="quality"), PASSAGES[2], False),
        (SearchFilters(topic="erfunden"), PASSAGES[2], False),
        (SearchFilters(year="2023"), PASSAGES[2], True),
        (SearchFilters(year="2022"), PASSAGES[2], False),
        (SearchFilters(year="2024"), replace(PASSAGES[2], source=Source("Seite", None, "2024-01-31")), True),
        (SearchFilters(year="2023"), replace(PASSAGES[2], source=Source("Seite", None, None)), False),
        (SearchFilters(topic="contacts"), replace(PASSAGES[2], section=("Bayern",), text="Telefon 089 1"), True),
    ],
)
def test_passages_of_a_year_and_topic(filters: SearchFilters, passage: Passage, kept: bool) -> None:
    assert filters.keeps(passage, BROCHURE, LEXICON) is kept


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_topic_has_a_name(language: str) -> None:
    assert search_texts(language).topics.keys() == TOPICS.keys()


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("Ziele", "Das Ziel und die Zielsetzung", ["Ziel"]),
        ("förderung", "Gesundheitsförderung, gefördert, fordern", ["Gesundheitsförderung", "gefördert"]),
        ("Was ist die KGC?", "Die KGC ist, was sie ist.", ["KGC"]),
        ("was ist", "Was das ist", ["Was", "ist"]),
        ("Partner Urkunde", "Die Partnerurkunde und der Partner", ["Partnerurkunde", "Partner"]),
        ("GR+", "GR+ Bamberg", ["GR"]),
        ("2012", "seit 2012, nicht 20123", ["2012"]),
        ("???", "Was?", []),
    ],
)
def test_hit_words(query: str, text: str, hits: list[str]) -> None:
    assert [text[start:end] for start, end in Highlighter(query).spans(text)] == hits


def test_marked_text_is_escaped() -> None:
    assert Highlighter("ziel <b>").html('<b>Ziel</b> & "Ziel"') == (
        "&lt;<mark>b</mark>&gt;<mark>Ziel</mark>&lt;/<mark>b</mark>&gt; &amp; &quot;<mark>Ziel</mark>&quot;"
    )
