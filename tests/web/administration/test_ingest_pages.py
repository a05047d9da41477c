"""Ingesting from the page: the real command in a process of its own."""

import re
import time

import pytest

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.indexing.generations import current_generation, writer_lock
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.onnx_encoder import load_exported_encoder
from gfa_assistant.settings import DEFAULT_MODEL
from gfa_assistant.web.administration.commands import environment, failure_line
from gfa_assistant.web.administration.ingest_pages import progress_sentence
from gfa_assistant.web.administration.ingest_run import IngestRun, IngestState
from tests.web.administration.conftest import TOKEN, Desk

PAGE = "/verwaltung/einlesen"


def wait(desk: Desk, seconds: float = 120) -> str:
    """The page's words once nothing runs any more."""
    deadline = time.monotonic() + seconds
    while desk.client.get(f"{PAGE}/stand").json()["runs"]:
        assert time.monotonic() < deadline, "the ingest did not end"
        time.sleep(0.1)
    html = desk.client.get(PAGE).text
    return " ".join(re.sub(r"<[^>]*>", " ", html.split("<main")[1]).split())


def test_ingest_that_finds_nothing_new_says_so(desk: Desk) -> None:
    serving = current_generation(desk.settings.index_dir).name
    assert desk.client.post(PAGE).headers["location"] == PAGE
    assert "Einlesen abbrechen" in desk.client.get(PAGE).text
    words = wait(desk)
    assert "Das Einlesen ist fertig" in words
    assert "Neu 0 Geändert 0 Entfernt 0 Unverändert 3 Nicht gelesen 0" in words
    assert f"Stand {serving}" in words


def test_second_one_is_refused_while_one_runs(desk: Desk) -> None:
    desk.client.post(PAGE)
    second = desk.client.post(PAGE)
    assert second.headers["location"] == f"{PAGE}?done=laeuft-schon"
    assert "Es läuft schon ein Einlesen." in desk.client.get(second.headers["location"]).text
    assert "Das Einlesen ist fertig" in wait(desk)


def test_one_that_runs_elsewhere_is_told(desk: Desk) -> None:
    with writer_lock(desk.settings.index_dir):
        desk.client.post(PAGE)
        words = wait(desk)
    assert "Das Einlesen ist fehlgeschlagen" in words
    assert "Es läuft schon ein Einlesen, das an anderer Stelle gestartet wurde." in words


def test_failed_one_says_why_and_what_serves_stays(desk: Desk) -> None:
    serving = current_generation(desk.settings.index_dir).name
    (desk.corpus / "contacts.yaml").write_text("- a: [\n", encoding="utf-8")
    desk.client.post(PAGE)
    words = wait(desk)
    assert "Das Einlesen ist fehlgeschlagen" in words
    assert "contacts.yaml ist kein gültiges YAML (line 2:" in words
    assert current_generation(desk.settings.index_dir).name == serving


def test_model_that_cannot_be_loaded_is_told(desk: Desk) -> None:
    (desk.corpus / "neu.md").write_text("# Neu\n\nText.\n", encoding="utf-8")
    desk.client.post(PAGE)
    assert "Das Einbettungsmodell kann nicht geladen werden." in wait(desk)


def test_cancelled_one_leaves_the_index_as_it_was(desk: Desk) -> None:
    serving = current_generation(desk.settings.index_dir).name
    desk.client.post(PAGE, data={"alles": "ja"})
    assert desk.client.post(f"{PAGE}/abbrechen").headers["location"] == PAGE
    assert "Das Einlesen wurde abgebrochen" in wait(desk)
    assert current_generation(desk.settings.index_dir).name == serving
    assert desk.client.post(f"{PAGE}/abbrechen").status_code == 303


def test_unreadable_file_is_reported_and_the_rest_is_read(desk: Desk) -> None:
    (desk.corpus / "leer.md").write_text(" ", encoding="utf-8")
    desk.client.post(PAGE)
    words = wait(desk)
    assert "Das Einlesen ist fertig, aber nicht alles wurde gelesen" in words
    assert "leer.md: Die Datei enthält keinen Text." in words
    assert "nicht lesbar" in desk.client.get("/verwaltung/dokumente").text


def test_process_gets_the_settings_but_not_the_token(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GFA_OPERATOR_TOKEN", TOKEN)
    values = environment(desk.settings)
    assert TOKEN not in "".join(values.values())
    assert (values["GFA_INDEX_DIR"], values["GFA_EMBEDDING_MODEL"]) == (str(desk.settings.index_dir), "fake")


def test_progress_is_told_in_words() -> None:
    assert progress_sentence(IngestState("running", seconds=3.2)) == (
        "Das Einlesen läuft seit 3 Sekunden: Dateien werden gelesen, das Modell wird geladen."
    )
    assert progress_sentence(IngestState("running", "embedding", 3, 8, seconds=61)) == (
        "3 von 8 Textstellen und Fragen eingebettet (37 %), seit 61 Sekunden."
    )
    assert progress_sentence(IngestState("cancelling")) == "Das Einlesen wird abgebrochen."
    assert failure_line(["Warnung", "gfa-assistant: so"]) == "so"
    assert failure_line(["Traceback"]) == "the command ended without a word; run `gfa-assistant doctor`"


@pytest.mark.model
def test_served_assistant_answers_from_what_was_ingested(desk: Desk) -> None:
    settings = desk.settings.model_copy(update={"embedding_model": DEFAULT_MODEL, "index_dir": desk.corpus / "../real"})
    ingest(settings, lambda: load_exported_encoder(settings.embedding_model, settings.cache_dir))
    assistant = Assistant.open(settings)
    before = assistant.generation
    (desk.corpus / "neu.md").write_text("# Neu\n\nDer Beirat tagt jährlich in Fulda.\n", encoding="utf-8")
    run = IngestRun(settings)
    assert run.start(rebuild=False)
    seen, deadline = set(), time.monotonic() + 200
    while (state := run.state).runs:
        seen.add((state.stage, state.done, state.total))
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert (state.phase, state.failure) == ("done", "")
    assert state.report is not None
    assert state.report["added"] == ["neu"]
    assert max(step[1] for step in seen | {(state.stage, state.done, state.total)}) == state.total > 0
    assert assistant.generation == state.report["generation"] != before
    assert "neu" in assistant.documents
