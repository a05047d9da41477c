"""Corpus files that no reader can take: reported by name, never a crash, never read as text."""

import os
from pathlib import Path

import pytest

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import list_corpus, read_document


def test_few_bytes_of_binary_rubbish_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"x\x00\x01\x02")
    (file,) = list_corpus(tmp_path)
    with pytest.raises(
        UnreadableFileError, match=r"^'x.txt' cannot be read: its content is binary, not text; remove it$"
    ):
        read_document(file)


def test_file_name_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/Ver\xf6ff.md"
    with open(name, "wb") as handle:
        handle.write("# Titel\n\nEin Satz über Gesundheit.\n".encode())
    (file,) = list_corpus(tmp_path)
    with pytest.raises(UnreadableFileError) as error:
        read_document(file)
    assert str(error.value) == r"'Ver\udcf6ff.md' cannot be read: its name is not UTF-8; rename the file"
