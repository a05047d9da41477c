import pytest

from gfa_assistant.answering.kinds import KINDS, kinds_asked, kinds_given


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Wie hoch ist die Gebühr?", {"money", "fee"}),
        ("was war die höchstsumme pro vorhaben", {"money"}),
        ("Seit wann gibt es das?", {"date"}),
        ("Um wie viel Uhr beginnt der Fachtag?", {"hour"}),
        ("bis zu welchem stichtag muss der antrag da sein", {"deadline"}),
        ("Wie lange dauert das?", {"duration"}),
        ("what percentage of people", {"share"}),
        ("Wer ist der Leiter der HAGE?", {"head"}),
        ("Wie hieß der Oberbürgermeister, der unterschrieben hat?", {"person"}),
        ("Wen ruft man im Landratsamt an?", set()),
        ("Welche Fraktion stellte den Antrag?", {"party"}),
        ("in welcher Stadt war das und wer hat moderiert", {"venue", "person"}),
        ("Warum stieg Augsburg aus?", {"reason"}),
        ("Welche Ziele gibt es?", set()),
    ],
)
def test_kinds_asked_for(question: str, kinds: set[str]) -> None:
    assert kinds_asked(question) == kinds


@pytest.mark.parametrize(
    ("kind", "gives", "gives_not"),
    [
        ("money", "Es gibt bis zu 15.000 Euro.", "Es gibt bis zu 15 Plätze."),
        ("fee", "Ein Beitrag wird nicht erhoben.", "Niemand zahlt."),
        ("date", "Start war 2011.", "Start war im Herbst."),
        ("hour", "Beginn um 9 Uhr", "Beginn um 9"),
        ("deadline", "Frist war der 31.12.2021.", "Das war am 31.12.2021."),
        ("duration", "Das dauert zwei Jahre.", "Das wird."),
        ("share", "die Hälfte der Kommunen", "viele Kommunen"),
        ("names", "Frankfurt, Marburg, Offenbach, Kassel", "Frankfurt und Marburg"),
        ("head", "Leitung: Dr. Muster", "Leitung: KGC"),
        ("person", "Aufgabenbereich 2 – Iris Grimm", "Die Urkunde unterzeichnet das ZPG."),
        ("party", "Parteien dürfen sie nicht verwenden.", "Der Kreistag stimmte zu."),
        ("venue", "Das Treffen war in Berlin.", "Das Treffen war gut besucht."),
        ("reason", "weil Kinder im Vordergrund standen", "Kinder standen im Vordergrund"),
    ],
)
def test_kinds_given(kind: str, gives: str, gives_not: str) -> None:
    assert kind in kinds_given(gives)
    assert kind not in kinds_given(gives_not)


def test_every_kind_is_tried_here() -> None:
    assert set(KINDS) == {
        *("money", "fee", "date", "hour", "deadline", "duration", "share"),
        *("names", "head", "person", "party", "venue", "reason"),
    }
