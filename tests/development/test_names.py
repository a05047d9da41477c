"""Communes as lists name them."""

import pytest

from gfa_assistant.development.names import Name, read_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Augsburg", [Name("Augsburg", "Augsburg", None)]),
        ("Stadt Aschaffenburg", [Name("Stadt Aschaffenburg", "Aschaffenburg", "Stadt")]),
        (
            "LK Hof; Lkr. Wunsiedel",
            [Name("LK Hof", "Hof", "Landkreis"), Name("Lkr. Wunsiedel", "Wunsiedel", "Landkreis")],
        ),
        ("Gr+ Ebersberg", [Name("Gr+ Ebersberg", "Ebersberg", "GR+")]),
        ("Gesundheitsregion plus Passau", [Name("Gesundheitsregion plus Passau", "Passau", "GR+")]),
        ("GR+ Landkreis Fürth", [Name("GR+ Landkreis Fürth", "Landkreis Fürth", "GR+")]),
        (
            "GR+ Erlangen-Höchstadt & Erlangen",
            [Name("GR+ Erlangen-Höchstadt & Erlangen", "Erlangen-Höchstadt & Erlangen", "GR+")],
        ),
        ("Lahn-Dill-Kreis", [Name("Lahn-Dill-Kreis", "Lahn-Dill-Kreis", "Landkreis")]),
        ("Frankfurt (Oder)", [Name("Frankfurt (Oder)", "Frankfurt (Oder)", None)]),
        ("Kassel (als erste in Hessen)", [Name("Kassel", "Kassel", None)]),
        ("Ansbach (Landkreis)", [Name("Ansbach", "Ansbach", "Landkreis")]),
        (
            "die Städte Kassel und Marburg sowie der Landkreis Fulda",
            [
                Name("Kassel", "Kassel", "Stadt"),
                Name("Marburg", "Marburg", "Stadt"),
                Name("Landkreis Fulda", "Fulda", "Landkreis"),
            ],
        ),
        ("Stadt und Landkreis Hof", [Name("Stadt und Landkreis Hof", "Stadt und Landkreis Hof", None)]),
        ("Neustadt a. d. Aisch", [Name("Neustadt a. d. Aisch", "Neustadt a. d. Aisch", None)]),
        ("keine", []),
        ("Weitere Kommunen", []),
        ("3 Kommunen", []),
        ("Fachtagung in Nürnberg", []),
        ("Augsburg tritt als erste Stadt bei", []),
        ("Umbenennung", []),
        ("–", []),
    ],
)
def test_communes_are_told_from_everything_else(text: str, expected: list[Name]) -> None:
    assert list(read_names(text)) == expected
