"""Every sentence of the page's frame, in German first and in English second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """The frame's wording in one language; `{…}` in a value is filled in by the view that shows it."""

    language: str
    title: str
    tagline: str
    ai_notice: str
    privacy_notice: str
    other_language: str
    other_path: str
    other_code: str
    home_path: str
    no_script: str
    navigation: str
    administration: str
    views: tuple[tuple[str, str], ...]
    empty_lead: str
    examples_label: str
    topics: tuple[tuple[str, tuple[str, ...]], ...]
    topics_hint: str
    state_label: str
    state_none: str
    state_filter: str
    all_states: str
    question_label: str
    question_hint: str
    send: str
    restart: str
    restarted: str
    stop: str
    stopped: str
    your_question: str
    answer: str
    searching: str
    not_found: str
    clarify: str
    sources: str
    nearest: str
    source: str
    section: str
    page: str
    page_printed: str
    page_region: str
    page_marked: str
    page_unsure: str
    page_text_below: str
    page_gone: str
    note: str
    note_source: str
    contacts: str
    federal_contact: str
    carrier: str
    address: str
    phone: str
    email: str
    web: str
    as_of: str
    validity: str
    superseded: str
    since: str
    replaced_by: str
    recognised: str
    reading_quality: str
    contact_source: str
    vcard: str
    unknown: str
    street_unknown: str
    suggestions: str
    choices: str
    announced_sources: str
    source_panel: str
    source_empty: str
    publisher: str
    place: str
    original: str
    original_link: str
    new_tab: str
    quote_marked: str
    document_text: str
    excerpt: str
    reference: str
    copy_reference: str
    copied: str
    whole_document: str
    close_source: str
    source_gone: str
    back_to_desk: str
    skip_to_text: str
    outline: str
    rights: str
    passage_link: str
    passage_changed: str
    page_picture: str
    reference_downloads: str
    reference_text: str
    document_unknown: str
    document_unknown_hint: str
    problem: str
    error_empty: str
    error_too_long: str
    error_control: str
    error_question: str
    error_internal: str
    error_rate_limited: str
    error_offline: str


GERMAN = Texts(
    language="de",
    title="Fragen zum Partnerprozess „Gesundheit für alle“",
    tagline=(
        "Antworten aus den Texten und Broschüren des kommunalen Partnerprozesses – mit der Textstelle, "
        "in der Sie alles nachlesen können."
    ),
    ai_notice="Hier antwortet ein Computerprogramm, kein Mensch. Bitte prüfen Sie wichtige Angaben an der Quelle.",
    privacy_notice="Bitte geben Sie keine personenbezogenen Daten ein (zum Beispiel Namen oder Gesundheitsangaben).",
    other_language="English",
    other_path="/en/",
    other_code="en",
    home_path="/",
    no_script="Diese Seite braucht JavaScript. Bitte schalten Sie es in Ihrem Browser ein und laden Sie die Seite neu.",
    navigation="Bereiche",
    administration="Verwaltung",
    views=(
        ("fragen", "Fragen"),
        ("quellen", "Quellen"),
        ("kontakte", "Kontakte"),
        ("entwicklung", "Entwicklung"),
    ),
    empty_lead="Was möchten Sie wissen? Schreiben Sie Ihre Frage in das Feld, oder wählen Sie darunter ein Thema.",
    examples_label="Themen mit Beispielfragen",
    topics=(
        (
            "Mitmachen",
            (
                "Wie werden wir Partnerkommune in Bayern?",
                "Wie können wir in Hessen mitmachen?",
                "Was kostet die Teilnahme?",
            ),
        ),
        (
            "Ziele",
            (
                "Welche Ziele hat der Partnerprozess?",
                "Was ist der Partnerprozess „Gesundheit für alle“?",
                "Was ist eine Präventionskette?",
            ),
        ),
        (
            "Angebote",
            (
                "Was bringt uns die Teilnahme?",
                "Welche Angebote gibt es für Partnerkommunen?",
                "Was macht die KGC?",
            ),
        ),
        (
            "Kontakte",
            (
                "Wer ist unsere Ansprechstelle?",
                "Wie erreiche ich die KGC Bayern?",
                "Welche Telefonnummer hat die KGC Hessen?",
            ),
        ),
        (
            "Quellen",
            (
                "Welche Kommunen in Bayern sind 2012 beigetreten?",
                "Seit wann gibt es den Partnerprozess?",
                "Wer trägt den Partnerprozess?",
                "Darf ich die Broschüre weitergeben?",
            ),
        ),
    ),
    topics_hint="Wählen Sie ein Thema, dann sehen Sie Beispielfragen dazu.",
    state_label="Ihr Bundesland",
    state_none="nicht angegeben",
    state_filter="Bundesland anzeigen",
    all_states="alle Bundesländer",
    question_label="Ihre Frage",
    question_hint="Mit der Eingabetaste senden, mit Umschalt und Eingabetaste eine neue Zeile beginnen.",
    send="Frage senden",
    restart="Neues Gespräch",
    restarted="Das Gespräch ist geleert. Sie können eine neue Frage stellen.",
    stop="Anhalten",
    stopped="Die Suche ist angehalten.",
    your_question="Ihre Frage",
    answer="Antwort",
    searching="Die Antwort wird gesucht …",
    not_found="Keine belegte Antwort gefunden",
    clarify="Rückfrage an Sie",
    sources="Quellen",
    nearest="Vielleicht hilfreich: Diese Textstellen kommen Ihrer Frage am nächsten",
    source="Quelle {number}: {place}",
    section="Abschnitt „{section}“",
    page="Seite {page}",
    page_printed="Seite {page} der Datei (gedruckte Seitenzahl: {label})",
    page_region="Abbildung der Seite",
    page_marked="Die zitierte Stelle ist umrandet.",
    page_unsure="Wo die zitierte Stelle auf der Seite steht, ließ sich nicht sicher bestimmen.",
    page_text_below="Der Text folgt unter der Abbildung.",
    page_gone="Die Seite kann nicht abgebildet werden: Die Datei wurde seit dem Einlesen geändert oder entfernt.",
    note="Hinweis",
    note_source="Beleg zum Hinweis",
    contacts="Kontakt",
    federal_contact="Bundesweit",
    carrier="Träger",
    address="Anschrift",
    phone="Telefon",
    email="E-Mail",
    web="Website",
    as_of="Stand",
    validity="Gültigkeit",
    superseded="überholt",
    since="seit",
    replaced_by="ersetzt durch:",
    recognised="Text aus einem Scan erkannt, einzelne Buchstaben können falsch sein",
    reading_quality="Erkennung",
    contact_source="Quelle dieser Angaben",
    vcard="Als Kontaktdatei (vCard) speichern",
    unknown="nicht bekannt",
    street_unknown="{city} (Straße nicht bekannt)",
    suggestions="Weitere Fragen",
    choices="Bitte wählen Sie",
    announced_sources="Quellen: {count}.",
    source_panel="Quelle",
    source_empty=(
        "Wählen Sie unter einer Antwort eine Quelle. Hier sehen Sie dann das Dokument mit der markierten Textstelle."
    ),
    publisher="Herausgeber",
    place="Fundstelle",
    original="Original",
    original_link="Original im Internet öffnen",
    new_tab="(öffnet ein neues Fenster)",
    quote_marked="Die zitierte Stelle ist farbig unterlegt.",
    document_text="Text des Dokuments",
    excerpt="Das Dokument ist lang. Sie sehen den Teil rund um die zitierte Stelle.",
    reference="Beleg zum Kopieren",
    copy_reference="Beleg kopieren",
    copied="Der Beleg ist kopiert.",
    whole_document="Im ganzen Dokument lesen",
    close_source="Quelle schließen",
    source_gone="Diese Quelle ist nicht mehr auf dem Stand der Antwort. Bitte stellen Sie die Frage noch einmal.",
    back_to_desk="Zur Fragenseite",
    skip_to_text="Zum Text springen",
    outline="Gliederung",
    rights="Rechte",
    passage_link="Link zu dieser Textstelle",
    passage_changed=(
        "Die Textstelle, auf die der Link zeigt, gibt es so nicht mehr: Das Dokument wurde seitdem geändert. "
        "Sie sehen den heutigen Text."
    ),
    page_picture="Seite {page} ansehen (Bild)",
    reference_downloads="Beleg für dieses Dokument herunterladen",
    reference_text="Text",
    document_unknown="Dieses Dokument ist nicht im Bestand",
    document_unknown_hint=(
        "Es wurde entfernt oder umbenannt, oder die Adresse ist nicht richtig geschrieben. Suchen Sie auf "
        "der Fragenseite nach seinem Inhalt."
    ),
    problem="Das hat nicht geklappt",
    error_empty="Es steht noch keine Frage im Feld. Bitte schreiben Sie Ihre Frage und senden Sie sie dann.",
    error_too_long="Ihre Frage hat {length} Zeichen, möglich sind {limit}. Bitte kürzen Sie sie.",
    error_control="Ihre Frage enthält unsichtbare Steuerzeichen. Bitte tippen Sie sie neu, statt sie einzufügen.",
    error_question="Diese Frage konnte nicht verarbeitet werden. Bitte formulieren Sie sie anders.",
    error_internal="Die Antwort konnte nicht erstellt werden. Bitte versuchen Sie es in einigen Minuten noch einmal.",
    error_rate_limited="Von Ihrem Anschluss kamen zu viele Anfragen. Versuchen Sie es in zwei Minuten wieder.",
    error_offline="Der Server antwortet nicht. Ihr Text bleibt im Feld. Bitte senden Sie ihn später noch einmal.",
)

ENGLISH = Texts(
    language="en",
    title="Questions about the partner process “Gesundheit für alle”",
    tagline=(
        "Answers from the texts and brochures of the municipal partner process – with the passage "
        "where you can read it yourself. The sources are in German."
    ),
    ai_notice="A computer program answers here, not a person. Please check important details in the source.",
    privacy_notice="Please do not enter personal data (for example names or health details).",
    other_language="Deutsch",
    other_path="/",
    other_code="de",
    home_path="/en/",
    no_script="This page needs JavaScript. Please switch it on in your browser and load the page again.",
    navigation="Sections",
    administration="Administration",
    views=(
        ("fragen", "Questions"),
        ("quellen", "Sources"),
        ("kontakte", "Contacts"),
        ("entwicklung", "Development"),
    ),
    empty_lead="What would you like to know? Write your question in the field, or choose a topic below it.",
    examples_label="Topics with example questions",
    topics=(
        (
            "Taking part",
            (
                "How do we become a partner municipality in Bavaria?",
                "How can we join in Hesse?",
                "What does it cost to take part?",
            ),
        ),
        (
            "Goals",
            (
                "What are the goals of the partner process?",
                "What is the partner process?",
                "What is a Präventionskette?",
            ),
        ),
        (
            "Offers",
            (
                "What are the benefits of taking part?",
                "What support do partner municipalities get?",
            ),
        ),
        (
            "Contacts",
            (
                "Who is our contact?",
                "What is the phone number of the KGC in Bavaria?",
            ),
        ),
        (
            "Sources",
            (
                "Which municipalities in Bavaria joined in 2012?",
                "Since when does the partner process exist?",
            ),
        ),
    ),
    topics_hint="Choose a topic to see example questions about it.",
    state_label="Your federal state",
    state_none="not given",
    state_filter="Show a federal state",
    all_states="all federal states",
    question_label="Your question",
    question_hint="Press Enter to send, Shift and Enter for a new line.",
    send="Send question",
    restart="New conversation",
    restarted="The conversation is cleared. You can ask a new question.",
    stop="Stop",
    stopped="The search is stopped.",
    your_question="Your question",
    answer="Answer",
    searching="Looking for the answer …",
    not_found="No supported answer found",
    clarify="A question back to you",
    sources="Sources",
    nearest="Perhaps helpful: these passages come closest to your question",
    source="Source {number}: {place}",
    section="section “{section}”",
    page="page {page}",
    page_printed="page {page} of the file (printed number: {label})",
    page_region="Picture of the page",
    page_marked="The cited passage is outlined.",
    page_unsure="It could not be determined for sure where on the page the cited passage stands.",
    page_text_below="The text follows below the picture.",
    page_gone="The page cannot be shown: the file was changed or removed after it was read.",
    note="Note",
    note_source="Evidence for this note",
    contacts="Contact",
    federal_contact="Nationwide",
    carrier="Run by",
    address="Address",
    phone="Phone",
    email="E-mail",
    web="Website",
    as_of="As of",
    validity="Validity",
    superseded="out of date",
    since="since",
    replaced_by="replaced by:",
    recognised="text recognised from a scan, single letters may be wrong",
    reading_quality="Recognition",
    contact_source="Source of these details",
    vcard="Save as contact file (vCard)",
    unknown="not known",
    street_unknown="{city} (street not known)",
    suggestions="Further questions",
    choices="Please choose",
    announced_sources="Sources: {count}.",
    source_panel="Source",
    source_empty="Choose a source below an answer. The document with the marked passage is then shown here.",
    publisher="Publisher",
    place="Place",
    original="Original",
    original_link="Open the original on the web",
    new_tab="(opens a new window)",
    quote_marked="The cited passage is highlighted.",
    document_text="Text of the document",
    excerpt="The document is long. You see the part around the cited passage.",
    reference="Reference to copy",
    copy_reference="Copy reference",
    copied="The reference is copied.",
    whole_document="Read in the whole document",
    close_source="Close source",
    source_gone="This source is no longer what the answer was taken from. Please ask the question again.",
    back_to_desk="To the question page",
    skip_to_text="Skip to the text",
    outline="Outline",
    rights="Rights",
    passage_link="Link to this passage",
    passage_changed=(
        "The passage that the link points to no longer exists like this: the document has changed since. You "
        "see the text of today."
    ),
    page_picture="View page {page} (picture)",
    reference_downloads="Download a reference to this document",
    reference_text="Text",
    document_unknown="This document is not in the collection",
    document_unknown_hint=(
        "It was removed or renamed, or the address is misspelled. Search for its content on the question page."
    ),
    problem="That did not work",
    error_empty="There is no question in the field yet. Please write your question and then send it.",
    error_too_long="Your question has {length} characters; {limit} are possible. Please shorten it.",
    error_control="Your question contains invisible control characters. Please type it instead of pasting it.",
    error_question="This question could not be processed. Please put it differently.",
    error_internal="The answer could not be produced. Please try again in a few minutes.",
    error_rate_limited="Too many requests came from your connection. Please try again in two minutes.",
    error_offline="The server does not answer. Your text stays in the field. Please send it again in a few minutes.",
)
