"""The two programme texts as they are read: every block with kind, section and text, read by eye."""

from pathlib import Path

import pytest

from gfa_assistant.reading import list_corpus, read_document
from gfa_assistant.records import Document

CORPUS = Path(__file__).parents[2] / "corpus"

BAYERN = [
    (
        "heading",
        ("Der bundesweite Partnerprozess",),
        "Der bundesweite Partnerprozess",
    ),
    (
        "paragraph",
        ("Der bundesweite Partnerprozess",),
        (
            "Der Partnerprozess, 2011 ins Leben gerufen, konzentrierte sich unter dem Namen „Gesund aufwachsen "
            "für alle!“ bis Herbst 2015 vor allem auf die Gesundheitsförderung im Bereich Kinder und Jugendliche."
        ),
    ),
    (
        "paragraph",
        ("Der bundesweite Partnerprozess",),
        (
            "Danach wurde die Erweiterung des Partnerprozess auf alle Lebensphasen und seine Umbenennung in "
            "„Gesundheit für alle“ offiziell beschlossen."
        ),
    ),
    (
        "paragraph",
        ("Der bundesweite Partnerprozess",),
        (
            "Initiiert durch die Bundeszentrale für gesundheitliche Aufklärung (BZgA), wird der Partnerprozess im"
            " Rahmen des Kooperationsverbundes Gesundheitliche Chancengleichheit und in Zusammenarbeit mit den "
            "kommunalen Spitzenverbänden und dem Gesunde-Städte-Netzwerk (GSN) durchgeführt. Er ist als eine Art "
            "gemeinsamen Lernens zu verstehen und bietet Kommunen und weiteren Akteuren die Möglichkeit, sich "
            "über Strategien zur Umsetzung Gesundheitsförderlicher Strukturen auszutauschen."
        ),
    ),
    (
        "heading",
        ("Ziele des bundesweiten Partnerprozesses „Gesundheit für alle“",),
        "Ziele des bundesweiten Partnerprozesses „Gesundheit für alle“",
    ),
    (
        "list",
        ("Ziele des bundesweiten Partnerprozesses „Gesundheit für alle“",),
        (
            "Ein gesundes und chancengerechtes Leben von Menschen jeden Alters fördern\n"
            "Die Zusammenarbeit und einen gemeinschaftlichen Lernprozess über Ressorts und Generationen hinweg "
            "stärken\n"
            "Kommunen beim Aufbau und der Umsetzung integrierter kommunaler Strategien („Präventionsketten“) "
            "begleiten\n"
            "Vorhandene Kenntnisse und Erfahrungen sowie Ressourcen bundesweit sichtbar und zugänglich machen"
        ),
    ),
    (
        "heading",
        ("Unterstützungsangebote im Partnerprozess",),
        "Unterstützungsangebote im Partnerprozess",
    ),
    (
        "list",
        ("Unterstützungsangebote im Partnerprozess",),
        (
            "Förderung des bundesweiten Austausches\n"
            "Fachliche Begleitung und Qualifizierung\n"
            "Unterstützung durch starke Partner"
        ),
    ),
    (
        "contact",
        (),
        (
            "Koordinierungsstelle Gesundheitliche Chancengleichheit\n"
            "www.gesundheitliche-chancengleichheit.de/bayern\n"
            "Kontakt zum Thema Partnerprozess:\n"
            "Aufgabenbereich 2 – Iris Grimm\n"
            "Zentrum für Prävention und Gesundheitsförderung (ZPG)\n"
            "im Bayerischen Landesamt für Gesundheit und Lebensmittelsicherheit (LGL)\n"
            "Pfarrstr. 3, 80538 München\n"
            "Tel. 09131 6808-4506\n"
            "www.zpg-bayern.de"
        ),
    ),
    (
        "paragraph",
        (),
        (
            "Diese Druckschrift wird kostenlos im Rahmen der Öffentlichkeitsarbeit der Bayerischen "
            "Staatsregierung herausgegeben. Sie darf weder von den Parteien noch von Wahlwerbenden oder "
            "Wahlhelfern im Zeitraum von fünf Monaten vor einer Wahl zum Zweck der Wahlwerbung verwendet werden. "
            "Dies gilt für Landtags-, Bundestags-, Kommunal- und Europawahlen. Missbräuchlich ist während dieser "
            "Zeit insbesondere die Verteilung auf Wahlveranstaltungen, an Informationsständen der Parteien sowie "
            "das Einlegen, Aufdrucken und Aufkleben parteipolitischer Informationen oder Werbemittel. Untersagt "
            "ist gleichfalls die Weitergabe an Dritte zum Zweck der Wahlwerbung. Auch ohne zeitlichen Bezug zu "
            "einer bevorstehenden Wahl darf die Druckschrift nicht in einer Weise verwendet werden, die als "
            "Parteinahme der Staatsregierung zugunsten einzelner politischer Gruppen verstanden werden könnte. "
            "Den Parteien ist es gestattet, die Druckschrift zur Unterrichtung ihrer eigenen Mitglieder zu "
            "verwenden. Bei publizistischer Verwertung – auch von Teilen – wird um Angabe der Quelle und "
            "Übersendung eines Belegexemplars gebeten. Das Werk ist urheberrechtlich geschützt. Alle Rechte sind "
            "vorbehalten. Die Broschüre wird kostenlos abgegeben, jede entgeltliche Weitergabe ist untersagt. "
            "Diese Broschüre wurde mit großer Sorgfalt zusammengestellt. Eine Gewähr für die Richtigkeit und "
            "Vollständigkeit kann dennoch nicht übernommen werden. Für die Inhalte fremder Internetangebote sind "
            "wir nicht verantwortlich."
        ),
    ),
    (
        "heading",
        ("BAYERN | DIREKT",),
        "BAYERN | DIREKT",
    ),
    (
        "paragraph",
        ("BAYERN | DIREKT",),
        (
            "Unter Telefon 089 122220 oder per E-Mail unter direkt@bayern.de erhalten Sie Informationsmaterial "
            "und Broschüren, Auskunft zu aktuellen Themen und Internetquellen sowie Hinweise zu Behörden, "
            "zuständigen Stellen und Ansprechpartnern bei der Bayerischen Staatsregierung."
        ),
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern",),
        "Der Partnerprozess „Gesundheit für alle“ in Bayern",
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern",),
        "Machen Sie mit!",
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        "Bayerische Kommunen im bundesweiten Partnerprozess",
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        (
            "Der Partnerprozess wird durch die Koordinierungsstellen für gesundheitliche Chancengleichheit in den"
            " Bundesländern koordiniert und begleitet. Sie beraten Kommunen, unterstützen auf der Landesebene die"
            " Vernetzung in der soziallagenbezogenen Gesundheitsförderung und tragen zur Weiterentwicklung der "
            "Praxis bei."
        ),
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        (
            "Der Partnerprozess ist ein stetig wachsendes Netzwerk, das inzwischen bereits 50 offizielle "
            "Partnerkommunen verzeichnen kann. Darüber hinaus beteiligen sich weitere Kommunen an dem "
            "Online-Austausch."
        ),
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        "In Bayern sind dem Partnerprozess bis Ende des Jahres 2023 einundzwanzig Kommunen beigetreten.",
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        "Bayerische Kommunen/Gesundheitsregionen plus (GR+), die dem Partnerprozess beigetreten sind:",
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Bayerische Kommunen im bundesweiten Partnerprozess"),
        (
            "2012: Augsburg\n"
            "2014: GR+ Nürnberg, GR+ Donau-Ries, GR+ Fürth, GR+ Würzburg\n"
            "2015: Ingolstadt, Rottal-Inn, München, GR+ Passau, GR+ Dillingen\n"
            "2016: GR+ Erlangen-Höchstadt & Erlangen, GR+ Bamberg\n"
            "2017: GR+ Günzburg\n"
            "2018: GR+ Miltenberg\n"
            "2019: Stadt Aschaffenburg, Markt Schierling, Landkreis Neumarkt, Gr+ Ebersberg\n"
            "2020: GR+ Weilheim-Schongau, Landkreis Kulmbach\n"
            "2023: GR+ Landkreis Fürth"
        ),
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Umsetzung des Partnerprozess in Bayern"),
        "Umsetzung des Partnerprozess in Bayern",
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Umsetzung des Partnerprozess in Bayern"),
        "Beispiele für Schwerpunktthemen der Kommunen:",
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Umsetzung des Partnerprozess in Bayern"),
        (
            "Augsburg: Gesundheitsförderung für Kinder und Jugendliche, Netzwerk Frühe Hilfen\n"
            "Erlangen-Höchstadt & Erlangen: Gesundheitsstrategie der GR+ im Rahmen der Gesundheitskonferenz\n"
            "Fürth: Gesundheitsförderung und Stadtentwicklung\n"
            "Günzburg: Wettbewerb Gesunde Einrichtung\n"
            "Miltenberg: Aufbau von Präventionsketten im Landkreis"
        ),
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Beispiel: Der Partnerprozess im Landkreis Rottal-Inn"),
        "Beispiel: Der Partnerprozess im Landkreis Rottal-Inn",
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Beispiel: Der Partnerprozess im Landkreis Rottal-Inn"),
        (
            "Fachtag am 04. Mai 2017 in Pfarrkirchen: „Psychisch belastete Familien – und was ist mit den "
            "Kindern?“\n"
            "Ziel: Für die Bedürfnisse der Kinder sensibilisieren und auf Hilfsangebote hinweisen\n"
            "Vorträge und Workshops zu Themen wie: Bindung, Auswirkung von psychischen Erkrankungen der Eltern "
            "auf die Kinder, psychische Erkrankungen im Kinder- und Jugendalter\n"
            "Gleichzeitige Eröffnung der Ausstellung „KinderSprechStunde“ des ZPG in der Sparkasse Pfarrkirchen"
        ),
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Gute Gründe für den Partnerprozess"),
        "Gute Gründe für den Partnerprozess",
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Gute Gründe für den Partnerprozess"),
        (
            "Unterstützung durch starke Partner wie BZgA, kommunale Spitzenverbände, das Gesunde Städte-Netzwerk "
            "und die GKV\n"
            "Teilnahme am bundesweiten Austausch zur Umsetzung integrierter kommunaler Strategien zur "
            "Gesundheitsförderung\n"
            "durch gemeinsame regionale und bundesweite Fachveranstaltungen\n"
            "online durch die Angebote der Austauschplattform\n"
            "inforo-online\n"
            "Fachliche Begleitung und Qualifizierung durch die Koordinierungsstellen Gesundheitliche "
            "Chancengleichheit\n"
            "Verankerung von integrierten kommunalen Strategien\n"
            "(Weiter-)Entwicklung der ressortübergreifenden Zusammenarbeit\n"
            "Qualitätsentwicklung eigener Maßnahmen (z. B. Good Practice)\n"
            "Zugriff auf Materialien und „Werkzeuge“, die Erkenntnisse und Erfahrungen verschiedener kommunaler "
            "Partner bündeln\n"
            "Sichtbarkeit eigener Aktivitäten, Strategien und Erfolge sowie Austausch mit anderen Kommunen"
        ),
    ),
    (
        "paragraph",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Gute Gründe für den Partnerprozess"),
        "Machen Sie mit!",
    ),
    (
        "heading",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Wie werde ich Partnerkommune in Bayern?"),
        "Wie werde ich Partnerkommune in Bayern?",
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Wie werde ich Partnerkommune in Bayern?"),
        (
            "Kontaktaufnahme zur Koordinierungsstelle Gesundheitliche Chancengleichheit in Bayern (KGC Bayern)\n"
            "Besprechung der Schwerpunktthemen/Zielsetzung im Rahmen des Partnerprozesses\n"
            "Unterzeichnung einer Partnerurkunde (ZPG, BZgA und Verantwortlicher aus der Kommune/dem "
            "Landkreis/der GR+)\n"
            "Ggf. Planung einer Fachtagung oder Werkstatt zum Partnerprozess mit Urkundenübergabe gemeinsam mit "
            "der KGC Bayern"
        ),
    ),
    (
        "list",
        ("Der Partnerprozess „Gesundheit für alle“ in Bayern", "Wie werde ich Partnerkommune in Bayern?"),
        (
            "www.gesundheitliche-chancengleichheit.de/partnerprozess/\n"
            "www.zpg-bayern.de/partnerprozess-gesundheit-fuer-alle.html"
        ),
    ),
]

HESSEN = [
    (
        "heading",
        ('Partnerprozess "Gesundheit für alle" in Hessen',),
        'Partnerprozess "Gesundheit für alle" in Hessen',
    ),
    (
        "heading",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Kommunaler Partnerprozess für alle"),
        "Kommunaler Partnerprozess für alle",
    ),
    (
        "paragraph",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Kommunaler Partnerprozess für alle"),
        (
            "Der kommunale Partnerprozess „Gesundheit für alle“ führt Kommunen zusammen, die sich auf den Weg "
            "gemacht haben, integrierte kommunale Strategien, sogenannte “Präventionsketten” aufzubauen. Diese "
            "sollen die Voraussetzungen für ein möglichst langes und gesundes Leben für alle Menschen der Kommune"
            " verbessern. Im Rahmen des Partnerprozess steht der Austausch und das voneinander Lernen im Fokus: "
            "Welche kommunalen Ansätze zur Förderung der Gesundheit von Menschen in schwieriger sozialer Lage "
            "haben sich bewährt? Und: Wie lassen sich die gemachten vielfältigen Erfahrungen weitergeben? "
            "Initiiert durch die Bundeszentrale für gesundheitliche Aufklärung (BZgA), wird der Partnerprozess im"
            " Rahmen des Kooperationsverbundes „Gesundheitliche Chancengleichheit“ in Zusammenarbeit mit den "
            "kommunalen Spitzenverbänden und dem Gesunde-Städte-Netzwerk (GSN) durchgeführt."
        ),
    ),
    (
        "heading",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Entwicklung des Partnerprozess"),
        "Entwicklung des Partnerprozess",
    ),
    (
        "paragraph",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Entwicklung des Partnerprozess"),
        (
            "2011 unter dem Namen „Gesund aufwachsen für alle!“ ins Leben gerufen, konzentrierte sich der "
            "Partnerprozess bis Herbst 2015 vor allem auf die Gesundheitsförderung im Bereich Kinder und "
            "Jugendliche. Am 24.11.2015 wurde die Erweiterung des Partnerprozess auf alle Lebensphasen und seine "
            "Umbenennung in „Gesundheit für alle“ offiziell beschlossen."
        ),
    ),
    (
        "paragraph",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Entwicklung des Partnerprozess"),
        (
            "Zahlreiche Studien belegen, dass Menschen in sozial benachteiligten Lebenslangen verstärkt von "
            "gesundheitlicher Benachteiligung betroffen sind. (Quellen: Gesundheitsberichterstattung des Bundes, "
            "RKI 2006; Kinder- und Jugendgesundheitssurvey KIGGS 2007). In den Gesundheitswissenschaften besteht "
            "Konsens darüber, dass selbst einfache Informationen und Aufklärungsangebote über den Erhalt der "
            "eigenen Gesundheit gerade jene Bevölkerungsgruppen kaum oder gar nicht erreichen, die sozial wie "
            "ökonomisch benachteiligt sind. Dieses Präventionsdilemma lässt sich nur mit einer auf die Lebenswelt"
            " bezogenen Ausrichtung entsprechender Maßnahmen verbessern (Settingansatz). Auch der 13. Kinder- und"
            " Jugendbericht der Bundesregierung betont die Notwendigkeit, dass Gesundheits- und Jugendbereich "
            "ihre Arbeit wechselseitig öffnen und sie stärker aufeinander beziehen. Diese Zusammenarbeit sollte "
            "aus Sicht der Berichterstatter/innen vor allem die soziale und gesundheitliche Situation von "
            "„Kindern, Jugendlichen und jungen Erwachsenen in Armuts- und sozial benachteiligenden Lebens- und "
            "Problemlagen verbessern“. Der Bericht fordert in seiner zehnten Leitlinie die verstärkte "
            "interprofessionelle Vernetzung, damit auf kommunaler Ebene „bedarfsgerechte, passgenaue "
            "Förderkonzepte gemeinsam gestaltet und realisiert werden können“."
        ),
    ),
    (
        "paragraph",
        ('Partnerprozess "Gesundheit für alle" in Hessen', "Entwicklung des Partnerprozess"),
        (
            "Die gezielte Intervention in der Lebenswelt “Stadtteil” wird sowohl von Experten der "
            "Gesundheitswissenschaften als auch vom Spitzenverband der Krankenkassen als besonders geeigneter "
            "Zugangsweg zu sozial und gesundheitlich benachteiligten Gruppen empfohlen. Die Kommunen halten "
            "umfangreiche Angebote bereit, um Kinder, Jugendliche und ihre Eltern in schwieriger sozialer Lage zu"
            " unterstützen. Die Beratungs- und Begleitungsangebote der Jugendämter, die Angebote der "
            "Gesundheitsämter mit ihren Kinder- und Jugendgesundheitsdiensten und Zahnmedizinischen Diensten oder"
            " auch die Unterstützung im Rahmen von Schulsozialarbeit sind hierfür Beispiele. Oft werden diese "
            "Unterstützungsangebote im kommunalen Auftrag durch freie Träger erbracht. Den Kommunen kommt in "
            "jedem Fall eine Schlüsselposition bei der Koordinierung dieser Angebote zu."
        ),
    ),
    (
        "heading",
        (
            'Partnerprozess "Gesundheit für alle" in Hessen',
            "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
        ),
        "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
    ),
    (
        "paragraph",
        (
            'Partnerprozess "Gesundheit für alle" in Hessen',
            "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
        ),
        "Wir beraten Sie gerne und stehen für Ihre Fragen zur Verfügung!",
    ),
    (
        "list",
        (
            'Partnerprozess "Gesundheit für alle" in Hessen',
            "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
        ),
        (
            "inforo online\n"
            "Online-Instrumente für kommunale Akteure, Netzwerkkoordinatoren und Fachkräfte die integrierte "
            "Handlungsstrategien in der Kommune umsetzen.\n"
            "inforo-online"
        ),
    ),
    (
        "paragraph",
        (
            'Partnerprozess "Gesundheit für alle" in Hessen',
            "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
        ),
        (
            "Weitere Informationen zum Partnerprozess finden Sie auf der Website des Kooperationsverbundes "
            "Gesundheitliche Chancengleichheit"
        ),
    ),
    (
        "paragraph",
        (
            'Partnerprozess "Gesundheit für alle" in Hessen',
            "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?",
        ),
        (
            "Quellen: Bundeszentrale für gesundheitliche Aufklärung (BZgA), Kooperationsverbund „Gesundheitliche "
            "Chancengleichheit“, Landesvereinigung für Gesundheit & Akademie für Sozialmedizin Niedersachsen e.V"
        ),
    ),
]


def document(document_id: str) -> Document:
    return next(read_document(file) for file in list_corpus(CORPUS) if file.document_id == document_id)


@pytest.mark.parametrize(
    ("document_id", "expected"),
    [("bayern-broschuere-partnerprozess", BAYERN), ("hessen-partnerprozess", HESSEN)],
    ids=["bayern", "hessen"],
)
def test_a_programme_text_is_read_block_by_block(document_id, expected):
    read = document(document_id)
    assert [(block.kind, block.section, read.block_text(block)) for block in read.blocks] == expected


@pytest.mark.parametrize("document_id", ["bayern-broschuere-partnerprozess", "hessen-partnerprozess"])
def test_spans_slice_the_stored_text_and_leave_only_blank_lines_between(document_id):
    read = document(document_id)
    assert "\n\n".join(read.block_text(block) for block in read.blocks) == read.text
    for block in read.blocks:
        lines = read.block_text(block).split("\n") if block.kind == "list" else []
        assert [read.text[item.start : item.end] for item in block.items] == lines


def test_only_the_arrows_of_the_brochure_are_nested():
    read = document("bayern-broschuere-partnerprozess")
    nested = [read.text[item.start : item.end] for block in read.blocks for item in block.items if item.depth]
    assert nested == [
        "durch gemeinsame regionale und bundesweite Fachveranstaltungen",
        "online durch die Angebote der Austauschplattform",
        "inforo-online",
        "Verankerung von integrierten kommunalen Strategien",
        "(Weiter-)Entwicklung der ressortübergreifenden Zusammenarbeit",
        "Qualitätsentwicklung eigener Maßnahmen (z. B. Good Practice)",
    ]


def test_headings_without_markup_get_levels():
    assert [
        (block.level, block.section[-1])
        for name in ("bayern-broschuere-partnerprozess", "hessen-partnerprozess")
        for block in document(name).blocks
        if block.kind == "heading"
    ] == [
        (1, "Der bundesweite Partnerprozess"),
        (1, "Ziele des bundesweiten Partnerprozesses „Gesundheit für alle“"),
        (1, "Unterstützungsangebote im Partnerprozess"),
        (1, "BAYERN | DIREKT"),
        (1, "Der Partnerprozess „Gesundheit für alle“ in Bayern"),
        (2, "Bayerische Kommunen im bundesweiten Partnerprozess"),
        (2, "Umsetzung des Partnerprozess in Bayern"),
        (2, "Beispiel: Der Partnerprozess im Landkreis Rottal-Inn"),
        (2, "Gute Gründe für den Partnerprozess"),
        (2, "Wie werde ich Partnerkommune in Bayern?"),
        (1, 'Partnerprozess "Gesundheit für alle" in Hessen'),
        (2, "Kommunaler Partnerprozess für alle"),
        (2, "Entwicklung des Partnerprozess"),
        (2, "Haben Sie Fragen zum Partnerprozess und der Umsetzung in Ihrer Kommune?"),
    ]


def test_what_the_catalog_knows_reaches_the_document():
    read = document("bayern-broschuere-partnerprozess")
    assert (read.title, read.state, read.as_of, read.path, read.media_type) == (
        "Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)",
        "BY",
        "2023-12",
        "bayern-broschuere-partnerprozess.md",
        "text/markdown",
    )
    assert read.url == "https://www.zpg-bayern.de/partnerprozess-gesundheit-fuer-alle.html"
    assert len(read.sha256) == 64
