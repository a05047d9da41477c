"""Documents as stored in a generation: one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import current_generation, read_manifest
from gfa_assistant.records import Block, Document, ListItem, Source, Superseded

_FILE = "documents.jsonl"
_BEGIN = b'{"id": '


class DocumentWriter:
    """Writes the documents of a generation one by one."""

    def __init__(self, folder: Path) -> None:
        self._handle = (folder / _FILE).open("w", encoding="utf-8")

    def add(self, document: Document) -> None:
        self._handle.write(json.dumps(_plain(document), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._handle.close()


def write_documents(folder: Path, documents: Iterable[Document]) -> None:
    """Write the documents of a generation."""
    with closing(DocumentWriter(folder)) as writer:
        for document in documents:
            writer.add(document)


class StoredDocuments:
    """The documents of a generation, of which only those that are asked for are read.

    Raises:
        IndexMissingError: their file is missing or damaged, here or when one is read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, int] = {}
        place = 0
        with _naming_damage(folder), (folder / _FILE).open("rb") as handle:
            for line in handle:
                self._places[_id_of(line)] = place
                place += len(line)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._places

    def __getitem__(self, document_id: str) -> Document:
        with _naming_damage(self._folder), (self._folder / _FILE).open("rb") as handle:
            handle.seek(self._places[document_id])
            return _document(json.loads(handle.readline()))


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a generation, equal to those written.

    Raises:
        IndexMissingError: their file is missing or damaged.
    """
    with _naming_damage(folder), (folder / _FILE).open(encoding="utf-8") as handle:
        for line in handle:
            yield _document(json.loads(line))


def current_documents(index_dir: Path) -> tuple[Document, ...]:
    """Return the documents of the generation that serves.

    Raises:
        IndexMissingError: there is none; IndexMismatchError: another version wrote it.
    """
    folder = current_generation(index_dir)
    read_manifest(folder)
    return tuple(read_documents(folder))


@contextmanager
def _naming_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMissingError(
            f"the documents of index generation {folder.name!r} are damaged ({error}); "
            "run `gfa-assistant ingest --rebuild`"
        ) from None


def _id_of(line: bytes) -> str:
    """The id that a line begins with, without reading the rest of it; a line that was cut off is refused."""
    if not line.startswith(_BEGIN) or not line.endswith(b"}\n"):
        raise ValueError("a line is cut off")
    end = line.index(b'"', len(_BEGIN) + 1)
    return str(json.loads(line[len(_BEGIN) : end + 1]))


def _plain(document: Document) -> dict[str, Any]:
    """All but the page map, which has a file of its own."""
    data = asdict(replace(document, page_map=None))
    del data["page_map"]
    return data


def _document(data: dict[str, Any]) -> Document:
    newer, problems = data["superseded"], tuple(data["problems"])
    blocks = tuple(_block(b) for b in data["blocks"])
    superseded = Superseded(**newer) if newer else None
    return Document(**{**data, "blocks": blocks, "superseded": superseded, "problems": problems})


def _block(data: dict[str, Any]) -> Block:
    source = data["source"]
    return Block(
        **{
            **data,
            "section": tuple(data["section"]),
            "items": tuple(ListItem(**item) for item in data["items"]),
            "source": Source(**source) if source else None,
        }
    )
