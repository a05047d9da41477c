"""The generations that are still there, and the way back to an earlier one."""

from collections.abc import Callable
from pathlib import Path

from gfa_assistant.errors import GfaError, IndexFailure, IndexMissingError
from gfa_assistant.indexing.generations import Manifest, current_generation, read_manifest, switch_to, writer_lock
from gfa_assistant.settings import Settings


def stored_generations(index_dir: Path) -> tuple[Manifest, ...]:
    """The manifests of all complete generations of this version's format, newest first; empty without an index."""
    found = []
    for path in index_dir.glob("*/manifest.json"):
        try:
            found.append(read_manifest(path.parent))
        except IndexFailure:
            # Of another version, or deleted while we looked: nothing to go back to.
            continue
    return tuple(sorted(found, key=lambda manifest: manifest.generation, reverse=True))


def roll_back(settings: Settings, name: str, serves: Callable[[], object]) -> None:
    """Make an earlier generation the one that serves, in one step.

    `serves` opens the index as readers do; where it fails, the generation that served before is taken again.

    Raises:
        IndexMissingError: the generation is not there (any more), or is damaged.
        IndexMismatchError: it was built with other settings than today's.
        IndexWriteError: an ingest is running, or the folder cannot be written.
    """
    with writer_lock(settings.index_dir):
        if name not in {manifest.generation for manifest in stored_generations(settings.index_dir)}:
            raise IndexMissingError(f"there is no complete index generation {name!r} any more; choose another")
        read_manifest(settings.index_dir / name).require(
            embedding_model=settings.embedding_model,
            passage_tokens=settings.passage_tokens,
            chroma_url=settings.chroma_url,
        )
        before = current_generation(settings.index_dir).name
        switch_to(settings.index_dir, name)
        try:
            serves()
        except GfaError:
            switch_to(settings.index_dir, before)
            raise
