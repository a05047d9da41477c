"""Tables in PDFs: found by their rules or by their alignment, each row naming its columns."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from gfa_assistant.records import Document

Read = Callable[[str, bytes], Document]
PROSE = (
    "Kommunen, die sich dem Partnerprozess anschließen, erhalten Beratung durch die Koordinierungsstelle und können "
    "an Fachveranstaltungen teilnehmen, die zweimal im Jahr stattfinden."
)
FIGURES = [["Land", "Kommunen", "Seit"], ["Bayern", "21", "2012"], ["Hessen", "14", "2013"], ["Sachsen", "9", "2014"]]
ROWS = [
    "Land | Kommunen | Seit",
    "Land: Bayern; Kommunen: 21; Seit: 2012",
    "Land: Hessen; Kommunen: 14; Seit: 2013",
    "Land: Sachsen; Kommunen: 9; Seit: 2014",
]
BOLD_HEAD = ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")
GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
STYLE = getSampleStyleSheet()["BodyText"]


def with_table(cells: Sequence[Sequence[object]], style: Sequence[object] = (), widths: Sequence[int] = ()) -> bytes:
    """A table between two paragraphs."""
    file = io.BytesIO()
    table = Table(cells, colWidths=widths or [150, 100, 80], style=style, hAlign="LEFT")
    SimpleDocTemplate(file, pagesize=A4).build(
        [Paragraph(PROSE, STYLE), Spacer(1, 12), table, Spacer(1, 12), Paragraph(PROSE, STYLE)]
    )
    return file.getvalue()


def rows_of(document: Document) -> list[str]:
    return [row for block in document.blocks if block.kind == "table" for row in document.block_text(block).split("\n")]


@pytest.mark.parametrize(
    "style",
    [
        (),
        (GRID,),
        (GRID, BOLD_HEAD),
        (("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black),),
        (("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("ROWBACKGROUNDS", (0, 1), (-1, -1), [None, colors.white])),
    ],
    ids=["no rules", "grid", "grid with bold head", "level rules", "shaded"],
)
def test_a_table_is_found_however_it_is_drawn(read: Read, style: Sequence[object]) -> None:
    document = read("datei.pdf", with_table(FIGURES, style))
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert rows_of(document) == ROWS
    assert document.block_text(document.blocks[0]) == document.block_text(document.blocks[2]) == PROSE


def test_the_rows_of_a_table_have_boxes_for_their_cells_only(read: Read) -> None:
    document = read("datei.pdf", with_table(FIGURES, (GRID, BOLD_HEAD)))
    assert document.page_map is not None
    at = document.text.index(ROWS[2])
    boxes = document.page_map.boxes(at, at + len(ROWS[2]))
    assert boxes is not None
    assert [page for page, _ in boxes] == [1, 1, 1]
    assert len({round(rect.bottom) for _, rect in boxes}) == 1


def test_cells_of_several_lines_are_read_whole(read: Read) -> None:
    texts = [
        ("<b>Angebot</b>", "<b>Was Sie bekommen</b>", "<b>Kosten</b>"),
        ("Erstberatung", "Ein Gespräch von zwei Stunden in Ihrer Kommune mit Ergebnisprotokoll", "kostenfrei"),
        ("Werkstatt zur Bestandsaufnahme", "Ein Tag mit allen Ämtern, moderiert", "200 Euro"),
        (
            "Begleitung",
            "Bis zu drei Jahre, je Quartal ein Termin, dazu Hilfe bei Anträgen und Berichten",
            "nach Aufwand",
        ),
    ]
    cells = [[Paragraph(text, STYLE) for text in row] for row in texts]
    document = read("datei.pdf", with_table(cells, (TOP,), [120, 220, 90]))
    assert rows_of(document)[1:] == [
        f"Angebot: {offer}; Was Sie bekommen: {what}; Kosten: {costs}" for offer, what, costs in texts[1:]
    ]


def test_a_cell_beside_several_rows_belongs_to_each(read: Read) -> None:
    cells = [["Land", "Kommune", "Jahr"], ["Bayern", "Augsburg", "2012"], ["", "Fürth", "2014"]]
    document = read("datei.pdf", with_table(cells, (GRID, BOLD_HEAD, ("SPAN", (0, 1), (0, 2)))))
    assert rows_of(document)[1:] == [
        "Land: Bayern; Kommune: Augsburg; Jahr: 2012",
        "Land: Bayern; Kommune: Fürth; Jahr: 2014",
    ]


def test_an_empty_cell_is_left_out(read: Read) -> None:
    cells = [["Land", "Kommunen", "Hinweis"], ["Bayern", "21", ""], ["Hessen", "", "neu"]]
    document = read("datei.pdf", with_table(cells, (GRID, BOLD_HEAD)))
    assert rows_of(document)[1:] == ["Land: Bayern; Kommunen: 21", "Land: Hessen; Hinweis: neu"]


def test_labels_with_their_values_are_a_card_and_no_table(read: Read) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    entries = [
        ("Name:", "Dr. Erika Muster"),
        ("Telefon:", "0361 654-3210"),
        ("Anschrift:", "Marktplatz 1, 99084 Erfurt"),
    ]
    for number, (label, value) in enumerate(entries):
        canvas.drawString(60, 750 - 16 * number, label)
        canvas.drawString(160, 750 - 16 * number, value)
    canvas.save()
    document = read("datei.pdf", file.getvalue())
    assert [(block.kind, document.block_text(block)) for block in document.blocks] == [
        ("contact", "\n".join(f"{label} {value}" for label, value in entries))
    ]
