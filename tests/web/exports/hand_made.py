"""Answers with everything that a Vermerk can hold, and questions that try to break out of it."""

from dataclasses import replace
from datetime import date

from gfa_assistant.records import Answer, Citation, Contact, Note, Superseded
from gfa_assistant.web.exports.memo import Taken

TAKEN = Taken(date(2026, 11, 22), "20261120t091904656242z")

BROCHURE = Citation(
    number=1,
    document_id="bayern-broschuere-partnerprozess",
    title="Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)",
    publisher="Zentrum für Prävention und Gesundheitsförderung (ZPG)",
    url="https://www.zpg-bayern.de/partnerprozess.html",
    section=("Der Partnerprozess", "Gründe für „alle“"),
    page=4,
    quote="Bürger*innen_Beteiligung & „Werkzeuge“\nzweite Zeile: 5 % {Rabatt} ~ #1 ^ \\",
    start=10,
    end=84,
    passage_id="p1",
    as_of="2023-12",
)
LEAFLET = Citation(
    number=2,
    document_id="merkblatt",
    title="Merkblatt",
    publisher="Ministerium für Soziales, Gesundheit und Integration",
    url=None,
    section=(),
    page=None,
    quote="Der Beitritt ist kostenlos.",
    start=0,
    end=27,
    passage_id="p2",
    as_of="unbekannt (vor 2018)",
    superseded=Superseded("Merkblatt 2024", "2024-05"),
)
OFFICE = Contact(
    state="BY",
    office="KGC Bayern, Aufgabenbereich 2; Team \\ Süd",
    carrier="Zentrum für Prävention und Gesundheitsförderung (ZPG) im Landesamt für Gesundheit",
    street="Pfarrstr. 3",
    postcode="80538",
    city="München",
    phone="09131 6808-4506",
    email="post@example.org",
    url="www.zpg-bayern.de",
    source_url="https://www.zpg-bayern.de/partnerprozess.html",
    as_of="2023-12",
)
BARE_OFFICE = Contact(state="HB", office="KGC Bremen")

ANSWER = Answer(
    status="answered",
    question="Was bringt uns die Teilnahme?",
    standalone_question="Was bringt uns die Teilnahme?",
    language="de",
    intent="offers",
    state="BY",
    answer=(
        "**Gute Gründe** für Bürger\\*innen und Bürger*innen:\n\n"
        "- Austausch [1]\n   - in **Fachveranstaltungen** [1]\n   - online [7]\n- Beratung [1][2]\n\n"
        "So geht es:\n\n3. Anfragen [2]\n4. Unterzeichnen [1]\n\nDanach:\n\n1. Feiern"
    ),
    citations=(BROCHURE, LEAFLET),
    contacts=(OFFICE, BARE_OFFICE),
    notes=(Note("Die BZgA heißt jetzt BIÖG.", "https://example.org/bioeg", "2025-02-13"),),
)
HOSTILE = (
    "= Kopf #panic(\"x\") *fett* $x^2$ `roh` <script>alert(1)</script> &amp; ]]> <w:p/> {\\rtf1} =cmd|' /C calc'!A1 "
    "{ DDEAUTO c:\\\\x } ${jndi} // Kommentar /* */ @ref [link](https://evil.example) \\u0000 "
)
LONG = (HOSTILE * 20)[:1990].strip()
UNBROKEN = "Donaudampfschifffahrt" * 95
ARABIC = "كيف تنضم بلديتنا إلى عملية الشراكة في بافاريا؟"
UKRAINIAN = "Як нашій громаді приєднатися до партнерського процесу в Баварії?"
TURKISH = "Belediyemiz ortaklık sürecine nasıl katılabilir? İÖŞĞ"
SIGNS = "Gilt das ≥ 5 → 10 ✓ Gemeinden („Städte“ – ‚klein‘ …)?"


def asked(question: str, *, language: str = "de") -> Answer:
    return replace(ANSWER, question=question, language=language)
