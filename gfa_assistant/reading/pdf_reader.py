"""PDF files through pypdf: opening them, and why one cannot be read."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading.elements import Content
from gfa_assistant.reading.pdf_layout import page_elements
from gfa_assistant.reading.pdf_lines import PdfLine, page_lines

_HEADER_WITHIN = 1024
_END_WITHIN = 4096
_LETTERS_A_PAGE = 3

# pypdf reports every oddity of a file as a warning; what matters to the operator is raised below.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


def read_pdf(data: bytes, name: str) -> Content:
    """Read the text of all pages; pages count from 1.

    Raises:
        UnreadableFileError: the file is no PDF, cut off, damaged, encrypted, or holds no text.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise _unreadable(name, "its content is no PDF", "correct the file's ending or export it as PDF again")
    if b"%%EOF" not in data[-_END_WITHIN:]:
        raise _unreadable(name, "the PDF is cut off (its end is missing)", "copy or download it again")
    pages = _pages(data, name)
    letters = sum(character.isalpha() for page in pages for line in page for character in line.text)
    if letters < _LETTERS_A_PAGE * max(len(pages), 1):
        raise _unreadable(
            name, "the PDF holds no text, only images (a scan?)", "add a text layer to it (for example with OCRmyPDF)"
        )
    return Content(page_elements(pages))


def _pages(data: bytes, name: str) -> list[list[PdfLine]]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _unreadable(name, "the PDF is encrypted", "save it without a password")
        return [page_lines(page, number) for number, page in enumerate(reader.pages, start=1)]
    except UnreadableFileError:
        raise
    except DependencyError:
        raise _unreadable(name, "the PDF is encrypted", "install pypdf[crypto] or save it without a password") from None
    # A damaged PDF makes pypdf fail in any way: its own errors, but also KeyError, ValueError, RecursionError ...
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise _unreadable(name, f"the PDF is damaged ({reason})", "open it and export it as PDF again") from error


def _unreadable(name: str, reason: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name!r} cannot be read: {reason}; {remedy}")
