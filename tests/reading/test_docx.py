"""DOCX: what Word knows about a paragraph becomes blocks, what nobody should read is gone."""

import pytest

from gfa_assistant.errors import UnreadableFileError
from tests.reading.brochures import docx_file, with_parts, word_brochure

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLES = {
    "Titel": '<w:name w:val="Title"/>',
    "Untertitel": '<w:name w:val="Subtitle"/><w:basedOn w:val="Titel"/>',
    "berschrift1": '<w:name w:val="heading 1"/>',
    "KGCKapitel": '<w:name w:val="KGC Kapitel"/><w:basedOn w:val="berschrift1"/>',
    "Abschnitt": '<w:name w:val="Abschnitt"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
    "Verzeichnis1": '<w:name w:val="toc 1"/>',
    "Fliesstext": '<w:name w:val="Fließtext"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>',
}


def p(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word(body: str, **parts: str | bytes | None) -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}">{inner}</w:style>' for key, inner in STYLES.items()
    )
    return with_parts(
        docx_file(),
        **{
            "word__document_DOT_xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word__styles_DOT_xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
            **parts,
        },
    )


CASES = {
    "headings are known by what their style is based on, the title stands above them": (
        p("Der Titel", "Titel")
        + p("Für alle", "Untertitel")
        + p("Kapitel", "KGCKapitel")
        + p("Ziele", "Abschnitt")
        + p("Text eins.", "Fliesstext"),
        [
            ("heading", 1, "Der Titel"),
            ("paragraph", "Für alle"),
            ("heading", 2, "Kapitel"),
            ("heading", 3, "Ziele"),
            ("paragraph", "Text eins."),
        ],
    ),
    "the table of contents goes": (
        p("Ziele 3", "Verzeichnis1") + p("Ziele", "berschrift1") + p("Text eins."),
        [("heading", 1, "Ziele"), ("paragraph", "Text eins.")],
    ),
    "changes are taken as accepted": (
        "<w:p><w:r><w:t>Es gibt </w:t></w:r><w:del><w:r><w:delText>keine</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>viele</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> weg</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> Angebote</w:t></w:r></w:moveTo><w:r><w:t>.</w:t></w:r></w:p>",
        [("paragraph", "Es gibt viele Angebote.")],
    ),
    "content controls and smart tags are text": (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Land </w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>Hessen hilft.</w:t></w:r></w:smartTag></w:p>",
        [("paragraph", "Land Hessen hilft.")],
    ),
    "the result of a field is text": (
        '<w:p><w:r><w:t>Abbildung </w:t></w:r><w:fldSimple w:instr="SEQ"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        "<w:r><w:t>: Die Kette.</w:t></w:r></w:p>",
        [("paragraph", "Abbildung 1: Die Kette.")],
    ),
    "a text box stands below its paragraph": (
        "<w:p><w:r><w:t>Text eins.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox><w:txbxContent>{p('Im Kasten steht mehr.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
        f"</mc:Fallback></mc:AlternateContent></w:r></w:p>{p('Text zwei.')}",
        [("paragraph", "Text eins."), ("paragraph", "Im Kasten steht mehr."), ("paragraph", "Text zwei.")],
    ),
    "a cell that spans rows is repeated in each": (
        "<w:tbl><w:tr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("Bayern")}</w:tc><w:tc>{p("21")}</w:tc></w:tr><w:tr>'
        f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('22')}{p('23')}</w:tc></w:tr></w:tbl>"
        f"{p('Ende hier.')}",
        [("table", "Bayern | 21", "Bayern | 22 23"), ("paragraph", "Ende hier.")],
    ),
    "a table of one cell is a box": (
        f"<w:tbl><w:tr><w:tc>{p('Tipp eins steht hier.')}{p('Tipp zwei steht hier.')}</w:tc></w:tr></w:tbl>"
        f"{p('Ende hier.')}",
        [
            ("paragraph", "Tipp eins steht hier."),
            ("paragraph", "Tipp zwei steht hier."),
            ("paragraph", "Ende hier."),
        ],
    ),
    "bold lines are headings where no style says so": (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Unsere Ziele</w:t></w:r></w:p>" + p("Text eins steht hier."),
        [("heading", 1, "Unsere Ziele"), ("paragraph", "Text eins steht hier.")],
    ),
    "typed bullets are items": (
        p("Wir bieten:") + p("•\tBeratung") + p("•\tBegleitung"),
        [("paragraph", "Wir bieten:"), ("list", (0, "Beratung"), (0, "Begleitung"))],
    ),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_structure_of_word_files(read, outline, body, expected):
    assert outline(read("text.docx", word(body))) == expected


def test_a_footnote_stands_below_the_block_that_refers_to_it(read, outline):
    note = f'<w:footnote w:id="2">{p("Stand: 2024.")}</w:footnote>'
    data = word(
        '<w:p><w:r><w:t>Der Prozess läuft</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        f"<w:r><w:t>.</w:t></w:r></w:p>{p('Text zwei.')}",
        word__footnotes_DOT_xml=f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>",
    )
    assert outline(read("text.docx", data)) == [
        ("paragraph", "Der Prozess läuft."),
        ("paragraph", "Stand: 2024."),
        ("paragraph", "Text zwei."),
    ]


def test_comments_are_left_out(read):
    document = word_brochure()
    document.add_comment(document.paragraphs[1].runs, text="Stimmt das?", author="Petra Muster")
    assert "Stimmt das?" not in read("text.docx", docx_file(document)).text


@pytest.mark.parametrize("title", ["Dokument1", "Microsoft Word - Entwurf.docx", "kgc_flyer.indd", ""])
def test_a_title_that_nobody_wrote_gives_way_to_the_first_heading(read, title):
    document = word_brochure()
    document.core_properties.title = title
    assert read("text.docx", docx_file(document)).title == "Kommunaler Partnerprozess"


def test_a_linked_image_is_not_fetched(read, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Geheimnis")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" '
        f'Target="{secret.as_uri()}"/></Relationships>'
    )
    body = p("Text eins.") + '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="r1"/></v:shape></w:pict></w:r></w:p>'
    data = word(body, word___rels__document_DOT_xml_DOT_rels=relations)
    assert read("text.docx", data).text == "Text eins."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx_file()[:-400], "it is damaged or cut off (no complete zip container); copy or download it again"),
        (word("", word__document_DOT_xml=None), "it is damaged ("),
        (word("", word__document_DOT_xml="<w:document"), "it is damaged (its part 'word/document.xml' is no XML: "),
        (word(""), "it holds no text; add text or remove the file"),
        (word("<w:p>" * 5000 + "</w:p>" * 5000), "it is damaged ("),
    ],
    ids=["cut off", "missing part", "no XML", "empty", "nested"],
)
def test_a_damaged_word_file_is_refused_in_one_line(read, data, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read("text.docx", data)
    assert str(caught.value).startswith(f"'text.docx' cannot be read: {reason}")
    assert "\n" not in str(caught.value)
