"""The small files that stand beside the documents in every generation: served together, switched together."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("catalog.yaml", "contacts.yaml", "notes.yaml", "questions.yaml")


@dataclass(frozen=True)
class Extras:
    """Their bytes as they were when an ingest began: one of hours must not store what nobody has checked."""

    contents: Mapping[str, bytes]

    @classmethod
    def read(cls, corpus_dir: Path) -> "Extras":
        """Read those that exist."""
        paths = (corpus_dir / name for name in _NAMES)
        return cls({path.name: path.read_bytes() for path in paths if path.is_file()})

    @property
    def sha256(self) -> str:
        """One hash over all of them."""
        digest = hashlib.sha256()
        for name in _NAMES:
            digest.update(self.contents.get(name, b"-"))
        return digest.hexdigest()

    def write(self, folder: Path) -> None:
        """Write them into a generation."""
        for name, content in self.contents.items():
            (folder / name).write_bytes(content)
