"""The corpus folder: what is listed, under which ids, and why a file cannot be read."""

import os

import pytest

from gfa_assistant.errors import CorpusError, UnreadableFileError
from gfa_assistant.reading import corpus, list_corpus, read_document

PROGRAMME = "Überschrift\n\nEin Satz steht hier.\n"


def test_files_are_listed_in_path_order_with_readable_unique_ids(folder, put):
    for name in ("b/Größe & Maß.txt", "a/Bericht.md", "b/bericht.txt", "Bericht.txt", "bericht-2.txt", "___.txt"):
        put(name, PROGRAMME)
    assert [(file.name, file.document_id) for file in list_corpus(folder)] == [
        ("Bericht.txt", "bericht"),
        ("___.txt", "document"),
        ("a/Bericht.md", "bericht-2"),
        ("b/Größe & Maß.txt", "groesse-mass"),
        ("b/bericht.txt", "bericht-3"),
        ("bericht-2.txt", "bericht-2-2"),
    ]


def test_catalog_notes_hidden_files_and_readmes_are_no_corpus_files(folder, put):
    put("catalog.yaml", "{}")
    put("notes.yaml", "[]")
    put(".DS_Store", b"\0")
    put(".git/config.txt", "x")
    put("README.md", "x")
    put("sub/readme", "x")
    put("sub/README.de.txt", "x")
    put("sub/text.txt", PROGRAMME)
    assert [file.name for file in list_corpus(folder)] == ["sub/text.txt"]


def test_an_empty_corpus_lists_nothing(folder):
    assert list_corpus(folder) == ()


def test_the_hash_follows_the_bytes_and_the_catalog_entry(folder, put):
    put("text.txt", PROGRAMME)
    first = list_corpus(folder)[0].sha256
    assert list_corpus(folder)[0].sha256 == first
    put("catalog.yaml", "text.txt: {title: Text}")
    second = list_corpus(folder)[0].sha256
    put("text.txt", PROGRAMME + "Mehr.")
    third = list_corpus(folder)[0].sha256
    assert len({first, second, third}) == 3


def test_the_hash_of_the_facts_follows_the_urls_they_cite(folder, put):
    put("facts.yaml", "[]")
    put("catalog.yaml", "text.txt: {title: Text, url: https://a.example}")
    first = list_corpus(folder)[0].sha256
    put("catalog.yaml", "text.txt: {title: Text, url: https://b.example}")
    assert list_corpus(folder)[0].sha256 != first


def test_a_file_without_entry_is_called_by_its_first_heading_or_its_stem(read):
    with_heading, without = read("eins.txt", PROGRAMME), read("zwei.txt", "nur ein satz steht hier.")
    assert (with_heading.title, with_heading.publisher, with_heading.url, with_heading.state) == (
        "Überschrift",
        None,
        None,
        None,
    )
    assert without.title == "zwei"


def test_a_catalog_entry_names_the_document(put, read):
    put("catalog.yaml", "sub/text.txt:\n  title: Der Text\n  state: TH\n  as_of: 2020-01-02\n  rights: frei\n")
    document = read("sub/text.txt", PROGRAMME)
    assert (document.id, document.title, document.state, document.as_of, document.rights, document.path) == (
        "text",
        "Der Text",
        "TH",
        "2020-01-02",
        "frei",
        "sub/text.txt",
    )
    assert document.media_type == "text/plain"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("leer.txt", b"", "'leer.txt' cannot be read: it is empty; add text or remove the file"),
        ("leer.md", b" \n\t\n", "'leer.md' cannot be read: it is empty; add text or remove the file"),
        ("leer.html", b"<html></html>", "'leer.html' cannot be read: it holds no text; add text or remove the file"),
        (
            "bild.jpeg",
            b"x",
            "'bild.jpeg' cannot be read: files of type '.jpeg' are not supported; "
            "save it as one of .txt, .md, .html, .htm, .xhtml, .pdf, .docx, .odt, .epub or remove it",
        ),
        (
            "ohne",
            b"x",
            "'ohne' cannot be read: files without an ending are not supported; "
            "save it as one of .txt, .md, .html, .htm, .xhtml, .pdf, .docx, .odt, .epub or remove it",
        ),
        (
            "a.txt",
            b"\0" * 100,
            "'a.txt' cannot be read: its content is binary, not text; remove it",
        ),
        (
            "b.md",
            bytes(range(256)) * 20,
            "'b.md' cannot be read: its content is binary, not text; remove it",
        ),
        (
            "c.txt",
            b"%PDF-1.7\n",
            "'c.txt' cannot be read: the PDF is cut off (its end is missing); copy or download it again",
        ),
        (
            "d.html",
            b"PK\x03\x04abc",
            "'d.html' cannot be read: it is damaged or cut off (no complete zip container); copy or download it again",
        ),
        (
            "e.txt",
            b"\xef\xbb\xbfGesch\xfctzt",
            "'e.txt' cannot be read: it begins as UTF-8 text but is damaged; save it again as UTF-8",
        ),
        (
            "sub/facts.yaml",
            b"a: [",
            "'sub/facts.yaml' cannot be read: facts.yaml is not valid YAML (line 1: expected the node content, "
            "but found '<stream end>'); correct it",
        ),
        (
            "contacts.yaml",
            b"- state_code: XX",
            "'contacts.yaml' cannot be read: contacts.yaml: entry 1 (XX): 'office' is missing; add it",
        ),
    ],
)
def test_an_unreadable_file_says_in_one_line_why_and_what_to_do(read, name, content, message):
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    assert str(caught.value) == message


def test_a_file_over_the_limit_is_refused_before_it_is_read(read, monkeypatch):
    monkeypatch.setattr(corpus, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(UnreadableFileError) as caught:
        read("viel.txt", "a" * (2 * 1024 * 1024))
    assert str(caught.value) == (
        "'viel.txt' cannot be read: it is 2 MB, more than the limit of 1 MB; split it or make it smaller"
    )


def test_a_file_that_is_gone_or_a_dead_link_is_a_failure_of_its_own(folder, put):
    put("text.txt", PROGRAMME)
    (folder / "link.txt").symlink_to(folder / "nowhere.txt")
    link, text = list_corpus(folder)
    assert link.sha256 == ""
    (folder / "text.txt").unlink()
    for file in (link, text):
        with pytest.raises(UnreadableFileError) as caught:
            read_document(file)
        assert str(caught.value) == (
            f"{file.name!r} cannot be read: No such file or directory; check that it exists and its rights"
        )


def test_a_missing_corpus_folder_is_named(folder):
    with pytest.raises(CorpusError) as caught:
        list_corpus(folder / "fehlt")
    assert str(caught.value) == (
        f"corpus folder {str(folder / 'fehlt')!r} does not exist; create it or correct GFA_CORPUS_DIR"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_named(folder, put):
    put("zu/text.txt", PROGRAMME)
    (folder / "zu").chmod(0)
    with pytest.raises(CorpusError, match=r"zu' cannot be listed \(Permission denied\); check its rights"):
        list_corpus(folder)
    (folder / "zu").chmod(0o755)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Größe „für alle“ – gut".encode(), "Größe „für alle“ – gut"),
        (b"\xef\xbb\xbf" + "Größe".encode(), "Größe"),
        ("Größe für alle Städte, Ämter und Bürger".encode("latin-1"), "Größe für alle Städte, Ämter und Bürger"),
        (
            "Größe „für alle“ – gut, 5 € für jede Maßnahme".encode("cp1252"),
            "Größe „für alle“ – gut, 5 € für jede Maßnahme",
        ),
        ("Größe".encode("utf-16"), "Größe"),
        ("Gr\u0000öße".encode(), "Größe"),
    ],
    ids=["utf-8", "byte order mark", "latin-1", "cp1252", "utf-16", "a stray NUL"],
)
def test_encodings(read, data, expected):
    padding = b"" if b"\0" not in data or data[:2] == b"\xff\xfe" else b" Stadt und Land" * 10
    assert read("text.txt", data + padding).text.startswith(expected)
