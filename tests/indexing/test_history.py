"""Generations that are kept, and the way back to one of them."""

from pathlib import Path

import pytest

from gfa_assistant.errors import IndexMismatchError, IndexMissingError, IndexWriteError
from gfa_assistant.indexing.generations import current_generation, new_generation, writer_lock
from gfa_assistant.indexing.history import roll_back, stored_generations
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.last_ingest import LastIngest, read_last_ingest, write_last_ingest
from gfa_assistant.indexing.opened import open_index
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index", embedding_model="fake")


def write(settings: Settings, text: str) -> str:
    (settings.corpus_dir / "a.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")
    return ingest(settings, FakeEncoder).generation


def serves(settings: Settings) -> str:
    index = open_index(settings, lambda _model, _cache: FakeEncoder())
    return index.documents["a"].text.splitlines()[-1]


def names(settings: Settings) -> list[str]:
    return [manifest.generation for manifest in stored_generations(settings.index_dir)]


def test_as_many_generations_are_kept_as_the_settings_say(settings: Settings) -> None:
    made = [write(settings, text) for text in ("eins", "zwei", "drei")]
    assert names(settings) == [made[2], made[1]]
    one = settings.model_copy(update={"keep_generations": 1})
    assert names(settings) != [last := write(one, "vier")]
    assert names(settings) == [last]


def test_what_an_interrupted_ingest_left_is_neither_listed_nor_kept(settings: Settings) -> None:
    first = write(settings, "eins")
    left, folder = new_generation(settings.index_dir)
    assert names(settings) == [first]
    last = write(settings, "zwei")
    assert (names(settings), folder.exists()) == ([last, first], False), left


def test_earlier_generation_serves_again_and_the_next_ingest_goes_on_from_the_corpus(settings: Settings) -> None:
    first, second = write(settings, "eins"), write(settings, "zwei")
    roll_back(settings, first, lambda: serves(settings))
    assert (serves(settings), names(settings)) == ("eins", [second, first])
    third = ingest(settings, FakeEncoder).generation
    assert serves(settings) == "zwei"
    assert names(settings)[0] == third


@pytest.mark.parametrize("name", ["20200101t000000000000z", "", "..", "../corpus"])
def test_generation_that_is_not_there_is_refused(settings: Settings, name: str) -> None:
    serving = write(settings, "eins")
    with pytest.raises(IndexMissingError, match="there is no complete index generation"):
        roll_back(settings, name, lambda: serves(settings))
    assert current_generation(settings.index_dir).name == serving


def test_damaged_generation_does_not_stay(settings: Settings) -> None:
    first, second = write(settings, "eins"), write(settings, "zwei")
    (settings.index_dir / first / "documents.jsonl").unlink()
    with pytest.raises(IndexMissingError, match=first):
        roll_back(settings, first, lambda: serves(settings))
    assert (current_generation(settings.index_dir).name, serves(settings)) == (second, "zwei")


def test_generation_of_other_settings_is_refused(settings: Settings) -> None:
    first, second = write(settings, "eins"), write(settings, "zwei")
    other = settings.model_copy(update={"passage_tokens": 128})
    with pytest.raises(IndexMismatchError, match="built with passage_tokens 400, the settings say 128"):
        roll_back(other, first, lambda: None)
    assert current_generation(settings.index_dir).name == second


def test_nothing_is_switched_while_an_ingest_writes(settings: Settings) -> None:
    first, second = write(settings, "eins"), write(settings, "zwei")
    with writer_lock(settings.index_dir), pytest.raises(IndexWriteError, match="another ingest"):
        roll_back(settings, first, lambda: None)
    assert current_generation(settings.index_dir).name == second


def test_what_the_last_ingest_could_not_read_is_kept(settings: Settings) -> None:
    assert read_last_ingest(settings.index_dir) is None
    (settings.corpus_dir / "b.pdf").write_bytes(b"kein PDF")
    (settings.corpus_dir / "a.md").write_text("Text\n", encoding="utf-8")
    report = ingest(settings, FakeEncoder)
    write_last_ingest(settings.index_dir, report)
    last = read_last_ingest(settings.index_dir)
    assert last == LastIngest(last.ended if last else None, report.failed)  # type: ignore[arg-type]
    assert [name for name, _ in report.failed] == ["b.pdf"]
    (settings.index_dir / "last-ingest.json").write_text("{}", encoding="utf-8")
    assert read_last_ingest(settings.index_dir) is None
