"""Documents as an office would add them, read by the real readers, and what is found in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gfa_assistant.development import Joining, find_joinings
from gfa_assistant.reading import list_corpus, read_document

Found = tuple[Joining, ...]


@pytest.fixture
def found(tmp_path: Path) -> Callable[[dict[str, str]], Found]:
    """The joinings in a corpus of these files."""

    def find(files: dict[str, str]) -> Found:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return find_joinings(read_document(file) for file in list_corpus(tmp_path))

    return find
