"""A corpus of PDF brochures of many pages, each with text of its own."""

import random
from pathlib import Path

from fpdf import FPDF

_WHO = (
    "Die Gemeinde", "Der Landkreis", "Das Gesundheitsamt", "Die Koordinierungsstelle", "Der Stadtrat",
    "Die Krankenkasse", "Das Familienzentrum", "Die Volkshochschule", "Der Sportverein", "Das Quartiersmanagement",
    "Die Kita", "Das Netzwerk",
)  # fmt: skip
_DOES = (
    "fördert", "plant", "begleitet", "bewertet", "finanziert", "eröffnet", "bündelt", "berät", "ergänzt",
    "veröffentlicht", "erprobt", "verlängert",
)  # fmt: skip
_WHAT = (
    "die Präventionskette", "das Bewegungsangebot", "den Mittagstisch", "die Sprechstunde", "das Elterncafé",
    "den Ideenwettbewerb", "die Gesundheitskonferenz", "den Förderantrag", "die Partnerurkunde", "das Handlungskonzept",
    "die Bedarfsanalyse", "den Wegweiser",
)  # fmt: skip
_FOR = (
    "für ältere Menschen", "für Familien", "für Alleinerziehende", "für Jugendliche", "in den Ortsteilen",
    "im Quartier", "mit den Vereinen", "gemeinsam mit den Schulen", "nach dem Beschluss des Rates",
    "trotz knapper Mittel",
)  # fmt: skip
_PLACES = (
    "Ahorntal", "Birkenau", "Buchenfeld", "Eichstetten", "Erlengrund", "Lindenau", "Tannwald", "Ulmenried",
    "Weidenbach",
)  # fmt: skip
_HEADINGS = ("Ausgangslage", "Ziele", "Vorgehen", "Beteiligte", "Finanzierung", "Ergebnisse", "Nächste Schritte")


def write_corpus(folder: Path, *, documents: int, pages: int, words_per_page: int) -> int:
    """Fill the folder; documents keep their text when there are more of them. Return the bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(documents):
        path = folder / f"bericht-{number:04d}.pdf"
        if not path.exists():
            path.write_bytes(_brochure(number, pages, words_per_page))
        size += path.stat().st_size
    return size


def _brochure(number: int, pages: int, words_per_page: int) -> bytes:
    draw = random.Random(number)
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.set_title(f"Bericht {number}: {draw.choice(_PLACES)}")
    for page in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("helvetica", "B", 15)
        pdf.multi_cell(0, 9, f"{page}. {draw.choice(_HEADINGS)}: {draw.choice(_PLACES)}", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=10)
        for paragraph in _paragraphs(draw, words_per_page):
            pdf.multi_cell(0, 5, paragraph, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    return bytes(pdf.output())


def _paragraphs(draw: random.Random, words: int) -> list[str]:
    """Paragraphs of some sentences each, of so many words in all or a few more."""
    found: list[str] = []
    written = 0
    while written < words:
        sentences = []
        for _ in range(5):
            if written >= words:
                break
            sentences.append(_sentence(draw))
            written += len(sentences[-1].split())
        found.append(" ".join(sentences))
    return found


def _sentence(draw: random.Random) -> str:
    who, does, what = draw.choice(_WHO), draw.choice(_DOES), draw.choice(_WHAT)
    whom, place, year = draw.choice(_FOR), draw.choice(_PLACES), draw.randrange(2008, 2027)
    return f"{who} {place} {does} {what} {whom} seit {year} mit {draw.randrange(2, 900) * 100} Euro im Jahr."
