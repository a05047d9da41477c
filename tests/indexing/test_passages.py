from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.passages import split_passages
from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.records import Document, Passage
from tests.indexing.fake_encoder import FakeEncoder

CORPUS = Path(__file__).parents[2] / "corpus"
Read = Callable[..., Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write one corpus file and read it as a document."""

    def write_and_read(text: str, name: str = "leitfaden.md") -> Document:
        (tmp_path / name).write_text(text, encoding="utf-8")
        (file,) = list_corpus(tmp_path)
        return read_document(file)

    return write_and_read


def split(document: Document, max_tokens: int = 400) -> list[Passage]:
    return split_passages(document, FakeEncoder().count_tokens, max_tokens)


def texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def words(number: int, word: str = "Wort") -> str:
    return " ".join([word] * number)


def assert_cut_from(document: Document, passages: Sequence[Passage], max_tokens: int) -> None:
    """Every passage is the document's text at its place, in order, without overlap, and small enough."""
    end = 0
    for passage in passages:
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip() == passage.text != ""
        assert passage.start >= end
        end = passage.end
        assert sum(FakeEncoder().count_tokens([" › ".join(passage.section), passage.text])) <= max_tokens


def test_a_passage_is_the_documents_text_with_its_place(read: Read) -> None:
    document = replace(read("# Beitritt\n\n## Kosten\n\nDie Teilnahme ist für Städte kostenfrei.\n"), state="BY")
    (passage,) = split(document)
    assert passage == Passage(
        id=passage.id,
        document_id="leitfaden",
        start=document.text.index("Die"),
        end=len(document.text),
        text="Die Teilnahme ist für Städte kostenfrei.",
        section=("Beitritt", "Kosten"),
        page=None,
        state="BY",
        source=None,
    )
    assert passage.embedded_text == "Beitritt › Kosten\nDie Teilnahme ist für Städte kostenfrei."


def test_ids_are_the_same_in_every_run_and_change_with_text_place_and_document(read: Read) -> None:
    document = read("# A\n\nErster Absatz.\n\n# B\n\nZweiter Absatz.\n")
    ids = [p.id for p in split(document)]
    assert ids == [p.id for p in split(document)]
    # Written down, so that a change of the scheme, which makes every link to a passage stale, is noticed.
    assert ids == IDS
    assert len(set(ids)) == 2
    changed = [p.id for p in split(read("# A\n\nErster Absatz.\n\n# B\n\nDritter Absatz.\n"))]
    assert (changed[0] == ids[0], changed[1] == ids[1]) == (True, False)
    moved = [p.id for p in split(read("# A\n\nErster  Absatz, neu.\n\n# B\n\nZweiter Absatz.\n"))]
    assert moved[1] != ids[1]
    renamed = [p.id for p in split(read("# A\n\nErster Absatz.\n\n# C\n\nZweiter Absatz.\n"))]
    assert (renamed[0] == ids[0], renamed[1] == ids[1]) == (True, False)
    elsewhere = [p.id for p in split(replace(document, id="anderswo"))]
    assert set(elsewhere).isdisjoint(ids)


IDS = ["7347b57172d66bba", "a29e8e3f46ac57c4"]


def test_headings_make_no_passage_of_their_own(read: Read) -> None:
    document = read("# Titel\n\n## Leer\n\n## Voll\n\nText steht hier.\n\n## Am Ende\n")
    assert [(p.section, p.text) for p in split(document)] == [(("Titel", "Voll"), "Text steht hier.")]
    assert split(read("# Nur\n\n## Überschriften\n")) == []


def test_small_paragraphs_of_one_section_join_and_larger_ones_stand_alone(read: Read) -> None:
    large = words(60)
    document = read(f"# A\n\nKurz.\n\nAuch kurz.\n\n{large}\n\n{words(10)}\n\n# B\n\nAndere Stelle.\n")
    first, second, third = split(document)
    assert texts([first, second, third]) == [f"Kurz.\n\nAuch kurz.\n\n{large}", words(10), "Andere Stelle."]
    assert [p.section for p in (first, second, third)] == [("A",), ("A",), ("B",)]


def test_a_lead_in_stays_with_its_list(read: Read) -> None:
    lead_in = "Das bringt Ihnen die Teilnahme:"
    document = read(f"# Angebote\n\n{words(70)}\n\n{lead_in}\n\n- Austausch\n- {words(60)}\n\n{words(70)}\n")
    assert texts(split(document)) == [words(70), f"{lead_in}\n\nAustausch\n{words(60)}", words(70)]


def test_a_lead_in_stays_with_the_first_items_of_a_list_that_has_to_be_cut(read: Read) -> None:
    items = [f"Schritt {number}: {words(20)}" for number in range(1, 9)]
    document = read("# Ablauf\n\nSo geht es:\n\n" + "".join(f"- {item}\n" for item in items))
    passages = split(document, 80)
    assert_cut_from(document, passages, 80)
    assert passages[0].text.startswith("So geht es:\n\nSchritt 1: ")
    assert [item for item in items if sum(item in p.text for p in passages) == 1] == items


def test_a_long_list_is_cut_between_items(read: Read) -> None:
    document = read("# Liste\n\n" + "".join(f"- Punkt {number}\n" for number in range(100)))
    passages = split(document, 64)
    assert_cut_from(document, passages, 64)
    assert [line for p in passages for line in p.text.split("\n")] == [f"Punkt {n}" for n in range(100)]


def test_a_long_paragraph_is_cut_between_sentences(read: Read) -> None:
    sentences = [f"Satz {number} hat {words(10, 'viele')} Wörter." for number in range(12)]
    document = read("# Text\n\n" + " ".join(sentences) + "\n")
    passages = split(document, 64)
    assert_cut_from(document, passages, 64)
    assert " ".join(texts(passages)) == " ".join(sentences)
    assert all(text.endswith(".") for text in texts(passages))


def test_a_long_table_is_cut_between_rows(read: Read) -> None:
    rows = "".join(f"| Stadt {number} | {words(6, 'Ziel')} |\n" for number in range(20))
    document = read(f"# Tabelle\n\n| Ort | Ziel |\n| --- | --- |\n{rows}")
    passages = split(document, 64)
    assert_cut_from(document, passages, 64)
    assert "\n".join(texts(passages)) == document.text[document.blocks[1].start : document.blocks[1].end]


@pytest.mark.parametrize(
    "text",
    [
        words(300),
        "Wort," * 150,
        f"- {words(150)}\n- {words(150)}",
        "Sechs Wörter stehen hier im Satz. " * 3 + words(200),
    ],
    ids=["without a full stop", "without white space", "two items", "after ordinary sentences"],
)
def test_what_is_too_long_by_itself_is_cut_between_words(read: Read, text: str) -> None:
    document = read(f"# Lang\n\n{text}\n")
    passages = split(document, 64)
    assert_cut_from(document, passages, 64)
    kept = "".join("".join(texts(passages)).split())
    assert kept == "".join(text.split()).replace("-", "")
    assert all(p.text.split()[0] in ("Wort", "Sechs") for p in passages if "Wort," not in text)


def test_one_word_longer_than_a_passage_is_cut_too(read: Read) -> None:
    document = read("# Kette\n\n" + "ä" * 1000 + "\n")
    passages = split_passages(document, lambda parts: [len(part) for part in parts], 100)
    assert "".join(texts(passages)) == "ä" * 1000
    assert max(len(p.text) for p in passages) <= 100 - len("Kette")


def test_facts_are_one_passage_each_with_their_own_source(read: Read) -> None:
    fact = (
        "- {id: f%d, topic: goals, statement: Satz %d., source_title: Seite, as_of: '2025', "
        "source_url: 'https://example.org/'}\n"
    )
    document = read("".join(fact % (n, n) for n in range(3)), "facts.yaml")
    assert [(p.text, p.section, p.source and p.source.url) for p in split(document)] == [
        (f"Satz {n}.", ("Ziele",), "https://example.org/") for n in range(3)
    ]


def test_pages_are_never_joined(read: Read) -> None:
    document = read("# A\n\nKurz.\n\nAuch kurz.\n")
    blocks = tuple(replace(b, page=1 if b.start < document.text.index("Auch") else 2) for b in document.blocks)
    assert [(p.text, p.page) for p in split(replace(document, blocks=blocks))] == [("Kurz.", 1), ("Auch kurz.", 2)]


@pytest.mark.model
def test_the_corpus_is_cut_within_the_models_limit(onnx_encoder: Encoder) -> None:
    for file in list_corpus(CORPUS):
        document = read_document(file)
        for limit in (64, 400):
            passages = split_passages(document, onnx_encoder.count_tokens, limit)
            assert [p.text for p in passages] == [document.text[p.start : p.end] for p in passages]
            assert len({p.id for p in passages}) == len(passages)
            assert max(onnx_encoder.count_tokens([p.text for p in passages])) <= limit
            if limit == 400:
                assert max(onnx_encoder.count_tokens([p.embedded_text for p in passages])) <= limit
            covered = "".join(p.text for p in passages)
            for block in document.blocks:
                if block.kind == "paragraph" and limit == 400:
                    assert document.block_text(block) in covered
