"""EPUB: chapters in reading order; a book that is damaged or protected is refused."""

import pytest

from gfa_assistant.errors import UnreadableFileError
from tests.reading.brochures import epub_file

ENCRYPTION = '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="{}"/></encryption>'
ZWEI = "OEBPS__text__zwei.xhtml"


def test_footnotes_stand_below_their_block(read, outline):
    body = (
        '<p>Der Prozess läuft<a epub:type="noteref" href="#n1">1</a>.</p><p>Text zwei.</p>'
        '<aside epub:type="footnote" id="n1"><p>Stand: 2024.</p></aside>'
    )
    chapter = f'<html xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>'
    assert outline(read("buch.epub", epub_file(**{ZWEI: chapter})))[-3:] == [
        ("paragraph", "Der Prozess läuft."),
        ("paragraph", "Stand: 2024."),
        ("paragraph", "Text zwei."),
    ]


def test_garbled_fonts_are_no_protection(read):
    garbled = ENCRYPTION.format("http://www.idpf.org/2008/embedding")
    assert "Präventionsketten" in read("buch.epub", epub_file(**{"META-INF__encryption.xml": garbled})).text


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (
            {"META-INF__encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")},
            "its text is encrypted (DRM); ask the publisher for a copy without DRM, or remove it",
        ),
        ({"META-INF__rights.xml": "<rights/>"}, "its text is encrypted (DRM); "),
        ({"META-INF__container.xml": ""}, "it is damaged (its part 'META-INF/container.xml' is missing); "),
        ({"META-INF__container.xml": "<x/>"}, "it is damaged (its part 'META-INF/container.xml' names no package); "),
        ({ZWEI: ""}, "it is damaged (its part 'OEBPS/text/zwei.xhtml' is missing); "),
        (
            {"OEBPS__content.opf": '<p xmlns="http://www.idpf.org/2007/opf"><spine><itemref idref="x"/></spine></p>'},
            "it is damaged (its spine names 'x', which its manifest does not); ",
        ),
        ({"OEBPS__content.opf": "<package/>"}, "it holds no text; add text or remove the file"),
    ],
    ids=["encrypted", "rights", "no container", "no package", "no chapter", "no manifest", "empty"],
)
def test_a_book_that_cannot_be_read_says_why_in_one_line(read, parts, reason):
    with pytest.raises(UnreadableFileError) as caught:
        read("buch.epub", epub_file(**parts))
    assert str(caught.value).startswith(f"'buch.epub' cannot be read: {reason}")
