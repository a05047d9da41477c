"""What is personal goes, what a question is about stays."""

from functools import cache

import pytest
import yaml

from gfa_assistant.evaluation.cases import DEV_FILE
from gfa_assistant.feedback.masking import Masker
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.settings import Settings


@cache
def masker() -> Masker:
    return Masker(Gazetteer.load(Settings().cache_dir, ()).knows)


PERSONAL = [
    # E-mail addresses
    ("Antwort bitte an anna.mueller@kreis-fulda.de", "Antwort bitte an [E-Mail]"),
    ("meine mail: a_b+test@stadt.hessen.de, danke", "meine mail: [E-Mail], danke"),
    ("schreib mir: jürgen@gemeinde-grünwald.de", "schreib mir: [E-Mail]"),
    ("info (at) gemeinde.de", "[E-Mail]"),
    ("Mail an t.schulz@amt.de, t.schulz@web.de.", "Mail an [E-Mail], [E-Mail]."),
    # Telephone numbers
    ("Rufen Sie mich an: 0561 1234567", "Rufen Sie mich an: [Telefonnummer]"),
    ("Tel. 030/123456-78", "Tel. [Telefonnummer]"),
    ("erreichbar unter +49 (0)89 1234567 ab 9 Uhr", "erreichbar unter [Telefonnummer] ab 9 Uhr"),
    ("+49 171 1234567", "[Telefonnummer]"),
    ("0049 30 1234567 bitte zurückrufen", "[Telefonnummer] bitte zurückrufen"),
    ("Handy 0171-1234567", "Handy [Telefonnummer]"),
    ("meine nummer ist 0 69 / 12 34 56", "meine nummer ist [Telefonnummer]"),
    ("(0911) 123 45-0 geht niemand ran", "[Telefonnummer] geht niemand ran"),
    ("Durchwahl 345", "Durchwahl [Telefonnummer]"),
    ("01761234567", "[Telefonnummer]"),
    ("Telefonnummer: 12 34 56", "Telefonnummer: [Telefonnummer]"),
    # Accounts and other long numbers
    ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [IBAN]"),
    ("de89370400440532013000 ist unser Konto", "[IBAN] ist unser Konto"),
    ("Konto DE12-3456-7890-1234-5678-90", "Konto [IBAN]"),
    ("AT61 1904 3002 3457 3201", "[IBAN]"),
    ("Versichertennummer A123456789", "Versichertennummer [Nummer]"),
    ("Steuer-ID 12345678901", "Steuer-ID [Nummer]"),
    # Names after a form of address or a title
    ("Ist Frau Müller noch zuständig?", "Ist Frau [Name] noch zuständig?"),
    ("ist frau müller noch da", "ist frau [Name] noch da"),
    ("Herr Kowalczyk hat gesagt, wir sollen fragen", "Herr [Name] hat gesagt, wir sollen fragen"),
    ("herr kowalczyk sagt nein", "herr [Name] sagt nein"),
    ("an Herrn Dr. med. Schulze-Wessel wenden?", "an Herrn Dr. med. [Name] wenden?"),
    ("Frau Prof. Dr. Ilse Vogt leitet das", "Frau Prof. Dr. [Name] leitet das"),
    ("Dr. Öztürk vom Gesundheitsamt", "Dr. [Name] vom Gesundheitsamt"),
    ("Prof. Kilian hielt den Vortrag", "Prof. [Name] hielt den Vortrag"),
    ("Frau von der Heyden aus Fulda", "Frau [Name] aus Fulda"),
    ("Frau Anna Müller-Lüdenscheidt, KGC Hessen", "Frau [Name], KGC Hessen"),
    ("Frau Oluchi Adebayo aus Gießen", "Frau [Name] aus Gießen"),
    ("Herr Müller Gesundheitsamt Kassel", "Herr [Name] Gesundheitsamt Kassel"),
    ("Hat Frau Schmidt Recht?", "Hat Frau [Name] Recht?"),
    ("Frau Bürgermeisterin Huber", "Frau Bürgermeisterin [Name]"),
    ("unser Bürgermeister Huber will mitmachen", "unser Bürgermeister [Name] will mitmachen"),
    ("Landrätin Dr. Weber unterschreibt", "Landrätin Dr. [Name] unterschreibt"),
    ("meine Kollegin Schneider fragt", "meine Kollegin [Name] fragt"),
    ("FRAU MEIER ANSPRECHPARTNERIN?", "FRAU [Name] ANSPRECHPARTNERIN?"),
    ("Sagt die Frau Meier das auch?", "Sagt die Frau [Name] das auch?"),
    # Names after an introduction
    ("Mein Name ist Svantje Petersen, wie machen wir mit?", "Mein Name ist [Name], wie machen wir mit?"),
    ("mein name ist sabine krüger und ich arbeite in kassel", "mein name ist [Name] und ich arbeite in kassel"),
    ("Ich heiße Mehmet Yılmaz und komme aus Hanau", "Ich heiße [Name] und komme aus Hanau"),
    ("ich heisse oluchi, was ist gfa?", "ich heisse [Name], was ist gfa?"),
    ("Ich bin Anna Schmidt vom Landratsamt", "Ich bin [Name] vom Landratsamt"),
    ("ich bin die Petra aus Ulm", "ich bin die [Name] aus Ulm"),
    ("Hier ist Jürgen Bauer, Stadt Ulm", "Hier ist [Name], Stadt Ulm"),
    ("Name: Erika Mustermann", "Name: [Name]"),
    ("My name is John Miller, how do we join?", "My name is [Name], how do we join?"),
    ("Меня зовут Олена Шевченко", "Меня зовут [Name]"),
    # Signed
    ("Wie treten wir bei? Mit freundlichen Grüßen Sabine Krause", "Wie treten wir bei? Mit freundlichen Grüßen [Name]"),
    ("was kostet das? lg petra", "was kostet das? lg [Name]"),
    ("Viele Grüße,\nK. Tiefenbacher", "Viele Grüße,\n[Name]"),
    # Full names on their own
    ("Arbeitet Sabine Krause noch bei der HAGE?", "Arbeitet [Name] noch bei der HAGE?"),
    ("ist sabine krause noch bei der hage", "ist [Name] noch bei der hage"),
    ("Kennt Fatma Demir den Partnerprozess?", "Kennt [Name] den Partnerprozess?"),
    ("Karl-Heinz Obermoser fragt nach der Urkunde", "[Name] fragt nach der Urkunde"),
    # Addresses
    ("Ich wohne in der Hauptstraße 12a in Fulda", "Ich wohne in der [Adresse] in Fulda"),
    ("Lindenallee 5, 36037 Fulda", "[Adresse], 36037 Fulda"),
    ("musterstr. 7", "[Adresse]"),
    ("Am Markt 3, 35037 Marburg", "[Adresse], 35037 Marburg"),
    ("Postanschrift: Sonnenhang 4, 36037 Fulda", "Postanschrift: [Adresse], 36037 Fulda"),
    ("Konrad-Adenauer-Straße 14-16", "[Adresse]"),
    ("wohnhaft Mühlenweg 22", "wohnhaft [Adresse]"),
    # Dates of birth
    ("geboren am 03.04.1975 in Fulda", "geboren am [Geburtsdatum] in Fulda"),
    ("Geburtsdatum: 3.4.75", "Geburtsdatum: [Geburtsdatum]"),
    ("geb. 3. April 1975", "geb. [Geburtsdatum]"),
    ("Ich wurde 1975 geboren", "Ich wurde [Geburtsdatum] geboren"),
    ("mein Kind, am 01.02.2019 in Ulm geboren", "mein Kind, am [Geburtsdatum] in Ulm geboren"),
    # Several at once
    (
        "Ich bin Petra Wolf, Ringstraße 4, Tel. 0661 12345, p.wolf@fulda.de: Wer berät uns in Hessen?",
        "Ich bin [Name], [Adresse], Tel. [Telefonnummer], [E-Mail]: Wer berät uns in Hessen?",
    ),
]
NOT_PERSONAL = [
    "Frau und Kind: Gibt es Angebote für junge Familien?",
    "Angebote für Mann und Frau",
    "Hat jede Frau Anspruch auf eine Hebamme?",
    "Ist die Frau Gesundheitsministerin zuständig?",
    "Gibt es für Frauen Beratung?",
    "Was macht die Robert Koch Stiftung im Partnerprozess?",
    "Was sagt das Robert-Koch-Institut?",
    "Friedrich-Ebert-Stiftung, Bertelsmann Stiftung, Techniker Krankenkasse",
    "Nimmt die Albert Schweitzer Schule teil?",
    "Der Herr Bürgermeister fragt nach der Urkunde",
    "Ich bin Bürgermeister einer kleinen Gemeinde",
    "Ich bin Mitarbeiterin im Gesundheitsamt Kassel",
    "Ich bin neu hier, was ist GfA?",
    "ich bin koch in einer kita",
    "Ich bin Richter",
    "Ich heiße Sie willkommen",
    "Viele Grüße aus Fulda",
    "LG Bayern: Landesgesundheitsamt?",
    "Mit freundlichen Grüßen\nStadt Fulda",
    "Was bedeutet § 20a SGB V und § 7 Abs. 2?",
    "Wer ist 2014 und 2015 beigetreten? Zeitraum 2015-2020, 01/2025",
    "Was geschah am 13.02.2025 und am 13. Februar 2025?",
    "Fachtag vom 01.02.2025 bis 03.02.2025, 08:00-12:00 Uhr",
    "Wer wurde am 16.09.2016 aufgenommen?",
    "01067 Dresden, 36037 Fulda",
    "St. Peter-Ording, Bad Karlshafen, Ludwigslust, Annaberg-Buchholz, Sankt Augustin",
    "Landkreis Ludwigslust-Parchim, Märkischer Kreis, Main-Kinzig-Kreis, Rhein-Neckar-Kreis",
    "Im August Anträge stellen? Im Mai Termine?",
    "Solange Kommunen warten, was dann?",
    "Dr.-Programm, Herr werden über die Kosten",
    "Kapitel 3, Seite 14, Abschnitt 2.1, Ziel 12",
    "Im Jahr 2015 waren es 60 Kommunen, 12.500.000 Euro",
    "Gesundheit für alle, GR+, KGC, BZgA, BIÖG, Präventionskette, Mittelpunkt Gesundheit",
    "Wie viele Kommunen waren es im Frühling 2024 und im spring 2024?",
    "Förderung nach dem Präventionsgesetz 2015 in Höhe von 10000 Euro",
    "Auf dem Markt 2024 und in der Region 12 Kommunen",
    "When was the German Healthy Cities Network founded?",
    "Kinder von 0-3 und 0-6 Jahren, 110 oder 115 anrufen?",
    "Landrat Kassel, Bürgermeister Fulda: wer unterschreibt?",
]


@pytest.mark.parametrize(("question", "masked"), PERSONAL, ids=[q[:40] for q, _ in PERSONAL])
def test_personal_data_is_replaced_by_what_it_was(question: str, masked: str) -> None:
    assert masker().mask(question) == masked


@pytest.mark.parametrize("question", NOT_PERSONAL, ids=[q[:40] for q in NOT_PERSONAL])
def test_what_is_not_personal_stays(question: str) -> None:
    assert masker().mask(question) == question


@pytest.mark.parametrize("question", [masked for _, masked in PERSONAL], ids=[q[:40] for q, _ in PERSONAL])
def test_masking_twice_changes_nothing_more(question: str) -> None:
    assert masker().mask(question) == question


def test_of_the_development_questions_only_names_numbers_and_addresses_are_masked() -> None:
    asked = []
    for file in sorted(DEV_FILE.parent.glob("dev*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]:
            asked += [case["turns"]] if isinstance(case["turns"], str) else case["turns"]
    changed = {question: masker().mask(question) for question in asked if masker().mask(question) != question}
    assert len(asked) > 2200
    # Whose number or address it is cannot be told from the question: it is masked though it is an office's.
    assert changed == {
        "Behlertstraße 3a - wer sitzt dort": "[Adresse] - wer sitzt dort",
        "Friedrichstraße 231 Berlin, welcher Verein ist das": "[Adresse] Berlin, welcher Verein ist das",
        "Kann man bei der Pfarrstraße 3 in München parken oder nimmt man besser die U-Bahn?": "Kann man bei der "
        "[Adresse] in München parken oder nimmt man besser die U-Bahn?",
        "Und wer vertritt Frau Grimm, wenn sie Urlaub hat?": "Und wer vertritt Frau [Name], wenn sie Urlaub hat?",
        "Was hat Iris Grimm studiert und wie lange ist sie schon auf der Stelle?": "Was hat [Name] studiert und "
        "wie lange ist sie schon auf der Stelle?",
        "Wem gehört der Anschluss 06131-2069-0?": "Wem gehört der Anschluss [Telefonnummer]?",
        "bei mir im display steht 03643 4989820, habt ihr die nummer irgendwo": "bei mir im display steht "
        "[Telefonnummer], habt ihr die nummer irgendwo",
        "wer ist die vorgesetzte von Iris Grimm": "wer ist die vorgesetzte von [Name]",
        "hab hier die 06131-2069-0 aufm zettel, wer is das?": "hab hier die [Telefonnummer] aufm zettel, wer is das?",
    }
