"""What can be the matter with the file itself: scans, turned pages, passwords, damage, pages without text."""

import io
from dataclasses import replace

import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.reading.typeset.layouts import one_column
from tests.reading.typeset.prose import BROCHURE
from tests.reading.typeset.records import Typeset
from tests.reading.typeset.sheets import A4, Sheet

PASSWORD = "praevention-2023"
_DPI = 300
_RC4_128 = 128


def scan() -> Typeset:
    """Each page is one grey picture of 300 dots an inch; the truth is what the picture shows."""
    # Enough for two pages: to recognise a page takes seconds.
    original = one_column("scan", pieces=BROCHURE[: len(BROCHURE) // 2])
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=1)
    with pypdfium2.PdfDocument(original.data) as document:
        for page in document:
            picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
    canvas.save()
    return replace(original, data=file.getvalue())


def rotated(angle: int) -> Typeset:
    """Pages that stand upright only through their /Rotate; the truth's rectangles are those before it."""
    return one_column(f"rotated_{angle}", sheet=Sheet(rotation=angle))


def encrypted() -> Typeset:
    """Nobody can open it without the password."""
    lock = StandardEncryption(PASSWORD.encode(), b"owner", strength=_RC4_128)
    return replace(one_column("encrypted", sheet=Sheet(encryption=lock)), password=PASSWORD)


def restricted() -> Typeset:
    """Everybody can open it, but printing, changing and copying are locked by an owner's password."""
    lock = StandardEncryption(b"", b"owner", canPrint=0, canModify=0, canCopy=0, strength=_RC4_128)
    return one_column("restricted", sheet=Sheet(encryption=lock))


def truncated() -> Typeset:
    """A download that stopped at two thirds; nothing can be promised of its text."""
    whole = one_column("truncated")
    return replace(whole, data=whole.data[: len(whole.data) * 2 // 3], blocks=())


def blank_page() -> Typeset:
    """One page with nothing on it."""
    return one_column("blank_page", pieces=())


def text_and_blank_page() -> Typeset:
    """A page of text, then an empty one, then text again."""
    return one_column("text_and_blank_page", blank_pages=(2,))


def no_pages() -> Typeset:
    """A well-formed file whose page tree is empty."""
    objects = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 3\n0000000000 65535 f \n" + entries
    trailer = b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return Typeset("no_pages", data + table + trailer, (), 0)
