"""PDF files: characters and places through pdfium, the file around them through pypdf."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.elements import Content
from gfa_assistant.reading.pdf_elements import Item, elements_of
from gfa_assistant.reading.pdf_file import PdfFile, damaged, open_pdf, unreadable
from gfa_assistant.reading.pdf_glyphs import PageGlyphs, page_glyphs
from gfa_assistant.reading.pdf_lines import PdfLine
from gfa_assistant.reading.pdf_ocr import has_tesseract, is_picture, recognised
from gfa_assistant.reading.pdf_pages import Found, find, in_reading_order
from gfa_assistant.reading.pdf_places import page_map
from gfa_assistant.reading.pypdf_lines import page_lines

_FEWEST_LETTERS = 3
_INSTALL = "install tesseract-ocr and tesseract-ocr-deu"
_ODD_SHARE = 0.05
_ODD = ("\ufffd", "\x00")


@dataclass(slots=True)
class _Pages:
    """What was found so far: pages through pdfium, the lines of those that it could not read, and unread pictures."""

    found: list[Found] = field(default_factory=list)
    fallen_back: list[PdfLine] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)


def read_pdf(data: bytes, name: str) -> Content:
    """Read the text of all pages; pages count from 1.

    Raises:
        UnreadableFileError: the file is no PDF, cut off, damaged, encrypted or holds no text.
    """
    file = open_pdf(data, name)
    try:
        with pypdfium2.PdfDocument(data, password="") as document:
            pages = _read_pages(document, file)
    except UnreadableFileError:
        raise
    # What a damaged page makes the two libraries raise has no common type.
    except Exception as error:
        raise damaged(name, error) from error
    items = _merged(in_reading_order(pages.found, file.labels), pages.fallen_back)
    letters = sum(character.isalpha() for item in items for character in _text_of(item))
    if letters < _FEWEST_LETTERS:
        raise _without_text(name, pages)
    elements, pieces = elements_of(items, file.bookmarks)
    return Content(
        elements,
        title=file.about.title,
        as_of=file.about.created,
        page_map=lambda text: page_map(pieces, text, file.labels),
        problems=(_unread(pages.pictures),) if pages.pictures else (),
    )


def _read_pages(document: pypdfium2.PdfDocument, file: PdfFile) -> _Pages:
    pages = _Pages()
    for number in range(1, file.page_count + 1):
        _read_page(document, file, number, pages)
    return pages


def _read_page(document: pypdfium2.PdfDocument, file: PdfFile, number: int, pages: _Pages) -> None:
    try:
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError):
        pages.fallen_back += page_lines(file.reader.pages[number - 1], number)
        return
    try:
        runs = page_glyphs(page, number)
        if _is_odd(runs):
            lines = page_lines(file.reader.pages[number - 1], number)
            if _letters(line.text for line in lines) > _letters(glyph.text for run in runs for glyph in run.glyphs):
                pages.fallen_back += lines
                return
        if not any(run.glyphs for run in runs) and is_picture(page):
            found = recognised(page, number) if has_tesseract() else None
            runs = (found,) if found is not None else ()
            pages.pictures += [] if found is not None else [number]
        pages.found += [find(run, page) for run in runs]
    finally:
        page.close()


def _without_text(name: str, pages: _Pages) -> UnreadableFileError:
    if not pages.pictures:
        return unreadable(name, "the PDF holds neither text nor images", "export it as PDF again or remove it")
    if has_tesseract():
        reason = "the PDF holds only images, and no text was recognised in them"
        return unreadable(name, reason, "add a text layer to it (for example with OCRmyPDF) or remove it")
    return unreadable(name, "the PDF holds no text, only images (a scan?)", f"{_INSTALL} or add a text layer to it")


def _unread(pictures: Sequence[int]) -> str:
    """Names the pages that are pictures without a text: "3 pages were not recognised: 4, 7–8; …"."""
    count = "1 page was" if len(pictures) == 1 else f"{len(pictures)} pages were"
    remedy = (
        "if they hold text, scan them anew"
        if has_tesseract()
        else f"{_INSTALL}, then run `gfa-assistant ingest --rebuild`"
    )
    return f"{count} not recognised: {_ranges(pictures)}; {remedy}"


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _is_odd(runs: Sequence[PageGlyphs]) -> bool:
    """Whether there are no characters or many mean nothing: then the other library may know better."""
    text = "".join(glyph.text for run in runs for glyph in run.glyphs)
    return not text or sum(character in _ODD for character in text) > _ODD_SHARE * len(text)


def _letters(texts: Iterable[str]) -> int:
    return sum(character.isalpha() for text in texts for character in text)


def _text_of(item: Item) -> str:
    return item.text if isinstance(item, PdfLine) else item.table.text


def _merged(items: Sequence[Item], fallen_back: Sequence[PdfLine]) -> list[Item]:
    """The pages in their order, whoever read them."""
    return sorted([*items, *fallen_back], key=lambda item: item.page)
