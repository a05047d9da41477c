"""Several sources about one commune: one point a year with all of them, disagreement shown."""

from gfa_assistant.development import Joining, joining_points, points_of, states_of, yearly
from gfa_assistant.development.names import read_names
from gfa_assistant.development.when import read_date


def joining(label: str, date: str, document: str = "a", state: str | None = "BY", superseded: bool = False) -> Joining:
    (name,), when = read_names(label), read_date(date)
    assert when
    return Joining(label, name.name, name.kind, when, state, document, f"Titel {document}", 0, 1, superseded=superseded)


def shown(*joinings: Joining) -> list[tuple[int, str, list[str], tuple[str, ...], bool]]:
    """Year, label, documents, other dates, and whether the point counts."""
    return [(p.year, p.label, [s.document_id for s in p.sources], p.others, p.counts) for p in joining_points(joinings)]


def test_the_same_commune_and_year_in_two_documents_is_one_point_with_both() -> None:
    assert shown(joining("Augsburg", "2012"), joining("Stadt Augsburg", "2012", "b")) == [
        (2012, "Augsburg", ["a", "b"], (), True)
    ]
    (point,) = joining_points([joining("Augsburg", "2012"), joining("Stadt Augsburg", "2012", "b")])
    assert (point.kind, point.is_certain) == ("Stadt", True)


def test_disagreeing_years_are_both_shown_and_counted_once_in_the_later() -> None:
    joinings = (joining("Kassel", "29.11.2012", state="HE"), joining("Kassel", "2013", "b", state="HE"))
    assert shown(*joinings) == [
        (2012, "Kassel", ["a"], ("2013",), False),
        (2013, "Kassel", ["b"], ("29.11.2012",), True),
    ]
    points = joining_points(joinings)
    assert [(y.year, len(y.points), y.total) for y in yearly(points)] == [(2012, 1, 0), (2013, 1, 1)]
    assert [point.is_certain for point in points] == [False, False]


def test_a_span_of_years_means_the_exact_year_within_it() -> None:
    assert shown(joining("Kassel", "2011–2013"), joining("Kassel", "2012", "b")) == [
        (2012, "Kassel", ["b", "a"], (), True)
    ]
    (alone,) = joining_points([joining("Kassel", "2011–2013")])
    assert (alone.year, alone.is_certain) == (2013, False)


def test_namesakes_of_another_kind_or_land_are_others() -> None:
    assert shown(joining("Ansbach", "2015"), joining("Landkreis Ansbach", "2015")) == [
        (2015, "Ansbach", ["a"], (), True),
        (2015, "Landkreis Ansbach", ["a"], (), True),
    ]
    assert shown(joining("GR+ Fürth", "2014"), joining("GR+ Landkreis Fürth", "2023")) == [
        (2014, "GR+ Fürth", ["a"], (), True),
        (2023, "GR+ Landkreis Fürth", ["a"], (), True),
    ]
    assert len(shown(joining("Frankfurt", "2015", state="HE"), joining("Frankfurt", "2015", "b", state="BB"))) == 2


def test_a_source_that_tells_less_means_the_same_commune() -> None:
    assert shown(joining("Rottal-Inn", "2015"), joining("Landkreis Rottal-Inn", "2015", "b", state=None)) == [
        (2015, "Rottal-Inn", ["a", "b"], (), True)
    ]
    assert shown(joining("Kassel", "2012"), joining("Stadt Kassel", "2012")) == [(2012, "Kassel", ["a", "a"], (), True)]
    assert len(shown(joining("Frankfurt am Main", "2012"), joining("Frankfurt a. M.", "2012", "b"))) == 1


def test_a_superseded_source_only_speaks_where_no_current_one_does() -> None:
    old = joining("Suhl", "2013", "alt", superseded=True)
    assert shown(old, joining("Suhl", "2014", "neu")) == [(2014, "Suhl", ["neu"], (), True)]
    assert shown(old, joining("Suhl", "2013", "neu")) == [(2013, "Suhl", ["neu", "alt"], (), True)]
    assert shown(old) == [(2013, "Suhl", ["alt"], (), True)]


def test_years_without_a_point_are_there_and_nothing_makes_no_years() -> None:
    points = joining_points(
        [joining("Hof", "2015"), joining("Gera", "2012", state="TH"), joining("Suhl", "2015", state="TH")]
    )
    assert [(y.year, [p.label for p in y.points], y.total) for y in yearly(points)] == [
        (2012, ["Gera"], 1),
        (2013, [], 1),
        (2014, [], 1),
        (2015, ["Hof", "Suhl"], 3),
    ]
    assert yearly(()) == ()


def test_points_of_one_land() -> None:
    points = joining_points(
        [joining("Hof", "2015"), joining("Gera", "2012", state="TH"), joining("X-Stadt", "2011", state=None)]
    )
    assert [point.label for point in points_of(points, "TH")] == ["Gera"]
    assert points_of(points, None) == points
    assert states_of(points) == ("BY", "TH")
