"""A served administration over a small corpus and its index, which a hand-made encoder has embedded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from gfa_assistant.indexing.generations import current_generation, read_manifest
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.opened import open_index
from gfa_assistant.indexing.stored import current_documents
from gfa_assistant.records import Document
from gfa_assistant.settings import Settings
from gfa_assistant.web.administration.mounting import mount_administration
from gfa_assistant.web.api import create_api
from gfa_assistant.web.assets import add_asset_routes
from tests.indexing.fake_encoder import FakeEncoder
from tests.web.conftest import served
from tests.web.fake_assistant import FakeAssistant

TOKEN = "ein-geheimnis-für-tests"
CATALOG = """\
# Was bekannt ist.
bayern.md:
  title: Bayern   # so heißt sie
  publisher: ZPG
  state: BY
  as_of: 2023-12
hessen.txt:
  title: Hessen
"""
CONTACTS = """\
# Kontakte
- state: Bayern
  state_code: BY
  office: KGC Bayern
  phone: 089 123456
  email: null
  source_url: corpus:bayern.md
  as_of: 2023-12
  missing:
  - email
"""
NOTES = """\
- id: bzga   # F016
  pattern: BZgA
  text: Die BZgA heißt jetzt BIÖG.
  source_url: https://bzga.example
"""


class IndexedAssistant(FakeAssistant):
    """The fake with the documents and the generation of a real index."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    @property
    def documents(self) -> Mapping[str, Document]:
        return {document.id: document for document in current_documents(self._settings.index_dir)}

    @property
    def generation(self) -> str:  # type: ignore[override]
        return open_index(self._settings, lambda _model, _cache: FakeEncoder()).manifest.generation

    @property
    def corpus_sha256(self) -> str:
        return read_manifest(current_generation(self._settings.index_dir)).corpus_sha256


@dataclass(frozen=True)
class Desk:
    """A served administration: `client` is signed in, `stranger` is not."""

    url: str
    app: FastAPI
    settings: Settings
    client: httpx.Client
    stranger: httpx.Client

    @property
    def corpus(self) -> Path:
        return self.settings.corpus_dir

    def ingest(self) -> str:
        return ingest(self.settings, FakeEncoder).generation


def make_settings(folder: Path) -> Settings:
    (folder / "corpus").mkdir()
    files = {
        "bayern.md": "# Bayern\n\nDie Teilnahme ist kostenfrei.\n",
        "hessen.txt": "Hessische Städte melden sich bei der HAGE.\n",
        "catalog.yaml": CATALOG,
        "contacts.yaml": CONTACTS,
        "notes.yaml": NOTES,
    }
    for name, text in files.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    return Settings(
        corpus_dir=folder / "corpus",
        index_dir=folder / "index",
        embedding_model="fake",
        operator_token=SecretStr(TOKEN),
        feedback_url=SecretStr(f"sqlite:///{folder}/feedback.sqlite"),
        report_dir=folder / "bericht",
    )


def create_administration(settings: Settings) -> FastAPI:
    """The application without Gradio's page, which takes a second to build."""
    assistant: Any = IndexedAssistant(settings)
    app = create_api(assistant, settings)
    add_asset_routes(app)
    mount_administration(app, assistant, settings)
    return app


def visitor(url: str) -> httpx.Client:
    """A client that says where its forms come from, as browsers do."""
    return httpx.Client(base_url=url, trust_env=False, headers={"origin": url}, timeout=60)


def sign_in(client: httpx.Client, token: str = TOKEN) -> httpx.Response:
    return client.post("/verwaltung/anmeldung", data={"kennwort": token, "weiter": "/verwaltung/kontakte"})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    settings = make_settings(tmp_path)
    ingest(settings, FakeEncoder)
    app = create_administration(settings)
    with served(app) as url, visitor(url) as client, visitor(url) as stranger:
        assert sign_in(client).status_code == 303
        yield Desk(url, app, settings, client, stranger)
