"""The corpus that `benchmarks.bulk_ingest` makes, and a run of it in small."""

import re
from pathlib import Path

import pytest

from benchmarks import bulk_ingest
from benchmarks.bulk_corpus import write_corpus
from gfa_assistant.reading import list_corpus, read_document


def test_each_brochure_has_its_own_text_on_every_page(tmp_path: Path) -> None:
    size = write_corpus(tmp_path, documents=2, pages=3, words_per_page=40)
    files = list_corpus(tmp_path)
    assert size == sum(file.path.stat().st_size for file in files)
    first, second = (read_document(file) for file in files)
    assert first.text != second.text
    for document in (first, second):
        paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
        assert {block.page for block in paragraphs} == {1, 2, 3}
        words = sum(len(document.block_text(block).split()) for block in paragraphs)
        assert 3 * 40 <= words <= 3 * 60


def test_a_larger_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    write_corpus(tmp_path, documents=1, pages=1, words_per_page=20)
    (first,) = tmp_path.iterdir()
    before = first.stat().st_mtime_ns
    write_corpus(tmp_path, documents=2, pages=1, words_per_page=20)
    assert len(list(tmp_path.iterdir())) == 2
    assert first.stat().st_mtime_ns == before


@pytest.mark.slow
@pytest.mark.model
def test_a_small_run_prints_time_memory_and_growth(capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk_ingest.main(["--documents", "1", "2", "--pages", "1", "--words-per-page", "30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 pages of 30 words; model: small"
    peak = r"peak [1-9]\d+ MiB"
    for count, line, unchanged in ((1, lines[1], lines[2]), (2, lines[3], lines[4])):
        assert re.fullmatch(
            rf"{count} documents \(0\.0 MiB\): [\d.]+ s, {count} passages, {peak} "
            r"\([1-9]\d+ MiB with the process that reads\)",
            line,
        )
        assert re.fullmatch(rf"    unchanged: [\d.]+ s, [\d.]+% of the first, {peak}", unchanged)
    assert lines[5].startswith("from 1 to 2 documents: ")
