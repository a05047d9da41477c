"""Files are added to and removed from the corpus with their catalog entries; whatever goes wrong, nothing is lost."""

import os
from pathlib import Path

import pytest

from gfa_assistant.errors import CorpusError, UnreadableFileError
from gfa_assistant.reading.catalog import CatalogEntry, read_catalog
from gfa_assistant.reading.catalog_edit import add_file, change_entry, look_at, remove_file

CATALOG = """# Was über jede Datei bekannt ist.
alt.md:
  title: Alt   # der erste Flyer
  rights: 'Frei: mit Quelle'

# Diese hier bleibt.
bleibt.txt: {title: Bleibt}
"""


@pytest.fixture
def flyer(tmp_path):
    path = tmp_path / "Flyer.md"
    path.write_text("# Flyer\n\nDie Teilnahme ist kostenfrei.\n", encoding="utf-8")
    return path


@pytest.fixture
def filled(folder, put):
    put("alt.md", "Alter Text.\n")
    put("bleibt.txt", "Bleibender Text.\n")
    put("catalog.yaml", CATALOG)
    return folder


def test_a_file_comes_with_its_entry_and_all_else_stays_as_written(filled, flyer):
    entry = CatalogEntry(
        "Neuer Flyer", publisher="Amt: Gesundheit", state="BY", as_of="2025-03", supersedes=("alt.md",)
    )
    assert add_file(filled, flyer, entry) == "Flyer.md"
    assert (filled / "Flyer.md").read_bytes() == flyer.read_bytes()
    text = (filled / "catalog.yaml").read_text(encoding="utf-8")
    assert text.startswith(CATALOG)
    assert read_catalog(filled)["Flyer.md"] == entry
    assert read_catalog(filled)["alt.md"].rights == "Frei: mit Quelle"
    assert sorted(path.name for path in filled.iterdir()) == ["Flyer.md", "alt.md", "bleibt.txt", "catalog.yaml"]


def test_a_corpus_without_catalog_gets_one(folder, flyer):
    add_file(folder, flyer, CatalogEntry("Flyer"), "sub/neu.md")
    assert read_catalog(folder) == {"sub/neu.md": CatalogEntry("Flyer")}
    assert (folder / "sub" / "neu.md").is_file()
    assert (folder / "catalog.yaml").read_text(encoding="utf-8").startswith("# What is known")


def test_a_removed_file_takes_its_entry_along(filled):
    assert remove_file(filled, "alt") == "alt.md"
    assert not (filled / "alt.md").exists()
    assert read_catalog(filled) == {"bleibt.txt": CatalogEntry("Bleibt")}
    assert "# Diese hier bleibt." in (filled / "catalog.yaml").read_text(encoding="utf-8")


def test_an_entry_on_one_line_goes_alone(filled):
    remove_file(filled, "bleibt")
    assert (filled / "catalog.yaml").read_text(encoding="utf-8") == CATALOG.replace("bleibt.txt: {title: Bleibt}\n", "")


def test_a_catalog_written_as_one_mapping_is_left_alone(folder, put, flyer):
    put("alt.md", "Alter Text.\n")
    put("catalog.yaml", "{alt.md: {title: Alt}}\n")
    with pytest.raises(CorpusError, match="is not valid YAML"):
        add_file(folder, flyer, CatalogEntry("Flyer"))
    assert (folder / "catalog.yaml").read_text(encoding="utf-8") == "{alt.md: {title: Alt}}\n"
    assert not (folder / "Flyer.md").exists()


def test_the_last_entry_can_go_and_another_come(folder, flyer):
    add_file(folder, flyer, CatalogEntry("Flyer"))
    remove_file(folder, "Flyer.md")
    assert read_catalog(folder) == {}
    add_file(folder, flyer, CatalogEntry("Flyer"))
    assert read_catalog(folder) == {"Flyer.md": CatalogEntry("Flyer")}


@pytest.mark.parametrize("name", ["../neu.md", "/etc/neu.md", ".versteckt.md", "sub/.x/neu.md", "."])
def test_a_name_outside_the_corpus_is_refused(filled, flyer, name):
    with pytest.raises(CorpusError, match="is no name for a corpus file"):
        add_file(filled, flyer, CatalogEntry("Flyer"), name)


def test_a_taken_name_is_refused(filled, flyer):
    with pytest.raises(CorpusError, match=r"'alt.md' is in the corpus already; remove it first"):
        add_file(filled, flyer, CatalogEntry("Flyer"), "alt.md")
    assert (filled / "alt.md").read_text(encoding="utf-8") == "Alter Text.\n"


def test_only_what_is_there_can_be_superseded(filled, flyer):
    with pytest.raises(CorpusError, match=r"'fehlt.md' is not in the corpus, so nothing can supersede it"):
        add_file(filled, flyer, CatalogEntry("Flyer", supersedes=("fehlt.md",)))
    assert not (filled / "Flyer.md").exists()


def test_where_the_entry_would_break_the_catalog_nothing_is_left(filled, flyer):
    before = (filled / "catalog.yaml").read_bytes()
    with pytest.raises(CorpusError, match="unknown state code 'XX'"):
        add_file(filled, flyer, CatalogEntry("Flyer", state="XX"))
    assert (filled / "catalog.yaml").read_bytes() == before
    assert sorted(path.name for path in filled.iterdir()) == ["alt.md", "bleibt.txt", "catalog.yaml"]


def test_a_broken_catalog_is_named_before_anything_is_copied(folder, put, flyer):
    put("catalog.yaml", "a.txt: {title: X")
    with pytest.raises(CorpusError, match="is not valid YAML"):
        add_file(folder, flyer, CatalogEntry("Flyer"))
    assert not (folder / "Flyer.md").exists()


def test_what_is_not_there_cannot_be_removed(filled):
    with pytest.raises(CorpusError, match=r"'fehlt' is not in the corpus; `gfa-assistant documents` lists what is"):
        remove_file(filled, "fehlt")


def test_rights_of_the_catalog_are_kept(filled, flyer):
    os.chmod(filled / "catalog.yaml", 0o640)
    add_file(filled, flyer, CatalogEntry("Flyer"))
    assert (filled / "catalog.yaml").stat().st_mode & 0o777 == 0o640


def test_a_file_is_looked_at_first(tmp_path, flyer):
    assert look_at(flyer).title == "Flyer"
    with pytest.raises(CorpusError, match="there is no file"):
        look_at(tmp_path / "fehlt.pdf")
    (tmp_path / "leer.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(UnreadableFileError):
        look_at(tmp_path / "leer.pdf")


EDITED = """\
# Kopf
a.md:
  title: A   # so heißt sie
  publisher: Amt

# Zu b
b.md:
  title: B
"""


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    (tmp_path / "catalog.yaml").write_text(EDITED, encoding="utf-8")
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("Text\n", encoding="utf-8")
    return tmp_path


def test_entry_is_changed_where_it_stands(edited: Path) -> None:
    change_entry(edited, "a.md", CatalogEntry("A", "Ämter", state="BY", supersedes=("c.md",)))
    assert (edited / "catalog.yaml").read_text(encoding="utf-8") == EDITED.replace(
        "publisher: Amt\n", "publisher: Ämter\n  state: BY\n  supersedes:\n  - c.md\n"
    )
    change_entry(edited, "a.md", CatalogEntry("A", "Amt"))
    assert read_catalog(edited) == {"a.md": CatalogEntry("A", "Amt"), "b.md": CatalogEntry("B")}
    change_entry(edited, "c.md", CatalogEntry("C"))
    assert read_catalog(edited)["c.md"] == CatalogEntry("C")


@pytest.mark.parametrize(
    ("name", "entry", "reason"),
    [
        ("d.md", CatalogEntry("D"), "'d.md' is not in the corpus"),
        ("a.md", CatalogEntry("A", supersedes=("d.md",)), "'d.md' is not in the corpus, so nothing can supersede it"),
        ("a.md", CatalogEntry("A", supersedes=("a.md",)), "'a.md' supersedes 'a.md'"),
        ("a.md", CatalogEntry("A", state="XX"), "unknown state code 'XX'"),
        ("a.md", CatalogEntry(""), "'title' is missing"),
    ],
)
def test_wrong_entry_changes_nothing(edited: Path, name: str, entry: CatalogEntry, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        change_entry(edited, name, entry)
    assert (edited / "catalog.yaml").read_text(encoding="utf-8") == EDITED
