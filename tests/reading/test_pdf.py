"""PDF: pages, headings by size, repaired text; and every way in which a PDF cannot be read."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod

from gfa_assistant.errors import UnreadableFileError

BULLET = "\x95"


class Brochure(FPDF):
    """A two-page brochure with running head and page number, written as an office program writes one."""

    def header(self) -> None:
        self.set_y(8)
        self.set_font("helvetica", "", 8)
        self.cell(0, 5, "Partnerprozess in Bayern - Stand 2023", align="R", new_x="LMARGIN", new_y="NEXT")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", "", 8)
        self.cell(0, 5, f"Seite {self.page_no()}", align="C")

    def write_lines(self, text: str, size: float = 11, style: str = "", after: float = 3) -> None:
        self.set_font("helvetica", style, size)
        self.multi_cell(0, size / 2, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def write_item(self, text: str) -> None:
        self.set_font("helvetica", "", 11)
        self.cell(5, 5.5, BULLET)
        self.multi_cell(0, 5.5, text, align="L", new_x="LMARGIN", new_y="NEXT")


def brochure() -> Brochure:
    pdf = Brochure(format="A4")
    pdf.set_auto_page_break(True, 25)
    pdf.add_page()
    pdf.write_lines("Präventionsketten in Bayern", 20, "B")
    pdf.write_lines(
        "Der Partnerprozess führt Kommunen zusammen, die integrierte Strategien aufbauen wollen, sogenannte "
        "Präventions-\nketten. Die Gesundheits- und\nJugendämter arbeiten in Baden-\nWürttemberg und Bayern f ür alle "
        "zusammen."
    )
    pdf.write_lines("Ziele des Partnerprozesses", 14, "B", 1)
    pdf.write_lines("Der Prozess soll:")
    pdf.write_item("Gesundes Aufwachsen fördern")
    pdf.write_item(
        "Die Zusammenarbeit über Ressorts hinweg stärken und dabei die Menschen in den Stadtteilen und Dörfern von "
        "Anfang an beteiligen"
    )
    pdf.write_item("Wissen teilen")
    pdf.ln(3)
    pdf.write_lines("Ansprechpartner", 11, "B", 0)
    pdf.write_lines("KGC Bayern\nPfarrstr. 3, 80538 München\nTel. 09131 6808-4506")
    pdf.write_lines(
        "Ein Absatz, der auf der einen Seite beginnt und dessen Satz sehr lang ist, so dass er erst auf der"
    )
    pdf.add_page()
    pdf.write_lines("anderen Seite endet.")
    pdf.write_lines("Wie werden wir Partnerkommune?", 14, "B", 1)
    pdf.write_lines("1. Kontakt aufnehmen\n2. Ziele besprechen\n3. Urkunde unterzeichnen")
    pdf.write_lines("Machen Sie mit!", 16, "B")
    pdf.write_lines("Seit 2012 sind einundzwanzig Kommunen beigetreten.")
    return pdf


def pages_of(*texts: str) -> FPDF:
    pdf = FPDF()
    for text in texts:
        pdf.add_page()
        pdf.set_font("helvetica", "", 11)
        pdf.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    return pdf


@pytest.fixture
def fails(read: Callable[[str, bytes], object]) -> Callable[[bytes], str]:
    """The message with which a PDF is refused."""

    def message(data: bytes) -> str:
        with pytest.raises(UnreadableFileError) as caught:
            read("datei.pdf", data)
        return str(caught.value)

    return message


def test_a_brochure_is_read_page_by_page(read, outline):
    document = read("broschuere.pdf", bytes(brochure().output()))
    title, goals, joining = (
        "Präventionsketten in Bayern",
        "Ziele des Partnerprozesses",
        "Wie werden wir Partnerkommune?",
    )
    assert outline(document) == [
        ("heading", 1, title),
        (
            "paragraph",
            "Der Partnerprozess führt Kommunen zusammen, die integrierte Strategien aufbauen wollen, sogenannte "
            "Präventionsketten. Die Gesundheits- und Jugendämter arbeiten in Baden-Württemberg und Bayern für alle "
            "zusammen.",
        ),
        ("heading", 2, goals),
        ("paragraph", "Der Prozess soll:"),
        (
            "list",
            (0, "Gesundes Aufwachsen fördern"),
            (
                0,
                "Die Zusammenarbeit über Ressorts hinweg stärken und dabei die Menschen in den Stadtteilen und Dörfern "
                "von Anfang an beteiligen",
            ),
            (0, "Wissen teilen"),
        ),
        ("heading", 3, "Ansprechpartner"),
        ("contact", "KGC Bayern", "Pfarrstr. 3, 80538 München", "Tel. 09131 6808-4506"),
        (
            "paragraph",
            "Ein Absatz, der auf der einen Seite beginnt und dessen Satz sehr lang ist, so dass er erst auf der "
            "anderen Seite endet.",
        ),
        ("heading", 2, joining),
        ("numbers", (0, "Kontakt aufnehmen"), (0, "Ziele besprechen"), (0, "Urkunde unterzeichnen")),
        ("paragraph", "Machen Sie mit!"),
        ("paragraph", "Seit 2012 sind einundzwanzig Kommunen beigetreten."),
    ]
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]
    assert [block.section for block in document.blocks][-5:] == [
        (title, goals, "Ansprechpartner"),
        *[(title, joining)] * 4,
    ]
    assert (document.title, document.media_type) == (title, "application/pdf")


def test_spans_slice_back(read):
    document = read("broschuere.pdf", bytes(brochure().output()))
    assert "\n\n".join(document.block_text(block) for block in document.blocks) == document.text


def test_page_numbers_and_running_heads_go_and_the_same_words_in_the_text_stay(read):
    document = read("broschuere.pdf", bytes(brochure().output()))
    assert "Seite 1" not in document.text
    assert "Stand 2023" not in document.text
    assert "2012" in document.text


def test_contents_lines_go(read, outline):
    pdf = pages_of("Einleitung . . . . . . . . 3\nZiele ........ 14\n\nEin Satz steht hier.")
    assert outline(read("datei.pdf", bytes(pdf.output()))) == [("paragraph", "Ein Satz steht hier.")]


def test_a_raised_word_is_parted_from_its_word(read):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 12)
    pdf.cell(text="Die Gesundheitsregionen")
    pdf.char_vpos = "SUP"
    pdf.cell(text="plus")
    pdf.char_vpos = "LINE"
    pdf.cell(text=" machen mit.")
    assert read("datei.pdf", bytes(pdf.output())).text == "Die Gesundheitsregionen plus machen mit."


def test_an_encrypted_pdf_is_refused(fails):
    pdf = pages_of("Ein Satz steht hier.")
    pdf.set_encryption(owner_password="chef", user_password="geheim", encryption_method=EncryptionMethod.AES_256)
    assert fails(bytes(pdf.output())) == (
        "'datei.pdf' cannot be read: the PDF is encrypted; save it without a password"
    )


@pytest.mark.parametrize("method", [EncryptionMethod.RC4, EncryptionMethod.AES_128], ids=["RC4", "AES"])
def test_a_pdf_that_only_restricts_printing_is_read(read, method):
    pdf = pages_of("Ein Satz steht hier.")
    pdf.set_encryption(owner_password="chef", encryption_method=method, permissions=AccessPermission.none())
    assert read("datei.pdf", bytes(pdf.output())).text == "Ein Satz steht hier."


def test_a_truncated_pdf_is_refused(fails):
    data = bytes(brochure().output())
    assert fails(data[: len(data) // 2]) == (
        "'datei.pdf' cannot be read: the PDF is cut off (its end is missing); copy or download it again"
    )


def test_what_is_no_pdf_is_refused(fails):
    assert fails(b"<html>Anmeldung</html>") == (
        "'datei.pdf' cannot be read: its content is no PDF; correct the file's ending or export it as PDF again"
    )


def test_a_damaged_pdf_is_refused_in_one_line(fails):
    message = fails(b"%PDF-1.7\nkein Inhalt\n%%EOF\n")
    assert message.startswith("'datei.pdf' cannot be read: the PDF is damaged (")
    assert message.endswith("); open it and export it as PDF again")
    assert "\n" not in message


def test_a_pdf_without_text_and_images_is_refused(fails):
    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.rect(10, 10, 100, 100, style="F")
    assert fails(bytes(pdf.output())) == (
        "'datei.pdf' cannot be read: the PDF holds neither text nor images; export it as PDF again or remove it"
    )


def test_an_empty_file_is_refused(fails):
    assert fails(b"") == "'datei.pdf' cannot be read: it is empty; add text or remove the file"


def test_pypdf_says_nothing_about_a_file_that_it_could_mend(tmp_path):
    data = bytes(pages_of("Ein Satz steht hier.").output())
    path = tmp_path / "datei.pdf"
    path.write_bytes(data.replace(b"startxref\n", b"startxref\n1"))
    program = (
        "import sys; from pathlib import Path; from gfa_assistant.reading import list_corpus, read_document; "
        "print(read_document(list_corpus(Path(sys.argv[1]))[0]).text)"
    )
    # A process of its own: pytest's handlers would hide what Python prints for want of one.
    run = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("Ein Satz steht hier.\n", "")
