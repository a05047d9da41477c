"""Page maps in a generation: stored beside the documents, kept over ingests, read when asked for."""

from pathlib import Path

import numpy as np
import pytest
from fpdf import FPDF

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import current_generation
from gfa_assistant.indexing.ingest import ingest
from gfa_assistant.indexing.page_maps import read_page_map, write_page_maps
from gfa_assistant.indexing.stored import read_documents
from gfa_assistant.page_map import PageMap
from gfa_assistant.records import Document
from gfa_assistant.settings import Settings
from tests.indexing.fake_encoder import FakeEncoder

MAP = PageMap(
    np.array([(0, 2, 1, 0, 1)], np.int32),
    np.array([(1, 2)], np.float32),
    np.array([(3, 4), (4, 5)], np.float32),
    ("i",),
)
PAGED = Document(id="ä", title="A", text="ab", blocks=(), page_map=MAP)
PLAIN = Document(id="b", title="B", text="ab", blocks=())


def test_a_map_comes_back_and_other_documents_have_none(tmp_path: Path) -> None:
    write_page_maps(tmp_path, [PAGED, PLAIN])
    found = read_page_map(tmp_path, "ä")
    assert found is not None
    assert (found.boxes(0, 2), found.labels) == (MAP.boxes(0, 2), ("i",))
    assert read_page_map(tmp_path, "b") is None


def test_a_generation_without_paged_documents_has_no_file(tmp_path: Path) -> None:
    write_page_maps(tmp_path, [PLAIN])
    assert list(tmp_path.iterdir()) == []
    assert read_page_map(tmp_path, "b") is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rest", b"no zip"])
def test_a_damaged_file_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "page_maps.npz").write_bytes(content)
    with pytest.raises(IndexMissingError, match=r"^the page maps of index generation .* are damaged .*--rebuild`$"):
        read_page_map(tmp_path, "ä")


def test_an_unchanged_pdf_keeps_its_map_when_another_file_changes(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index")
    settings.corpus_dir.mkdir()
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Ein Satz steht hier.")
    (settings.corpus_dir / "a.pdf").write_bytes(bytes(pdf.output()))
    boxes = []
    for text in ("Eins ist gut.", "Zwei ist besser."):
        (settings.corpus_dir / "b.txt").write_text(text, encoding="utf-8")
        ingest(settings, FakeEncoder)
        folder = current_generation(settings.index_dir)
        found = read_page_map(folder, "a")
        assert found is not None
        boxes.append(found.boxes(0, 20))
        assert [document.page_map for document in read_documents(folder)] == [None, None]
    assert boxes[0] is not None
    assert boxes[0] == boxes[1]
    assert [page for page, _ in boxes[0]] == [1]
