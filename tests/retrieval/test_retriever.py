import numpy as np
import pytest
from numpy.testing import assert_allclose

from gfa_assistant.indexing.opened import OpenIndex
from gfa_assistant.retrieval.late_interaction import match_passages
from gfa_assistant.retrieval.retriever import FOREIGN, GERMAN, HybridRetriever, Weights, z_scores


@pytest.fixture(scope="module")
def retriever(index: OpenIndex) -> HybridRetriever:
    return HybridRetriever(index)


def test_z_scores_by_hand() -> None:
    assert_allclose(z_scores(np.array([1.0, 2.0, 3.0])), [-(1.5**0.5), 0, 1.5**0.5])
    assert_allclose(z_scores(np.array([0.0, 0.0, 0.0, 4.0])), [-(3**-0.5)] * 3 + [3**0.5])
    assert_allclose(z_scores(np.array([5.0])), [0])


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 0.8512])
def test_z_scores_of_equal_values_are_zero(value: float) -> None:
    assert z_scores(np.array([value] * 3)).tolist() == [0, 0, 0]


@pytest.mark.model
@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Was müssen wir bezahlen?", "Die Teilnahme am Partnerprozess ist kostenfrei."),
        ("Kette", "Eine Präventionskette verbindet die Hilfen für Kinder und Familien."),
        ("Partnerurkunde", "Zum Abschluss überreicht die HAGE eine Partnerurkunde."),
        ("Wie fangen wir in Hessen an?", "In Hessen vereinbart die Kommune ein Gespräch mit der HAGE."),
        ("Regnet es?", "Morgen regnet es im Norden, im Süden scheint die Sonne."),
    ],
)
def test_the_passage_that_answers_comes_first(retriever: HybridRetriever, query: str, text: str) -> None:
    assert retriever.retrieve(query)[0].passage.text == text


@pytest.mark.model
@pytest.mark.parametrize("query", ["Was müssen wir bezahlen?", "How much does participation cost?", "xyzzy"])
def test_the_stores_search_ranks_like_the_comparison_of_all(
    retriever: HybridRetriever, index: OpenIndex, query: str
) -> None:
    expected, found = retriever.retrieve(query), HybridRetriever(index, compared_exactly=0).retrieve(query)
    assert [hit.passage for hit in found] == [hit.passage for hit in expected]
    assert_allclose([hit.dense for hit in found], [hit.dense for hit in expected], atol=1e-5)
    assert_allclose([hit.score for hit in found], [hit.score for hit in expected], atol=1e-3)


@pytest.mark.model
def test_english_finds_german(retriever: HybridRetriever) -> None:
    found = retriever.retrieve("How much does participation cost?", language="en")
    assert found[0].passage.text == "Die Teilnahme am Partnerprozess ist kostenfrei."


@pytest.mark.model
@pytest.mark.parametrize(("language", "weights"), [("de", GERMAN), ("en", FOREIGN)])
def test_score_weighs_both_rankings(
    retriever: HybridRetriever, index: OpenIndex, language: str, weights: Weights
) -> None:
    query = "Gespräch mit der KGC"
    hits = retriever.retrieve(query, language=language)
    assert len(hits) == 6
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    texts = [hit.passage.embedded_text for hit in hits]
    dense = index.encoder.embed_passages(texts) @ index.encoder.embed_queries([query])[0]
    assert_allclose([hit.dense for hit in hits], dense, atol=1e-5)
    bm25 = dict(zip(index.lexical.passage_ids, index.lexical.scores(query), strict=True))
    lexical = np.array([bm25[hit.passage.id] for hit in hits])
    assert_allclose([hit.lexical for hit in hits], lexical)
    (tokens,) = index.encoder.embed_query_tokens([query])
    matches = match_passages(tokens.vectors, [index.tokens[hit.passage.id] for hit in hits])
    late = np.array([match.passage_score for match in matches])
    assert_allclose([hit.late for hit in hits], late, atol=1e-5)
    first = weights.dense * z_scores(dense) + weights.lexical * z_scores(lexical)
    sentence = np.array([match.sentence_score for match in matches])
    expected = (
        weights.first * z_scores(first) + weights.passage * z_scores(late) + weights.sentence * z_scores(sentence)
    )
    assert_allclose([hit.score for hit in hits], expected, atol=1e-3)


@pytest.mark.model
@pytest.mark.parametrize(
    ("document", "states", "documents"),
    [
        (None, None, ["bayern", "bayern", "bund", "hessen", "hessen", "wetter"]),
        (None, ["BY"], ["bayern", "bayern", "bund", "wetter"]),
        (None, ["HE", "BY"], ["bayern", "bayern", "bund", "hessen", "hessen", "wetter"]),
        (None, [], ["bund", "wetter"]),
        ("hessen", None, ["hessen", "hessen"]),
        ("hessen", ["BY"], []),
        ("fehlt", None, []),
    ],
    ids=[
        "all",
        "Land, federal and none",
        "two Länder",
        "federal and none",
        "document",
        "document elsewhere",
        "unknown",
    ],
)
def test_filters_hold_for_dense_and_lexical_neighbours(
    retriever: HybridRetriever, document: str | None, states: list[str] | None, documents: list[str]
) -> None:
    # Every passage of the other Land holds a word of the query.
    hits = retriever.retrieve("Gespräch HAGE Partnerurkunde", documents=[document] if document else None, states=states)
    assert sorted(hit.passage.document_id for hit in hits) == documents


@pytest.mark.model
def test_top_k_cuts_the_list(retriever: HybridRetriever) -> None:
    every = retriever.retrieve("Beitritt")
    assert [hit.passage.id for hit in retriever.retrieve("Beitritt", top_k=2)] == [h.passage.id for h in every[:2]]


@pytest.mark.model
@pytest.mark.parametrize("query", ["und der die das", "xyzzy", "?", ""], ids=["stop words", "unknown", "mark", "empty"])
def test_query_without_known_terms_is_ranked_by_meaning_alone(retriever: HybridRetriever, query: str) -> None:
    hits = retriever.retrieve(query)
    assert len(hits) == 6
    assert {hit.lexical for hit in hits} == {0.0}
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.model
def test_the_lexical_part_searches_its_own_query(retriever: HybridRetriever) -> None:
    plain = retriever.retrieve("kgc")
    spelled_out = retriever.retrieve("kgc", lexical_query="kgc Partnerurkunde Abschluss")
    assert max(plain, key=lambda hit: hit.lexical).passage.document_id == "bayern"
    best = max(spelled_out, key=lambda hit: hit.lexical)
    assert best.passage.text == "Zum Abschluss überreicht die HAGE eine Partnerurkunde."
    assert {hit.passage.id: hit.dense for hit in plain} == {hit.passage.id: hit.dense for hit in spelled_out}


@pytest.mark.model
def test_passages_that_always_come_stand_behind_the_best_unless_filtered_out(retriever: HybridRetriever) -> None:
    every = [hit.passage.id for hit in retriever.retrieve("Beitritt")]
    always = [every[5], every[0], every[3], "unknown"]
    found = retriever.find("Beitritt", top_k=2, always=always)
    assert [hit.passage.id for hit in found.hits] == [every[0], every[1], every[3], every[5]]
    assert list(found.matches) == [every[0], every[1], every[3], every[5]]
    only = retriever.find("Beitritt", top_k=1, always=every, documents=["hessen"])
    assert [hit.passage.document_id for hit in only.hits] == ["hessen", "hessen"]


@pytest.mark.model
def test_passages_left_out_are_passed_over(retriever: HybridRetriever) -> None:
    every = [hit.passage.id for hit in retriever.retrieve("Beitritt")]
    left = retriever.find("Beitritt", without=every[:2]).hits
    assert {hit.passage.id for hit in left} == set(every[2:])
    assert retriever.find("Beitritt", without=every).hits == ()
