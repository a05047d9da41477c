"""facts.yaml: every fact is a paragraph with its own source, under its topic."""

from pathlib import Path

import pytest
import yaml

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.reading.facts import TOPICS
from gfa_assistant.records import Source

CORPUS = Path(__file__).parents[2] / "corpus"
BROCHURE_URL = "https://www.zpg-bayern.de/partnerprozess-gesundheit-fuer-alle.html"
FACT = "- {id: F1, topic: goals, statement: Ein Ziel., source_url: https://a.example, source_title: A, as_of: 2020}\n"


def test_every_fact_of_the_corpus_is_one_paragraph_under_its_topic_with_its_source():
    raw = yaml.safe_load((CORPUS / "facts.yaml").read_text(encoding="utf-8"))
    document = next(read_document(file) for file in list_corpus(CORPUS) if file.document_id == "facts")
    assert (document.title, document.url, document.media_type) == (
        "Fakten zum Partnerprozess",
        None,
        "application/yaml",
    )
    read = {
        document.block_text(block): (block.section, block.source)
        for block in document.blocks
        if block.kind == "paragraph"
    }
    assert read == {
        " ".join(fact["statement"].split()): (
            (TOPICS[fact["topic"]],),
            Source(
                title=f"Fakten zum Partnerprozess, nach: {' '.join(fact['source_title'].split())}",
                url=BROCHURE_URL if fact["source_url"].startswith("corpus:") else fact["source_url"],
                as_of=fact["as_of"],
            ),
        )
        for fact in raw
    }
    assert len(read) == len(raw) == 72


def test_the_topics_are_headings_in_a_fixed_order():
    document = next(read_document(file) for file in list_corpus(CORPUS) if file.document_id == "facts")
    assert [document.block_text(block) for block in document.blocks if block.kind == "heading"] == [
        "Bundesebene",
        "Ziele",
        "Beteiligte",
        "Geschichte",
        "Zahlen",
        "Beitritt",
        "Hessen",
        "Bayern",
        "Angebote und Austausch",
        "Begriffe",
        "Qualität",
        "Finanzierung und Förderung",
        "Änderungen bei den Koordinierungsstellen",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a: b", "facts.yaml must be a list of facts; correct it"),
        ("- x", "facts.yaml: entry 1 must have keys such as 'statement'; correct it"),
        (FACT.replace("statement: Ein Ziel., ", ""), "facts.yaml: entry 1: 'statement' is missing; add it"),
        (FACT + FACT, "facts.yaml: entry 2: id 'F1' stands twice; give each fact its own"),
        (FACT.replace("goals", "Ziele"), f"facts.yaml: F1: unknown topic 'Ziele'; use one of {', '.join(TOPICS)}"),
        (
            FACT.replace("id:", "note: x, id:"),
            "facts.yaml: entry 1: unknown key 'note'; "
            "known keys: as_of, id, source_title, source_url, statement, topic",
        ),
        (
            FACT.replace("https://a.example", "'corpus:x.md'"),
            "facts.yaml: F1: 'corpus:x.md' names no entry of catalog.yaml; add the entry or correct the name",
        ),
    ],
)
def test_a_mistake_is_named(read, content, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read("facts.yaml", content)
    assert str(caught.value) == f"'facts.yaml' cannot be read: {reason}"
