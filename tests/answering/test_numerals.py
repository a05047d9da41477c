import pytest

from gfa_assistant.answering.numerals import number_words_in, numbers_asked, numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("am 20.05.2025", {"20", "5", "2025"}),
        ("am 20. Mai 2025", {"20", "5", "2025"}),
        ("20. mai", {"20", "5"}),
        ("am 20.5.25", {"20", "5", "2025"}),
        ("Ende 23 und Sommer ’24", {"2023", "2024"}),
        ("٢٠ ٢٠٢٥", {"20", "2025"}),
        ("on May 20th, 2025", {"5", "20", "2025"}),
        ("the 3rd of May", {"3"}),
        ("3rd May", {"3", "5"}),
        ("März 2013", {"3", "2013"}),
        ("You may join; im Mai nicht", set()),
        ("1. Juli und Dez. 2020", {"1", "7", "12", "2020"}),
        ("07 und 0", {"7", "0"}),
        ("15.000 Euro", {"15", "0"}),
        ("Mainz 05, Augustinum 3", {"5", "3"}),
        ("", set()),
    ],
)
def test_numbers_are_the_same_however_they_are_written(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Darf ich sie 2024 für 2 Euro verkaufen?", {"2024"}),
        ("Wer bekam 15.000 € in 2023?", {"2023"}),
        ("waren 40 prozent dabei", set()),
        ("2,50euro je Stück, ab 3 Stück", {"3"}),
    ],
)
def test_sums_and_shares_may_be_supposed(question: str, numbers: set[str]) -> None:
    assert numbers_asked(question) == numbers


def test_numbers_written_as_words() -> None:
    text = "Einundzwanzig Kommunen, zwölf Kriterien im dreizehnten Bericht, zweimal; die Hälfte von zehn, unzweifelhaft"
    assert number_words_in(text) == {"21", "12", "13", "2", "10"}
