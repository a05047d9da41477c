"""Structure without markup: headings, lead-ins, lists and contact cards in plain text and Markdown."""

import pytest

TEXT = {
    "a heading directly above its text": (
        "Ziele des Prozesses\nDie Zusammenarbeit der Kommunen soll über alle Ressorts hinweg besser werden.",
        [
            ("heading", 1, "Ziele des Prozesses"),
            ("paragraph", "Die Zusammenarbeit der Kommunen soll über alle Ressorts hinweg besser werden."),
        ],
    ),
    "wrapped prose is one line": (
        "Der Partnerprozess führt Kommunen zusammen, die Präventions-\nketten aufbauen, mit Gesundheits- und\n"
        "Jugendämtern in Baden-\nWürttemberg.",
        [
            (
                "paragraph",
                "Der Partnerprozess führt Kommunen zusammen, die Präventionsketten aufbauen, mit Gesundheits- und "
                "Jugendämtern in Baden-Württemberg.",
            )
        ],
    ),
    "two paragraphs that no blank line divides": (
        "Der erste Absatz reicht über die ganze Breite der Seite und endet\nhier.\nDer zweite Absatz beginnt darunter.",
        [
            ("paragraph", "Der erste Absatz reicht über die ganze Breite der Seite und endet hier."),
            ("paragraph", "Der zweite Absatz beginnt darunter."),
        ],
    ),
    "title, part and section": (
        "Der Titel\n\nErster Teil\n\nKapitel eins\n\nEin Satz steht hier.\n\nKapitel zwei\n\nEin Satz steht hier.\n\n"
        "Zweiter Teil\n\nKapitel drei\n\nEin Satz steht hier.",
        [
            ("heading", 1, "Der Titel"),
            ("heading", 2, "Erster Teil"),
            ("heading", 3, "Kapitel eins"),
            ("paragraph", "Ein Satz steht hier."),
            ("heading", 3, "Kapitel zwei"),
            ("paragraph", "Ein Satz steht hier."),
            ("heading", 2, "Zweiter Teil"),
            ("heading", 3, "Kapitel drei"),
            ("paragraph", "Ein Satz steht hier."),
        ],
    ),
    "a slogan is no heading and does not fill a section": (
        "Der Prozess in Bayern\n\nMachen Sie mit!\n\nWie wir helfen\n\nEin Satz steht hier.",
        [
            ("heading", 1, "Der Prozess in Bayern"),
            ("paragraph", "Machen Sie mit!"),
            ("heading", 2, "Wie wir helfen"),
            ("paragraph", "Ein Satz steht hier."),
        ],
    ),
    "a lead-in stays a paragraph before its list": (
        "Die Angebote sind:\n- Beratung\n- Vernetzung und\n  Austausch\nDanach geht es mit einem Satz weiter.",
        [
            ("paragraph", "Die Angebote sind:"),
            ("list", (0, "Beratung"), (0, "Vernetzung und Austausch")),
            ("paragraph", "Danach geht es mit einem Satz weiter."),
        ],
    ),
    "numbers, letters and bullets nested": (
        "Schritte\n\n1. Kontakt\n  a) Anruf\n  b) Brief\n2. Besuch\n   ► im Rathaus\n3) kein Punkt mehr",
        [
            ("heading", 1, "Schritte"),
            (
                "numbers",
                (0, "Kontakt"),
                (1, "Anruf"),
                (1, "Brief"),
                (0, "Besuch"),
                (1, "im Rathaus"),
            ),
            ("paragraph", "3) kein Punkt mehr"),
        ],
    ),
    "every bullet": (
        "• a\n▪ b\n· c\n⇒ d\n► e\n– f\n* g\n- h\no Ihr i\n✓ j",
        [("list", *((0, item) for item in ("a", "b", "c", "d", "e", "f", "g", "h", "Ihr i", "j")))],
    ),
    "numbered items with blank lines between": (
        "Schritte\n\n1. Kontakt aufnehmen\n\n2. Ziele besprechen\n\n3. Urkunde unterzeichnen",
        [
            ("heading", 1, "Schritte"),
            ("numbers", (0, "Kontakt aufnehmen"), (0, "Ziele besprechen"), (0, "Urkunde unterzeichnen")),
        ],
    ),
    "numbered headings": (
        "1. Ausgangslage\n\nEin Satz steht hier.\n\n2. Ziele\n\nEin Satz steht hier.",
        [
            ("heading", 1, "1. Ausgangslage"),
            ("paragraph", "Ein Satz steht hier."),
            ("heading", 1, "2. Ziele"),
            ("paragraph", "Ein Satz steht hier."),
        ],
    ),
    "dates, report numbers and dashes are no bullets": (
        "Das gilt seit dem\n1. Juli 2025 in Kraft, auch der\n13. Kinder- und Jugendbericht sagt es\n– wie andere – so.",
        [
            (
                "paragraph",
                "Das gilt seit dem 1. Juli 2025 in Kraft, auch der 13. Kinder- und Jugendbericht sagt es "
                "– wie andere – so.",
            )
        ],
    ),
    "a parenthesis continues its item": (
        "- Qualität eigener Maßnahmen\n- (z. B. Good Practice)\n- Vernetzung",
        [("list", (0, "Qualität eigener Maßnahmen (z. B. Good Practice)"), (0, "Vernetzung"))],
    ),
    "a swallowed heading": (
        "- Chancen fördern\n- Städte stärken\n- Angebote im Prozess\n - Austausch\n - Begleitung",
        [
            ("list", (0, "Chancen fördern"), (0, "Städte stärken")),
            ("heading", 1, "Angebote im Prozess"),
            ("list", (0, "Austausch"), (0, "Begleitung")),
        ],
    ),
    "an item with sub-items among its like is no swallowed heading": (
        "- Beratung\n- Vernetzung\n- Qualifizierung\n - Werkstätten\n - Schulungen",
        [("list", (0, "Beratung"), (0, "Vernetzung"), (0, "Qualifizierung"), (1, "Werkstätten"), (1, "Schulungen"))],
    ),
    "an item with sub-items that is not the last is no swallowed heading": (
        "- Angebote im Prozess\n - Austausch\n- Chancen fördern",
        [("list", (0, "Angebote im Prozess"), (1, "Austausch"), (0, "Chancen fördern"))],
    ),
    "addresses below the steps are a list of their own": (
        "- Kontakt aufnehmen\n- www.hage.de/kgc\n- https://www.zpg-bayern.de",
        [("list", (0, "Kontakt aufnehmen")), ("list", (0, "www.hage.de/kgc"), (0, "https://www.zpg-bayern.de"))],
    ),
    "text indented below an item": (
        "  • inforo online\n\n    Instrumente für Fachkräfte.\n\n    inforo-online\n\nMehr gibt es hier.",
        [
            ("list", (0, "inforo online"), (1, "Instrumente für Fachkräfte."), (1, "inforo-online")),
            ("paragraph", "Mehr gibt es hier."),
        ],
    ),
    "a contact card in two pieces": (
        "Beratung\n\nKoordinierungsstelle Gesundheitliche Chancengleichheit\nwww.hage.de\n\nKontakt zum Thema:\n"
        "Wildunger Straße 6\n60487 Frankfurt am Main\nTel. 069 713\n\nEin Satz steht hier.",
        [
            ("heading", 1, "Beratung"),
            (
                "contact",
                "Koordinierungsstelle Gesundheitliche Chancengleichheit",
                "www.hage.de",
                "Kontakt zum Thema:",
                "Wildunger Straße 6",
                "60487 Frankfurt am Main",
                "Tel. 069 713",
            ),
            ("paragraph", "Ein Satz steht hier."),
        ],
    ),
    "prose with a telephone number is no card": (
        "Sie erreichen uns unter\nTel. 069 713 an allen Tagen der Woche.",
        [("paragraph", "Sie erreichen uns unter Tel. 069 713 an allen Tagen der Woche.")],
    ),
    "a web address under a line is no card": (
        "Mehr dazu steht hier:\nwww.hage.de",
        [("paragraph", "Mehr dazu steht hier: www.hage.de")],
    ),
    "decoration goes, quotation marks stay": (
        "📣 Machen Sie mit!\n\n» Jetzt anmelden!\n\n»Gesundheit für alle« ist ein Prozess.",
        [
            ("paragraph", "Machen Sie mit!"),
            ("paragraph", "Jetzt anmelden!"),
            ("paragraph", "»Gesundheit für alle« ist ein Prozess."),
        ],
    ),
}

NO_HEADINGS = [
    "Ein Satz steht hier.",
    "Machen Sie mit!",
    "Die Angebote sind:",
    "Die Ziele sind",
    "Quelle: Bundeszentrale",
    "Stand: Dezember 2023",
    "Foto: Stadt Kassel",
    "www.hage.de",
    "Tel. 069 713",
    "info@hage.de",
    "60487 Frankfurt am Main",
    "Pfarrstr. 3",
    "kleingeschrieben am Anfang",
    "2023",
    "Erster Satz. Zweiter Satz",
    "Weitere Informationen finden Sie auf der Website",
    "Wir beraten Sie gerne",
    "Eine Zeile, die mit einem Komma endet,",
    "Eine sehr lange Zeile, die gar keine Überschrift sein kann, weil sie über neunzig Zeichen hinausgeht und",
]

HEADINGS = [
    "Ziele",
    "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
    "Wie werde ich Partnerkommune in Bayern?",
    "Beispiel: Der Partnerprozess im Landkreis Rottal-Inn",
    "BAYERN | DIREKT",
    "2.1 Ausgangslage",
    "„Gesundheit für alle“",
    "So werden Sie Partnerkommune",
    "Fachtag am 04. Mai 2017",
]


@pytest.mark.parametrize(("text", "expected"), TEXT.values(), ids=TEXT.keys())
def test_structure_of_plain_text(read, outline, text, expected):
    assert outline(read("text.txt", text)) == expected


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_lines_that_are_no_headings(read, outline, line):
    assert outline(read("text.txt", f"{line}\n\nEin Satz steht hier."))[0][0] == "paragraph"


@pytest.mark.parametrize("line", HEADINGS)
def test_lines_that_are_headings(read, outline, line):
    assert outline(read("text.txt", f"{line}\n\nEin Satz steht hier.")) == [
        ("heading", 1, line),
        ("paragraph", "Ein Satz steht hier."),
    ]


def test_a_last_line_heads_nothing(read, outline):
    assert outline(read("text.txt", "Ein Satz steht hier.\n\nZiele"))[-1] == ("paragraph", "Ziele")


def test_a_card_set_apart_ends_the_section_and_one_close_by_does_not(read):
    card = "KGC Hessen\nTel. 069 713"
    apart = read("apart.txt", f"Ziele\n\nEin Satz steht hier.\n\n\n\n{card}\n\nEin Satz steht hier.")
    close = read("close.txt", f"Ziele\n\nEin Satz steht hier.\n\n{card}\n\nEin Satz steht hier.")
    below = read("below.txt", f"Kontakt\n\n\n\n{card}\n\nEin Satz steht hier.")
    assert [block.section for block in apart.blocks] == [("Ziele",), ("Ziele",), (), ()]
    assert [block.section for block in close.blocks] == [("Ziele",)] * 4
    assert [block.section for block in below.blocks] == [("Kontakt",)] * 3


def test_spans_of_every_case_slice_back(read):
    for number, (text, _) in enumerate(TEXT.values()):
        document = read(f"{number}.txt", text)
        assert "\n\n".join(document.block_text(block) for block in document.blocks) == document.text
        for block in document.blocks:
            if block.kind == "list":
                items = [document.text[item.start : item.end] for item in block.items]
                assert "\n".join(items) == document.block_text(block)


def test_repair_reaches_the_stored_text_and_its_spans(read, outline):
    document = read("text.txt", "Ziele f ür M ünchen\n\n- Erg\u00adänzungen ﬁnden\n- fu\u0308r alle\x07")
    assert outline(document) == [
        ("heading", 1, "Ziele für München"),
        ("list", (0, "Ergänzungen finden"), (0, "für alle")),
    ]
    assert document.text == "Ziele für München\n\nErgänzungen finden\nfür alle"


def test_a_word_broken_before_its_umlaut_at_a_line_end_is_repaired(read):
    text = "Der Partnerprozess führt viele Kommunen zusammen und bietet Hilfe f\nür alle, die es wollen."
    assert read("text.txt", text).text == text.replace("\n", "")
