"""Generations of the index: each in its own folder, one of them current, switched to in one step."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from gfa_assistant.errors import IndexMismatchError, IndexMissingError, IndexWriteError

FORMAT = 1
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_IN_USE = "in-use"
_REBUILD = "run `gfa-assistant ingest --rebuild`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from; `documents` maps document id to file path, hash and passage ids."""

    generation: str
    created: str
    embedding_model: str
    dimensions: int
    passage_tokens: int
    chroma_url: str | None
    extras_sha256: str
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def corpus_sha256(self) -> str:
        """One hash over all documents and extras: equal corpora give equal hashes."""
        lines = [f"{key}:{entry['sha256']}" for key, entry in sorted(self.documents.items())]
        return hashlib.sha256("\n".join([*lines, self.extras_sha256]).encode()).hexdigest()

    def require(self, *, embedding_model: str, passage_tokens: int, chroma_url: str | None) -> None:
        """Refuse settings that differ from those the generation was built with.

        Raises:
            IndexMismatchError: naming both sides and the command that repairs it.
        """
        asked = {"embedding_model": embedding_model, "passage_tokens": passage_tokens, "chroma_url": chroma_url}
        for key, wanted in asked.items():
            built = getattr(self, key)
            if built != wanted:
                raise IndexMismatchError(
                    f"the index was built with {key} {built!r}, the settings say {wanted!r}; "
                    f"{_REBUILD} or set GFA_{key.upper()} back"
                )


def current_generation(index_dir: Path) -> Path:
    """Return the folder of the generation that serves.

    Raises:
        IndexMissingError: there is none yet, or the folder it names is gone.
    """
    try:
        name = (index_dir / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"no index in {str(index_dir)!r}; run `gfa-assistant ingest`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(f"the index in {str(index_dir)!r} cannot be read ({error}); {_REBUILD}") from None
    folder = index_dir / name
    if not name or "/" in name or not (folder / _MANIFEST).is_file():
        raise IndexMissingError(f"index generation {name!r} in {str(index_dir)!r} is incomplete; {_REBUILD}")
    return folder


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest.

    Raises:
        IndexMismatchError: another program or an older version wrote it.
    """
    try:
        data = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if data.get("format") != FORMAT:
            raise IndexMismatchError(
                f"the index has format {data.get('format')!r}, this version reads format {FORMAT}; {_REBUILD}"
            )
        return Manifest(**data)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexMismatchError(f"the index manifest in {str(folder)!r} is not ours ({error}); {_REBUILD}") from None


def new_generation(index_dir: Path) -> tuple[str, Path]:
    """Make an empty folder for the next generation; it stays invisible until `switch_to`."""
    index_dir.mkdir(parents=True, exist_ok=True)
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ").lower()
    folder = index_dir / name
    folder.mkdir()
    return name, folder


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest last: a folder without one is incomplete."""
    _write_durably(folder / _MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))


def switch_to(index_dir: Path, name: str) -> None:
    """Make `name` the generation that serves, in one step that survives a crash."""
    _write_durably(index_dir / _CURRENT, name + "\n")


@contextmanager
def writer_lock(index_dir: Path) -> Iterator[None]:
    """Hold the right to write the index; one ingest at a time.

    Raises:
        IndexWriteError: another ingest runs, or the folder cannot be written.
    """
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index_dir / ".lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise IndexWriteError(f"another ingest is writing {str(index_dir)!r}; wait until it has finished") from None
    except OSError as error:
        raise IndexWriteError(
            f"the index folder {str(index_dir)!r} cannot be written ({error.strerror}); correct its rights "
            "or choose another with --index"
        ) from None
    try:
        yield
    finally:
        lock.release()


def mark_in_use(folder: Path) -> IO[str] | None:
    """Hold a shared lock on a generation for as long as the returned file stays open.

    A read-only index folder cannot be pruned either, so there None is good enough.
    """
    try:
        handle = (folder / _IN_USE).open("a", encoding="utf-8")
    except OSError:
        return None
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def prune(index_dir: Path, keep: str) -> list[str]:
    """Delete every generation but `keep` that no process reads; return the names deleted."""
    gone = []
    for folder in sorted(p for p in index_dir.iterdir() if p.is_dir() and p.name != keep and p.name[:2] == "20"):
        marker = folder / _IN_USE
        with marker.open("a", encoding="utf-8") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder.name)
    return gone


def _write_durably(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
