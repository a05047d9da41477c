"""Contacts and notes are edited in copies of the real files."""

import difflib
import shutil
from pathlib import Path

import pytest
import yaml

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading import read_contacts, read_notes
from gfa_assistant.reading.record_edit import CONTACTS, NOTES, remove_entry, save_entry, stored_entries
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("catalog.yaml", "contacts.yaml", "notes.yaml"):
        shutil.copyfile(ROOT / "corpus" / name, tmp_path / name)
    return tmp_path


def difference(folder: Path, name: str) -> list[str]:
    """The lines that differ from the real file, with + and -."""
    before = (ROOT / "corpus" / name).read_text(encoding="utf-8").splitlines()
    after = (folder / name).read_text(encoding="utf-8").splitlines()
    return [line for line in difflib.ndiff(before, after) if line[0] in "+-"]


def test_one_changed_value_is_one_changed_line(folder: Path) -> None:
    save_entry(folder, CONTACTS, "BW", {"street": "Nordbahnhofstraße 135", "city": "Stuttgart", "office": "KGC"})
    assert read_contacts(folder)["BW"].street == "Nordbahnhofstraße 135"
    assert difference(folder, "contacts.yaml") == [
        "-   office: Koordinierungsstelle Gesundheitliche Chancengleichheit Baden-Württemberg (KGC BW)",
        "+   office: KGC",
        "-   street: null",
        "+   street: Nordbahnhofstraße 135",
    ]


@pytest.mark.parametrize("file", [CONTACTS, NOTES], ids=["contacts", "notes"])
def test_every_entry_of_the_real_files_can_be_changed_back_and_forth(folder: Path, file: object) -> None:
    assert file in (CONTACTS, NOTES)
    record = CONTACTS if file is CONTACTS else NOTES
    text = "office" if record is CONTACTS else "text"
    for entry in stored_entries(folder, record):
        save_entry(folder, record, entry[record.key], {text: "Neu: mit 'Zeichen' # und mehr"})
        save_entry(folder, record, entry[record.key], {text: entry[text]})
    assert stored_entries(folder, record) == tuple(
        yaml.safe_load((ROOT / "corpus" / record.name).read_text(encoding="utf-8"))
    )


def test_note_comes_and_goes_and_the_rest_stays_to_the_byte(folder: Path) -> None:
    before = (folder / "notes.yaml").read_text(encoding="utf-8")
    values = {"id": "neu", "pattern": r"\bKV\b", "text": "T", "source_url": "https://x.example", "as_of": None}
    save_entry(folder, NOTES, None, values)
    assert (folder / "notes.yaml").read_text(encoding="utf-8").startswith(before)
    assert read_notes(folder)[-1].note.text == "T"
    remove_entry(folder, NOTES, "neu")
    assert (folder / "notes.yaml").read_text(encoding="utf-8").rstrip() == before.rstrip()


@pytest.mark.parametrize(
    ("identity", "values", "reason"),
    [
        ("bzga", {"pattern": "("}, "'pattern' is no regular expression"),
        ("bzga", {"id": "inforo"}, "id 'inforo' stands twice"),
        ("bzga", {"text": None}, "'text' is missing"),
        ("bzga", {"source_url": "corpus:fehlt.md"}, "'corpus:fehlt.md' names no entry"),
        ("fehlt", {"text": "T"}, "notes.yaml has no entry 'fehlt'"),
        (None, {"id": "neu"}, "'text' is missing"),
    ],
)
def test_what_could_not_be_read_is_not_written(
    folder: Path, identity: str | None, values: dict[str, str | None], reason: str
) -> None:
    with pytest.raises(CorpusError, match=reason.replace("(", r"\(")):
        save_entry(folder, NOTES, identity, values)
    assert difference(folder, "notes.yaml") == []
    assert sorted(path.name for path in folder.iterdir()) == ["catalog.yaml", "contacts.yaml", "notes.yaml"]


def test_layout_that_cannot_be_edited_is_refused(folder: Path) -> None:
    text = "- {id: a, pattern: a, text: A, source_url: 'https://a.example'}\n"
    (folder / "notes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"notes\.yaml is laid out so that .*; edit it by hand"):
        save_entry(folder, NOTES, "a", {"as_of": "2025"})
    assert (folder / "notes.yaml").read_text(encoding="utf-8") == text


def test_file_is_made_with_its_first_entry(tmp_path: Path) -> None:
    save_entry(tmp_path, NOTES, None, {"id": "a", "pattern": "a", "text": "A", "source_url": "https://a.example"})
    assert [rule.id for rule in read_notes(tmp_path)] == ["a"]
    remove_entry(tmp_path, NOTES, "a")
    assert read_notes(tmp_path) == ()
    with pytest.raises(CorpusError, match="has no entry 'a'"):
        remove_entry(tmp_path, NOTES, "a")
