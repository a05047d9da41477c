"""Generations of the index: each in its own folder, one of them current, switched to in one step."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gfa_assistant.errors import IndexMismatchError, IndexMissingError, IndexWriteError
from gfa_assistant.indexing.model_folder import flush

FORMAT = 5
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_IN_USE = "in-use"
# Only what `new_generation` named is ever deleted; an operator may keep a folder of their own here.
_NAME = re.compile(r"\d{8}t\d{12}z")
_REBUILD = "run `gfa-assistant ingest --rebuild`"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from; `documents` maps document id to file path, hash, passage ids and problems.

    `reading` is the version of the readers that made the documents.
    """

    generation: str
    created: str
    embedding_model: str
    dimensions: int
    passage_tokens: int
    chroma_url: str | None
    extras_sha256: str
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    reading: int = 0
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
    name = _current_name(index_dir)
    while not name or "/" in name or not (index_dir / name / _MANIFEST).is_file():
        newer = _current_name(index_dir)
        if newer == name:
            raise IndexMissingError(f"index generation {name!r} in {str(index_dir)!r} is incomplete; {_REBUILD}")
        # An ingest switched and deleted in between.
        name = newer
    return index_dir / name


def _current_name(index_dir: Path) -> str:
    try:
        return (index_dir / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError(f"no index in {str(index_dir)!r}; run `gfa-assistant ingest`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissingError(f"the index in {str(index_dir)!r} cannot be read ({error}); {_REBUILD}") from None


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
    """Write the manifest last: a folder without one is incomplete, and all else in it is on the disk before."""
    for path in folder.rglob("*"):
        flush(path)
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


class InUse:
    """A shared lock on a generation: `prune` spares it until this is closed or no longer referenced."""

    def __init__(self, descriptor: int) -> None:
        self.close = weakref.finalize(self, os.close, descriptor)


def claim_current(index_dir: Path) -> tuple[Path, InUse | None]:
    """Return the folder of the generation that serves, and what `mark_in_use` holds it with.

    An ingest may switch and delete between looking and marking; then the newer generation is taken.

    Raises:
        IndexMissingError: there is no complete generation.
    """
    while True:
        folder = current_generation(index_dir)
        in_use = mark_in_use(folder)
        if current_generation(index_dir) == folder:
            return folder, in_use
        if in_use is not None:
            in_use.close()


def mark_in_use(folder: Path) -> InUse | None:
    """Hold a generation; None in a read-only index folder, which cannot be pruned either."""
    try:
        descriptor = os.open(folder / _IN_USE, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        return None
    in_use = InUse(descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return in_use


def prune(index_dir: Path, keep: str, spare: int = 0) -> list[str]:
    """Delete every generation but `keep`, the newest `spare` complete others and those that a process reads.

    Return the names deleted.
    """
    gone = []
    others = sorted(p for p in index_dir.iterdir() if p.name != keep and _NAME.fullmatch(p.name))
    complete = [folder for folder in others if (folder / _MANIFEST).is_file()]
    spared = complete[max(len(complete) - spare, 0) :]
    for folder in others:
        if folder in spared:
            continue
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
    flush(path.parent)
