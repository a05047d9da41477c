"""What python-docx has no call for: links, anchors, fields, languages, direction, and lists that start anew."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run as DocxRun

from gfa_assistant.web.exports.memo_blocks import Run


@dataclass(frozen=True, slots=True)
class Numbering:
    """One numbered list of a document."""

    number: int

    def apply_to(self, paragraph: Paragraph) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.number


def new_numbering(document: Document, style: str, start: int) -> Numbering:
    """A list in the style's own numbers, counting from `start`; without it all lists of a style count on."""
    numbering = document.part.numbering_part.element
    style_number = document.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(style_number).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(start)
    return Numbering(added.numId)


def add_link(paragraph: Paragraph, run: Run) -> None:
    """The run as a link to its web address, or to the place of its source in the reference list."""
    link = _element("w:hyperlink", **{"w:history": "1"})
    if run.url:
        link.set(qn("r:id"), paragraph.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), _anchor(run.source))
    inner = OxmlElement("w:r")
    link.append(inner)
    paragraph._p.append(link)
    shown = DocxRun(inner, paragraph)
    shown.text = run.text
    shown.bold = run.bold or None
    if run.url:
        shown.style = "Hyperlink"


def add_anchor(paragraph: Paragraph, source: int) -> None:
    """Make the paragraph the place that links to `source` lead to."""
    paragraph._p.insert_element_before(
        _element("w:bookmarkStart", **{"w:id": str(source), "w:name": _anchor(source)}), "w:r", "w:hyperlink"
    )
    paragraph._p.append(_element("w:bookmarkEnd", **{"w:id": str(source)}))


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in when the file is opened or printed."""
    field = _element("w:fldSimple", **{"w:instr": code})
    inner = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    inner.append(text)
    field.append(inner)
    paragraph._p.append(field)


def set_language(paragraph: Paragraph, language: str) -> None:
    """Tell screen readers and the spelling check the language of the paragraph's words."""
    for run in paragraph._p.iter(qn("w:r")):
        attribute = "w:bidi" if language in ("ar", "fa", "he", "ur") else "w:val"
        run.get_or_add_rPr().append(_element("w:lang", **{attribute: language}))


def mark_right_to_left(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for run in paragraph._p.iter(qn("w:r")):
        run.get_or_add_rPr().insert_element_before(OxmlElement("w:rtl"), "w:cs", "w:em", "w:lang")


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _anchor(source: int | None) -> str:
    return f"source_{source}"
