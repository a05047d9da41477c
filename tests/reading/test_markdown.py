"""Markdown: what is marked up is taken as marked, and no mark is left in the text."""

import pytest

MARKDOWN = {
    "headings keep their levels": (
        "# Titel\n\n## Teil *eins*\n\nText mit **fetten** und `festen` Wörtern.\n\nUnter\n-----\n\nText eins.",
        [
            ("heading", 1, "Titel"),
            ("heading", 2, "Teil eins"),
            ("paragraph", "Text mit fetten und festen Wörtern."),
            ("heading", 2, "Unter"),
            ("paragraph", "Text eins."),
        ],
    ),
    "beside marked headings only a bold line is another": (
        "# Titel\n\n**Ziele im Überblick**\n\nKurze Zeile\n\nText eins.",
        [
            ("heading", 1, "Titel"),
            ("heading", 2, "Ziele im Überblick"),
            ("paragraph", "Kurze Zeile"),
            ("paragraph", "Text eins."),
        ],
    ),
    "one space nests": (
        "- **Austausch** im Bund\n - ⇒ online\n - vor Ort\n- Begleitung",
        [("list", (0, "Austausch im Bund"), (1, "online"), (1, "vor Ort"), (0, "Begleitung"))],
    ),
    "ordinary nesting": (
        "1. Kontakt\n   - Anruf\n   - Brief\n2. Besuch",
        [("numbers", (0, "Kontakt"), (1, "Anruf"), (1, "Brief"), (0, "Besuch"))],
    ),
    "bullets that Markdown does not know": (
        "Die Ziele:\n\n• Chancen\n• Austausch",
        [("paragraph", "Die Ziele:"), ("list", (0, "Chancen"), (0, "Austausch"))],
    ),
    "links, images and tags leave their text": (
        "Siehe [die Seite](https://hage.de), <https://zpg.de> ![Logo](x.png)und<br>neu &amp; gut <b>fett</b>.",
        [("paragraph", "Siehe die Seite, https://zpg.de und neu & gut fett.")],
    ),
    "raised words": (
        "Gesundheitsregionen^{plus} (m^{2}, CO_{2})",
        [("paragraph", "Gesundheitsregionen plus (m², CO2)")],
    ),
    "tables": (
        "| Land | Zahl |\n|---|---:|\n| **Bayern** | 21 |\n| Hessen | 9 |",
        [("table", "Land | Zahl", "Bayern | 21", "Hessen | 9")],
    ),
    "front matter goes": ("---\ntitle: X\n---\nText eins.", [("paragraph", "Text eins.")]),
    "quotes and fences": (
        "> Zitat eins.\n\n```\nZeile eins.\n```",
        [("paragraph", "Zitat eins."), ("paragraph", "Zeile eins.")],
    ),
    "indented text is text": (
        "Text eins.\n\n    Eingerückter Text.",
        [("paragraph", "Text eins."), ("paragraph", "Eingerückter Text.")],
    ),
    "a sentence that begins with a number": (
        "Text eins.\n\n13. Kinder- und Jugendbericht der Bundesregierung betont die Notwendigkeit sehr.",
        [
            ("paragraph", "Text eins."),
            ("paragraph", "13. Kinder- und Jugendbericht der Bundesregierung betont die Notwendigkeit sehr."),
        ],
    ),
    "html inside": (
        "Text eins.\n\n<div><h2>Ziele</h2><p>Text zwei.</p></div>\n",
        [("paragraph", "Text eins."), ("heading", 2, "Ziele"), ("paragraph", "Text zwei.")],
    ),
    "carriage returns and NULs": (
        "# Titel\r\n\r\nText\0 eins.\r\n",
        [("heading", 1, "Titel"), ("paragraph", "Text eins.")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_structure_of_markdown(read, outline, text, expected):
    assert outline(read("text.md", text)) == expected
