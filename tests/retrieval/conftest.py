"""The gazetteer, built once, and an index of a small corpus with the real model."""

from pathlib import Path

import pytest

from gfa_assistant.indexing.encoder import Encoder
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.indexing.opened import OpenIndex, open_index
from gfa_assistant.records import Block, Document, ListItem
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.settings import DEFAULT_MODEL, Settings, load_settings

MEMBERS = "2014: GR+ Nürnberg, Stadt Fürth & Landkreis Gerne\n2015: Markt Frankfurt\nkein Jahr: Kassel"
CORPUS = {
    "bayern.md": (
        "# Beitritt\n\nIn Bayern beginnt der Weg mit einem Gespräch mit der KGC Bayern.\n\n"
        "# Kosten\n\nDie Teilnahme am Partnerprozess ist kostenfrei.\n"
    ),
    "hessen.md": (
        "# Beitritt\n\nIn Hessen vereinbart die Kommune ein Gespräch mit der HAGE.\n\n"
        "# Urkunde\n\nZum Abschluss überreicht die HAGE eine Partnerurkunde.\n"
    ),
    "bund.md": "# Präventionskette\n\nEine Präventionskette verbindet die Hilfen für Kinder und Familien.\n",
    "wetter.md": "# Wetter\n\nMorgen regnet es im Norden, im Süden scheint die Sonne.\n",
}
CATALOG = (
    "bayern.md: {title: Bayern, state: BY}\nhessen.md: {title: Hessen, state: HE}\nbund.md: {title: Bund, state: DE}\n"
)


@pytest.fixture(scope="session")
def members() -> Document:
    """A Bavarian document with its partner municipalities in a dated list."""
    items, start = [], 0
    for line in MEMBERS.split("\n"):
        items.append(ListItem(start, start + len(line)))
        start += len(line) + 1
    return Document("m", "Mitglieder", MEMBERS, (Block("list", 0, len(MEMBERS), items=tuple(items)),), state="BY")


@pytest.fixture(scope="session")
def places_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def gazetteer(places_cache: Path) -> Gazetteer:
    """All of Germany, without municipalities of a corpus."""
    return Gazetteer.load(places_cache, [])


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_exported_encoder(DEFAULT_MODEL, load_settings().cache_dir)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Settings:
    """The settings of an ingested corpus of six passages: two of Bavaria, two of Hesse, one federal, one of none."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "corpus").mkdir()
    for name, text in (*CORPUS.items(), ("catalog.yaml", CATALOG)):
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    settings = Settings(corpus_dir=folder / "corpus", index_dir=folder / "index", cache_dir=load_settings().cache_dir)
    ingest(settings, lambda: encoder)
    return settings


@pytest.fixture(scope="session")
def index(settings: Settings, encoder: Encoder) -> OpenIndex:
    return open_index(settings, lambda _model, _cache: encoder)
