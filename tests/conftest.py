"""What all tests share: an environment without the developer's settings, and the real corpus ingested once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
# Shared by tests, so that what it asserts is explained like their own.
pytest.register_assert_rewrite("tests.web.visitor")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        # Feedback of tests goes where no real feedback is.
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        for name in [name for name in os.environ if name.startswith("GFA_")]:
            monkeypatch.delenv(name)
        yield


# Tests that use what follows are marked `model`: without the weights, run `pytest -m "not model"`.


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the real corpus; nobody changes it. Workers of one run share it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    settings = Settings(corpus_dir=ROOT / "corpus", index_dir=shared / "real-index", rate_limit=0)
    with FileLock(shared / "real-index.lock"):
        if not (settings.index_dir / "CURRENT").exists():
            ingest(settings, lambda: load_exported_encoder(settings.embedding_model, settings.cache_dir))
    return settings


@pytest.fixture(scope="session")
def real_assistant(real_settings: Settings) -> Assistant:
    return Assistant.open(real_settings)
