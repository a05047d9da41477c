"""What a PDF carries beside its pages: bookmarks, page labels, form fields, attachments, metadata."""

import io
from collections.abc import Callable
from dataclasses import replace

from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from tests.reading.typeset.layouts import one_column
from tests.reading.typeset.prose import OPENING
from tests.reading.typeset.records import Bookmark, Typeset
from tests.reading.typeset.sheets import Sheet

ATTACHMENT = ("beitrittserklaerung.txt", "Hiermit erklärt die Gemeinde ihren Beitritt.\n".encode())
FIELDS = (("Kommune", "Fürstenfeldbruck"), ("Ansprechperson", "Jörg Weiß"), ("Beschluss vom", "24.05.2023"))
LABELS = ("i", "ii", "1", "2", "3", "4")
TITLE, AUTHOR = "Gesundheit für alle – Arbeitshilfe", "Koordinierungsstelle Gesundheitliche Chancengleichheit"
CREATED = "2023-09-15"


def bookmarked() -> Typeset:
    """Every heading is a bookmark at its level."""
    plain = one_column("bookmarked")
    headings = [block for block in plain.blocks if block.kind == "heading"]

    def mark(canvas: Canvas, page: int) -> None:
        for number, block in enumerate(headings):
            if block.page == page:
                canvas.bookmarkHorizontal(f"h{number}", 0, block.lines[0].rect.top)
                canvas.addOutlineEntry(block.text, f"h{number}", block.level - 1)

    marked = one_column("bookmarked", sheet=Sheet(extras=mark))
    return replace(marked, bookmarks=tuple(Bookmark(block.level, block.text, block.page) for block in headings))


def labelled() -> Typeset:
    """The first two pages are numbered i and ii, the third is page 1."""

    def label(canvas: Canvas, page: int) -> None:
        if page in (1, 3):
            canvas.addPageLabel(page - 1, "ROMAN_LOWER" if page == 1 else "ARABIC", 1)

    plain = one_column("labelled", sheet=Sheet(extras=label))
    return replace(plain, labels=LABELS[: plain.page_count])


def filled_form() -> Typeset:
    """A page whose foot holds a form that somebody filled in; the values are in the fields only."""

    def draw(canvas: Canvas, page: int) -> None:
        for number, (name, value) in enumerate(FIELDS):
            canvas.acroForm.textfield(name=name, value=value, x=200, y=260 - 40 * number, width=250, height=22)

    return replace(one_column("filled_form", sheet=Sheet(extras=draw), pieces=OPENING), fields=FIELDS)


def with_attachment() -> Typeset:
    attached = _rewritten(one_column("with_attachment"), lambda writer: writer.add_attachment(*ATTACHMENT))
    return replace(attached, attachments=(ATTACHMENT[0],))


def with_metadata() -> Typeset:
    """Title, author and the day of creation, as the file declares them."""
    about = {"/Title": TITLE, "/Author": AUTHOR, "/CreationDate": f"D:{CREATED.replace('-', '')}103000+02'00'"}
    described = _rewritten(one_column("with_metadata"), lambda writer: writer.add_metadata(about))
    return replace(described, title=TITLE, author=AUTHOR, created=CREATED)


def _rewritten(typeset: Typeset, change: Callable[[PdfWriter], object]) -> Typeset:
    writer = PdfWriter(clone_from=io.BytesIO(typeset.data))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return replace(typeset, data=file.getvalue())
