"""Every word that the widget shows, in German first and in English second."""

from dataclasses import asdict, dataclass
from typing import Any

from gfa_assistant.web.answer_tools_texts import tool_texts
from gfa_assistant.web.texts import ENGLISH, GERMAN

_OF_THE_DESK = (
    "ai_notice privacy_notice state_label state_none question_label question_hint send stop stopped your_question "
    "answer searching not_found clarify sources nearest source section page publisher place as_of validity "
    "superseded since replaced_by reading_quality recognised new_tab note note_source carrier address "
    "street_unknown phone email web contact_source unknown suggestions choices announced_sources problem "
    "error_empty error_too_long error_question error_internal restart restarted"
).split()
_OF_THE_TOOLS = "helpful yes no why thanks not_stored".split()


@dataclass(frozen=True, slots=True)
class WidgetTexts:
    """What only the widget says, in one language; `{…}` in a value is filled in by its script."""

    heading: str
    launcher: str
    close: str
    print_conversation: str
    skip: str
    conversation: str
    privacy: str
    imprint: str
    lead: str
    examples_label: str
    examples: tuple[str, ...]
    retry: str
    verbatim: str
    document: str
    open_document: str
    original: str
    contact: str
    federal: str
    error_limited: str
    error_limited_soon: str
    error_offline: str
    error_unreachable: str
    error_contact: str


_GERMAN = WidgetTexts(
    heading="Fragen zum Partnerprozess „Gesundheit für alle“",
    launcher="Fragen zu „Gesundheit für alle“",
    close="Schließen",
    print_conversation="Drucken",
    skip="Assistent überspringen",
    conversation="Gespräch",
    privacy="Datenschutz",
    imprint="Impressum",
    lead="Was möchten Sie wissen? Schreiben Sie Ihre Frage in das Feld, oder wählen Sie ein Beispiel.",
    examples_label="Beispiele",
    examples=(
        "Wie werden wir Partnerkommune?",
        "Was bringt uns die Teilnahme?",
        "Welche Ziele hat der Partnerprozess?",
        "Wer ist unsere Ansprechstelle?",
    ),
    retry="Noch einmal senden",
    verbatim="Wörtlich in der Quelle:",
    document="Dokument",
    open_document="Im Dokument lesen",
    original="Original im Internet",
    contact="Ansprechstelle",
    federal="bundesweit",
    error_limited=(
        "Es kommen gerade zu viele Fragen. Bitte senden Sie Ihre Frage in {seconds} Sekunden noch einmal. "
        "Ihr Text bleibt im Feld."
    ),
    error_limited_soon=(
        "Es kommen gerade zu viele Fragen. Bitte senden Sie Ihre Frage in einer Minute noch einmal. "
        "Ihr Text bleibt im Feld."
    ),
    error_offline=(
        "Ihr Gerät hat gerade keine Verbindung zum Internet. Ihr Text bleibt im Feld. Bitte stellen Sie die Verbindung "
        "her und senden Sie die Frage dann noch einmal."
    ),
    error_unreachable=(
        "Der Assistent ist gerade nicht erreichbar. Ihr Text bleibt im Feld. Bitte senden Sie die Frage in einigen "
        "Minuten noch einmal."
    ),
    error_contact="Diese Stelle hilft Ihnen auch ohne den Assistenten:",
)

_ENGLISH = WidgetTexts(
    heading="Questions about the partner process “Gesundheit für alle”",
    launcher="Questions about “Gesundheit für alle”",
    close="Close",
    print_conversation="Print",
    skip="Skip the assistant",
    conversation="Conversation",
    privacy="Privacy",
    imprint="Legal notice",
    lead="What would you like to know? Write your question in the field, or choose an example.",
    examples_label="Examples",
    examples=(
        "How do we become a partner municipality?",
        "What are the benefits of taking part?",
        "What are the goals of the partner process?",
        "Which coordinating office is responsible for us?",
    ),
    retry="Send again",
    verbatim="In the source’s own words (German):",
    document="Document",
    open_document="Read in the document",
    original="Original on the web",
    contact="Contact office",
    federal="nationwide",
    error_limited=(
        "Too many questions are coming in right now. Please send your question again in {seconds} seconds. Your text "
        "stays in the field."
    ),
    error_limited_soon=(
        "Too many questions are coming in right now. Please send your question again in a minute. Your text stays in "
        "the field."
    ),
    error_offline=(
        "Your device has no connection to the internet right now. Your text stays in the field. Please connect, then "
        "send the question again."
    ),
    error_unreachable=(
        "The assistant cannot be reached right now. Your text stays in the field. Please send the question again in a "
        "few minutes."
    ),
    error_contact="This office helps you without the assistant too:",
)


def widget_texts(language: str) -> WidgetTexts:
    """The widget's own wording in German ("de") or else in English."""
    return _GERMAN if language == "de" else _ENGLISH


def widget_words(language: str) -> dict[str, Any]:
    """All that the widget says in one language, by name; what the desk says too is said in the desk's words."""
    desk, tools = GERMAN if language == "de" else ENGLISH, tool_texts(language)
    return {
        **{name: getattr(desk, name) for name in _OF_THE_DESK},
        **{name: getattr(tools, name) for name in _OF_THE_TOOLS},
        "send_rating": tools.send,
        **asdict(widget_texts(language)),
    }
