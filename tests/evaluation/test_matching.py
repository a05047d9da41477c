import pytest

from gfa_assistant.evaluation.matching import lacking, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. **Kontakt** zur\n  KGC [1]", "1. kontakt zur kgc", id="marks, markers, white space"),
        pytest.param("Gesundheitsregionen^{plus} (GR+)", "gesundheitsregionenplus (gr+)", id="superscript"),
        pytest.param("030 – 44 31 „a“", '030 - 44 31 "a"', id="dashes and quotation marks"),
        pytest.param("Straße\u00a03", "strasse 3", id="sharp s and hard space"),
        pytest.param("O\u0308ffentlich", "öffentlich", id="decomposed umlaut"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_lacking_names_the_groups_of_which_nothing_stands_in_any_one_text() -> None:
    groups = [("Augsburg",), ("Kassel", "**2012:** augsburg"), ("Fürth", "Würzburg"), ("Augsburg Ende",)]
    assert lacking(groups, ["- **2012:** Augsburg", "Ende"]) == [("Fürth", "Würzburg"), ("Augsburg Ende",)]
