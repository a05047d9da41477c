"""Containers: bombs and entities are refused before they cost memory, and nothing reaches the disk."""

import io
import zipfile

import pytest

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import containers
from tests.reading.brochures import docx_file, epub_file, odt_file, with_parts, zip_file

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
KINDS = {"docx": (docx_file, "word/document.xml"), "odt": (odt_file, "content.xml")}


def reason(read, name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(name, data)
    return str(caught.value).removeprefix(f"{name!r} cannot be read: ")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("markup", [LAUGHS, OUTSIDE], ids=["expanding", "external"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(read, kind, markup, encoding):
    build, part = KINDS[kind]
    data = with_parts(build(), **{part.replace("/", "__"): markup.encode(encoding)})
    assert reason(read, f"text.{kind}", data) == (
        f"its part {part!r} declares XML entities, which no office program writes; remove it"
    )


def test_entities_are_found_in_parts_of_any_name(read):
    data = with_parts(docx_file(), **{"word__media__bild.png": LAUGHS})
    assert "'word/media/bild.png' declares XML entities" in reason(read, "text.docx", data)


def test_entities_in_a_books_package_are_refused(read):
    assert "declares XML entities" in reason(read, "buch.epub", epub_file(**{"OEBPS__content.opf": LAUGHS}))


def test_a_part_that_unpacks_to_many_times_its_size_is_refused(read):
    data = with_parts(docx_file(), word__media__bild=bytes(200 * 1024 * 1024))
    assert reason(read, "text.docx", data).endswith("times its size, as a zip bomb does; remove it or make it smaller")


def test_a_container_over_the_limit_is_refused(read, monkeypatch):
    monkeypatch.setattr(containers, "MAX_UNPACKED_BYTES", 1024 * 1024)
    data = with_parts(odt_file(), **{"Pictures__a": bytes(3 * 1024 * 1024)})
    assert reason(read, "text.odt", data) == (
        "it unpacks to 3 MB, the limit is 1 MB, as a zip bomb does; remove it or make it smaller"
    )


def test_a_text_part_over_the_limit_is_refused(read, monkeypatch):
    monkeypatch.setattr(containers, "MAX_MARKUP_BYTES", 1024 * 1024)
    data = with_parts(odt_file(), content_DOT_xml=b"<x>" + b"a" * 2 * 1024 * 1024)
    assert reason(read, "text.odt", data) == (
        "its part 'content.xml' unpacks to 2 MB, more than the limit of 1 MB; split the document"
    )


def test_too_many_parts_are_refused_before_they_are_listed(read, monkeypatch):
    monkeypatch.setattr(containers, "MAX_ENTRIES", 100)
    data = zip_file({f"teil{number}": "x" for number in range(200)})
    assert reason(read, "text.docx", data) == (
        "it holds more than 100 parts, as a zip bomb does; remove it or make it smaller"
    )


def test_an_encrypted_container_is_refused(read):
    data = bytearray(zip_file({"mimetype": "application/epub+zip"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert reason(read, "buch.epub", bytes(data)) == "it is encrypted; save it without a password"


def test_a_part_with_wrong_bytes_is_refused(read):
    data = odt_file()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        begin = archive.getinfo("content.xml").header_offset + 60
    broken = data[:begin] + bytes(40) + data[begin + 40 :]
    assert reason(read, "text.odt", broken).startswith("it is damaged (its part 'content.xml' cannot be unpacked: ")


def test_paths_that_climb_reach_no_file(read, folder):
    data = with_parts(odt_file(), **{"..__..__oben.txt": "x"})
    assert read("text.odt", data).text
    assert [path.name for path in folder.parent.rglob("*") if path.is_file()] == ["text.odt"]
