"""The fixed words of what is taken away, in German and English."""

from dataclasses import dataclass
from datetime import date

from gfa_assistant.web.texts import ENGLISH, GERMAN, Texts

_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's words; `{…}` is filled in by str.format. `texts` are the page's words, used where they fit."""

    texts: Texts
    locale: str
    memo: str
    subject: str
    day: str
    file_number: str
    state: str
    index: str
    index_state: str
    question: str
    hints: str
    quotes: str
    nearest_quotes: str
    references: str
    notice: str
    verbatim: str
    checked: str
    footer: str
    page: str
    undated: str
    page_short: str
    as_of: str
    accessed: str
    no_glyph: str
    memo_file: str
    evidence_file: str
    sources_file: str
    source_file: str
    contact_file: str


GERMAN_WORDING = Wording(
    texts=GERMAN,
    locale="de-DE",
    memo="Vermerk",
    subject="Partnerprozess „Gesundheit für alle“: Auskunft aus den Programmtexten",
    day="Datum",
    file_number="Aktenzeichen",
    state="Bundesland",
    index="Datenbestand",
    index_state="Stand {day} (Index {generation})",
    question="Frage",
    hints="Hinweise",
    quotes="Belegstellen im Wortlaut",
    nearest_quotes="Textstellen, die der Frage am nächsten kommen",
    references="Quellen",
    notice=(
        "Automatisch zusammengestellt am {day} aus den Texten und Broschüren des Partnerprozesses „Gesundheit für "
        "alle“, bitte prüfen: Ein Computerprogramm hat die Antwort ausgewählt, kein Mensch hat sie bestätigt."
    ),
    verbatim=(
        "Die Belegstellen geben den gespeicherten Text der Quellen wörtlich wieder; im Internet kann inzwischen "
        "anderes stehen."
    ),
    checked="Geprüft (Datum, Namenszeichen):",
    footer="Erstellt mit {tool} · automatisch zusammengestellt, bitte prüfen",
    page="Seite {page} von {pages}",
    undated="o. J.",
    page_short="S. {page}",
    as_of="Stand: {as_of}",
    accessed="abgerufen am {day}",
    no_glyph="Zeichen, die der Schrift dieser Datei fehlen, stehen als �.",
    memo_file="Vermerk",
    evidence_file="Beleg",
    sources_file="Quellen",
    source_file="Quelle",
    contact_file="Kontakt",
)

ENGLISH_WORDING = Wording(
    texts=ENGLISH,
    locale="en-GB",
    memo="File note",
    subject="Partner process “Gesundheit für alle”: information from the programme texts",
    day="Date",
    file_number="File number",
    state="Federal state",
    index="Data",
    index_state="as of {day} (index {generation})",
    question="Question",
    hints="Notes",
    quotes="Quoted passages (in German)",
    nearest_quotes="Passages that come closest to the question (in German)",
    references="Sources",
    notice=(
        "Compiled automatically on {day} from the texts and brochures of the partner process “Gesundheit für alle”, "
        "please check: a computer program chose the answer, nobody has confirmed it."
    ),
    verbatim=(
        "The quoted passages are the stored text of the sources word for word; the web pages may say something else "
        "by now."
    ),
    checked="Checked (date, initials):",
    footer="Made with {tool} · compiled automatically, please check",
    page="Page {page} of {pages}",
    undated="n.d.",
    page_short="p. {page}",
    as_of="As of: {as_of}",
    accessed="accessed {day}",
    no_glyph="Characters that this file's font lacks appear as �.",
    memo_file="File-note",
    evidence_file="Reference",
    sources_file="Sources",
    source_file="Source",
    contact_file="Contact",
)


def wording_for(language: str) -> Wording:
    """German for "de", English for everything else, as on the page."""
    return GERMAN_WORDING if language == "de" else ENGLISH_WORDING


def day_text(day: date, wording: Wording) -> str:
    """The day as it is written in the frame's language."""
    if wording.texts.language == "de":
        return f"{day:%d.%m.%Y}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
