"""Texts for the site that embeds the widget, in German, for its editor to complete where there are square brackets."""

# For a file of the host's own scripts.
FRAME_LISTENER = """\
addEventListener("message", (event) => {
  const frame = document.querySelector("iframe[data-gfa]");
  if (event.origin !== "{origin}" || !frame || event.source !== frame.contentWindow) return;
  const { type, height } = event.data ?? {};
  if (type === "gfa:resize" && Number.isFinite(height)) frame.height = Math.min(Math.max(height, 200), 20000);
});"""

_PRIVACY = """\
Assistent zum Partnerprozess „Gesundheit für alle“

Auf dieser Website können Sie einem Computerprogramm Fragen zum kommunalen Partnerprozess „Gesundheit für alle“ \
stellen. Das Programm läuft unter {server} und wird betrieben von [Name und Anschrift des Betreibers].

Beim Aufruf der Seite lädt Ihr Browser das Programm von dieser Adresse. Dabei wird, wie bei jedem Abruf im \
Internet, Ihre IP-Adresse übertragen. Das Programm selbst schreibt keine IP-Adresse in ein Protokoll; um \
Überlastung zu verhindern, zählt es die Anfragen je Adresse kurzzeitig im Arbeitsspeicher. [Angaben zu den \
Protokollen des Webservers oder Proxys ergänzen.]

Wenn Sie eine Frage senden, werden der Wortlaut der Frage, bei Nachfragen die letzten vier Beiträge des Gesprächs, \
und das gewählte Bundesland an diese Adresse übertragen, um die Antwort zu finden. An andere Stellen wird nichts \
übertragen. {questions} Gezählt wird je Tag, wie viele Fragen zu welchem Thema und Bundesland beantwortet und wie \
Antworten bewertet wurden; diese Zahlen werden nach {keep_days} Tagen gelöscht.

In Ihrem Browser werden keine Cookies gesetzt und keine Kennungen abgelegt. Das Gespräch endet, wenn Sie die Seite \
verlassen.

Bitte geben Sie keine personenbezogenen Daten in das Fragefeld ein.

Rechtsgrundlage: [von Ihrer Datenschutzstelle zu ergänzen]."""
_NOT_KEPT = "Der Wortlaut der Fragen wird nicht gespeichert."
_KEPT = (
    "Der Wortlaut der Fragen wird {keep_days} Tage lang gespeichert, um die Auskunft zu verbessern; Namen, Adressen, "
    "Telefonnummern und ähnliche Angaben werden vorher nach Regeln unkenntlich gemacht, was nicht immer gelingt."
)

_ACCESSIBILITY = """\
Eingebundener Assistent zum Partnerprozess „Gesundheit für alle“

Der Assistent soll die Anforderungen der WCAG 2.2, Stufen A und AA, erfüllen. Er lässt sich mit der Tastatur \
allein bedienen; Fragen, Antworten, Quellen und Fehler sind für Screenreader ausgezeichnet und werden angesagt; \
Kontraste, Textvergrößerung, schmale Bildschirme, reduzierte Bewegung und erzwungene Farben werden beachtet. \
Geprüft wird bei jeder Änderung automatisch (axe-core und eigene Tests). Eine Prüfung mit Menschen, die \
Hilfsmittel benutzen, steht noch aus.

Nicht vollständig barrierefrei können sein:
- Dokumente, auf die der Assistent verweist, vor allem PDF-Dateien ohne Auszeichnung. Die zitierte Stelle steht \
deshalb immer auch als Text im Assistenten.
- Antworten enthalten den Wortlaut der Quellen, also auch deren Fachsprache.
- Auf Englisch ist nur der Rahmen übersetzt; die Quellen sind deutsch und so ausgezeichnet.

Der Assistent gibt keine Auskunft in Leichter Sprache und keine in Deutscher Gebärdensprache. Die Erläuterungen \
dazu gehören auf diese Website: [Verweise ergänzen, soweit das Recht Ihres Landes oder § 4 BITV 2.0 sie verlangt].

Barrieren melden: [Stelle, E-Mail-Adresse, Telefon]. Sie erhalten eine Antwort innerhalb von [Frist; für \
Bundesstellen ein Monat nach § 12b BGG].

Wenn Sie mit unserer Antwort nicht zufrieden sind: {enforcement}."""
_ENFORCEMENT = (
    "[Durchsetzungs- oder Schlichtungsstelle{of_state} mit Adresse ergänzen; für Stellen des Bundes ist es die "
    "Schlichtungsstelle nach § 16 BGG, www.schlichtungsstelle-bgg.de]"
)

_PLAIN_LANGUAGE = """\
Der Assistent in Einfacher Sprache
(Dies ist ein Text in Einfacher Sprache. Er ist nicht als Leichte Sprache geprüft.)

Auf dieser Website können Sie Fragen stellen.
Es geht um den Partnerprozess „Gesundheit für alle“.
Das ist ein Programm für Städte, Gemeinden und Landkreise.
Sie wollen, dass alle Menschen gesund leben können.

So geht es:
- Schreiben Sie Ihre Frage in das Feld.
- Drücken Sie dann auf „Frage senden“.
- Nach kurzer Zeit sehen Sie die Antwort.

Ein Computer-Programm antwortet. Es antwortet kein Mensch.
Das Programm sucht die Antwort in Texten und Heften.
Unter der Antwort stehen die Quellen. Dort können Sie nachlesen, was im Text steht.
Manchmal findet das Programm keine Antwort. Dann sagt es das.

Schreiben Sie keine Namen in das Feld. Schreiben Sie auch nichts über Ihre Gesundheit.

{office}"""
_ASK_OFFICE = "Sie können auch Menschen fragen. Hier bekommen Sie Hilfe:\n{office}"
_ASK_ANYONE = "Sie können auch Menschen fragen: [Stelle mit Telefonnummer ergänzen]"


def privacy_text(*, server: str, keep_days: int, keeps_questions: bool) -> str:
    """A passage for the site's privacy notice that fits the operator's settings."""
    questions = _KEPT.format(keep_days=keep_days) if keeps_questions else _NOT_KEPT
    return _PRIVACY.format(server=server, questions=questions, keep_days=keep_days)


def accessibility_text(*, state: str | None) -> str:
    """A passage for the site's accessibility statement; `state` is the Land's name."""
    return _ACCESSIBILITY.format(enforcement=_ENFORCEMENT.format(of_state=f" für {state}" if state else ""))


def plain_language_text(*, office: str | None) -> str:
    """What the assistant does, in plain language."""
    return _PLAIN_LANGUAGE.format(office=_ASK_OFFICE.format(office=office) if office else _ASK_ANYONE)
