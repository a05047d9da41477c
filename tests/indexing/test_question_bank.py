"""Known questions in an index generation: embedded once, found again, kept from one ingest to the next."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.question_bank import QuestionBank
from gfa_assistant.reading import KnownQuestion
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder

GUIDE = "# Beitritt\n\nAugsburg ist seit 2012 dabei.\n\n# Urkunde\n\nDie Urkunde unterzeichnet der Landrat.\n"
QUESTIONS = """
- {file: leitfaden.md, quote: seit 2012, questions: [Seit wann ist Augsburg dabei?]}
- {form: unanswered, questions: [Was kostet die Urkunde?]}
"""


class CountingEncoder(FakeEncoder):
    """Remembers the queries it embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.queries: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.queries.extend(texts)
        return super().embed_queries(texts)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "leitfaden.md").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "corpus" / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    return Settings(
        corpus_dir=tmp_path / "corpus",
        index_dir=tmp_path / "index",
        cache_dir=tmp_path / "cache",
        embedding_model="fake",
    )


def bank_of(settings: Settings) -> QuestionBank:
    return QuestionBank.load(current_generation(settings.index_dir))


def test_an_ingest_embeds_the_questions_and_finds_their_passages(settings: Settings) -> None:
    encoder = CountingEncoder()
    report = ingest(settings, lambda: encoder)
    assert (report.added, report.failed) == (("leitfaden",), ())
    bank = bank_of(settings)
    start = bank.questions[0].answers[0][1]
    assert bank.questions == (
        KnownQuestion("Seit wann ist Augsburg dabei?", "statement", (("leitfaden", start, start + 9),)),
        KnownQuestion("Was kostet die Urkunde?", "unanswered"),
    )
    manifest = json.loads((current_generation(settings.index_dir) / "manifest.json").read_text(encoding="utf-8"))
    assert bank.passages == ((manifest["documents"]["leitfaden"]["passages"][0],), ())
    assert bank.covered == {"leitfaden"}
    texts = [question.text for question in bank.questions]
    np.testing.assert_allclose(bank.vectors, FakeEncoder().embed_queries(texts), atol=1e-3)


def test_only_new_questions_are_embedded_again(settings: Settings) -> None:
    ingest(settings, FakeEncoder)
    more = f"{QUESTIONS}- {{form: office, questions: [Welche Nummer hat die KGC?]}}\n"
    (settings.corpus_dir / "questions.yaml").write_text(more, encoding="utf-8")
    encoder = CountingEncoder()
    ingest(settings, lambda: encoder)
    assert encoder.queries == ["Welche Nummer hat die KGC?"]
    assert [question.form for question in bank_of(settings).questions] == ["statement", "unanswered", "office"]


def test_a_question_whose_answer_was_edited_away_is_named_and_left_out(settings: Settings) -> None:
    ingest(settings, FakeEncoder)
    (settings.corpus_dir / "leitfaden.md").write_text(GUIDE.replace("seit 2012", "lange"), encoding="utf-8")
    report = ingest(settings, FakeEncoder)
    assert report.changed == ("leitfaden",)
    assert report.failed == (
        (
            "questions.yaml",
            "questions.yaml: 'seit 2012' stands no longer in 'leitfaden.md'; "
            "correct the quote or remove its 1 questions",
        ),
    )
    assert [question.text for question in bank_of(settings).questions] == ["Was kostet die Urkunde?"]


def test_a_corpus_without_questions_has_an_empty_bank(settings: Settings) -> None:
    (settings.corpus_dir / "questions.yaml").unlink()
    ingest(settings, FakeEncoder)
    bank = bank_of(settings)
    assert (bank.questions, bank.passages, bank.covered) == ((), (), frozenset())
    assert bank.vectors.shape[0] == 0


@pytest.mark.parametrize("name", ["question_vectors.npy", "known_questions.json"])
@pytest.mark.parametrize("content", [None, b"", b"\xff{["], ids=["gone", "empty", "spoilt"])
def test_a_damaged_bank_is_refused_with_the_remedy(settings: Settings, name: str, content: bytes | None) -> None:
    ingest(settings, FakeEncoder)
    path = current_generation(settings.index_dir) / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexMissingError) as raised:
        bank_of(settings)
    assert str(raised.value).endswith("run `gfa-assistant ingest --rebuild`")
    assert "\n" not in str(raised.value)
