"""The report page: what its tables say and what failed; nothing is taken for markup, no held-out case is told."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gfa_assistant.evaluation.report_page import report_page
from gfa_assistant.evaluation.runner import Report
from tests.evaluation.hand_made import OUTCOMES, outcome, report


def parse(*reports: Report) -> LexborHTMLParser:
    return LexborHTMLParser(report_page(reports or (report(),)))


def words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def table(page: LexborHTMLParser, caption: str) -> list[list[str]]:
    """The cells of the table with this caption, row by row."""
    (found,) = [t for t in page.css("table") if words(t.css_first("caption")) == caption]
    assert [th.attributes["scope"] for th in found.css("thead th")] == ["col"] * len(found.css("thead th"))
    assert all(row.css_first("th").attributes["scope"] == "row" for row in found.css("tbody tr, tfoot tr"))
    return [[words(cell) for cell in row.css("th, td")] for row in found.css("tr")]


def test_page_is_german_whole_and_without_scripts() -> None:
    page = parse()
    assert page.css_first("html").attributes["lang"] == "de"
    assert words(page.css_first("title")) == "Wie gut der Assistent antwortet: Prüfbericht zu klein"
    assert page.css("script, link, img, iframe") == []
    assert not [a for a in page.css("a") if not (a.attributes["href"] or "").startswith("#")]
    assert "default-src 'none'" in (page.css_first("meta[http-equiv]").attributes["content"] or "")


def test_summary_has_share_interval_and_count_of_each_measure() -> None:
    assert table(parse(), "Was richtig war (klein)")[1:] == [
        ["Ganz richtig alles, was die Frage erwartet, stimmt", "50,0 %", "19–81 %", "3/6"],
        ["Status richtig beantwortet, nachgefragt oder abgelehnt wie erwartet", "83,3 %", "44–97 %", "5/6"],
        ["Antwort richtig enthält, was sie muss, und nichts Ausgeschlossenes", "0,0 %", "0–79 %", "0/1"],
        ["Dokument richtig zitiert ein passendes Dokument", "–", "–", "–"],
        ["Textstelle richtig das Zitat daraus enthält das Erwartete", "–", "–", "–"],
        ["Zitate wörtlich stehen genau so an der genannten Stelle", "66,7 %", "21–94 %", "2/3"],
        ["Ablehnungen berechtigt von allen Ablehnungen (Precision)", "100,0 %", "21–100 %", "1/1"],
        ["Zu Recht abgelehnt von allem, was abzulehnen war (Recall)", "50,0 %", "9–91 %", "1/2"],
    ]


def test_topics_are_a_table_and_bars() -> None:
    page = parse()
    assert table(page, "Anteil richtig je Thema (klein)") == [
        ["Thema", "Fragen", "ganz richtig", "95-%-Intervall", "Status", "Antwort", "Dokument", "Textstelle", "Zitate"],
        ["Ziele", "2", "50 %", "9–91 %", "100 %", "–", "–", "–", "100 %"],
        ["Mitglieder", "2", "50 %", "9–91 %", "100 %", "0 %", "–", "–", "50 %"],
        ["Themenfremd", "2", "50 %", "9–91 %", "50 %", "–", "–", "–", "–"],
        ["Alle", "6", "50 %", "19–81 %", "83 %", "0 %", "–", "–", "67 %"],
    ]
    bars, curve = page.css("figure")
    shown = [words(text) for text in bars.css("svg text")]
    assert shown == ["1/2", "1/2", "1/2", "0 %", "50 %", "100 %", "Ziele", "Mitglieder", "Themenfremd"]
    assert (bars.css_first("svg").attributes["aria-label"] or "").startswith("Balken für 3 Themen")
    assert all(words(figure.css_first("figcaption")) for figure in (bars, curve))


def test_curve_comes_with_area_point_in_use_and_its_values() -> None:
    page = parse()
    facts = {words(pair.css_first("dt")): words(pair.css_first("dd")) for pair in page.css(".facts div")}
    assert facts == {
        "Fragen": "6",
        "Zeit je Antwort": "Median 20 ms, 95. Perzentil 28 ms",
        "Prüfsumme der Fragen": "ffffffffffff",
        "Prüfsumme der Dokumente": "cccccccccccc",
        "Embedding-Modell": "tiny",
        "Fläche unter der Kurve (AURC)": "0,458; ohne jede Reihenfolge 0,500",
        "Beantwortbar gegen abzulehnend (AUROC)": "1,000; ohne jede Reihenfolge 0,500",
    }
    assert table(page, "Risiko je Schwelle der Sicherheit (klein)") == [
        ["Sicherheit ab", "beantwortet", "davon falsch", "Abdeckung", "Risiko"],
        ["0,900", "2", "1", "33,3 %", "50,0 %"],
        ["0,800", "3", "1", "50,0 %", "33,3 %"],
        ["0,500", "4", "2", "66,7 %", "50,0 %"],
    ]
    label = " ".join((page.css("figure svg")[1].attributes["aria-label"] or "").split())
    assert "66,7 % Abdeckung bei 50,0 % Risiko" in label


def test_what_failed_is_shown_with_its_text_and_never_as_markup() -> None:
    cases = parse().css(".case")
    shown = [
        {words(name): words(value) for name, value in zip(case.css("dt"), case.css("dd"), strict=True)}
        for case in cases
    ]
    assert [words(case.css_first("h4")) for case in cases] == [
        "Und <script>alert('Kassel')</script>?",
        "What will the weather be?",
        "Kaputt?",
    ]
    assert shown[0] == {
        "Davor gefragt": "Wer war 2012 dabei?",
        "Vorgegebenes Land": "BY",
        "Kennung": "members-year, Mitglieder",
        "Erwartet": "beantwortet",
        "Geschehen": "beantwortet, Sicherheit 0,90",
        "Falsch": "Antwort falschZitat nicht wörtlich",
        "Einzelheiten": "answer lacks 'Kassel'",
        "Antwort": "Augsburg & <b>Fürth</b> [1] Nürnberg [2]",
    }
    assert cases[0].css("b, script") == []
    assert (shown[2]["Geschehen"], shown[2]["Antwort"]) == ("Fehler, Sicherheit 0,00", "–")
    assert cases[1].css_first("h4").attributes["lang"] == "en"
    assert cases[1].css_first("dd[lang]").attributes["lang"] == "en"


def test_nothing_of_a_held_out_set_but_totals_is_shown() -> None:
    secret = tuple(
        outcome(
            id=f"geheim-{number}",
            question=f"Geheime Frage {number}?",
            earlier=("Geheimes davor",),
            answer="Geheime Antwort",
            wrong="geheimer Grund" if number % 3 == 0 else "",
            confidence=1 - number / 100,
        )
        for number in range(24)
    )
    html = report_page([report(secret, held_out=True)])
    assert "eheim" not in html
    page = LexborHTMLParser(html)
    assert page.css(".case") == []
    assert "8 von 24 Fragen; zurückgehalten und darum nicht aufgezählt." in page.text()
    assert [row[1:3] for row in table(page, "Risiko je Schwelle der Sicherheit (klein)")[1:]] == [
        ["10", "4"],
        ["24", "8"],
    ]


def test_sets_have_a_common_table_that_leads_to_each_and_no_id_twice() -> None:
    page = parse(report(name="eins"), report(OUTCOMES[:1], name="<zwei>"))
    rows = table(page, "Alle Fragensätze")
    assert rows == [
        ["Fragensatz", "Fragen", "ganz richtig", "95-%-Intervall", "zu Unrecht beantwortet", "AURC", "AUROC", "Median"],
        ["eins", "6", "50,0 %", "19–81 %", "1", "0,458", "1,000", "20 ms"],
        ["<zwei>", "1", "100,0 %", "21–100 %", "0", "0,000", "–", "10 ms"],
    ]
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {a.attributes["href"] for a in page.css("td a, th a")} == {"#satz-1", "#satz-2"}
    assert [words(h) for h in page.css("h2")] == ["Fragensatz eins", "Fragensatz <zwei>"]


def test_without_an_answer_there_is_no_curve() -> None:
    page = parse(report((outcome("not_found", expected=("not_found",)),)))
    assert len(page.css("figure")) == 1
    assert "Keine Frage wurde beantwortet; eine Kurve gibt es darum nicht." in page.text()
    assert "Alle Fragen wurden ganz richtig behandelt." in page.text()


def test_without_a_single_time_a_dash_stands_for_it() -> None:
    page = parse(report((outcome(None, wrong="index_missing: none"),)))
    assert "Median –, 95. Perzentil –" in page.text()


def test_page_is_the_same_each_time() -> None:
    assert report_page([report()]) == report_page([report()])


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_what_is_drawn_has_enough_contrast(scheme: int) -> None:
    style = parse().css_first("style").text()
    colours = dict(re.findall(r"--(\w+): (#\w{6})", style.split("@media")[scheme]))
    for drawn, behind in (("bar", "ground"), ("mark", "ground"), ("ink", "bar"), ("ink", "ground"), ("link", "ground")):
        assert contrast(colours[drawn], colours[behind]) >= 3, (drawn, behind)


def contrast(one: str, other: str) -> float:
    """The ratio that WCAG 2 defines."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
