"""What a file is, by its content and not by its name, and which reader takes it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.containers import Container, open_container
from gfa_assistant.reading.elements import Content
from gfa_assistant.reading.encoding import decode
from gfa_assistant.reading.html_reader import declared_encoding, read_html
from gfa_assistant.reading.markdown_reader import read_markdown
from gfa_assistant.reading.text_reader import read_text

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text/plain",
        ".md": "text/markdown",
        ".html": "text/html",
        ".htm": "text/html",
        ".xhtml": "text/html",
        ".pdf": "application/pdf",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".epub": "application/epub+zip",
    }
)
_AS_TEXT = frozenset({".txt", ".md", ".html", ".htm", ".xhtml"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names in the directory of an OLE container, and what holds them.
_OLE_STREAMS = (
    ("EncryptedPackage", "an encrypted Office file", "save it without a password"),
    ("WordDocument", "an old Word file (.doc)", "save it as DOCX or PDF"),
    ("Workbook", "an old Excel file (.xls)", "save it as PDF, or its text as DOCX"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", "save it as PDF"),
    ("__properties_version1.0", "an Outlook message (.msg)", "save it as PDF"),
)
# The type of an Office file's main part; parts embedded in it have types of their own.
_MAIN_PART = re.compile(
    r"application/[\w.-]*?(word|sheet|excel|presentation|powerpoint)[\w.-]*\.main\+xml", re.IGNORECASE
)
_EXCEL = ("an Excel file (.xlsx)", "save it as PDF, or its text as DOCX")
_POWERPOINT = ("a PowerPoint file (.pptx)", "save it as PDF")
_OOXML = {"sheet": _EXCEL, "excel": _EXCEL, "presentation": _POWERPOINT, "powerpoint": _POWERPOINT}
_TEXT_SIGNATURES = (
    (re.compile(rb"\{\\rtf"), "an RTF file", "save it as DOCX or PDF"),
    (re.compile(rb"(?:From: <Saved by|MIME-Version:)", re.IGNORECASE), "a web archive (MHTML)", "save it as HTML"),
    (re.compile(rb"%!PS"), "a PostScript file", "save it as PDF"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_PDF_WITHIN = 1024
_HEAD = 4096


def media_type_of(data: bytes, suffix: str, name: str) -> str:
    """The media type of a file's content; among kinds of plain text its ending decides.

    Raises:
        UnreadableFileError: no reader takes it; the message names what it is and what to save it as.
    """
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:_PDF_WITHIN]):
        return MEDIA_TYPES[".pdf"]
    if data.startswith(_ZIP):
        return _type_of_container(open_container(data, name))
    if data.startswith(_OLE):
        kinds = ((kind, remedy) for stream, kind, remedy in _OLE_STREAMS if stream.encode("utf-16-le") in data)
        raise _is(name, *next(kinds, ("an old Office file", "save it as DOCX or PDF")))
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    for signature, kind, remedy in _TEXT_SIGNATURES:
        if signature.match(head):
            raise _is(name, kind, remedy)
    if suffix in _AS_TEXT:
        return MEDIA_TYPES[".html"] if _WEB_PAGE.match(head) else MEDIA_TYPES[suffix]
    if suffix in MEDIA_TYPES:
        kind = suffix[1:].upper()
        remedy = "export it as PDF" if suffix == ".pdf" else f"save it as {kind}"
        raise _unreadable(name, f"its content is no {kind}", f"correct the file's ending or {remedy} again")
    kind = f"files of type {suffix!r} are" if suffix else "files without an ending are"
    raise _unreadable(name, f"{kind} not supported", f"save it as one of {', '.join(MEDIA_TYPES)} or remove it")


def read_content(data: bytes, media_type: str, suffix: str, name: str) -> Content:
    """Hand the bytes to the reader of their type; a reader's libraries are imported when a file needs them."""
    if media_type == MEDIA_TYPES[".pdf"]:
        from gfa_assistant.reading.pdf_reader import read_pdf  # noqa: PLC0415

        return read_pdf(data, name)
    if media_type == MEDIA_TYPES[".docx"]:
        from gfa_assistant.reading.docx_reader import read_docx  # noqa: PLC0415

        return read_docx(data, name)
    if media_type == MEDIA_TYPES[".odt"]:
        from gfa_assistant.reading.odt_reader import read_odt  # noqa: PLC0415

        return read_odt(data, name)
    if media_type == MEDIA_TYPES[".epub"]:
        from gfa_assistant.reading.epub_reader import read_epub  # noqa: PLC0415

        return read_epub(data, name)
    if media_type == MEDIA_TYPES[".html"]:
        return read_html(decode(data, name, declared_encoding(data)))
    text = decode(data, name)
    return read_markdown(text) if suffix == ".md" else read_text(text)


def _type_of_container(container: Container) -> str:
    name = container.file_name
    if "mimetype" in container.parts:
        declared = container.read("mimetype").strip().decode("ascii", "replace").removesuffix("-template")
        if declared in MEDIA_TYPES.values():
            return declared
        if declared.startswith("application/vnd.oasis.opendocument."):
            kind = declared.rsplit(".", 1)[-1]
            raise _is(name, f"an OpenDocument {kind}, not a text", "save it as PDF, or its text as ODT")
    if "[Content_Types].xml" in container.parts:
        types = container.read("[Content_Types].xml").replace(b"\0", b"").decode("utf-8", "replace")
        main = _MAIN_PART.search(types)
        if main is not None and main[1].lower() in _OOXML:
            raise _is(name, *_OOXML[main[1].lower()])
        if main is not None or any(part.startswith("word/") for part in container.parts):
            return MEDIA_TYPES[".docx"]
    if any(part.endswith(".iwa") for part in container.parts):
        raise _is(name, "a Pages, Numbers or Keynote file", "save it as DOCX or PDF")
    raise _is(name, "a ZIP archive", "unpack it and put its documents into the corpus")


def _is(name: str, kind: str, remedy: str) -> UnreadableFileError:
    return _unreadable(name, f"its content is {kind}", remedy)


def _unreadable(name: str, reason: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name!r} cannot be read: {reason}; {remedy}")
