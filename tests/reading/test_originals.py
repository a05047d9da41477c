"""The file a document came from is handed out only while it is what was read."""

from dataclasses import replace
from pathlib import Path

import pytest

from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.reading.originals import original_file
from gfa_assistant.records import Document


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "neu.txt").write_text("Der Partnerprozess begann 2011.", encoding="utf-8")
    (tmp_path / "alt.txt").write_text("Der Partnerprozess begann 2010.", encoding="utf-8")
    (tmp_path / "catalog.yaml").write_text(
        "neu.txt: {title: Neu, supersedes: alt.txt}\nalt.txt: {title: Alt}\n", encoding="utf-8"
    )
    return {file.document_id: read_document(file) for file in list_corpus(tmp_path)}["alt"]


def test_the_file_as_it_was_read(tmp_path: Path, document: Document) -> None:
    assert document.superseded is not None
    assert original_file(tmp_path, document) == tmp_path / "alt.txt"


def test_a_changed_file_is_another(tmp_path: Path, document: Document) -> None:
    (tmp_path / "alt.txt").write_text("Der Partnerprozess begann 2012.", encoding="utf-8")
    assert original_file(tmp_path, document) is None


def test_a_removed_file_is_none(tmp_path: Path, document: Document) -> None:
    (tmp_path / "alt.txt").unlink()
    assert original_file(tmp_path, document) is None


def test_a_changed_or_broken_catalog_waits_for_the_next_ingest(tmp_path: Path, document: Document) -> None:
    catalog = tmp_path / "catalog.yaml"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("Alt", "Älter"), encoding="utf-8")
    assert original_file(tmp_path, document) is None
    catalog.write_text("- keine: Zuordnung: hier", encoding="utf-8")
    assert original_file(tmp_path, document) is None


@pytest.mark.parametrize("path", ["", "../alt.txt", "/etc/hostname"])
def test_nothing_outside_the_corpus_folder(tmp_path: Path, document: Document, path: str) -> None:
    inner = tmp_path / "innen"
    inner.mkdir()
    assert original_file(inner, replace(document, path=path)) is None
