"""The German of the report page: names of topics, measures and statuses, and numbers as German writes them."""

from gfa_assistant.evaluation.metrics import Outcome, Rate
from gfa_assistant.records import Status

TOPICS = {
    "joining": "Beitritt",
    "goals": "Ziele",
    "offers": "Angebote",
    "contacts": "Kontakte",
    "history": "Geschichte",
    "numbers": "Zahlen",
    "members": "Mitglieder",
    "definitions": "Begriffe",
    "quality": "Qualität",
    "funding": "Kosten, Förderung",
    "partners": "Träger, Partner",
    "source_lookup": "Quellensuche",
    "imprint": "Impressum",
    "rottal_inn": "Rottal-Inn",
    "inforo": "inforo",
    "off_topic": "Themenfremd",
    "near_miss": "Knapp daneben",
    "legal": "Rechtsfragen",
    "medical": "Medizinisches",
    "injection": "Unterschobenes",
}
STATUSES: dict[Status | None, str] = {
    "answered": "beantwortet",
    "not_found": "abgelehnt",
    "clarify": "nachgefragt",
    None: "Fehler",
}
# Name of the score, its German name, what it says.
MEASURES = (
    ("passed", "Ganz richtig", "alles, was die Frage erwartet, stimmt"),
    ("status", "Status richtig", "beantwortet, nachgefragt oder abgelehnt wie erwartet"),
    ("answer", "Antwort richtig", "enthält, was sie muss, und nichts Ausgeschlossenes"),
    ("document", "Dokument richtig", "zitiert ein passendes Dokument"),
    ("passage", "Textstelle richtig", "das Zitat daraus enthält das Erwartete"),
    ("quotes", "Zitate wörtlich", "stehen genau so an der genannten Stelle"),
    ("refusal_precision", "Ablehnungen berechtigt", "von allen Ablehnungen (Precision)"),
    ("refusal_recall", "Zu Recht abgelehnt", "von allem, was abzulehnen war (Recall)"),
)
_NOTHING = "–"


def topic(name: str) -> str:
    """`goals` becomes `Ziele`."""
    return TOPICS.get(name, name)


def percent(value: float | None, digits: int = 1) -> str:
    """`0.9748` becomes `97,5 %`."""
    return _NOTHING if value is None else f"{decimal(100 * value, digits)}\N{NO-BREAK SPACE}%"


def span(limits: tuple[float, float] | None) -> str:
    """`(0.912, 0.981)` becomes `91–98 %`."""
    return _NOTHING if limits is None else f"{100 * limits[0]:.0f}–{100 * limits[1]:.0f}\N{NO-BREAK SPACE}%"


def decimal(value: float | None, digits: int = 3) -> str:
    """`1234.5678` becomes `1234,568`."""
    return _NOTHING if value is None else f"{value:.{digits}f}".replace(".", ",")


def count(rate: Rate) -> str:
    """`Rate(3, 4)` becomes `3/4`."""
    return f"{rate.right}/{rate.of}" if rate.of else _NOTHING


def duration(milliseconds: float | None) -> str:
    """`1234.5` becomes `1235 ms`."""
    return _NOTHING if milliseconds is None else f"{milliseconds:.0f}\N{NO-BREAK SPACE}ms"


def faults(outcome: Outcome) -> list[str]:
    """What was wrong, in words; where the status is wrong, nothing else could be right."""
    verdicts = {
        "Antwort falsch": outcome.answer_right,
        "Dokument falsch": outcome.document_right,
        "Textstelle falsch": outcome.passage_right,
    }
    named = [name for name, right in verdicts.items() if right is False] if outcome.status_right else ["Status falsch"]
    return named + ["Zitat nicht wörtlich"] * (outcome.exact_quotes < outcome.quotes)
