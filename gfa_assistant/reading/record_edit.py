"""Entries of contacts.yaml and notes.yaml are changed, added and taken out; comments stay."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import CATALOG_NAME
from gfa_assistant.reading.contacts import CONTACTS_NAME, read_contacts
from gfa_assistant.reading.notes import NOTES_NAME, read_notes
from gfa_assistant.reading.text_file import replace_text
from gfa_assistant.reading.yaml_edit import entry_where, with_entry, with_values, without_entry
from gfa_assistant.reading.yaml_file import load_entries

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A YAML list of entries that `key` tells apart; `read` is the reader that its folder must satisfy."""

    name: str
    key: str
    read: Callable[[Path], object]


CONTACTS = RecordFile(CONTACTS_NAME, "state_code", read_contacts)
NOTES = RecordFile(NOTES_NAME, "id", read_notes)


def stored_entries(folder: Path, file: RecordFile) -> tuple[dict[str, Any], ...]:
    """The entries as they stand in the file; empty where there is no file.

    Raises:
        CorpusError: the file is malformed; one line with the reason and the place.
    """
    file.read(folder)
    return tuple(load_entries(folder / file.name, "entries"))


def save_entry(folder: Path, file: RecordFile, identity: str | None, values: Values) -> None:
    """Give the entry `identity` these values, or add a new entry where it is None; keys not named stay.

    Raises:
        CorpusError: there is no such entry, or the file would not be one that can be read; it stays as it was.
    """
    text = _text(folder, file)
    expected = [dict(entry) for entry in stored_entries(folder, file)]
    if identity is None:
        new = {key: value for key, value in values.items() if value is not None}
        _replace(folder, file, with_entry(text, new), [*expected, new])
        return
    node = entry_where(text, file.key, identity)
    stored = next((entry for entry in expected if entry.get(file.key) == identity), None)
    if node is None or stored is None:
        raise _unknown(file, identity)
    changed = {key: value for key, value in values.items() if stored.get(key) != value}
    stored.update({key: value for key, value in changed.items() if key in stored or value is not None})
    if changed:
        _replace(folder, file, with_values(text, node, changed), expected)


def remove_entry(folder: Path, file: RecordFile, identity: str) -> None:
    """Take an entry out.

    Raises:
        CorpusError: there is no such entry, or the file is malformed; it stays as it was.
    """
    text = _text(folder, file)
    kept = [entry for entry in stored_entries(folder, file) if entry.get(file.key) != identity]
    node = entry_where(text, file.key, identity)
    if node is None:
        raise _unknown(file, identity)
    _replace(folder, file, without_entry(text, node), kept)


def _text(folder: Path, file: RecordFile) -> str:
    path = folder / file.name
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


def _replace(folder: Path, file: RecordFile, text: str, expected: list[dict[str, Any]]) -> None:
    """Read the new text as the corpus reader will, and see that it says what it should, before it takes the place."""
    try:
        as_expected = yaml.safe_load(text) == expected
    except yaml.YAMLError:
        as_expected = False
    if not as_expected:
        raise CorpusError(f"{file.name} is laid out so that its entries cannot be changed one by one; edit it by hand")
    with tempfile.TemporaryDirectory() as scratch:
        if (folder / CATALOG_NAME).is_file():
            shutil.copyfile(folder / CATALOG_NAME, Path(scratch) / CATALOG_NAME)
        (Path(scratch) / file.name).write_text(text, encoding="utf-8")
        file.read(Path(scratch))
    replace_text(folder / file.name, text)


def _unknown(file: RecordFile, identity: str) -> CorpusError:
    return CorpusError(
        f"{file.name} has no entry {identity!r}; it may have been taken out meanwhile, load the list anew"
    )
