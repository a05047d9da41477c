"""The order in which the parts of a PDF page are read, and what is left out."""

import io
from collections.abc import Callable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from gfa_assistant.records import Document

Read = Callable[[str, bytes], Document]


class Page:
    """A page to write lines on."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=A4)

    def write(self, x: float, y: float, text: str, size: float = 10, font: str = "Helvetica") -> None:
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, y, text)

    def column(self, x: float, y: float, name: str, lines: int) -> None:
        for number in range(1, lines + 1):
            self.write(x, y - 13 * number, f"{name}{number} läuft hier als Text weiter und weiter,")

    def turn_over(self) -> None:
        self._canvas.showPage()

    def data(self) -> bytes:
        self._canvas.save()
        return self._file.getvalue()


def in_order(document: Document, *words: str) -> bool:
    places = [document.text.index(word) for word in words]
    return places == sorted(places)


def test_what_spans_the_columns_parts_them(read: Read) -> None:
    page = Page()
    page.write(60, 780, "Ein Titel über beiden Spalten des Blattes", 20, "Helvetica-Bold")
    page.column(60, 750, "A", 12)
    page.column(310, 750, "B", 12)
    page.write(60, 560, "Eine Überschrift, die wieder über beide Spalten reicht und lang ist", 14, "Helvetica-Bold")
    page.column(60, 540, "C", 10)
    page.column(310, 540, "D", 7)
    document = read("datei.pdf", page.data())
    assert in_order(
        document, "Ein Titel", "A1 ", "A12 ", "B1 ", "B12 ", "Eine Überschrift", "C1 ", "C10 ", "D1 ", "D7 "
    )
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2]


def test_a_panel_beside_the_text_is_read_behind_it(read: Read) -> None:
    page = Page()
    page.write(350, 700, "Gut zu wissen", 12, "Helvetica-Bold")
    page.column(350, 690, "K", 8)
    page.column(60, 780, "T", 30)
    assert in_order(read("datei.pdf", page.data()), "T1 ", "T30 ", "Gut zu wissen", "K1 ", "K8 ")


def test_a_heading_that_the_contents_name_too_is_no_running_head(read: Read) -> None:
    page = Page()
    page.write(60, 800, "Inhalt")
    for number, title in enumerate(("Einleitung", "Ziele", "Ablauf")):
        page.write(60, 780 - 16 * number, title)
        page.write(500, 780 - 16 * number, str(3 + number))
    page.turn_over()
    page.write(60, 785, "Einleitung", 16, "Helvetica-Bold")
    page.column(60, 760, "T", 12)
    document = read("datei.pdf", page.data())
    assert document.text.startswith("Inhalt\n\nEinleitung\n\nT1 ")
    assert [block.page for block in document.blocks] == [1, 2, 2]


def test_a_number_that_ends_a_paragraph_at_the_foot_stays(read: Read) -> None:
    page = Page()
    page.column(60, 110, "T", 3)
    page.write(60, 58, "2023")
    page.write(290, 30, "- 17 -", 8)
    document = read("datei.pdf", page.data())
    assert document.text.endswith(" 2023")
    assert "17" not in document.text


def test_text_on_its_side_is_read_apart_from_the_page(read: Read) -> None:
    page = Page()
    page.column(60, 780, "T", 20)
    page._canvas.saveState()
    page._canvas.rotate(90)
    page.write(300, -560, "Quer am Rand steht ein Bildnachweis")
    page._canvas.restoreState()
    document = read("datei.pdf", page.data())
    assert document.text.endswith("Quer am Rand steht ein Bildnachweis")
    assert document.page_map is not None
    ((page_number, rect),) = document.page_map.boxes(len(document.text) - 20, len(document.text)) or ()
    assert page_number == 1
    assert rect.top - rect.bottom > rect.right - rect.left
    assert 540 < rect.left < rect.right < 570


def test_running_heads_that_change_with_the_chapter_go(read: Read) -> None:
    page = Page()
    chapters = {"A": "Warum Kommunen handeln", "B": "Warum Kommunen handeln", "C": "Wie der Beitritt gelingt"}
    for name, chapter in chapters.items():
        page.write(60, 805, f"Kapitel: {chapter}", 9)
        page.column(60, 770, name, 20)
        page.turn_over()
    document = read("datei.pdf", page.data())
    assert "Kapitel" not in document.text
    assert in_order(document, "A1 ", "A20 ", "B1 ", "B20 ", "C1 ", "C20 ")
