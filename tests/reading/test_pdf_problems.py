"""PDFs that cannot be read: each problem has one line of its own that says what to do."""

import io
import zlib
from collections.abc import Callable, Sequence

import pytest
from fpdf import FPDF
from PIL import Image

from gfa_assistant.errors import UnreadableFileError
from gfa_assistant.reading import pdf_file, pdf_ocr, pdf_reader
from gfa_assistant.records import Document
from tests.reading.typeset import FAULTY

Fails = Callable[[bytes], str]


@pytest.fixture
def fails(read: Callable[[str, bytes], object]) -> Fails:
    """The message with which a PDF is refused, without the file's name."""

    def message(data: bytes) -> str:
        with pytest.raises(UnreadableFileError) as caught:
            read("datei.pdf", data)
        assert "\n" not in str(caught.value)
        return str(caught.value).removeprefix("'datei.pdf' cannot be read: ")

    return message


def picture() -> bytes:
    """A page that is one grey image without letters."""
    return with_pictures(pages=1, without=())


def with_pictures(*, pages: int, without: Sequence[int]) -> bytes:
    """Pages that are grey images without letters, but for some, which hold a sentence."""
    file = io.BytesIO()
    Image.new("L", (600, 800), 180).save(file, "PNG")
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    for number in range(1, pages + 1):
        pdf.add_page()
        if number in without:
            pdf.multi_cell(0, text=f"Die Seite {number} handelt von Angeboten der Gemeinde. " * number)
        else:
            pdf.image(file, 0, 0, 210, 297)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("encrypted", "the PDF is encrypted; save it without a password"),
        ("truncated", "the PDF is cut off (its end is missing); copy or download it again"),
        ("blank_page", "the PDF holds neither text nor images; export it as PDF again or remove it"),
        ("no_pages", "the PDF has no pages; export it as PDF again or remove it"),
    ],
)
def test_problems_are_told_apart(fails: Fails, name: str, message: str) -> None:
    assert fails(FAULTY[name]().data) == message


def test_a_scan_names_the_program_that_would_read_it(fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "has_tesseract", lambda: False)
    assert fails(FAULTY["scan"]().data) == (
        "the PDF holds no text, only images (a scan?); "
        "install tesseract-ocr and tesseract-ocr-deu or add a text layer to it"
    )


def test_without_the_program_there_is_no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not pdf_ocr.has_tesseract.__wrapped__()


def test_an_image_in_which_nothing_is_recognised_is_refused(fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "has_tesseract", lambda: True)
    monkeypatch.setattr(pdf_reader, "recognised", lambda page, number: None)
    assert fails(picture()) == (
        "the PDF holds only images, and no text was recognised in them; "
        "add a text layer to it (for example with OCRmyPDF) or remove it"
    )


@pytest.mark.parametrize(
    ("installed", "remedy"),
    [
        (True, "if they hold text, scan them anew"),
        (False, "install tesseract-ocr and tesseract-ocr-deu, then run `gfa-assistant ingest --rebuild`"),
    ],
    ids=["with the program", "without it"],
)
def test_pages_that_are_not_recognised_are_named_and_the_rest_is_read(
    read: Callable[[str, bytes], Document], monkeypatch: pytest.MonkeyPatch, installed: bool, remedy: str
) -> None:
    monkeypatch.setattr(pdf_reader, "has_tesseract", lambda: installed)
    monkeypatch.setattr(pdf_reader, "recognised", lambda page, number: None)
    document = read("datei.pdf", with_pictures(pages=9, without=(1, 2, 5, 6)))
    assert document.problems == (f"'datei.pdf' was read, but 5 pages were not recognised: 3–4, 7–9; {remedy}",)
    assert [block.page for block in document.blocks] == [1, 2, 5, 6]
    single = read("datei.pdf", with_pictures(pages=2, without=(1,)))
    assert single.problems == (f"'datei.pdf' was read, but 1 page was not recognised: 2; {remedy}",)


def test_a_pdf_of_which_all_is_read_has_no_problems(read: Callable[[str, bytes], Document]) -> None:
    assert read("datei.pdf", with_pictures(pages=2, without=(1, 2))).problems == ()


def test_too_many_pages_are_refused(fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MAX_PAGES", 2)
    pdf = FPDF()
    for _ in range(3):
        pdf.add_page()
    assert fails(bytes(pdf.output())) == "the PDF has 3 pages, more than the limit of 2; split it"


@pytest.mark.parametrize("layers", [1, 2])
def test_a_decompression_bomb_is_refused_without_unpacking_it(fails: Fails, layers: int) -> None:
    assert fails(bomb(layers)) == (
        "page 1 of the PDF unpacks to more than the limit of 64 MB; print it to a new PDF or remove it"
    )


def bomb(layers: int) -> bytes:
    """A page whose content is 200 MB of spaces, packed once or twice."""
    packed = b" " * 200_000_000
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = b"[" + b" /FlateDecode" * layers + b" ]"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed),
    )
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + table + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
