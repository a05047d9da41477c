"""Documents as stored in a generation: one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.indexing.generations import current_generation, read_manifest
from gfa_assistant.records import Block, Document, ListItem, Source, Superseded

_FILE = "documents.jsonl"


def write_documents(folder: Path, documents: Iterable[Document]) -> None:
    """Write the documents of a generation."""
    with (folder / _FILE).open("w", encoding="utf-8") as handle:
        for document in documents:
            handle.write(json.dumps(_plain(document), ensure_ascii=False) + "\n")


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a generation, equal to those written.

    Raises:
        IndexMissingError: their file is missing or damaged.
    """
    try:
        with (folder / _FILE).open(encoding="utf-8") as handle:
            for line in handle:
                yield _document(json.loads(line))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMissingError(
            f"the documents of index generation {folder.name!r} are damaged ({error}); "
            "run `gfa-assistant ingest --rebuild`"
        ) from None


def current_documents(index_dir: Path) -> tuple[Document, ...]:
    """Return the documents of the generation that serves.

    Raises:
        IndexMissingError: there is none; IndexMismatchError: another version wrote it.
    """
    folder = current_generation(index_dir)
    read_manifest(folder)
    return tuple(read_documents(folder))


def _plain(document: Document) -> dict[str, Any]:
    """All but the page map, which has a file of its own."""
    data = asdict(replace(document, page_map=None))
    del data["page_map"]
    return data


def _document(data: dict[str, Any]) -> Document:
    newer = data["superseded"]
    blocks = tuple(_block(b) for b in data["blocks"])
    return Document(**{**data, "blocks": blocks, "superseded": Superseded(**newer) if newer else None})


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
