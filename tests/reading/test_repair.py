"""German text repair, defect by defect, and above all what it must leave alone."""

import random
import unicodedata
from pathlib import Path

import pytest

from gfa_assistant.reading import list_corpus, read_document, repair_text
from gfa_assistant.reading.linewraps import join_lines
from gfa_assistant.reading.repair import repair_lines

CORPUS = Path(__file__).parents[2] / "corpus"

CHARACTERS = {
    "decomposed": ("fu\u0308r Mu\u0308nchen", "für München"),
    "spaced combining dots": ("fu \u0308r", "für"),
    "dots after the vowel": ("fu¨r Ko¨ln", "für Köln"),
    "dots after the vowel and a space": ("fu ¨r", "für"),
    "dots after the vowel, then a space": ("fu¨ r", "für"),
    "dots before the vowel": ("f¨ur K¨oln", "für Köln"),
    "dots before the vowel and a space": ("f¨ ur", "für"),
    "dots before a capital": ("aus ¨Osterreich", "aus Österreich"),
    "dots between a and u": ("Ha¨user, Tr¨aume, Ba ¨ume", "Häuser, Träume, Bäume"),
    "ligatures": (
        "ﬁnden, Pﬂicht, öﬀnen, Oﬃzin, treﬄich, Auﬅrag, ﬆ",
        "finden, Pflicht, öffnen, Offizin, trefflich, Austrag, st",
    ),
    "old private-use ligatures": ("\uf001nden, P\uf002icht", "finden, Pflicht"),
    "soft hyphen": ("Gesund\u00adheits\u00adamt", "Gesundheitsamt"),
    "zero-width": ("Ge\u200bsund\u200dheit\ufeff", "Gesundheit"),
    "no-break spaces": ("z.\u00a0B. 10\u202fEuro", "z. B. 10 Euro"),
    "no-break hyphen": ("E\u2011Mail", "E-Mail"),
    "NUL and controls": ("Ge\x00sund\x07heit\x7f", "Gesundheit"),
    "runs of spaces": ("Stadt   und \t Land  ", "Stadt und Land"),
    "leading spaces stay": ("  • Stadt", "  • Stadt"),
    "Word bullets": ("\uf0b7 Stadt", "• Stadt"),
    "line ends": ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne"),
    "quotes and dashes stay": ("„Gesundheit“ – ‚für‘ »alle« “all” 'x'", "„Gesundheit“ – ‚für‘ »alle« “all” 'x'"),
    "sharp s and eszett stay": ("Straße, GROẞ", "Straße, GROẞ"),
    "superscripts and fractions stay": ("m², ½, … ™", "m², ½, … ™"),
}

UMLAUTS = {
    "f ür": ("f ür alle", "für alle"),
    "two defects in one sentence": ("Erg änzungen f ür alle", "Ergänzungen für alle"),
    "a noun's tail alone": ("Erg änzungen und Ver änderung", "Ergänzungen und Veränderung"),
    "capital": ("M ünchen, W ürzburg und G ünzburg", "München, Würzburg und Günzburg"),
    "capitals": ("M ÜNCHEN", "MÜNCHEN"),
    "consonants": ("St ädte, Gr öße, schw ächer, Str änge", "Städte, Größe, schwächer, Stränge"),
    "prefix": ("ver ändert, ge äußert, dar über", "verändert, geäußert, darüber"),
    "eszett": ("Ma ßnahmen, Stra ße, gro ß", "Maßnahmen, Straße, groß"),
    "umlaut alone": ("S ä mtliche M ü nchner", "Sämtliche Münchner"),
    "several in a word": ("gr ö ßer", "größer"),
    "vowel before, once the text shows the defect": ("f ür gef ährdete Bundesl änder", "für gefährdete Bundesländer"),
    "whole word after, though the text shows the defect": (
        "f ür so über Stadt öffentlich",
        "für so über Stadt öffentlich",
    ),
    "fragment that is no German word start": ("w örtlich, k östlich", "wörtlich, köstlich"),
}

UNTOUCHED = [
    "so über uns und wir üben",
    "Die KGC übernimmt, das ZPG überreicht, die BZgA ändert",
    "Landrat Seidl überreicht die Urkunde",
    "Plan B überarbeiten, Vitamin C öfter",
    "5 km über, ggf über, vgl ähnlich, ca über 50 m über dem Boden",
    "Eine Stadt öffnet ihre Ämter und Ärzte helfen älteren Menschen",
    "die übung, eine änderung, der öffentlichkeit",
    "bu özel önce üç ülke",
    "jährliche überprüfung und kleine änderung",
    "Buchstaben ä ö ü ß",
    "Der Vokal ä wird Umlaut genannt",
    "München für größere Städte",
    "Wer war 2012 dabei? Augsburg (GR+).",
]

WRAPS = {
    "divided word": (["Präventions-", "kette"], "Präventionskette"),
    "soft hyphen at the end": (["Präventions\u00ad", "kette"], "Präventionskette"),
    "not sign at the end": (["Präventions¬", "kette"], "Präventionskette"),
    "und": (["Gesundheits- und", "Jugendämter"], "Gesundheits- und Jugendämter"),
    "und on the next line": (["Kinder-", "und Jugendhilfe"], "Kinder- und Jugendhilfe"),
    "oder on the next line": (["Stadt-", "oder Kreisrat"], "Stadt- oder Kreisrat"),
    "bzw on the next line": (["Träger-", "bzw. Ressortgrenzen"], "Träger- bzw. Ressortgrenzen"),
    "sowie on the next line": (["Gesundheits-", "sowie Jugendamt"], "Gesundheits- sowie Jugendamt"),
    "a word that begins like und": (["Gesund-", "undlich"], "Gesundundlich"),
    "capital": (["Baden-", "Württemberg"], "Baden-Württemberg"),
    "abbreviation and capital": (["GKV-", "Bündnis"], "GKV-Bündnis"),
    "abbreviation and small letter": (["GKV-", "finanziert"], "GKV-finanziert"),
    "single letter": (["E-", "mail"], "E-mail"),
    "mixed abbreviation": (["BZgA-", "gefördert"], "BZgA-gefördert"),
    "number": (["2011-", "2015"], "2011-2015"),
    "number and word": (["9-", "köpfig"], "9-köpfig"),
    "dash": (["Städte -", "auch kleine"], "Städte - auch kleine"),
    "en dash": (["Städte –", "auch kleine"], "Städte – auch kleine"),
    "enumeration": (["Kinder-, Jugend-", "und Familienhilfe"], "Kinder-, Jugend- und Familienhilfe"),
    "address with hyphen": (
        ["www.gesundheitliche-", "chancengleichheit.de"],
        "www.gesundheitliche-chancengleichheit.de",
    ),
    "address with slash": (["https://hage.de/", "arbeitsbereiche/kgc"], "https://hage.de/arbeitsbereiche/kgc"),
    "address at a sentence's end": (["www.hage.de/", "Weitere Seiten"], "www.hage.de/ Weitere Seiten"),
    "both sexes": (["Bürgerinnen/", "Bürger"], "Bürgerinnen/Bürger"),
    "three lines": (["Der Partner-", "prozess in", "  Bayern "], "Der Partnerprozess in Bayern"),
    "blank line between": (["Der", "", "Prozess"], "Der Prozess"),
    "nothing": ([], ""),
}


def cases(table):
    return pytest.mark.parametrize(("broken", "expected"), table.values(), ids=table.keys())


@cases(CHARACTERS)
def test_characters_are_repaired(broken, expected):
    assert repair_text(broken) == expected


@cases(UMLAUTS)
def test_broken_umlauts_are_joined(broken, expected):
    assert repair_text(broken) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_sound_german_is_left_alone(text):
    assert repair_text(text) == text


@pytest.mark.parametrize(
    "text",
    ["so über uns und wir üben", "Landrat Seidl überreicht die Urkunde", "Buchstaben ä ö ü ß", "Eine Stadt öffnet"],
)
def test_sound_german_is_left_alone_beside_the_defect(text):
    assert repair_text(f"f ür\n{text}") == f"für\n{text}"


@cases(WRAPS)
def test_wrapped_lines_are_joined(broken, expected):
    assert join_lines(broken) == expected


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("Of\ue000ce der quali\ue000zierten Of\ue000ziere", "Office der qualifizierten Offiziere"),
        ("ö\ue001nen, Kon\ue001ikt", "ö\ue001nen, Kon\ue001ikt"),
        ("P\ue002egep\ue002icht und ö\ue003entliche Tre\ue003en", "Pflegepflicht und öffentliche Treffen"),
        ("Ne\ue004werk, je\ue004t", "Netzwerk, jetzt"),
        ("Xa\ue005Yb", "Xa\ue005Yb"),
    ],
    ids=["fi", "contradictory stays", "fl and ff", "tz", "unknown stays"],
)
def test_private_ligatures_are_read_from_their_words(broken, expected):
    assert repair_text(broken) == expected


def test_lines_are_repaired_together_and_stay_as_many():
    assert repair_lines(["gef ährdet", "", "f ür\x0calle", "Ende\u2028"]) == ("gefährdet", "", "für alle", "Ende")
    assert repair_lines([]) == ()


@pytest.mark.parametrize("seed", range(40))
def test_repairing_twice_changes_nothing(seed):
    pieces = [*(broken for table in (CHARACTERS, UMLAUTS) for broken, _ in table.values()), *UNTOUCHED]
    pieces += list(" \n\t-–äöüß¨\u0308\u00ad\u200b\u00a0\ue000f AÖu")
    generator = random.Random(seed)
    text = "".join(generator.choice(pieces) + generator.choice(["", " ", "\n"]) for _ in range(40))
    once = repair_text(text)
    assert repair_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_the_corpus_needs_no_second_repair():
    for file in list_corpus(CORPUS):
        text = read_document(file).text
        assert repair_text(text) == text
