"""ODT: what LibreOffice knows about a paragraph becomes blocks, what nobody should read is gone."""

import pytest

from gfa_assistant.errors import UnreadableFileError
from tests.reading.brochures import odt_file, with_parts

NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
STYLES = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:list-style-name="L1"/>
<style:style style:name="P3" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>"""


def odt(body: str, **parts: str | bytes | None) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return with_parts(odt_file(), **{"content_DOT_xml": content, **parts})


CASES = {
    "the title stands above the headings": (
        '<text:p text:style-name="P1">Der Titel</text:p><text:h text:outline-level="1">Kapitel</text:h>'
        "<text:p>Text eins.</text:p>",
        [("heading", 1, "Der Titel"), ("heading", 2, "Kapitel"), ("paragraph", "Text eins.")],
    ),
    "changes are taken as accepted, comments go": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>keine</text:p></text:deletion>"
        '</text:changed-region></text:tracked-changes><text:p>Es gibt <text:change text:change-id="c"/>viele'
        "<office:annotation><text:p>Stimmt das?</text:p></office:annotation> Angebote.</text:p>",
        [("paragraph", "Es gibt viele Angebote.")],
    ),
    "a footnote stands below its block": (
        "<text:p>Der Prozess läuft<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Stand: 2024.</text:p></text:note-body></text:note>.</text:p><text:p>Text zwei.</text:p>",
        [("paragraph", "Der Prozess läuft."), ("paragraph", "Stand: 2024."), ("paragraph", "Text zwei.")],
    ),
    "a text box stands below its paragraph, the words for its picture go": (
        "<text:p>Text<draw:frame><svg:title>Logo</svg:title><draw:text-box><text:p>Im Kasten steht mehr.</text:p>"
        "</draw:text-box></draw:frame> eins.</text:p><text:p>Text zwei.</text:p>",
        [("paragraph", "Text eins."), ("paragraph", "Im Kasten steht mehr."), ("paragraph", "Text zwei.")],
    ),
    "a list is numbered as its style says, its deeper level too": (
        '<text:list text:style-name="L1"><text:list-item><text:p>Kontakt</text:p><text:list><text:list-item>'
        "<text:p>Anruf</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Besuch</text:p>"
        "</text:list-item></text:list>",
        [("numbers", (0, "Kontakt"), (1, "Anruf"), (0, "Besuch"))],
    ),
    "a list may have its style from its paragraphs": (
        '<text:list><text:list-item><text:p text:style-name="P2">Kontakt</text:p></text:list-item><text:list-item>'
        '<text:p text:style-name="P2">Besuch</text:p></text:list-item></text:list>',
        [("numbers", (0, "Kontakt"), (0, "Besuch"))],
    ),
    "spaces, breaks, raised and lowered signs": (
        '<text:p>Gesundheitsregionen<text:span text:style-name="T2">plus</text:span><text:s text:c="3"/>und '
        'CO<text:span text:style-name="T3">2</text:span>.<text:line-break/>Zweite<text:tab/>Zeile.</text:p>',
        [("paragraph", "Gesundheitsregionen plus und CO2.", "Zweite Zeile.")],
    ),
    "bold lines are headings where no style says so": (
        '<text:p><text:span text:style-name="T1">Unsere Ziele</text:span></text:p>'
        "<text:p>Text eins steht hier.</text:p>"
        '<text:p text:style-name="P3">Unsere Wege</text:p><text:p>Text zwei steht hier.</text:p>',
        [
            ("heading", 1, "Unsere Ziele"),
            ("paragraph", "Text eins steht hier."),
            ("heading", 1, "Unsere Wege"),
            ("paragraph", "Text zwei steht hier."),
        ],
    ),
    "the contents go, a section's text stays": (
        "<text:table-of-content><text:index-body><text:p>Ziele 3</text:p></text:index-body></text:table-of-content>"
        "<text:section><text:p>Text eins.</text:p></text:section>",
        [("paragraph", "Text eins.")],
    ),
    "a table keeps its header row, and what spans rows is repeated": (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Land</text:p></table:table-cell>"
        "<table:table-cell><text:p>Zahl</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Bayern</text:p></table:table-cell>'
        "<table:table-cell><text:p>21</text:p></table:table-cell></table:table-row><table:table-row>"
        "<table:covered-table-cell/><table:table-cell><text:p>22</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Text &lt;eins&gt; steht hier.</text:p>",
        [("table", "Land | Zahl", "Bayern | 21", "Bayern | 22"), ("paragraph", "Text <eins> steht hier.")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_structure_of_odt_files(read, outline, body, expected):
    assert outline(read("text.odt", odt(body))) == expected


ENCRYPTED = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/>'
    "</m:file-entry></m:manifest>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt_file()[:-400], "it is damaged or cut off (no complete zip container); copy or download it again"),
        (
            odt("", content_DOT_xml=None),
            "it is damaged (its part 'content.xml' is missing); open it, save it again, or copy it anew",
        ),
        (odt("", content_DOT_xml="<x"), "it is damaged (its part 'content.xml' is no XML: "),
        (odt("", content_DOT_xml="<x/>"), "it is damaged (its part 'content.xml' holds no text document)"),
        (odt(""), "it holds no text; add text or remove the file"),
        (odt("x", **{"META-INF__manifest_DOT_xml": ENCRYPTED}), "it is encrypted; save it without a password"),
        (odt("<text:span>" * 5000 + "</text:span>" * 5000), "it is damaged (its elements are nested too deeply)"),
    ],
    ids=["cut off", "missing part", "no XML", "no text document", "empty", "encrypted", "nested"],
)
def test_an_odt_file_that_cannot_be_read_says_why_in_one_line(read, data, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read("text.odt", data)
    assert str(caught.value).startswith(f"'text.odt' cannot be read: {reason}")
    assert "\n" not in str(caught.value)
