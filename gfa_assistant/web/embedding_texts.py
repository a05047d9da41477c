"""The wording of the view for web editors, in German first and in English second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmbeddingTexts:
    """The view's words in one language; `{…}` in a value is filled in by the view."""

    lead: str
    choice: str
    state: str
    no_state: str
    language: str
    german: str
    english: str
    mode: str
    launcher: str
    inline: str
    position: str
    right: str
    left: str
    privacy_url: str
    imprint_url: str
    url_hint: str
    own_colours: str
    accent: str
    background: str
    text: str
    show: str
    preview: str
    preview_hint: str
    preview_title: str
    code: str
    listed: str
    script_tag: str
    script_tag_hint: str
    element: str
    element_hint: str
    style: str
    style_hint: str
    frame: str
    frame_hint: str
    frame_listener: str
    frame_listener_hint: str
    policy: str
    policy_hint: str
    frame_policy: str
    host_texts: str
    host_texts_hint: str
    privacy: str
    accessibility: str
    plain_language: str
    copy: str
    copied: str
    shown: str
    weak: str
    bad_address: str


_GERMAN = EmbeddingTexts(
    lead=(
        "So kommt der Assistent auf Ihre Website: Wählen Sie aus, sehen Sie ihn an, kopieren Sie Code und Texte. Er "
        "setzt keine Cookies, lädt nichts von anderen Stellen und kommt mit einer strengen Content-Security-Policy "
        "aus."
    ),
    choice="Auswahl",
    state="Bundesland vorgeben",
    no_state="keines",
    language="Sprache",
    german="Deutsch",
    english="Englisch",
    mode="Darstellung",
    launcher="Schaltfläche am unteren Rand",
    inline="im Text der Seite",
    position="Seite der Schaltfläche",
    right="rechts",
    left="links",
    privacy_url="Adresse Ihrer Datenschutzerklärung",
    imprint_url="Adresse Ihres Impressums",
    url_hint="Beginnt mit https:// und kann leer bleiben.",
    own_colours="Eigene Farben verwenden",
    accent="Akzent",
    background="Hintergrund",
    text="Text",
    show="Vorschau und Code zeigen",
    preview="Vorschau",
    preview_hint="Sie können hier auch fragen. Die Vorschau zeigt Ihre Auswahl in einem Rahmen.",
    preview_title="Vorschau des Assistenten",
    code="Code",
    listed=(
        "Damit der Assistent auf Ihrer Website antwortet, muss deren Adresse beim Betreiber eingetragen sein "
        "(Einstellung GFA_WIDGET_ORIGINS)."
    ),
    script_tag="Eine Zeile",
    script_tag_hint="Setzen Sie die Zeilen an die Stelle der Seite, an der der Assistent stehen soll, oder ans Ende.",
    element="Als Element",
    element_hint=(
        "Dasselbe, nur steht die Ansprechstelle auch dann auf der Seite, wenn das Skript nicht geladen werden kann."
    ),
    style="Farben",
    style_hint="Gehört in eine Stildatei Ihrer Website. Schlecht lesbare Farben nimmt der Assistent nicht an.",
    frame="Als iframe",
    frame_hint="Für Websites, die kein fremdes Skript zulassen. Die Ansprechstelle steht darunter.",
    frame_listener="Höhe des iframes anpassen",
    frame_listener_hint="Freiwillig, für eine Skriptdatei Ihrer Website. Prüft Herkunft und Absender der Meldung.",
    policy="Content-Security-Policy",
    policy_hint="Ergänzen Sie Ihre Richtlinie um diese Angaben; „unsafe-inline“ ist nicht nötig.",
    frame_policy="Content-Security-Policy für den iframe",
    host_texts="Texte für Ihre Website",
    host_texts_hint=(
        "Vorschläge, keine Rechtsberatung: Ergänzen Sie die eckigen Klammern und lassen Sie die Texte von den "
        "zuständigen Stellen prüfen."
    ),
    privacy="Datenschutzerklärung",
    accessibility="Erklärung zur Barrierefreiheit",
    plain_language="Einfache Sprache",
    copy="Kopieren: {name}",
    copied="Kopiert: {name}",
    shown="Vorschau und Code passen zu Ihrer Auswahl.",
    weak=(
        "{name} hat auf dem Hintergrund einen Kontrast von {ratio} zu 1. Nötig sind 4,5 zu 1, sonst zeigt der "
        "Assistent seine eigenen Farben. Bitte wählen Sie eine andere Farbe."
    ),
    bad_address="Die Adressen müssen mit https:// oder http:// beginnen. Bitte prüfen Sie Datenschutz und Impressum.",
)
_ENGLISH = EmbeddingTexts(
    lead=(
        "How the assistant gets onto your website: choose, look at it, copy code and texts. It sets no cookies, "
        "loads nothing from elsewhere, and a strict Content-Security-Policy suffices. The texts for your website "
        "are in German."
    ),
    choice="Choice",
    state="Preset federal state",
    no_state="none",
    language="Language",
    german="German",
    english="English",
    mode="Display",
    launcher="button at the lower edge",
    inline="within the page",
    position="Side of the button",
    right="right",
    left="left",
    privacy_url="Address of your privacy notice",
    imprint_url="Address of your legal notice",
    url_hint="Starts with https:// and may stay empty.",
    own_colours="Use own colours",
    accent="Accent",
    background="Background",
    text="Text",
    show="Show preview and code",
    preview="Preview",
    preview_hint="You can ask here too. The preview shows your choice in a frame.",
    preview_title="Preview of the assistant",
    code="Code",
    listed=(
        "For the assistant to answer on your website, the operator has to list its address (setting "
        "GFA_WIDGET_ORIGINS)."
    ),
    script_tag="One line",
    script_tag_hint="Put the lines where the assistant should stand, or at the end of the page.",
    element="As an element",
    element_hint="The same, but the office is on the page even when the script cannot be loaded.",
    style="Colours",
    style_hint="Belongs in a style sheet of your website. The assistant does not take colours that are hard to read.",
    frame="As an iframe",
    frame_hint="For websites that allow no script from elsewhere. The office stands below it.",
    frame_listener="Fit the height of the iframe",
    frame_listener_hint="Optional, for a script of your website. Checks the message’s origin and sender.",
    policy="Content-Security-Policy",
    policy_hint="Add this to your policy; “unsafe-inline” is not needed.",
    frame_policy="Content-Security-Policy for the iframe",
    host_texts="Texts for your website (German)",
    host_texts_hint=(
        "Proposals, not legal advice: fill in the square brackets and have the texts checked by those responsible."
    ),
    privacy="Privacy notice",
    accessibility="Accessibility statement",
    plain_language="Plain language",
    copy="Copy: {name}",
    copied="Copied: {name}",
    shown="Preview and code fit your choice.",
    weak=(
        "{name} has a contrast of {ratio} to 1 on the background. 4.5 to 1 is needed, or else the assistant shows "
        "its own colours. Please choose another colour."
    ),
    bad_address="The addresses have to start with https:// or http://. Please check privacy and legal notice.",
)


def embedding_texts(language: str) -> EmbeddingTexts:
    return _GERMAN if language == "de" else _ENGLISH
