"""Saved pages of municipal sites: all of their content is read, and nothing of what surrounds it."""

import json
from pathlib import Path

import pytest

from gfa_assistant.errors import UnreadableFileError

PAGES = Path(__file__).with_name("pages")
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def lists(value: object) -> object:
    return [lists(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_becomes_its_content(read, outline, name):
    assert lists(outline(read(name, (PAGES / name).read_bytes()))) == EXPECTED[name]


TEXT = "<p>Die Stadt fördert Vereine, Kitas und Schulen mit eigenen Angeboten im ganzen Jahr.</p>"
CASES = {
    "the one main heading stays, whatever its box is called": (
        f'<div class="page-header"><h1>Ziele</h1></div>{TEXT}',
        [("heading", 1, "Ziele"), ("paragraph", TEXT[3:-4])],
    ),
    "a wrapper with a telling name stays": (
        f'<div class="has-navigation"><div class="menu-page">{TEXT}</div></div>',
        [("paragraph", TEXT[3:-4])],
    ),
    "a lone teaser is not the content": (
        f'<div>{TEXT * 3}</div><div class="x"><article><p>Neues aus dem Rathaus.</p></article></div>',
        [*[("paragraph", TEXT[3:-4])] * 3, ("paragraph", "Neues aus dem Rathaus.")],
    ),
    "a contact box beside the content comes after it": (
        f"<aside><p>KGC<br>Tel. 01 234</p></aside><main>{TEXT}</main><aside><p>Werbung</p></aside>",
        [("paragraph", TEXT[3:-4]), ("contact", "KGC", "Tel. 01 234")],
    ),
    "teasers go up to the next heading": (
        f"<h2>Weitere Meldungen</h2><p><a>Neues</a></p><h3>Mehr</h3><p>Neues</p><h2>Ziele</h2>{TEXT}",
        [("heading", 2, "Ziele"), ("paragraph", TEXT[3:-4])],
    ),
    "a definition list of long answers is read as headings with text": (
        f"<h1>Fragen</h1><dl><dt>Wer hilft?</dt><dd>{TEXT}<p>Und das Land.</p></dd></dl>",
        [
            ("heading", 1, "Fragen"),
            ("heading", 2, "Wer hilft?"),
            ("paragraph", TEXT[3:-4]),
            ("paragraph", "Und das Land."),
        ],
    ),
    "words in a cell stay whole": (
        "<table><tr><th>Land</th><th>CO<sub>2</sub></th></tr><tr><td>Bay<b>ern</b></td><td>5<br>6</td></tr></table>",
        [("table", "Land | CO2", "Bayern | 5 6")],
    ),
    "a footnote stands below the block with its mark": (
        '<p>Der Prozess läuft<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><p>Text zwei.</p>'
        '<div><div id="_ftn1"><p>Stand: 2024.</p></div></div>',
        [("paragraph", "Der Prozess läuft."), ("paragraph", "Stand: 2024."), ("paragraph", "Text zwei.")],
    ),
    "a note that points to itself stays where it is": (
        '<p>Text eins.</p><ol><li id="fn1">Stand: 2024.<a class="footnote-ref" href="#fn1">1</a></li>'
        "<li>Zwei.</li></ol>",
        [("paragraph", "Text eins."), ("numbers", (0, "Stand: 2024."), (0, "Zwei."))],
    ),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_content_and_what_surrounds_it(read, outline, html, expected):
    assert outline(read("seite.html", html)) == expected


def test_a_page_nested_beyond_reason_is_refused(read):
    with pytest.raises(
        UnreadableFileError, match=r"^'seite.html' cannot be read: its elements are nested too deeply; "
    ):
        read("seite.html", "<div>" * 20_000 + "Text eins.")
