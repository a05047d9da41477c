"""One small brochure, written by the libraries of each format, and what every reader must make of it."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
import odfdo
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TITLE = "Partnerprozess in Kürze"
GOAL = "Der Prozess führt Kommunen zusammen, die Präventionsketten aufbauen."
BLOCKS: list[tuple[object, ...]] = [
    ("heading", 1, "Kommunaler Partnerprozess"),
    ("paragraph", GOAL),
    ("heading", 2, "Angebote"),
    ("paragraph", "Wir bieten:"),
    ("list", (0, "Beratung vor Ort"), (0, "Qualifizierung"), (1, "Werkstätten"), (1, "Lernformate"), (0, "Begleitung")),
    ("heading", 2, "So nehmen Sie teil"),
    ("numbers", (0, "Kontakt aufnehmen"), (0, "Ziele vereinbaren")),
    ("heading", 3, "Zahlen"),
    ("table", "Land | Kommunen", "Bayern | 21", "Hessen | 9"),
    ("paragraph", "Mehr dazu steht auf der Seite des Landes."),
]
MARKDOWN = f"""# Kommunaler Partnerprozess

{GOAL}

## Angebote

Wir bieten:

- Beratung vor Ort
- Qualifizierung
  - Werkstätten
  - Lernformate
- Begleitung

## So nehmen Sie teil

1. Kontakt aufnehmen
2. Ziele vereinbaren

### Zahlen

| Land | Kommunen |
|---|---|
| **Bayern** | 21 |
| Hessen | 9 |

Mehr dazu steht auf [der Seite](https://kgc.example) des Landes.
"""
HTML_BODY = f"""<h1>Kommunaler Partnerprozess</h1><p>{GOAL}</p><h2>Angebote</h2><p>Wir bieten:</p>
<ul><li>Beratung vor Ort</li><li>Qualifizierung<ul><li>Werkstätten</li><li>Lernformate</li></ul></li>
<li>Begleitung</li></ul><h2>So nehmen Sie teil</h2>
<ol><li>Kontakt aufnehmen</li><li>Ziele vereinbaren</li></ol><h3>Zahlen</h3>
<table><tr><th>Land</th><th>Kommunen</th></tr><tr><td><b>Bayern</b></td><td>21</td></tr>
<tr><td>Hessen</td><td>9</td></tr></table>
<p>Mehr dazu steht auf <a href="https://kgc.example">der Seite</a> des Landes.</p>"""


def html_file() -> bytes:
    return f"<!doctype html><html><head><title>{TITLE}</title></head><body>{HTML_BODY}</body></html>".encode()


def word_brochure() -> Any:
    """The brochure as python-docx writes it, in Word's own styles."""
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "Petra Muster"
    document.core_properties.modified = datetime(2024, 3, 5, 10, tzinfo=UTC)
    document.sections[0].header.paragraphs[0].text = "Kopfzeile"
    document.sections[0].footer.paragraphs[0].text = "Fußzeile"
    document.add_heading("Kommunaler Partnerprozess", 1)
    document.add_paragraph(GOAL)
    document.add_heading("Angebote", 2)
    document.add_paragraph("Wir bieten:")
    document.add_paragraph("Beratung vor Ort", "List Bullet")
    document.add_paragraph("Qualifizierung", "List Bullet")
    for text in ("Werkstätten", "Lernformate"):
        set_list(document.add_paragraph(text), document, "List Bullet", level=1)
    document.add_paragraph("Begleitung", "List Bullet")
    document.add_heading("So nehmen Sie teil", 2)
    document.add_paragraph("Kontakt aufnehmen", "List Number")
    document.add_paragraph("Ziele vereinbaren", "List Number")
    document.add_heading("Zahlen", 3)
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Land", "Kommunen"), ("Bayern", "21"), ("Hessen", "9")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Mehr dazu steht auf ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "seite")
    link.append(paragraph.add_run("der Seite")._r)
    paragraph._p.append(link)
    paragraph.add_run(" des Landes.")
    return document


def set_list(paragraph: Any, document: Any, style: str, level: int) -> None:
    """Word keeps a deeper level as numbering of its own, in the list that the style names."""
    number = document.styles[style].element.pPr.numPr.numId.val
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = level
    abstract = document.part.numbering_part.element
    # The template's lists know one level only.
    chosen = next(n for n in abstract.num_lst if n.numId == number).abstractNumId.val
    for definition in abstract.findall(qn("w:abstractNum")):
        if definition.get(qn("w:abstractNumId")) == str(chosen) and len(definition.findall(qn("w:lvl"))) <= level:
            deeper = OxmlElement("w:lvl")
            deeper.set(qn("w:ilvl"), str(level))
            format_ = OxmlElement("w:numFmt")
            format_.set(qn("w:val"), "bullet")
            deeper.append(format_)
            definition.append(deeper)


def docx_file(document: Any | None = None) -> bytes:
    stream = io.BytesIO()
    (document or word_brochure()).save(stream)
    return stream.getvalue()


def odt_brochure() -> Any:
    """The brochure as odfdo writes it, with list styles as LibreOffice names them."""
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = TITLE
    document.meta.creator = "Petra Muster"
    document.meta.date = datetime(2024, 3, 5, 10)
    for name, tag, extra in (
        ("LBullet", "bullet", 'text:bullet-char="•"'),
        ("LNumber", "number", 'style:num-format="1" style:num-suffix="."'),
    ):
        levels = "".join(f'<text:list-level-style-{tag} text:level="{level}" {extra}/>' for level in (1, 2))
        style = odfdo.Element.from_tag(f'<text:list-style style:name="{name}">{levels}</text:list-style>')
        document.insert_style(style, automatic=True)
    body = document.body
    body.append(odfdo.Header(1, "Kommunaler Partnerprozess"))
    body.append(odfdo.Paragraph(GOAL))
    body.append(odfdo.Header(2, "Angebote"))
    body.append(odfdo.Paragraph("Wir bieten:"))
    offers = odfdo.List(["Beratung vor Ort", "Qualifizierung"], style="LBullet")
    offers.get_items()[1].append(odfdo.List(["Werkstätten", "Lernformate"]))
    offers.append_item("Begleitung")
    body.append(offers)
    body.append(odfdo.Header(2, "So nehmen Sie teil"))
    body.append(odfdo.List(["Kontakt aufnehmen", "Ziele vereinbaren"], style="LNumber"))
    body.append(odfdo.Header(3, "Zahlen"))
    table = odfdo.Table("Zahlen")
    for texts in (("Land", "Kommunen"), ("Bayern", "21"), ("Hessen", "9")):
        row = odfdo.Row()
        for text in texts:
            row.append_cell(odfdo.Cell(text=text))
        table.append_row(row)
    body.append(table)
    body.append(
        odfdo.Element.from_tag(
            '<text:p>Mehr dazu steht auf <text:a xlink:href="https://kgc.example">der Seite</text:a>'
            " des Landes.</text:p>"
        )
    )
    return document


def odt_file(document: Any | None = None) -> bytes:
    stream = io.BytesIO()
    (document or odt_brochure()).save(stream)
    return stream.getvalue()


def epub_file(**parts: str) -> bytes:
    """A book of two chapters; `parts` replaces or adds parts by path ("/" written as "__"), an empty one goes."""
    first, second = HTML_BODY.split("<h2>So", 1)
    page = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
    )
    content = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        "OEBPS/content.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>Petra Muster</dc:creator>'
        "<dc:publisher>KGC</dc:publisher><dc:date>2024-03-05</dc:date></metadata><manifest>"
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="eins" href="text/eins%20a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="zwei" href="text/zwei.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="nav"/><itemref idref="eins"/><itemref idref="zwei"/></spine></package>',
        "OEBPS/nav.xhtml": f"{page}<nav><ol><li>Inhalt</li></ol></nav></body></html>",
        "OEBPS/text/eins a.xhtml": f"{page}{first}</body></html>",
        "OEBPS/text/zwei.xhtml": f"{page}<h2>So{second}</body></html>",
    }
    content |= {key.replace("__", "/"): text for key, text in parts.items()}
    return zip_file({path: text for path, text in content.items() if text})


def zip_file(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return stream.getvalue()


def with_parts(data: bytes, **parts: str | bytes | None) -> bytes:
    """A container with some parts replaced, added or (None) left out; "/" is written as "__"."""
    changed = {key.replace("__", "/").replace("_DOT_", "."): value for key, value in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept: dict[str, str | bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    return zip_file({path: value for path, value in (kept | changed).items() if value is not None})
