"""The German brochure text that every layout sets: headings at three levels, lists of many bullets, a footnote."""

from itertools import count

from tests.reading.typeset.records import Piece


def _heading(level: int, text: str) -> Piece:
    return Piece("heading", text, level=level)


def _paragraph(text: str) -> Piece:
    return Piece("paragraph", text)


def _items(markers: str, *texts: str) -> tuple[Piece, ...]:
    """List items; "1." and "a)" count on, any other marker is repeated."""
    numbers = count()
    return tuple(Piece("item", text, marker=_counted(markers, next(numbers))) for text in texts)


def _counted(marker: str, number: int) -> str:
    if marker == "1.":
        return f"{number + 1}."
    return f"{chr(ord('a') + number)})" if marker == "a)" else marker


OPENING = (
    _heading(1, "Gesundheit für alle – gemeinsam in der Kommune"),
    _paragraph(
        "Gesund aufwachsen, gesund arbeiten, gesund älter werden: Wie gut das gelingt, hängt stark davon ab, wo und "
        "wie Menschen leben. Kinder aus Familien mit wenig Geld sind häufiger krank; wer keine Arbeit hat, stirbt im "
        "Durchschnitt früher. Diese Unterschiede sind weder zufällig noch unabänderlich. Kommunen können viel dafür "
        "tun, dass „Gesundheit für alle“ kein bloßes Schlagwort bleibt."
    ),
    _paragraph(
        "Der kommunale Partnerprozess begleitet seit dem 1. Januar 2012 Städte, Gemeinden und Landkreise, die ihre "
        "Angebote für Kinder, Jugendliche, Erwachsene und ältere Menschen aufeinander abstimmen wollen. Bis heute "
        "haben sich rund 330 Kommunen angeschlossen, darunter auch viele Gesundheitsregionen^{plus} in Bayern. "
        "Gemeinsam bauen sie Präventionsketten^{1} auf, die von der Schwangerschaft bis ins hohe Alter reichen."
    ),
)
FOOTNOTE = Piece(
    "footnote",
    "^{1} Eine Präventionskette verknüpft die Unterstützungsangebote einer Kommune über Ämter und Träger hinweg; vgl. "
    "Leitfaden Prävention, Kap. 4, S. 38 ff.",
)
GOALS = (
    _heading(2, "Was der Partnerprozess erreichen will"),
    _paragraph(
        "Im Mittelpunkt stehen Menschen, die von den üblichen Angeboten kaum erreicht werden: Alleinerziehende, "
        "Langzeitarbeitslose, Geflüchtete, pflegende Angehörige. Ihre Lebenswelten – Kita, Schule, Betrieb, Stadtteil "
        "– sollen so gestaltet sein, dass sie die Gesundheit schützen. Deshalb arbeiten Gesundheits- und Jugendamt, "
        "Stadtplanung, Krankenkassen und freie Träger ressortübergreifend zusammen. Der Prozess soll:"
    ),
    *_items(
        "•",
        "den fachlichen Austausch zwischen den Kommunen fördern und Good-Practice-Beispiele sichtbar machen,",
        "die Zusammenarbeit der Ämter, Träger und Krankenkassen vor Ort stärken,",
        "Bürgerinnen und Bürger von Anfang an beteiligen, z. B. in Stadtteilkonferenzen oder Planungswerkstätten,",
        "Wirkungen überprüfbar machen.",
    ),
)
BACKGROUND = (
    _heading(2, "Warum Kommunen der richtige Ort sind"),
    _paragraph(
        "Gesundheit entsteht im Alltag. Ob ein Kind zu Fuß zur Schule gehen kann, ob es im Quartier einen Park, eine "
        "Bücherei und bezahlbare Wohnungen gibt, ob Nachbarn einander kennen: All das entscheidet über Lebensjahre. "
        "Nach Zahlen des Robert Koch-Instituts liegt die Lebenserwartung von Männern mit sehr niedrigem Einkommen um "
        "8,6 Jahre unter der von Männern mit hohem Einkommen; bei Frauen beträgt der Abstand 4,4 Jahre. Die meisten "
        "dieser Bedingungen lassen sich vor Ort beeinflussen, aber kein Amt kann es allein."
    ),
    _paragraph(
        "Viele Angebote bestehen bereits. Doch sie enden oft dort, wo ein Lebensabschnitt endet: Die Hebamme "
        "verabschiedet sich, die Kita weiß nichts von den Frühen Hilfen, der Übergang von der Schule in die "
        "Ausbildung bleibt dem Zufall überlassen. Integrierte kommunale Strategien schließen diese Lücken. Sie "
        "ordnen vorhandene Bausteine neu, vermeiden Doppelstrukturen und sparen auf mittlere Sicht Geld."
    ),
    _heading(3, "Der rechtliche Rahmen"),
    _paragraph(
        "Das Präventionsgesetz vom 17. Juli 2015 verpflichtet die Krankenkassen, Leistungen in Lebenswelten zu "
        "erbringen. Im Jahr 2023 gaben sie dafür 2,32 Euro je versicherter Person aus. Rahmenvereinbarungen der Länder "
        "regeln, wie Krankenkassen, Rentenversicherung, Unfallversicherung und Kommunen zusammenwirken. Der "
        "öffentliche Gesundheitsdienst hat in fast allen Ländern den Auftrag, die Gesundheitsförderung zu koordinieren "
        "(vgl. § 6 des hessischen Gesetzes; in Bayern Art. 9 GDG)."
    ),
    _heading(3, "Was sich bewährt hat"),
    _paragraph(
        "Erfolgreiche Kommunen beginnen klein, aber verbindlich. Sie wählen eine Lebensphase – häufig die ersten sechs "
        "Jahre –, benennen eine Koordinatorin mit eigenem Stundenkontingent und lassen den Rat jährlich berichten. "
        "Sie fragen zuerst die Menschen, um die es geht, und erst danach die Fachleute. Außerdem planen sie die "
        "Auswertung von Beginn an mit: Was soll sich bis wann für wen ändern, und woran merken wir es?"
    ),
)
STEPS = (
    _heading(2, "So werden Sie Partnerkommune"),
    _heading(3, "Voraussetzungen"),
    _paragraph(
        "Die Teilnahme ist kostenfrei und an keine Einwohnerzahl gebunden. Erforderlich ist ein Beschluss der "
        "Kommune, mit dem sie sich zu den Zielen bekennt und eine zuständige Ansprechperson benennt. Fördermittel "
        "nach § 20a SGB V sind möglich, aber keine Bedingung."
    ),
    _heading(3, "Die Schritte im Einzelnen"),
    *_items(
        "1.",
        "Nehmen Sie Kontakt zur Koordinierungsstelle Gesundheitliche Chancengleichheit (KGC) Ihres Bundeslandes auf.",
        "Klären Sie im Erstgespräch, welche Angebote es schon gibt und wo Lücken sind.",
        "Lassen Sie den Beitritt im Gemeinde-, Stadt- oder Kreisrat beschließen.",
        "Unterzeichnen Sie die Partnererklärung und melden Sie sich auf der Internetplattform an.",
    ),
    _paragraph("Die Koordinierungsstelle unterstützt Sie dabei kostenlos. Sie hilft Ihnen,"),
    *_items(
        "a)",
        "den Bestand zu erheben und auszuwerten,",
        "eine Steuerungsgruppe einzurichten,",
        "passende Fördermittel zu finden.",
    ),
)
PRACTICE = (
    _heading(2, "Aus der Praxis: drei Beispiele"),
    _heading(3, "Fürstenfeldbruck: Frühe Hilfen von Tür zu Tür"),
    _paragraph(
        "Seit 2019 besuchen Familienlotsinnen alle Eltern von Neugeborenen. Die Fachkräfte bringen ein "
        "Begrüßungspaket mit, hören zu und vermitteln, wenn nötig, an Hebammen, Schuldnerberatung oder Frühförderung. "
        "91,4 % der Familien öffnen ihnen die Tür. „Ohne den Besuch hätte ich mich nie ins Familienzentrum getraut“, "
        "sagt eine Mutter. Der Landkreis finanziert das Angebot mit 128.500 Euro im Jahr."
    ),
    _heading(3, "Bad Hersfeld: Bewegung im Quartier"),
    _paragraph(
        "Auf einer Brachfläche entstand 2021 ein offener Bewegungspark. Geplant haben ihn Jugendliche und Menschen "
        "über 65 gemeinsam; gepflegt wird er von den Vereinen. Inzwischen treffen sich dort wöchentlich bis zu "
        "60 Personen, bei jedem Wetter. Die Kommune hat drei Dinge gelernt:"
    ),
    *_items(
        "–",
        "Beteiligung braucht Zeit – mindestens ein halbes Jahr vor dem ersten Spatenstich.",
        "Kleine Erfolge öffentlich feiern hilft mehr als große Pläne.",
        "Die Pflege muss geklärt sein, bevor die Geräte stehen.",
    ),
    _heading(3, "Zeitz: Gesund älter werden"),
    _paragraph(
        "In der Kleinstadt im Süden Sachsen-Anhalts lebt mehr als ein Drittel der über 75-Jährigen allein. Ein "
        "Besuchsdienst aus 24 Ehrenamtlichen, geschult von der Volkshochschule, beugt der Vereinsamung vor. Das "
        "Projekt wurde 2022 mit dem Landespräventionspreis ausgezeichnet und läuft bis 31.12.2026 weiter."
    ),
)
SUPPORT = (
    _heading(2, "Welche Unterstützung Sie erhalten"),
    _paragraph(
        "Sie müssen das Rad nicht neu erfinden. Die Koordinierungsstellen der 16 Länder, die Bundeszentrale und der "
        "Kooperationsverbund stellen Wissen, Werkzeuge und Kontakte bereit:"
    ),
    *_items(
        "▪",
        "Werkstätten und Online-Seminare, etwa zu Bestandsaufnahme, Evaluation und Öffentlichkeitsarbeit;",
        "eine Landkarte aller Partnerkommunen mit Ansprechpersonen;",
        "Arbeitshilfen, u. a. die „Kriterien für gute Praxis“ und Musterbeschlüsse.",
    ),
    _heading(3, "Checkliste für den Anfang"),
    *_items(
        "✓",
        "Die Bürgermeisterin oder der Landrat steht hinter dem Vorhaben.",
        "Eine Stelle hat den Auftrag und mindestens fünf Stunden in der Woche dafür.",
        "Daten zur sozialen und gesundheitlichen Lage liegen vor.",
    ),
    _heading(3, "Häufige Fragen"),
    *_items(
        "▸",
        "Kostet die Teilnahme etwas? Nein, auch die Beratung ist kostenfrei.",
        "Wie lange dauert der Beitritt? Meist drei bis sechs Monate, je nach Sitzungskalender.",
        "Können wir wieder austreten? Ja, jederzeit und formlos.",
    ),
    _paragraph(
        "Noch Fragen? Rufen Sie uns an: Tel. 0361 654-3210, Mo. bis Do. von 9:00 bis 15:30 Uhr, oder schreiben Sie an "
        "partnerprozess@beispielstadt.de. Größere Veranstaltungen kündigen wir mindestens sechs Wochen vorher an. "
        "Stand dieser Broschüre: 15. September 2023 (offizielle Fassung)."
    ),
)
BROCHURE = (*OPENING, *GOALS, *BACKGROUND, *STEPS, *PRACTICE, *SUPPORT)

TABLE_LEAD = (
    _heading(1, "Anlaufstellen und Fördermittel"),
    _paragraph(
        "Die Tabelle nennt für jede Kommune die zuständige Stelle, das Jahr des Beitritts und die Höhe der Förderung. "
        "Änderungen bitte bis 30. Juni melden."
    ),
)
TABLE_HEAD = ("Kommune", "Zuständige Stelle", "Beitritt", "Förderung")
TABLE_ROWS = (
    ("Fürstenfeldbruck", "Amt für Soziales und Gesundheit, Fachbereich Prävention", "2013", "128.500 €"),
    ("Bad Hersfeld", "Stabsstelle Sozialplanung", "2021", "42.000 €"),
    ("Zeitz", "Fachdienst Soziales", "2019", "18.750 €"),
    ("Mönchengladbach", "Gesundheitsamt, Abteilung Kinder- und Jugendgesundheit", "2012", "210.000 €"),
    ("Görlitz", "Büro der Oberbürgermeisterin", "2016", "65.300 €"),
    ("Weißenfels", "Amt für Bildung, Kultur und Sport", "2017", "–"),
    ("Lübeck", "Bereich Soziale Sicherung, Koordination „Älter werden“", "2014", "97.400 €"),
    ("Gießen", "Landkreis, Fachdienst Gesundheit", "2015", "54.000 €"),
)
TABLE_AFTER = (
    _heading(2, "Hinweise zur Tabelle"),
    _paragraph("Beträge je Haushaltsjahr, gerundet; „–“ bedeutet, dass keine Landesförderung gewährt wird."),
)
