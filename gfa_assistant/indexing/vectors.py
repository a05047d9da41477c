"""Chroma: one collection per generation holds the passages and their vectors."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from gfa_assistant.errors import IndexMissingError, IndexWriteError
from gfa_assistant.records import Passage, Source

COLLECTION = "gfa-passages"
_ADD_BATCH = 500
# Wide search lists: a Land's documents are few, and a missed neighbour costs an answer.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class VectorIndex:
    """The passages of one generation, searchable by vector and readable by id."""

    def __init__(self, collection: Any, url: str | None = None) -> None:
        self.collection = collection
        self._url = url

    @classmethod
    def create(cls, folder: Path, url: str | None, generation: str, dimensions: int) -> "VectorIndex":
        """Make an empty collection, in `folder` or on the Chroma server at `url`.

        Raises:
            IndexWriteError: Chroma cannot write there.
        """
        chroma = _chroma()
        try:
            collection = _client(folder, url).create_collection(
                _collection_name(url, generation),
                configuration={"hnsw": _HNSW},
                embedding_function=None,
                metadata={"generation": generation, "dimensions": dimensions},
            )
        except (chroma.errors.ChromaError, OSError, ValueError) as error:
            place = f"the index in {str(folder)!r}" if url is None else f"the index on the Chroma server {url!r}"
            remedy = "free space or correct its rights" if url is None else "check the server"
            raise IndexWriteError(
                f"{place} could not be written ({_first_line(error)}); {remedy} and run `gfa-assistant ingest` again; "
                "an earlier index still serves"
            ) from None
        return cls(collection, url)

    @classmethod
    def open(cls, folder: Path, url: str | None, generation: str) -> "VectorIndex":
        """Open the collection of a complete generation.

        Raises:
            IndexMissingError: the collection is not there.
            IndexWriteError: the folder is read-only.
        """
        if url is None and folder.is_dir() and not os.access(folder, os.W_OK):
            raise IndexWriteError(
                f"the index in {str(folder)!r} is read-only, and Chroma writes there even to read; "
                "correct its rights or copy the index to a folder that can be written"
            )
        chroma = _chroma()
        try:
            name = _collection_name(url, generation)
            return cls(_client(folder, url).get_collection(name, embedding_function=None), url)
        except (chroma.errors.ChromaError, OSError, ValueError) as error:
            raise IndexMissingError(
                f"the passages of index generation {generation!r} cannot be opened ({_first_line(error)}); "
                "run `gfa-assistant ingest --rebuild`"
            ) from None

    @staticmethod
    def drop(url: str | None, generation: str) -> None:
        """Remove a generation's collection from a Chroma server; a local one goes with its folder."""
        if url is None:
            return
        chroma = _chroma()
        try:
            _client(Path(), url).delete_collection(_collection_name(url, generation))
        except (chroma.errors.ChromaError, ValueError):
            # Not there, or no server: what stays costs only space.
            return

    def llama_index_store(self) -> Any:
        """Return the collection as a LlamaIndex `ChromaVectorStore`."""
        from llama_index.vector_stores.chroma import ChromaVectorStore  # noqa: PLC0415

        return ChromaVectorStore(chroma_collection=self.collection)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        from httpx import HTTPError  # noqa: PLC0415

        try:
            yield
        except (_chroma().errors.ChromaError, HTTPError) as error:
            remedy = f"check the Chroma server {self._url!r} or " if self._url else ""
            raise IndexMissingError(
                f"the index's passages cannot be read ({_first_line(error)}); "
                f"{remedy}run `gfa-assistant ingest --rebuild`"
            ) from None

    def count(self) -> int:
        with self._reading():
            return int(self.collection.count())

    def get(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Return the passages with these ids; unknown ids are absent."""
        if not ids:
            return {}
        with self._reading():
            found = self.collection.get(ids=list(ids), include=["documents", "metadatas"])
        return {
            key: passage_from_metadata(key, text, metadata)
            for key, text, metadata in zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        }

    def of_document(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text."""
        with self._reading():
            found = self.collection.get(where={"document": document_id}, include=["documents", "metadatas"])
        rows = zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        return sorted((passage_from_metadata(*row) for row in rows), key=lambda passage: (passage.start, passage.end))

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the stored vectors, shape (dimensions,), of the ids that exist."""
        result: dict[str, NDArray[np.float32]] = {}
        for begin in range(0, len(ids), _ADD_BATCH):
            with self._reading():
                found = self.collection.get(ids=list(ids[begin : begin + _ADD_BATCH]), include=["embeddings"])
            result.update(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return result

    def matching(self, ids: Sequence[str], where: Mapping[str, Any]) -> list[str]:
        """Return those of the ids whose passages meet the filter."""
        with self._reading():
            return list(self.collection.get(ids=list(ids), where=dict(where), include=[])["ids"])

    def nearest(
        self, vector: NDArray[np.float32], top_k: int, where: Mapping[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Return (passage id, cosine) of the `top_k` nearest passages, best first."""
        with self._reading():
            found = self.collection.query(
                query_embeddings=[vector.tolist()],
                n_results=top_k,
                where=dict(where) if where else None,
                include=["distances"],
            )
        return [(key, 1.0 - float(d)) for key, d in zip(found["ids"][0], found["distances"][0], strict=True)]


def passage_metadata(passage: Passage) -> dict[str, str | int]:
    """Flatten a passage for Chroma, which takes only scalars and no nulls."""
    source = passage.source
    fields: dict[str, str | int | None] = {
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "section": json.dumps(passage.section, ensure_ascii=False),
        "page": passage.page,
        "state": passage.state or "",
        "source": json.dumps([source.title, source.url, source.as_of], ensure_ascii=False) if source else None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def passage_from_metadata(passage_id: str, text: str, metadata: Mapping[str, Any]) -> Passage:
    """Restore the passage that `passage_metadata` flattened."""
    source = metadata.get("source")
    return Passage(
        id=passage_id,
        document_id=str(metadata["document"]),
        start=int(metadata["start"]),
        end=int(metadata["end"]),
        text=text,
        section=tuple(json.loads(metadata["section"])),
        page=int(metadata["page"]) if metadata.get("page") else None,
        state=metadata.get("state") or None,
        source=Source(*json.loads(source)) if source else None,
    )


def where_filter(documents: Iterable[str] | None, states: Iterable[str] | None) -> dict[str, Any] | None:
    """Express "only these documents, only these states" in Chroma's filter language."""
    clauses: list[dict[str, Any]] = []
    if documents is not None:
        clauses.append({"document": {"$in": list(documents)}})
    if states is not None:
        clauses.append({"state": {"$in": list(states)}})
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _chroma() -> Any:
    """The library, imported where an index is opened: that takes longest of all, and the model loads meanwhile."""
    import chromadb  # noqa: PLC0415

    return chromadb


def _client(folder: Path, url: str | None) -> Any:
    chroma = _chroma()
    settings = chroma.config.Settings(anonymized_telemetry=False)
    if url is None:
        return chroma.PersistentClient(path=str(folder), settings=settings)
    parts = urlsplit(url)
    return chroma.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if parts.scheme == "https" else 80),
        ssl=parts.scheme == "https",
        settings=settings,
    )


def _collection_name(url: str | None, generation: str) -> str:
    return COLLECTION if url is None else f"gfa-{generation}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
