"""The few words of an answer that are ours, in German and English; everything else is the sources' own."""

from dataclasses import dataclass

from gfa_assistant.retrieval.states import FEDERAL, STATE_NAMES, german_for, german_in


@dataclass(frozen=True)
class Frame:
    """One language's fixed sentences; `{…}` is filled in with str.format."""

    language: str
    not_found: str
    maybe_helpful: str
    ask_office: str
    joining: str
    joining_first: str
    joining_elsewhere: str
    abbreviation: str
    office: str
    office_place: str
    office_carrier: str
    office_address: str
    office_phone: str
    office_email: str
    office_city: str
    unknown_phone: str
    unknown_email: str
    unknown_address: str
    which_state: str
    which_place: str
    greeting: str
    emergency: str
    individual: str
    for_example: str
    superseded: str
    superseded_undated: str
    suggestions: dict[str, str]
    in_state: str


GERMAN = Frame(
    language="de",
    not_found="Dazu steht in den vorliegenden Quellen nichts.",
    maybe_helpful="Vielleicht hilfreich:",
    ask_office="Bitte fragen Sie: {office}.",
    joining="So wird Ihre Kommune {in_state} Partnerkommune:",
    joining_first="",
    joining_elsewhere="Für {for_state} nennen die Quellen keine einzelnen Schritte.",
    abbreviation="{short} steht für:",
    office="Für {for_state} ist zuständig:",
    office_place="{place} liegt {in_state}. Zuständig ist:",
    office_carrier="Träger",
    office_address="Anschrift",
    office_phone="Telefon",
    office_email="E-Mail",
    office_city="Ort",
    unknown_phone="Eine Telefonnummer ist in den Quellen nicht angegeben.",
    unknown_email="Eine E-Mail-Adresse ist in den Quellen nicht angegeben.",
    unknown_address="Eine Straßenanschrift ist in den Quellen nicht angegeben.",
    which_state="In welchem Bundesland liegt Ihre Kommune? Zuständig ist jeweils die Koordinierungsstelle "
    "Gesundheitliche Chancengleichheit (KGC) Ihres Landes.",
    which_place="„{place}“ gibt es in mehreren Bundesländern. Welches Land meinen Sie?",
    greeting="Guten Tag! Stellen Sie mir bitte Ihre Frage zum Partnerprozess „Gesundheit für alle“.",
    emergency="In einem medizinischen Notfall wählen Sie bitte 112, den ärztlichen Bereitschaftsdienst erreichen Sie "
    "unter 116117. Fragen zur eigenen Gesundheit beantworte ich nicht.",
    individual="Ob Sie im Einzelfall einen Anspruch haben oder wie ein Fall rechtlich zu beurteilen ist, kann und darf "
    "ich nicht entscheiden.",
    superseded="Quelle {marker} ist überholt seit {since}; an ihre Stelle trat „{by}“.",
    superseded_undated="Quelle {marker} ist überholt; an ihre Stelle trat „{by}“.",
    for_example="In Bayern zum Beispiel nennt die Broschüre diese Schritte:",
    suggestions={
        "joining": "Wie werden wir Partnerkommune{in_state}?",
        "goals": "Welche Ziele hat der Partnerprozess?",
        "offers": "Was bringt uns die Teilnahme?",
        "contact": "Wer ist unsere Ansprechstelle{in_state}?",
        "members": "Welche bayerischen Kommunen sind beigetreten?",
        "definition": "Was ist eine Präventionskette?",
        "history": "Seit wann gibt es den Partnerprozess?",
        "quality": "Wie heißen die Good-Practice-Kriterien?",
    },
    in_state=" {in_state}",
)

ENGLISH = Frame(
    language="en",
    not_found="The available sources say nothing about this.",
    maybe_helpful="Perhaps helpful (in German):",
    ask_office="Please ask: {office}.",
    joining="How your municipality in {state} becomes a partner (source text in German):",
    joining_first="Whom to ask first (source text in German):",
    joining_elsewhere="For {state} the sources name no single steps.",
    abbreviation="{short} stands for (source text in German):",
    office="Responsible for {state}:",
    office_place="{place} is in {state}. Responsible office:",
    office_carrier="Run by",
    office_address="Address",
    office_phone="Phone",
    office_email="E-mail",
    office_city="Town",
    unknown_phone="The sources give no phone number.",
    unknown_email="The sources give no e-mail address.",
    unknown_address="The sources give no street address.",
    which_state="In which Bundesland is your municipality? The coordinating office (KGC) of your Land is responsible.",
    which_place="“{place}” exists in several Bundesländer. Which one do you mean?",
    greeting="Hello! Please ask your question about the partner process “Gesundheit für alle”.",
    emergency="In a medical emergency please call 112; the on-call medical service is reached at 116117. I do not "
    "answer questions about personal health.",
    individual="Whether you are entitled in an individual case, or how a case is to be judged legally, I cannot and "
    "may not decide.",
    superseded="Source {marker} has been out of date since {since}; “{by}” took its place.",
    superseded_undated="Source {marker} is out of date; “{by}” took its place.",
    for_example="In Bavaria, for example, the brochure names these steps:",
    suggestions={
        "joining": "How do we become a partner municipality{in_state}?",
        "goals": "What are the goals of the partner process?",
        "offers": "What are the benefits of taking part?",
        "contact": "Who is our contact{in_state}?",
        "members": "Which Bavarian municipalities have joined?",
        "definition": "What is a Präventionskette?",
        "history": "Since when has the partner process existed?",
        "quality": "What are the good practice criteria?",
    },
    in_state=" in {state}",
)


def state_words(state: str) -> dict[str, str]:
    """Return what the templates call the Land, or the federation, by its code: {state}, {in_state}, {for_state}."""
    if state == FEDERAL:
        return {"state": "Deutschland", "in_state": "in Deutschland", "for_state": "den Bund"}
    return {"state": STATE_NAMES[state], "in_state": german_in(state), "for_state": german_for(state)}


def frame_for(language: str) -> Frame:
    """Return the German frame for German questions and the English one for all others."""
    return GERMAN if language == "de" else ENGLISH
