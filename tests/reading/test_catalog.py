"""catalog.yaml: entries are checked, and every mistake is named with its place."""

import pytest

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import CatalogEntry, read_catalog, resolve_url, superseded_files
from gfa_assistant.records import Superseded


def test_an_entry_is_read_with_its_values_as_text(folder, put):
    put("catalog.yaml", "a.txt:\n  title: ' Ein  Titel '\n  publisher: null\n  state: DE\n  as_of: 2023\n")
    assert read_catalog(folder) == {"a.txt": CatalogEntry(title="Ein Titel", state="DE", as_of="2023")}


@pytest.mark.parametrize("content", [None, "", "# nur ein Kommentar\n"], ids=["no file", "empty", "comment"])
def test_no_catalog_is_an_empty_one(folder, put, content):
    if content is not None:
        put("catalog.yaml", content)
    assert read_catalog(folder) == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a", "catalog.yaml must map file names to entries; correct it"),
        ("a.txt: Titel", "catalog.yaml: 'a.txt': the entry must have keys such as 'title'; correct it"),
        ("a.txt: {publisher: X}", "catalog.yaml: 'a.txt': 'title' is missing; add it"),
        ("a.txt: {title: ' '}", "catalog.yaml: 'a.txt': 'title' is missing; add it"),
        ("a.txt: {title: [X]}", "catalog.yaml: 'a.txt': 'title' must be text, not ['X']; correct it"),
        ("a.txt: {title: yes}", "catalog.yaml: 'a.txt': 'title' must be text, not True; correct it"),
        (
            "a.txt: {title: X, Titel: Y}",
            "catalog.yaml: 'a.txt': unknown key 'Titel'; "
            "known keys: as_of, publisher, rights, state, supersedes, title, url",
        ),
        (
            "a.txt: {title: X, state: by}",
            "catalog.yaml: 'a.txt': unknown state code 'by'; "
            "use one of BW BY BE BB HB HH HE MV NI NW RP SL SN ST SH TH DE",
        ),
        (
            "a.txt: {title: X}\na.txt: {title: Y}",
            "catalog.yaml is not valid YAML (line 2: the key 'a.txt' stands twice); correct it",
        ),
        (
            "a.txt: {title: X",
            "catalog.yaml is not valid YAML (line 1: expected ',' or '}', but got '<stream end>'); correct it",
        ),
        (
            "a.txt: {title: X, supersedes: {b: c}}",
            "catalog.yaml: 'a.txt': 'supersedes' must be a file name or a list of them; correct it",
        ),
        (
            "a.txt: {title: X, supersedes: a.txt}",
            "catalog.yaml: 'a.txt' supersedes 'a.txt'; correct 'supersedes'",
        ),
        (
            "a.txt: {title: X, supersedes: b.txt}\nb.txt: {title: Y, supersedes: [c.txt, a.txt]}",
            "catalog.yaml: 'a.txt' supersedes 'b.txt' supersedes 'a.txt'; correct 'supersedes'",
        ),
        (b"a.txt: {title: Gr\xfc\xdfe}", "catalog.yaml is not UTF-8 text; save it as UTF-8"),
    ],
)
def test_a_mistake_is_named(folder, put, content, message):
    put("catalog.yaml", content)
    with pytest.raises(CorpusError) as caught:
        read_catalog(folder)
    assert str(caught.value) == message


def test_corpus_urls_resolve_through_the_catalog():
    catalog = {"a.txt": CatalogEntry("A", url="https://a.example"), "b.txt": CatalogEntry("B")}
    assert resolve_url("corpus:a.txt", catalog, "here") == "https://a.example"
    assert resolve_url("corpus:b.txt", catalog, "here") is None
    assert resolve_url("https://c.example", catalog, "here") == "https://c.example"
    assert resolve_url(None, catalog, "here") is None
    with pytest.raises(CorpusError) as caught:
        resolve_url("corpus:c.txt", catalog, "facts.yaml: F1")
    assert str(caught.value) == (
        "facts.yaml: F1: 'corpus:c.txt' names no entry of catalog.yaml; add the entry or correct the name"
    )


def test_a_newer_version_takes_the_place_of_those_it_names(folder, put):
    newer = "neu.md: {title: Neu, as_of: 2025-03, supersedes: [alt.md, ' uralt.md ']}"
    put("catalog.yaml", f"{newer}\nalt.md: {{title: Alt}}\n")
    catalog = read_catalog(folder)
    assert superseded_files(catalog, {"neu.md", "alt.md"}) == {
        "alt.md": Superseded("Neu", "2025-03"),
        "uralt.md": Superseded("Neu", "2025-03"),
    }
    assert superseded_files(catalog, {"alt.md"}) == {}
