import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gfa_assistant.errors import IndexMismatchError, IndexMissingError, NotFoundError
from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.records import Contact
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder

CONTACTS = """
- {state_code: HE, office: KGC Hessen, phone: 069 1234, source_url: "https://example.org", as_of: "2025"}
"""
NOTES = """
- {id: n, pattern: BZgA, text: Die BZgA heißt BIÖG., source_url: "https://example.org/n", as_of: "2025-02-13"}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An ingested corpus of one text, one contact and one note."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "leitfaden.md").write_text("# Kosten\n\nDie Teilnahme ist kostenfrei.\n", encoding="utf-8")
    (corpus / "contacts.yaml").write_text(CONTACTS, encoding="utf-8")
    (corpus / "notes.yaml").write_text(NOTES, encoding="utf-8")
    settings = Settings(
        corpus_dir=corpus, index_dir=tmp_path / "index", cache_dir=tmp_path / "cache", embedding_model="fake"
    )
    ingest(settings, FakeEncoder)
    return settings


def load_fake(_model: str, _cache_dir: Path) -> Encoder:
    return FakeEncoder()


def load_nothing(_model: str, _cache_dir: Path) -> Encoder:
    raise AssertionError("no model is loaded for an index that cannot be used")


def search(index: OpenIndex, query: str) -> list[str]:
    """The texts of all passages, nearest first."""
    nearest = index.vectors.nearest(index.encoder.embed_queries([query])[0], 5)
    return [index.passage(key).text for key, _ in nearest]


def test_open_index_holds_what_was_ingested(settings: Settings) -> None:
    index = open_index(settings, load_fake)
    assert index.manifest.generation == current_generation(settings.index_dir).name
    assert list(index.documents) == ["contacts", "leitfaden"]
    assert index.document("leitfaden").text == "Kosten\n\nDie Teilnahme ist kostenfrei."
    assert index.contacts == {
        "HE": Contact("HE", "KGC Hessen", phone="069 1234", source_url="https://example.org", as_of="2025")
    }
    assert [rule.note.text for rule in index.notes] == ["Die BZgA heißt BIÖG."]
    assert search(index, "Die Teilnahme ist kostenfrei.")[0] == "Die Teilnahme ist kostenfrei."
    assert index.lexical.scores("kostenfrei").argmax() == 1
    passage = index.passage(index.lexical.passage_ids[1])
    assert (passage.text, passage.section) == ("Die Teilnahme ist kostenfrei.", ("Kosten",))


def test_unknown_names_are_refused_with_the_remedy(settings: Settings) -> None:
    index = open_index(settings, load_fake)
    with pytest.raises(NotFoundError) as raised:
        index.document("fehlt")
    assert str(raised.value) == "no document 'fehlt' in the index; known: contacts, leitfaden"
    with pytest.raises(NotFoundError) as raised:
        index.passage("0123456789abcdef")
    assert str(raised.value) == ("no passage '0123456789abcdef' in the index; search again, its text may have changed")


def test_reader_keeps_its_generation_while_later_ones_are_written(settings: Settings) -> None:
    reader = open_index(settings, load_fake)
    for number in (1, 2):
        text = f"# Kosten\n\nDie Teilnahme kostet {number} Euro.\n"
        (settings.corpus_dir / "leitfaden.md").write_text(text, encoding="utf-8")
        ingest(settings, FakeEncoder)
    assert (settings.index_dir / reader.manifest.generation).is_dir()
    assert "Die Teilnahme ist kostenfrei." in search(reader, "kostenfrei")
    newer = open_index(settings, load_fake)
    assert "Die Teilnahme kostet 2 Euro." in search(newer, "Euro")
    assert newer.manifest.generation == current_generation(settings.index_dir).name
    assert reader.in_use is not None
    reader.in_use.close()
    ingest(settings, FakeEncoder)
    assert not (settings.index_dir / reader.manifest.generation).exists()


def test_missing_index_is_said_with_the_command_that_makes_one(settings: Settings, tmp_path: Path) -> None:
    empty = settings.model_copy(update={"index_dir": tmp_path / "nowhere"})
    with pytest.raises(IndexMissingError, match=r"^no index in '.*nowhere'; run `gfa-assistant ingest`$"):
        open_index(empty, load_nothing)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("key", "wanted", "built"),
    [("embedding_model", "other", "fake"), ("passage_tokens", 64, 400), ("chroma_url", "http://127.0.0.1:9", None)],
)
def test_index_of_other_settings_is_refused_before_a_model_is_loaded(
    settings: Settings, key: str, wanted: object, built: object
) -> None:
    with pytest.raises(IndexMismatchError) as raised:
        open_index(settings.model_copy(update={key: wanted}), load_nothing)
    assert str(raised.value) == (
        f"the index was built with {key} {built!r}, the settings say {wanted!r}; "
        f"run `gfa-assistant ingest --rebuild` or set GFA_{key.upper()} back"
    )


def test_model_of_other_dimensions_under_the_same_name_is_refused(settings: Settings) -> None:
    with pytest.raises(IndexMismatchError) as raised:
        open_index(settings, lambda _model, _cache: FakeEncoder(dimensions=8))
    assert str(raised.value) == (
        "the index holds vectors of 16 dimensions, the model 'fake' gives 8; run `gfa-assistant ingest --rebuild`"
    )


def spoil(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
        path.mkdir()
    else:
        path.write_bytes(b"\xff{[")


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *[
            (name, remove)
            for name in ("documents.jsonl", "lexical", "lexical/passage_ids.json", "chroma", "manifest.json")
        ],
        *[
            (name, spoil)
            for name in ("documents.jsonl", "lexical", "lexical/passage_ids.json", "chroma", "manifest.json")
        ],
        *[(name, spoil) for name in ("contacts.yaml", "notes.yaml", "chroma/chroma.sqlite3")],
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_damaged_generation_is_refused_with_the_remedy(
    settings: Settings, tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    # Elsewhere, since Chroma keeps what it has opened once.
    settings = settings.model_copy(update={"index_dir": settings.index_dir.rename(tmp_path / "moved")})
    damage(current_generation(settings.index_dir) / name)
    with pytest.raises((IndexMissingError, IndexMismatchError)) as raised:
        open_index(settings, load_fake)
    assert str(raised.value).endswith("run `gfa-assistant ingest --rebuild`")
    assert "\n" not in str(raised.value)


def test_lost_passages_are_noticed_on_opening(settings: Settings) -> None:
    index = open_index(settings, load_fake)
    index.vectors.collection.delete(ids=[index.lexical.passage_ids[0]])
    with pytest.raises(IndexMissingError) as raised:
        open_index(settings, load_fake)
    assert str(raised.value) == (
        f"index generation {index.manifest.generation!r} is damaged (1 of 2 passages are there); "
        "run `gfa-assistant ingest --rebuild`"
    )


@pytest.mark.model
def test_index_opens_with_the_real_model_by_default(settings: Settings, model_cache: Path) -> None:
    real = Settings(corpus_dir=settings.corpus_dir, index_dir=settings.index_dir, cache_dir=model_cache)
    from gfa_assistant.indexing.onnx_encoder import load_exported_encoder  # noqa: PLC0415

    ingest(real, lambda: load_exported_encoder(real.embedding_model, model_cache), rebuild=True)
    assert search(open_index(real), "Was müssen wir bezahlen?")[0] == "Die Teilnahme ist kostenfrei."
