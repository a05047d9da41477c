"""The look of a Vermerk in Word: page, fonts, spacing, and the styles that Word's own set lacks."""

from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

_INK = RGBColor(0x1B, 0x27, 0x33)
_ACCENT = RGBColor(0x1D, 0x4E, 0x79)
_QUIET = RGBColor(0x4A, 0x55, 0x60)
_FONT = "Arial"
# Word's own names; marked as custom styles they would be listed twice.
_BUILT_IN = frozenset({"Bibliography", "Hyperlink"})
_TEXT_WIDTH = Cm(21 - 2.5 - 2.2)


def set_up_styles(document: Document, language: str) -> None:
    """Give a new document an A4 page, `language`, and the styles that the Vermerk uses."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Cm(2.5),
        Cm(2.2),
        Cm(2.2),
        Cm(2.2),
    )
    _set_defaults(document, language)
    _restyle(document)
    _add_styles(document)


def _restyle(document: Document) -> None:
    """Word's own styles, in the Vermerk's look."""
    _look(document, "Normal", size=10.5, after=5)
    title = _look(document, "Title", size=20, color=_ACCENT, bold=True, after=2)
    title.element.pPr.remove(title.element.pPr.find(qn("w:pBdr")))
    _look(document, "Subtitle", size=12, bold=True, after=8)
    _look(document, "Heading 1", size=13, color=_ACCENT, bold=True, before=14, after=5)
    for kind in ("List Bullet", "List Number", "List Continue"):
        for level in ("", " 2", " 3"):
            _look(document, f"{kind}{level}", after=3)
    quote = _look(document, "Quote", indent=0.8, after=3)
    _border(quote, "left", color="1D4E79", size=12, space=8)
    footer = _look(document, "Footer", size=8, color=_QUIET)
    _border(footer, "top", color="4A5560", size=4, space=4)
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _add_styles(document: Document) -> None:
    fact = _look(document, "Fact", after=2)
    fact.paragraph_format.tab_stops.add_tab_stop(Cm(3.6))
    fact.paragraph_format.left_indent, fact.paragraph_format.first_line_indent = Cm(3.6), Cm(-3.6)
    source = _look(document, "Quote Source", size=9, color=_QUIET, before=6, after=3)
    source.paragraph_format.keep_with_next = True
    hint = _look(document, "Hint", indent=0.3, before=2, after=6)
    _border(hint, "left", color="8A6D1B", size=24, space=6)
    _shade(hint, "F3F0E6")
    name = _look(document, "Contact Name", bold=True, after=3)
    name.paragraph_format.keep_with_next = True
    _look(document, "Contact Line", indent=0.5, after=2)
    bibliography = _look(document, "Bibliography", indent=0.9, after=4)
    bibliography.paragraph_format.first_line_indent = Cm(-0.9)
    bibliography.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    notice = _look(document, "Notice", size=9, before=18, after=10)
    notice.paragraph_format.keep_with_next = notice.paragraph_format.keep_together = True
    for side in ("top", "left", "bottom", "right"):
        _border(notice, side, color="4A5560", size=4, space=6)
    line = _look(document, "Signature Line", before=10)
    line.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, True)
    link.font.color.rgb, link.font.underline = _ACCENT, True


def _look(
    document: Document,
    name: str,
    *,
    size: float | None = None,
    color: RGBColor = _INK,
    bold: bool | None = None,
    before: float = 0,
    after: float = 0,
    indent: float | None = None,
) -> ParagraphStyle:
    """The style of that name, made where it is missing; size and spacing in points, indent in centimetres."""
    names = {style.name for style in document.styles}
    if name in names:
        style = cast(ParagraphStyle, document.styles[name])
    else:
        style = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name in _BUILT_IN))
        style.base_style = document.styles["Normal"]
    _set_font(style)
    style.font.color.rgb, style.font.bold, style.font.italic = color, bold, False
    if size:
        style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if indent is not None:
        style.paragraph_format.left_indent = Cm(indent)
    return style


def _set_font(style: Any) -> None:
    """One font for all scripts; theme fonts would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)


def _set_defaults(document: Document, language: str) -> None:
    lang = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    lang.set(qn("w:val"), language)
    lang.set(qn("w:bidi"), "ar-SA")


def _border(style: ParagraphStyle, side: str, *, color: str, size: int, space: int) -> None:
    """A line at one side; size in eighths of a point, space in points."""
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders,
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
        )
    line = OxmlElement(f"w:{side}")
    for name, value in {"val": "single", "sz": str(size), "space": str(space), "color": color}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


def _shade(style: ParagraphStyle, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": fill}.items():
        shade.set(qn(f"w:{name}"), value)
    style.element.get_or_add_pPr().insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
