from pathlib import Path

import pytest

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import new_generation, switch_to, write_manifest
from gfa_assistant.indexing.stored import StoredDocuments, current_documents, read_documents, write_documents
from gfa_assistant.records import Block, Document, ListItem, Source
from tests.indexing.test_generations import manifest

TEXT = "Überschrift\n\n- eins 😀\n- zwei\u2028\n\nFakt."
FULL = Document(
    id="ä",
    title="Größe",
    text=TEXT,
    blocks=(
        Block("heading", 0, 11, ("Überschrift",), 1, 1),
        Block("list", 13, 29, ("Überschrift",), 1, items=(ListItem(15, 21), ListItem(24, 29, 1)), ordered=True),
        Block("paragraph", 31, 36, ("Überschrift",), 2, source=Source("Seite", "https://example.org", None)),
    ),
    publisher="LGL",
    url="https://example.org/a",
    state="BY",
    as_of="2023-12",
    rights="alle",
    path="unter/ä.pdf",
    media_type="application/pdf",
    sha256="ab12",
    problems=("'unter/ä.pdf' was read, but 1 page was not recognised: 3",),
)
BARE = Document(id="b", title="B", text="", blocks=())


def test_documents_come_back_equal_and_in_order(tmp_path: Path) -> None:
    write_documents(tmp_path, [FULL, BARE])
    assert list(read_documents(tmp_path)) == [FULL, BARE]
    write_documents(tmp_path, [])
    assert list(read_documents(tmp_path)) == []


@pytest.mark.parametrize(
    "content",
    [None, b'{"id": "a", "ti', b'{"id": "a"}\n', b"[1]\n", b"\xff\xfe\n", b'{"id": "a", "blocks": [], "colour": 1}\n'],
    ids=["missing", "cut off", "incomplete", "other kind", "not UTF-8", "unknown key"],
)
def test_damaged_file_is_named_with_the_remedy(tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "20250101t000000000000z"
    folder.mkdir()
    if content is not None:
        (folder / "documents.jsonl").write_bytes(content)
    with pytest.raises(IndexMissingError) as raised:
        list(read_documents(folder))
    message = str(raised.value)
    assert message.startswith("the documents of index generation '20250101t000000000000z' are damaged (")
    assert message.endswith("); run `gfa-assistant ingest --rebuild`")
    assert "\n" not in message


def test_one_document_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    write_documents(tmp_path, [FULL, BARE])
    stored = StoredDocuments(tmp_path)
    assert (stored["b"], stored["ä"]) == (BARE, FULL)
    assert "b" in stored
    assert "c" not in stored


@pytest.mark.parametrize("content", [None, b'{"id": "a", "ti', b"[1]\n"], ids=["missing", "cut off", "other kind"])
def test_damage_is_named_before_anything_is_taken_over(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "documents.jsonl").write_bytes(content)
    with pytest.raises(IndexMissingError, match=r"are damaged \(.*\); run `gfa-assistant ingest --rebuild`$"):
        StoredDocuments(tmp_path)


def test_current_documents_are_those_of_the_generation_that_serves(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match=r"run `gfa-assistant ingest`$"):
        current_documents(tmp_path)
    for documents in ([FULL], [BARE]):
        name, folder = new_generation(tmp_path)
        write_documents(folder, documents)
        write_manifest(folder, manifest(name))
        assert current_documents(tmp_path) == (FULL,) if documents == [BARE] else True
        switch_to(tmp_path, name)
    assert current_documents(tmp_path) == (BARE,)
