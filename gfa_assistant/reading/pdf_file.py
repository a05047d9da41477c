"""A PDF as a file, through pypdf: opening it, why it cannot be read, and what it carries beside its pages."""

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.pdf_about import PdfAbout, about

MAX_PAGES = 2000
MAX_PAGE_BYTES = 64 * 1024 * 1024
_HEADER_WITHIN = 1024
_END_WITHIN = 4096
_CHUNK = 64 * 1024
_DEEPEST_FORM = 4

# pypdf reports every oddity of a file as a warning; what matters to the operator is raised below.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the outline: `level` 1 is the outermost, pages count from 1."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class PdfFile:
    """An opened file: `labels` are its printed page numbers, empty where it declares none."""

    reader: PdfReader
    page_count: int
    about: PdfAbout
    labels: tuple[str, ...]
    bookmarks: tuple[Bookmark, ...]


def open_pdf(data: bytes, name: str) -> PdfFile:
    """Open a file and read what it says of itself.

    Raises:
        UnreadableFileError: it is no PDF, cut off, damaged, encrypted, has no pages, or is too much to read.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise unreadable(name, "its content is no PDF", "correct the file's ending or export it as PDF again")
    if b"%%EOF" not in data[-_END_WITHIN:]:
        raise unreadable(name, "the PDF is cut off (its end is missing)", "copy or download it again")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise unreadable(name, "the PDF is encrypted", "save it without a password")
        count = len(reader.pages)
        if count == 0:
            raise unreadable(name, "the PDF has no pages", "export it as PDF again or remove it")
        if count > MAX_PAGES:
            raise unreadable(name, f"the PDF has {count} pages, more than the limit of {MAX_PAGES}", "split it")
        _refuse_bombs(reader, name)
        return PdfFile(reader, count, about(reader), _labels(reader), _outline(reader))
    except UnreadableFileError:
        raise
    except DependencyError:
        raise unreadable(name, "the PDF is encrypted", "install pypdf[crypto] or save it without a password") from None
    # A damaged PDF makes pypdf fail in any way: its own errors, but also KeyError, ValueError, RecursionError ...
    except Exception as error:
        raise damaged(name, error) from error


def unreadable(name: str, reason: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name!r} cannot be read: {reason}; {remedy}")


def damaged(name: str, error: Exception) -> UnreadableFileError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return unreadable(name, f"the PDF is damaged ({reason})", "open it and export it as PDF again")


def _labels(reader: PdfReader) -> tuple[str, ...]:
    """The page labels, where the file declares any that can be read."""
    try:
        return tuple(reader.page_labels) if "/PageLabels" in reader.root_object else ()
    # Damage of any kind, but the pages may be whole.
    except Exception:
        return ()


def _outline(reader: PdfReader) -> tuple[Bookmark, ...]:
    try:
        return tuple(_bookmarks(reader, reader.outline))
    # As above.
    except Exception:
        return ()


def _bookmarks(reader: PdfReader, entries: list[Any], level: int = 1) -> Iterator[Bookmark]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, level + 1)
            continue
        page = reader.get_destination_page_number(entry)
        if page is not None and entry.title:
            yield Bookmark(level, str(entry.title), page + 1)


def _refuse_bombs(reader: PdfReader, name: str) -> None:
    """Refuse pages whose drawing commands unpack to more than any real page holds; only counts, keeps nothing."""
    seen: dict[int, int] = {}
    for number, page in enumerate(reader.pages, start=1):
        size = 0
        for stream in _streams(page, 0):
            key = id(stream)
            if key not in seen:
                seen[key] = _unpacked_size(stream)
            size += seen[key]
            if size > MAX_PAGE_BYTES:
                raise unreadable(
                    name,
                    f"page {number} of the PDF unpacks to more than the limit of {MAX_PAGE_BYTES // 1024**2} MB",
                    "print it to a new PDF or remove it",
                )


def _streams(page: DictionaryObject, depth: int) -> Iterator[EncodedStreamObject]:
    """A page's content and that of the forms it draws."""
    content = page.get("/Contents")
    content = content.get_object() if content is not None else None
    for part in content if isinstance(content, ArrayObject) else [content]:
        stream = part.get_object() if part is not None else None
        if isinstance(stream, EncodedStreamObject):
            yield stream
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else None
    drawn = resources.get("/XObject") if isinstance(resources, DictionaryObject) else None
    drawn = drawn.get_object() if drawn is not None else None
    if depth >= _DEEPEST_FORM or not isinstance(drawn, DictionaryObject):
        return
    for reference in drawn.values():
        form = reference.get_object()
        if isinstance(form, EncodedStreamObject) and form.get("/Subtype") == "/Form":
            yield form
            yield from _streams(form, depth + 1)


def _unpacked_size(stream: EncodedStreamObject) -> int:
    """How much a stream unpacks to, counted up to the limit; each Flate filter on it is undone in turn."""
    filters = stream.get("/Filter")
    names = filters if isinstance(filters, ArrayObject) else [filters]
    data, size = stream._data, len(stream._data)
    for filter_name in names:
        if filter_name not in ("/FlateDecode", "/Fl"):
            break
        is_last = filter_name is names[-1]
        size, data = _inflated(data, keep=not is_last)
        if size > MAX_PAGE_BYTES:
            break
    return size


def _inflated(data: bytes, *, keep: bool) -> tuple[int, bytes]:
    unpack = zlib.decompressobj()
    size, kept, rest = 0, [], data
    try:
        while rest and size <= MAX_PAGE_BYTES:
            piece = unpack.decompress(rest, _CHUNK)
            size += len(piece)
            if keep:
                kept.append(piece)
            rest = unpack.unconsumed_tail
            if not piece:
                break
    except zlib.error:
        pass
    return size, b"".join(kept)
