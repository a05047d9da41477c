"""What the last ingest could not read, kept beside the index: the index itself holds only what was read."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gfa_assistant.reading.text_file import replace_text

if TYPE_CHECKING:
    from gfa_assistant.indexing.ingest import IngestReport

_FILE = "last-ingest.json"


@dataclass(frozen=True, slots=True)
class LastIngest:
    """When it ended, and `failed` as (file, reason)."""

    ended: datetime
    failed: tuple[tuple[str, str], ...]


def write_last_ingest(index_dir: Path, report: "IngestReport") -> None:
    """Keep what `read_last_ingest` gives.

    Raises:
        CorpusError: the file cannot be written.
    """
    values = {"ended": datetime.now(UTC).isoformat(timespec="seconds"), "failed": report.failed}
    replace_text(index_dir / _FILE, json.dumps(values, ensure_ascii=False))


def read_last_ingest(index_dir: Path) -> LastIngest | None:
    """None where no ingest has left a word, or none that can be read."""
    try:
        values = json.loads((index_dir / _FILE).read_text(encoding="utf-8"))
        return LastIngest(
            datetime.fromisoformat(values["ended"]),
            tuple((str(file), str(reason)) for file, reason in values["failed"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
