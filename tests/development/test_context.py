"""Lead-in, headings and title say whether a dated list lists members."""

import pytest

from gfa_assistant.development.context import lists_members


@pytest.mark.parametrize(
    ("lead_in", "headings", "expected"),
    [
        ("Bayerische Kommunen, die dem Partnerprozess beigetreten sind:", (), True),
        ("", ("Partnerkommunen in Hessen",), True),
        ("", ("Partnerkommunen in Hessen", "Südhessen", "2016"), False),
        ("", ("Partnerkommunen", "Hessen", "2016"), True),
        ("Stand 12/2023:", ("Beigetretene Kommunen",), True),
        ("Kommunen im Partnerprozess nach Jahr:", (), True),
        ("", ("Meilensteine",), False),
        ("", ("Partnerkommunen", "Meilensteine"), False),
        ("Fachtage unserer Partnerkommunen:", (), False),
        ("Preise:", ("Partnerkommunen",), False),
        ("Ausgetretene Partnerkommunen:", (), False),
        ("", ("Geschichte des Partnerprozesses",), False),
        ("", ("Gesunde Städte-Netzwerk", "Mitglieder"), False),
        ("Mitglieder des Netzwerks:", (), False),
        ("Mitglieder:", ("Der Partnerprozess in Bayern",), True),
        ("Unsere Partnerstädte:", (), False),
        ("", (), False),
    ],
)
def test_the_nearest_words_decide(lead_in: str, headings: tuple[str, ...], expected: bool) -> None:
    assert lists_members(lead_in, headings) is expected


def test_a_tables_header_decides_before_all_else() -> None:
    assert lists_members("", ("Hessen",), header="Kommune | Beitritt")
    assert not lists_members("", ("Fachtage",), header="Kommune | Jahr")


def test_the_title_decides_last() -> None:
    assert lists_members("", ("Hessen",), title="Partnerkommunen im Überblick")
    assert not lists_members("", ("Termine",), title="Partnerkommunen im Überblick")
