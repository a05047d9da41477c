"""The file that a document was read from, as long as it is still the same."""

from pathlib import Path

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import read_catalog
from gfa_assistant.reading.corpus import file_sha256
from gfa_assistant.records import Document


def original_file(folder: Path, document: Document) -> Path | None:
    """The document's file in the corpus folder, or None where it is gone, or no longer what was read.

    An ingest notices a change of the catalog too, so a changed entry counts as a changed file until it has run.
    """
    root = folder.resolve()
    path = (root / document.path).resolve()
    if not document.path or not path.is_relative_to(root) or not path.is_file():
        return None
    try:
        catalog = read_catalog(folder)
    except CorpusError:
        return None
    same = file_sha256(path, catalog.get(document.path), catalog, document.superseded) == document.sha256
    return path if same else None
