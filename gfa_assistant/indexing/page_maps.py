"""Page maps as stored in a generation: one file beside the documents, of which only what is asked for is read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.page_map import PageMap
from gfa_assistant.records import Document

_FILE = "page_maps.npz"


def write_page_maps(folder: Path, documents: Iterable[Document]) -> None:
    """Write the maps of those documents that have one."""
    arrays: dict[str, np.ndarray] = {}
    for document in documents:
        found = document.page_map
        if found is not None:
            arrays[f"{document.id}/runs"] = found.runs
            arrays[f"{document.id}/heights"] = found.heights
            arrays[f"{document.id}/edges"] = found.edges
            arrays[f"{document.id}/labels"] = np.array(found.labels, dtype=np.str_)
    if arrays:
        with (folder / _FILE).open("wb") as handle:
            np.savez_compressed(handle, **arrays)  # type: ignore[arg-type]


def read_page_map(folder: Path, document_id: str) -> PageMap | None:
    """Return a document's map; None where it is no paged document.

    Raises:
        IndexMissingError: the file of the maps is damaged.
    """
    try:
        with (folder / _FILE).open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
            if f"{document_id}/runs" not in arrays:
                return None
            runs, heights, edges, labels = (
                arrays[f"{document_id}/{part}"] for part in ("runs", "heights", "edges", "labels")
            )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise IndexMissingError(
            f"the page maps of index generation {folder.name!r} are damaged ({error}); "
            "run `gfa-assistant ingest --rebuild`"
        ) from None
    return PageMap(runs, heights, edges, tuple(str(label) for label in labels))


def with_page_map(folder: Path, document: Document) -> Document:
    """A document of a generation together with its map."""
    return replace(document, page_map=read_page_map(folder, document.id))
