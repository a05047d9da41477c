import pytest
import yaml

from gfa_assistant.reading.yaml_edit import entry_named, entry_where, with_entry, with_values, without_entry

NOTES = """\
# What has changed.
- id: bzga                      # F016
  pattern:
    - 'a b'
    - c
  # why it is so
  text: Ein langer Satz, der über
    zwei Zeilen geht.
  as_of: null

# the second one
- id: lzg   # F069
  text: >
    gefaltet

  source_url: https://b.example
"""


def changed(identity: str, values: dict[str, object]) -> str:
    node = entry_where(NOTES, "id", identity)
    assert node is not None
    return with_values(NOTES, node, values)


def test_only_the_lines_of_a_changed_value_differ() -> None:
    assert changed("bzga", {"text": "Kurz: neu."}) == NOTES.replace(
        "text: Ein langer Satz, der über\n    zwei Zeilen geht.", "text: 'Kurz: neu.'"
    )
    assert changed("bzga", {"as_of": "2025-02-13"}) == NOTES.replace("as_of: null", "as_of: '2025-02-13'")
    assert changed("lzg", {"id": "lfga"}) == NOTES.replace("id: lzg   # F069", "id: lfga   # F069")


def test_lists_and_folded_texts_are_replaced_with_the_comments_around_them_kept() -> None:
    assert changed("bzga", {"pattern": "x"}) == NOTES.replace("pattern:\n    - 'a b'\n    - c\n", "pattern: x\n")
    assert changed("lzg", {"text": "eben"}) == NOTES.replace("text: >\n    gefaltet\n", "text: eben\n")
    assert changed("lzg", {"text": None}) == NOTES.replace("text: >\n    gefaltet\n", "text: null\n")
    assert changed("lzg", {"id": ["a", "b"]}) == NOTES.replace("id: lzg ", "id:\n  - a\n  - b ")


def test_new_keys_come_last_and_unknown_ones_that_are_none_not_at_all() -> None:
    assert changed("lzg", {"as_of": "2025", "unless": None}) == f"{NOTES.rstrip()}\n  as_of: '2025'\n"


def test_several_values_change_at_once() -> None:
    text = changed("bzga", {"text": "T", "id": "neu", "unless": "u", "pattern": ["p", "q"]})
    assert yaml.safe_load(text)[0] == {"id": "neu", "pattern": ["p", "q"], "text": "T", "as_of": None, "unless": "u"}
    assert yaml.safe_load(text)[1] == yaml.safe_load(NOTES)[1]
    comments = ["# What has changed.", "# F016", "# why it is so", "# the second one", "# F069"]
    assert [f"# {line.split('# ')[1]}" for line in text.splitlines() if "# " in line] == comments


def test_entries_come_and_go() -> None:
    added = with_entry(NOTES, {"id": "neu", "text": "T", "as_of": None})
    assert added == f"{NOTES}\n- id: neu\n  text: T\n"
    node = entry_where(added, "id", "neu")
    assert node is not None
    assert without_entry(added, node) == f"{NOTES}\n"
    first = entry_where(NOTES, "id", "bzga")
    assert first is not None
    assert without_entry(NOTES, first) == f"# What has changed.\n{NOTES[NOTES.index(chr(10) + '# the second') :]}"


def test_last_entry_leaves_an_empty_list_to_which_one_can_be_added() -> None:
    text = "# Kopf\n- id: a\n"
    node = entry_where(text, "id", "a")
    assert node is not None
    empty = without_entry(text, node)
    assert (empty, yaml.safe_load(empty)) == ("# Kopf\n[]\n", [])
    assert with_entry(empty, {"id": "b"}) == "# Kopf\n- id: b\n"
    assert with_entry("", {"id": "b"}) == "- id: b\n"


@pytest.mark.parametrize("text", ["", "a: 1\n", "- 1\n"])
def test_no_entry_where_there_is_none(text: str) -> None:
    assert entry_where(text, "id", "a") is None
    assert entry_named(text, "a") is None


def test_entry_of_a_mapping_is_found_by_its_name() -> None:
    text = "a.md:\n  title: A\n\n# B\nb.md:\n  title: B   # so\n"
    node = entry_named(text, "b.md")
    assert node is not None
    assert with_values(text, node, {"title": "C"}) == "a.md:\n  title: A\n\n# B\nb.md:\n  title: C   # so\n"
