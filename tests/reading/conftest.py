"""A corpus folder to fill, and documents read from it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.records import Document

Outline = list[tuple[object, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    return corpus


@pytest.fixture
def put(folder: Path) -> Callable[[str, str | bytes], Path]:
    """Write one file below the corpus folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read(folder: Path, put: Callable[[str, str | bytes], Path]) -> Callable[[str, str | bytes], Document]:
    """Write one file and read it as a document."""

    def write_and_read(name: str, content: str | bytes) -> Document:
        put(name, content)
        return read_document(next(file for file in list_corpus(folder) if file.name == name))

    return write_and_read


@pytest.fixture
def outline() -> Callable[[Document], Outline]:
    """A document as one tuple per block: heading levels, list items with their depth, lines of all others."""

    def of(document: Document) -> Outline:
        blocks: Outline = []
        for block in document.blocks:
            text = document.block_text(block)
            if block.kind == "heading":
                blocks.append(("heading", block.level, text))
            elif block.kind == "list":
                items = [(item.depth, document.text[item.start : item.end]) for item in block.items]
                blocks.append(("numbers" if block.ordered else "list", *items))
            else:
                blocks.append((block.kind, *text.split("\n")))
        return blocks

    return of
