"""Files come into the corpus folder and leave it, each together with its catalog entry."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import CATALOG_NAME, Catalog, CatalogEntry, read_catalog
from gfa_assistant.reading.corpus import CorpusFile, list_corpus
from gfa_assistant.reading.document_reader import DocumentReader
from gfa_assistant.reading.text_file import replace_text
from gfa_assistant.reading.yaml_edit import entry_named, with_values
from gfa_assistant.records import Document

_WIDTH = 120
_NEW_CATALOG = "# What is known about each corpus file: one entry per file, by its path below this folder.\n"


def look_at(file: Path) -> Document:
    """Read a file that is not in the corpus yet, to see that it can be read and what it calls itself.

    Raises:
        CorpusError: there is no such file; UnreadableFileError: it cannot be read.
    """
    if not file.is_file():
        raise CorpusError(f"there is no file {str(file)!r}; correct the name")
    with DocumentReader() as reader:
        return reader.read(CorpusFile(file, file.stem, "", None, file.parent))


def add_file(folder: Path, file: Path, entry: CatalogEntry, name: str = "") -> str:
    """Copy a file into the corpus and write its catalog entry; return its name there.

    `name` is a path below the folder; the file's own name where it is empty. Nothing is left behind where the entry
    cannot be written.

    Raises:
        CorpusError: the name is taken or leads out of the folder, or the catalog is malformed, before or after.
    """
    name = name or file.name
    target = _target(folder, name)
    catalog = read_catalog(folder)
    if target.exists() or name in catalog:
        raise CorpusError(f"{name!r} is in the corpus already; remove it first, or give another name with --name")
    missing = [older for older in entry.supersedes if not (folder / older).is_file()]
    if missing:
        raise CorpusError(f"{missing[0]!r} is not in the corpus, so nothing can supersede it; correct --supersedes")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as copy, file.open("rb") as data:
            shutil.copyfileobj(data, copy)
        os.chmod(copy.name, 0o644)
        os.replace(copy.name, target)
    except OSError as error:
        raise CorpusError(f"{name!r} cannot be written ({error.strerror}); check disk space and rights") from None
    try:
        _write(folder, _with_entry(_text(folder), name, entry))
    except BaseException:
        target.unlink()
        raise
    return name


def change_entry(folder: Path, name: str, entry: CatalogEntry) -> None:
    """Give a file of the corpus this catalog entry; comments and all other entries stay as they are.

    Raises:
        CorpusError: there is no such file, one that it is to supersede is missing, or the catalog is malformed, before
            or after.
    """
    if name not in {file.name for file in list_corpus(folder)}:
        raise CorpusError(f"{name!r} is not in the corpus; `gfa-assistant documents` lists what is")
    missing = [older for older in entry.supersedes if not (folder / older).is_file()]
    if missing:
        raise CorpusError(f"{missing[0]!r} is not in the corpus, so nothing can supersede it; correct 'supersedes'")
    catalog = read_catalog(folder)
    text = _text(folder)
    if name not in catalog:
        _write(folder, _with_entry(text, name, entry))
        return
    before = _full(catalog[name])
    changed = {key: value for key, value in _full(entry).items() if value != before[key]}
    node = entry_named(text, name)
    if node is None or not changed:
        return
    text = with_values(text, node, changed)
    if _read(text).get(name) != entry:
        raise CorpusError(f"{CATALOG_NAME} is laid out so that {name!r} cannot be changed alone; edit it by hand")
    _write(folder, text)


def remove_file(folder: Path, name: str) -> str:
    """Delete a file of the corpus, by its name or document id, and its catalog entry; return its name.

    Raises:
        CorpusError: there is no such file, or it cannot be deleted.
    """
    found = next((file for file in list_corpus(folder) if name in (file.name, file.document_id)), None)
    if found is None:
        raise CorpusError(f"{name!r} is not in the corpus; `gfa-assistant documents` lists what is")
    try:
        found.path.unlink()
    except OSError as error:
        raise CorpusError(f"{found.name!r} cannot be deleted ({error.strerror}); check its rights") from None
    if found.name in read_catalog(folder):
        _write(folder, _without_entry(_text(folder), found.name))
    return found.name


def _target(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise CorpusError(f"corpus folder {str(folder)!r} does not exist; create it or correct GFA_CORPUS_DIR")
    target = folder / name
    hidden = any(part.startswith(".") for part in Path(name).parts)
    if hidden or not target.resolve().is_relative_to(folder.resolve()) or target.resolve() == folder.resolve():
        raise CorpusError(f"{name!r} is no name for a corpus file; give a path below the corpus folder, not hidden")
    return target


def _plain(entry: CatalogEntry) -> Mapping[str, Any]:
    values = {key: value for key, value in asdict(entry).items() if value}
    return {**values, "supersedes": list(entry.supersedes)} if entry.supersedes else values


def _full(entry: CatalogEntry) -> dict[str, Any]:
    """All keys; None for those that nothing is known of."""
    return {**asdict(entry), "supersedes": list(entry.supersedes) or None}


def _with_entry(text: str, name: str, entry: CatalogEntry) -> str:
    added = yaml.safe_dump({name: _plain(entry)}, allow_unicode=True, sort_keys=False, width=_WIDTH)
    before = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{before or _NEW_CATALOG}\n{added}" if before.strip() else f"{_NEW_CATALOG}\n{added}"


def _without_entry(text: str, name: str) -> str:
    """Take out the lines of an entry; the comments above the next one stay."""
    root = yaml.compose(text)
    # The catalog was read before, so a mapping it is.
    assert isinstance(root, yaml.MappingNode)
    key, value = next((key, value) for key, value in root.value if key.value == name)
    lines = text.splitlines(keepends=True)
    end = value.end_mark.line + (value.end_mark.column > 0)
    while end > key.start_mark.line + 1 and lines[end - 1].strip()[:1] in ("", "#"):
        end -= 1
    return "".join([*lines[: key.start_mark.line], *lines[end:]])


def _write(folder: Path, text: str) -> None:
    """Replace the catalog.

    Raises:
        CorpusError: the result would not be a catalog, or it cannot be written; the file stays as it was.
    """
    path = folder / CATALOG_NAME
    _read(text)
    replace_text(path, text)


def _text(folder: Path) -> str:
    path = folder / CATALOG_NAME
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


def _read(text: str) -> Catalog:
    """What the corpus reader makes of a text that is about to be written."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / CATALOG_NAME).write_text(text, encoding="utf-8")
        return read_catalog(Path(scratch))
