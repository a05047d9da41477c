"""Page maps as stored in a generation: one file beside the documents, of which only what is asked for is read."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np

from gfa_assistant.errors import IndexMissingError
from gfa_assistant.page_map import PageMap
from gfa_assistant.records import Document

_FILE = "page_maps.npz"
_PARTS = ("runs", "heights", "edges", "labels")


class PageMapWriter:
    """Writes the maps of those documents that have one, in the form of `numpy.savez_compressed` but one by one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archive: ZipFile | None = None

    def add(self, document: Document) -> None:
        found = document.page_map
        if found is None:
            return
        if self._archive is None:
            self._archive = ZipFile(self._folder / _FILE, "w", ZIP_DEFLATED)
        labels = np.array(found.labels, dtype=np.str_)
        for part, array in zip(_PARTS, (found.runs, found.heights, found.edges, labels), strict=True):
            with self._archive.open(f"{document.id}/{part}.npy", "w", force_zip64=True) as stream:
                np.lib.format.write_array(stream, np.asarray(array), allow_pickle=False)

    def close(self) -> None:
        if self._archive is not None:
            self._archive.close()


class StoredPageMaps:
    """The maps of a generation, opened once for many documents; close it after use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._arrays: Any = None
        with _naming_damage(folder), ExitStack() as opened:
            if not (folder / _FILE).exists():
                return
            handle = opened.enter_context((folder / _FILE).open("rb"))
            self._arrays = np.load(handle, allow_pickle=False)
            self._opened = opened.pop_all()

    def __getitem__(self, document_id: str) -> PageMap | None:
        """A document's map; None where it is no paged document."""
        if self._arrays is None or f"{document_id}/runs" not in self._arrays:
            return None
        with _naming_damage(self._folder):
            runs, heights, edges, labels = (self._arrays[f"{document_id}/{part}"] for part in _PARTS)
        return PageMap(runs, heights, edges, tuple(str(label) for label in labels))

    def close(self) -> None:
        if self._arrays is not None:
            self._arrays.close()
            self._opened.close()


def write_page_maps(folder: Path, documents: Iterable[Document]) -> None:
    """Write the maps of those documents that have one."""
    with closing(PageMapWriter(folder)) as writer:
        for document in documents:
            writer.add(document)


def read_page_map(folder: Path, document_id: str) -> PageMap | None:
    """Return a document's map; None where it is no paged document.

    Raises:
        IndexMissingError: the file of the maps is damaged.
    """
    with closing(StoredPageMaps(folder)) as maps:
        return maps[document_id]


@contextmanager
def _naming_damage(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise IndexMissingError(
            f"the page maps of index generation {folder.name!r} are damaged ({error}); "
            "run `gfa-assistant ingest --rebuild`"
        ) from None
