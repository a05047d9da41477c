from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gfa_assistant.errors import IndexMissingError, IndexWriteError
from gfa_assistant.indexing.nodes import to_node
from gfa_assistant.indexing.vectors import VectorIndex, passage_from_metadata, passage_metadata, where_filter
from gfa_assistant.records import Passage, Source

PLAIN = Passage("p1", "hessen", 0, 4, "Text")
FULL = Passage(
    id="p2",
    document_id="broschüre-bayern",
    start=10,
    end=40,
    text='Fußgängerüberwege, "Größe" – 😀\nzweite Zeile',
    section=("Ärzte & Öffentlichkeit", 'Über "uns" › Ziele'),
    page=7,
    state="BY",
    source=Source("Fakten, nach: Süddeutsche", "https://example.org/ä?x=1", "2025-02-13"),
)
SOURCE_WITHOUT_ADDRESS = Passage("p3", "facts", 0, 4, "Fakt", ("Ziele",), source=Source("Seite"))
FEDERAL = Passage("p4", "bund", 0, 4, "Bund", state="DE")
PASSAGES = [PLAIN, FULL, SOURCE_WITHOUT_ADDRESS, FEDERAL]
VECTORS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0, 0, 1]], np.float32)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VectorIndex]:
    folder = tmp_path_factory.mktemp("chroma")
    store = VectorIndex.create(folder, None, "g", 3)
    nodes = [to_node(passage) for passage in PASSAGES]
    for node, vector in zip(nodes, VECTORS, strict=True):
        node.embedding = vector.tolist()
    store.llama_index_store().add(nodes)
    return VectorIndex.open(folder, None, "g")


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: p.id)
def test_metadata_is_flat_and_gives_the_passage_back(passage: Passage) -> None:
    metadata = passage_metadata(passage)
    assert {type(value) for value in metadata.values()} <= {str, int}
    assert passage_from_metadata(passage.id, passage.text, metadata) == passage


def test_passages_come_back_from_chroma_as_they_went_in(index: VectorIndex) -> None:
    assert index.count() == 4
    assert index.get(["p2", "p1", "p3", "p4"]) == {p.id: p for p in PASSAGES}
    assert index.get(["p1", "gone"]) == {"p1": PLAIN}
    assert index.get([]) == {}


def test_vectors_come_back_by_id(index: VectorIndex) -> None:
    found = index.vectors(["p4", "p2", "gone"])
    assert found.keys() == {"p2", "p4"}
    assert_allclose(found["p2"], VECTORS[1])
    assert_allclose(found["p4"], VECTORS[3])
    assert index.vectors([]) == {}


def test_nearest_passages_come_best_first_with_their_cosine(index: VectorIndex) -> None:
    found = index.nearest(np.array([1, 0, 0], np.float32), 3)
    assert [key for key, _ in found][:2] == ["p1", "p2"]
    assert_allclose([cosine for _, cosine in found], [1, 0.8, 0], atol=1e-6)
    assert len(index.nearest(np.array([1, 0, 0], np.float32), 4)) == 4


@pytest.mark.parametrize(
    ("documents", "states", "found"),
    [
        (None, None, {"p1", "p2", "p3", "p4"}),
        (["broschüre-bayern"], None, {"p2"}),
        (None, ["BY", ""], {"p1", "p2", "p3"}),
        (None, ["DE"], {"p4"}),
        (["facts"], ["", "DE"], {"p3"}),
        (["facts"], ["BY"], set()),
    ],
    ids=["all", "document", "state or none", "state", "both", "none left"],
)
def test_filters_keep_documents_and_states(
    index: VectorIndex, documents: list[str] | None, states: list[str] | None, found: set[str]
) -> None:
    where: Any = where_filter(documents, states)
    assert {key for key, _ in index.nearest(np.ones(3, np.float32), 4, where)} == found
    if where is not None:
        assert set(index.matching(["p1", "p2", "p3", "p4"], where)) == found


def test_collection_that_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError) as raised:
        VectorIndex.open(tmp_path / "chroma", None, "20250101t000000000000z")
    assert str(raised.value) == (
        "the passages of index generation '20250101t000000000000z' cannot be opened "
        "(Collection [gfa-passages] does not exist); run `gfa-assistant ingest --rebuild`"
    )


def test_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        IndexWriteError, match=r"; free space or correct its rights and run `gfa-assistant ingest` again; an earlier"
    ) as raised:
        VectorIndex.create(tmp_path / "file" / "chroma", None, "g", 3)
    assert "\n" not in str(raised.value)


def test_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9"
    with pytest.raises(IndexWriteError, match=f"the index on the Chroma server '{url}' could not be written"):
        VectorIndex.create(tmp_path, url, "g", 3)
    with pytest.raises(IndexMissingError, match="cannot be opened"):
        VectorIndex.open(tmp_path, url, "g")
    VectorIndex.drop(url, "g")
