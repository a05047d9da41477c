"""Formats: the same text gives the same blocks, and a file is what its content says."""

import pytest

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import list_corpus
from gfa_assistant.reading.formats import MEDIA_TYPES
from tests.reading.brochures import (
    BLOCKS,
    MARKDOWN,
    TITLE,
    docx_file,
    epub_file,
    html_file,
    odt_file,
    zip_file,
)

FILES = {
    "docx": docx_file,
    "odt": odt_file,
    "epub": epub_file,
    "html": html_file,
    "md": MARKDOWN.encode,
}
OFFICE = '<Types><Override PartName="/main.xml" ContentType="application/vnd.{}.main+xml"/></Types>'


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize("kind", FILES)
def test_the_same_brochure_gives_the_same_blocks_in_every_format(read, outline, kind):
    document = read(f"text.{kind}", FILES[kind]())
    assert outline(document) == BLOCKS
    assert document.media_type == MEDIA_TYPES[f".{kind}"]


@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_a_file_is_called_as_it_says_and_dated_by_its_last_change(read, kind):
    document = read(f"text.{kind}", FILES[kind]())
    assert (document.title, document.as_of) == (TITLE, "2024-03-05")
    assert document.publisher == ("KGC" if kind == "epub" else None)
    assert "Petra Muster" not in str(document)


def test_the_catalog_is_asked_before_the_file(put, read):
    put("catalog.yaml", "text.docx: {title: Der Titel}")
    document = read("text.docx", docx_file())
    assert (document.title, document.as_of) == ("Der Titel", None)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("docx", "text.pdf"),
        ("docx", "text.odt"),
        ("docx", "text.doc"),
        ("odt", "text.docx"),
        ("epub", "text.zip"),
        ("html", "text.txt"),
        ("html", "text.md"),
        ("docx", "ohne"),
    ],
)
def test_the_content_says_what_a_file_is(read, outline, kind, name):
    document = read(name, FILES[kind]())
    assert outline(document) == BLOCKS
    assert document.media_type == MEDIA_TYPES[f".{kind}"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.doc", ole("WordDocument"), "its content is an old Word file (.doc); save it as DOCX or PDF"),
        ("a.docx", ole("WordDocument"), "its content is an old Word file (.doc); save it as DOCX or PDF"),
        (
            "a.docx",
            ole("EncryptedPackage"),
            "its content is an encrypted Office file; save it without a password",
        ),
        (
            "a.xls",
            ole("Workbook"),
            "its content is an old Excel file (.xls); save it as PDF, or its text as DOCX",
        ),
        ("a.bin", ole("Anderes"), "its content is an old Office file; save it as DOCX or PDF"),
        ("a.rtf", b"{\\rtf1 Text}", "its content is an RTF file; save it as DOCX or PDF"),
        ("a.docx", b"{\\rtf1 Text}", "its content is an RTF file; save it as DOCX or PDF"),
        (
            "a.mht",
            b"From: <Saved by Blink>\nMIME-Version: 1.0\n",
            "its content is a web archive (MHTML); save it as HTML",
        ),
        (
            "a.xlsx",
            zip_file({"[Content_Types].xml": OFFICE.format("openxmlformats-officedocument.spreadsheetml.sheet")}),
            "its content is an Excel file (.xlsx); save it as PDF, or its text as DOCX",
        ),
        (
            "a.docx",
            zip_file(
                {"[Content_Types].xml": OFFICE.format("openxmlformats-officedocument.presentationml.presentation")}
            ),
            "its content is a PowerPoint file (.pptx); save it as PDF",
        ),
        (
            "a.ods",
            zip_file({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "its content is an OpenDocument spreadsheet, not a text; save it as PDF, or its text as ODT",
        ),
        (
            "a.pages",
            zip_file({"Index/Document.iwa": b"x"}),
            "its content is a Pages, Numbers or Keynote file; save it as DOCX or PDF",
        ),
        (
            "a.zip",
            zip_file({"text.txt": "Text"}),
            "its content is a ZIP archive; unpack it and put its documents into the corpus",
        ),
        (
            "a.docx",
            b"Nur Text.",
            "its content is no DOCX; correct the file's ending or save it as DOCX again",
        ),
        (
            "a.pdf",
            b"<!doctype html><html>Anmeldung</html>",
            "its content is no PDF; correct the file's ending or export it as PDF again",
        ),
        (
            "a.csv",
            b"Land;Zahl\n",
            "files of type '.csv' are not supported; "
            "save it as one of .txt, .md, .html, .htm, .xhtml, .pdf, .docx, .odt, .epub or remove it",
        ),
    ],
)
def test_what_no_reader_takes_is_named_with_what_to_save_it_as(read, name, content, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read(name, content)
    assert str(caught.value) == f"{name!r} cannot be read: {reason}"


def test_text_that_only_speaks_of_a_pdf_is_text(read):
    assert read("text.txt", "Eine Datei beginnt mit %PDF-1.7 am Anfang.").media_type == "text/plain"


def test_the_mark_of_a_file_that_someone_has_open_is_no_corpus_file(folder, put):
    put("~$text.docx", b"\x05Petra")
    assert list_corpus(folder) == ()
