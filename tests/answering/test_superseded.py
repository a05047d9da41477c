"""Two versions of a brochure: the newer one answers, the older one only what the newer does not, and says so."""

from pathlib import Path

import pytest

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.answering.plain import plain_answer
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import Settings

pytestmark = pytest.mark.model

OLD = """# Leitfaden Gesundheitspreis

Der Gesundheitspreis der Kommunen ist mit 5.000 Euro dotiert.

Die Jury des Gesundheitspreises tagt im Rathaus von Musterstadt.
"""
NEW = """# Leitfaden Gesundheitspreis

Der Gesundheitspreis der Kommunen ist mit 8.000 Euro dotiert.
"""
CATALOG = """
leitfaden-2019.md: {title: Leitfaden 2019, as_of: 2019}
leitfaden-2025.md: {title: Leitfaden 2025, as_of: 2025-03, supersedes: leitfaden-2019.md}
"""
SINCE = "ist überholt seit 03/2025; an ihre Stelle trat „Leitfaden 2025“."


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = tmp_path_factory.mktemp("corpus")
    for name, text in {"leitfaden-2019.md": OLD, "leitfaden-2025.md": NEW, "catalog.yaml": CATALOG}.items():
        (corpus / name).write_text(text, encoding="utf-8")
    return Assistant.open(_ingested(corpus, tmp_path_factory.mktemp("index")))


def _ingested(corpus: Path, index: Path) -> Settings:
    settings = Settings(corpus_dir=corpus, index_dir=index)
    ingest(settings, lambda: load_exported_encoder(settings.embedding_model, settings.cache_dir))
    return settings


def test_the_newer_version_answers_alone(assistant: Assistant) -> None:
    answer = assistant.ask("Mit wie viel Euro ist der Gesundheitspreis dotiert?")
    assert [c.document_id for c in answer.citations] == ["leitfaden-2025"]
    assert "8.000 Euro" in answer.answer
    assert "5.000" not in answer.answer
    assert "überholt" not in answer.answer


def test_what_only_the_older_one_says_is_marked_as_out_of_date(assistant: Assistant) -> None:
    answer = assistant.ask("Wo tagt die Jury des Gesundheitspreises?")
    (citation,) = answer.citations
    assert (answer.status, citation.document_id) == ("answered", "leitfaden-2019")
    assert citation.superseded is not None
    assert (citation.superseded.by, citation.superseded.since) == ("Leitfaden 2025", "2025-03")
    assert answer.answer.endswith(f"Quelle [1] {SINCE}")
    assert answer.to_json()["citations"][0]["superseded"] == {"by": "Leitfaden 2025", "since": "2025-03"}
    assert "Stand 2019, überholt" in plain_answer(answer)


def test_in_english_too(assistant: Assistant) -> None:
    answer = assistant.ask("Where does the jury of the Gesundheitspreis meet?", language="en")
    assert "out of date since 2025-03; “Leitfaden 2025” took its place." in answer.answer


def test_it_holds_again_once_the_newer_version_is_gone(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "leitfaden-2019.md").write_text(OLD, encoding="utf-8")
    (corpus / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    answer = Assistant.open(_ingested(corpus, tmp_path / "index")).ask("Wo tagt die Jury des Gesundheitspreises?")
    assert (answer.status, answer.citations[0].superseded) == ("answered", None)
    assert "überholt" not in answer.answer
