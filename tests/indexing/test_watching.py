"""The corpus folder is followed: each change is ingested once things are quiet, an error does not end it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from gfa_assistant.errors import CorpusError, GfaError
from gfa_assistant.indexing.ingest import IngestReport, ingest
from gfa_assistant.indexing.watching import ingest_on_change
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder

PATIENCE = 60.0


class Watched:
    """Follows a corpus in a thread; `outcomes` grows by one for each ingest."""

    def __init__(self, settings: Settings) -> None:
        self.stop, self.came = Event(), Event()
        self.outcomes: list[IngestReport | GfaError] = []
        self._thread = Thread(target=self._follow, args=(settings,), daemon=True)
        self._thread.start()

    def _follow(self, settings: Settings) -> None:
        for outcome in ingest_on_change(settings.corpus_dir, lambda: ingest(settings, FakeEncoder), self.stop):
            self.outcomes.append(outcome)
            self.came.set()

    def next(self) -> Any:
        assert self.came.wait(PATIENCE), "nothing was ingested"
        self.came.clear()
        return self.outcomes[-1]

    def end(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Die Teilnahme ist kostenfrei.\n", encoding="utf-8")
    return Settings(
        corpus_dir=tmp_path / "corpus",
        index_dir=tmp_path / "index",
        cache_dir=tmp_path / "cache",
        embedding_model="fake",
    )


@pytest.fixture
def watched(settings: Settings) -> Iterator[Watched]:
    following = Watched(settings)
    yield following
    following.end()


def test_new_renamed_changed_and_deleted_files_are_followed(settings: Settings, watched: Watched) -> None:
    corpus = settings.corpus_dir
    assert watched.next().added == ("a",)
    (corpus / "b.txt").write_text("Neu im Ordner.\n", encoding="utf-8")
    assert watched.next().added == ("b",)
    (corpus / "b.txt").rename(corpus / "c.txt")
    moved = watched.next()
    assert (moved.added, moved.removed) == (("c",), ("b",))
    (corpus / "a.txt").write_text("Die Teilnahme kostet nichts.\n", encoding="utf-8")
    assert watched.next().changed == ("a",)
    (corpus / "c.txt").unlink()
    assert watched.next().removed == ("c",)


def test_an_error_is_told_and_its_correction_followed(settings: Settings, watched: Watched) -> None:
    watched.next()
    catalog = settings.corpus_dir / "catalog.yaml"
    catalog.write_text("a.txt: {title: X", encoding="utf-8")
    assert isinstance(watched.next(), CorpusError)
    catalog.write_text("a.txt: {title: X}", encoding="utf-8")
    assert watched.next().changed == ("a",)


def test_half_written_copies_are_left_alone(settings: Settings, watched: Watched) -> None:
    watched.next()
    (settings.corpus_dir / ".b.txt").write_text("halb", encoding="utf-8")
    (settings.corpus_dir / "b.txt.part").write_text("halb", encoding="utf-8")
    assert not watched.came.wait(4)
    (settings.corpus_dir / "b.txt.part").unlink()
    (settings.corpus_dir / ".b.txt").rename(settings.corpus_dir / "b.txt")
    assert watched.next().added == ("b",)
