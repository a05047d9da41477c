"""The wording of what stands below an answer: copying, downloads, rating."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolTexts:
    """Labels in one language."""

    take: str
    copy_answer: str
    copy_evidence: str
    answer_copied: str
    evidence_copied: str
    word: str
    pdf: str
    made: str
    helpful: str
    yes: str
    no: str
    why: str
    comment: str
    comment_hint: str
    send: str
    cancel: str
    thanks: str
    not_stored: str


_GERMAN = ToolTexts(
    take="Antwort mitnehmen",
    copy_answer="Antwort kopieren",
    copy_evidence="Beleg kopieren",
    answer_copied="Die Antwort ist kopiert.",
    evidence_copied="Antwort und Quellenangaben sind kopiert.",
    word="Vermerk (Word)",
    pdf="Vermerk (PDF)",
    made="Die Datei {name} wird heruntergeladen.",
    helpful="War diese Antwort hilfreich?",
    yes="Ja",
    no="Nein",
    why="Was war nicht in Ordnung?",
    comment="Anmerkung (freiwillig)",
    comment_hint="Bitte keine Namen und keine anderen personenbezogenen Daten.",
    send="Rückmeldung senden",
    cancel="Abbrechen",
    thanks="Danke für Ihre Rückmeldung.",
    not_stored="Ihre Rückmeldung konnte nicht gespeichert werden. Bitte versuchen Sie es später noch einmal.",
)
_ENGLISH = ToolTexts(
    take="Take the answer with you",
    copy_answer="Copy answer",
    copy_evidence="Copy with references",
    answer_copied="The answer is copied.",
    evidence_copied="Answer and references are copied.",
    word="Memo (Word)",
    pdf="Memo (PDF)",
    made="The file {name} is being downloaded.",
    helpful="Was this answer helpful?",
    yes="Yes",
    no="No",
    why="What was not right?",
    comment="Comment (optional)",
    comment_hint="Please give no names and no other personal data.",
    send="Send feedback",
    cancel="Cancel",
    thanks="Thank you for your feedback.",
    not_stored="Your feedback could not be saved. Please try again later.",
)


def tool_texts(language: str) -> ToolTexts:
    return _GERMAN if language == "de" else _ENGLISH
