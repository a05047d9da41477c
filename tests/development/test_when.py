"""Dates as people write them in lists."""

import pytest

from gfa_assistant.development.when import When, read_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012", When("2012", 2012, 2012, True)),
        ("2012:", When("2012", 2012, 2012, True)),
        ("(seit 2012)", When("seit 2012", 2012, 2012, True)),
        ("29.11.2012", When("29.11.2012", 2012, 2012, True)),
        ("5. September 2024", When("5. September 2024", 2024, 2024, True)),
        ("Nov. 2018", When("Nov. 2018", 2018, 2018, True)),
        ("11/2018", When("11/2018", 2018, 2018, True)),
        ("2018-11", When("2018-11", 2018, 2018, True)),
        ("Beitritt am 30.11.2018", When("Beitritt am 30.11.2018", 2018, 2018, True)),
        ("2011/12", When("2011/12", 2011, 2012, False)),
        ("2012 bis 2014", When("2012 bis 2014", 2012, 2014, False)),
        ("2012–2014", When("2012–2014", 2012, 2014, False)),
        ("ca. 2017", When("ca. 2017", 2017, 2017, False)),
        ("vor 2015", When("vor 2015", 2015, 2015, False)),
        ("2015?", When("2015?", 2015, 2015, False)),
        ("2014–2012", None),
        ("21", None),
        ("1812", None),
        ("80538", None),
        ("2012 Augsburg", None),
        ("", None),
    ],
)
def test_dates_are_read_as_written(text: str, expected: When | None) -> None:
    assert read_date(text) == expected
