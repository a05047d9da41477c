"""HTML: the main content as blocks, without what surrounds it."""

import pytest

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Partnerprozess | KGC</title>
<style>p { color: red }</style></head><body>
<header><h1>Die Website</h1></header><nav><ul><li>Start</li></ul></nav>
<main><header><h1>Kommunaler Partnerprozess</h1></header>
<p>Der Prozess führt Kommunen zusammen, die Präventions&shy;ketten auf&#8203;bauen, mit Gesundheits- und
Jugend&auml;mtern in Baden-
Württemberg.<br>Zweite Zeile.</p>
<p><strong>Unsere Angebote</strong></p>
<p>Wir bieten:</p>
<ul><li>Beratung</li><li>Qualifizierung <ol><li>Werkstätten</li><li><p>Lernformate</p><p>Gute Praxis.</p></li></ol></li>
<li>Gesundheitsregionen<sup>plus</sup> (m<sup>2</sup>, CO<sub>2</sub>)</li></ul>
<ol><li>Kontakt</li><li>Besuch</li></ol>
<script>alert("x")</script><form>Suche <input></form><p hidden>versteckt</p><!-- Kommentar -->
<h2>Zahlen</h2>
<table><caption>Partnerkommunen</caption><thead><tr><th>Land</th><th>Zahl</th></tr></thead>
<tr><td>Bayern</td><td><b>21</b></td></tr><tr><td>Hessen</td><td>9</td></tr></table>
<dl><dt>KGC</dt><dd>Koordinierungsstelle</dd><dt>Setting:</dt><dd>Lebenswelt</dd></dl>
<address>KGC Hessen<br>60487 Frankfurt am Main<br>Tel. 069 713</address>
<div>Loser Text mit <a href="https://hage.de">Link</a>.</div></main>
<aside>Werbung</aside><footer>Impressum</footer></body></html>"""


def test_a_page_becomes_its_main_content(read, outline):
    document = read("seite.html", PAGE)
    assert outline(document) == [
        ("heading", 1, "Kommunaler Partnerprozess"),
        (
            "paragraph",
            "Der Prozess führt Kommunen zusammen, die Präventionsketten aufbauen, mit Gesundheits- und Jugendämtern in "
            "Baden-Württemberg.",
            "Zweite Zeile.",
        ),
        ("heading", 2, "Unsere Angebote"),
        ("paragraph", "Wir bieten:"),
        (
            "list",
            (0, "Beratung"),
            (0, "Qualifizierung"),
            (1, "Werkstätten"),
            (1, "Lernformate"),
            (2, "Gute Praxis."),
            (0, "Gesundheitsregionen plus (m², CO2)"),
        ),
        ("numbers", (0, "Kontakt"), (0, "Besuch")),
        ("heading", 2, "Zahlen"),
        ("paragraph", "Partnerkommunen"),
        ("table", "Land | Zahl", "Bayern | 21", "Hessen | 9"),
        ("list", (0, "KGC: Koordinierungsstelle"), (0, "Setting: Lebenswelt")),
        ("contact", "KGC Hessen", "60487 Frankfurt am Main", "Tel. 069 713"),
        ("paragraph", "Loser Text mit Link."),
    ]
    assert (document.title, document.media_type) == ("Partnerprozess | KGC", "text/html")


def test_the_catalog_names_the_page_before_its_title(put, read):
    put("catalog.yaml", "seite.htm: {title: Der Titel}")
    assert read("seite.htm", PAGE).title == "Der Titel"


def test_without_title_the_first_heading_names_the_page(read):
    assert read("seite.html", "<h2>Ziele</h2><p>Text eins.</p>").title == "Ziele"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Text eins.<p>Text zwei.", [("paragraph", "Text eins."), ("paragraph", "Text zwei.")]),
        ("Nur Text.", [("paragraph", "Nur Text.")]),
        (
            "<article><p>A eins.</p></article><article><p>B zwei.</p></article>",
            [("paragraph", "A eins."), ("paragraph", "B zwei.")],
        ),
        (
            "<table><tr><td>Text eins.</td></tr><tr><td>Text zwei.</td></tr></table>",
            [("paragraph", "Text eins."), ("paragraph", "Text zwei.")],
        ),
        ("<pre>Zeile eins\n  Zeile zwei</pre>", [("paragraph", "Zeile eins", "Zeile zwei")]),
        ("<ol start=3><li>drei</li><li>vier</li></ol>", [("numbers", (0, "drei"), (0, "vier"))]),
        ("<p>• eins<br>• zwei</p>", [("list", (0, "eins"), (0, "zwei"))]),
        ("<ul><li></li><li> <a>Link</a> </li></ul>", [("list", (0, "Link"))]),
        ("<p><b>Nur fett.</b></p><p>Text.</p>", [("paragraph", "Nur fett."), ("paragraph", "Text.")]),
    ],
    ids=[
        "unclosed",
        "bare text",
        "several articles",
        "layout table",
        "pre",
        "start",
        "typed bullets",
        "empty item",
        "bold sentence",
    ],
)
def test_loose_html(read, outline, html, expected):
    assert outline(read("seite.html", html)) == expected


@pytest.mark.parametrize(
    "head",
    ['<meta charset="iso-8859-1">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', ""],
    ids=["charset", "http-equiv", "none declared"],
)
def test_old_pages_are_decoded(read, head):
    html = f"<html><head>{head}</head><body><p>Größe für alle Städte, Ämter und Bürger.</p></body></html>"
    assert read("seite.html", html.encode("cp1252")).text == "Größe für alle Städte, Ämter und Bürger."
