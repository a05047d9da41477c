"""The numbers of a text, written the same however the text writes them: digits, words, days with a month's name."""

import re

_DIGITS = re.compile(r"\d+")
# "19.11.25", "ende 23", "’23": a year of this century.
_SHORT_YEAR = re.compile(
    r"(\b\d{1,2}\.\s?\d{1,2}\.\s?|\b(?:ende|anfang|mitte|jahr|sommer|herbst|winter|frühjahr)\s|[’\'])(\d\d)\b(?!\.\d)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:€|euros?\b|%|prozent\b|percent\b)", re.IGNORECASE)
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
        "achtzehn neunzehn zwanzig einundzwanzig".split(),
        start=2,
    )
}
# Longest first: "dreizehnter" is 13, not 3; what follows may be an ending or a word ("zweimal", "Neunpunkteprogramm").
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})", re.IGNORECASE)
_MONTHS = (
    "januar january jan",
    "februar february feb",
    "märz march maerz mrz",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "dezember december dez dec",
)
_NUMBER_OF_MONTH = {name: str(number) for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_MONTH = "|".join(_NUMBER_OF_MONTH)
# A month's name alone may be another word ("may"); beside a day or a year it is a month.
_NAMED_MONTH = re.compile(
    rf"(?<=\d)(?:\.|st|nd|rd|th)?\s(?P<after>{_MONTH})\b|\b(?P<before>{_MONTH})\.?\s(?=\d)", re.IGNORECASE
)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers that `text` writes in digits of any script, without leading zeros, and its months as numbers.

    >>> sorted(numbers_in("am 05.09.24")) == sorted(numbers_in("am 5. September 2024")) == ["2024", "5", "9"]
    True
    """
    digits = {str(int(number)) for number in _DIGITS.findall(_SHORT_YEAR.sub(r"\g<1>20\2", text))}
    months = {_NUMBER_OF_MONTH[(m["after"] or m["before"]).lower()] for m in _NAMED_MONTH.finditer(text)}
    return frozenset(digits | months)


def numbers_asked(question: str) -> frozenset[str]:
    """The numbers that an answer has to hold: all but sums and shares, which may be supposed ("für 2 Euro")."""
    return numbers_in(_AMOUNT.sub(" ", question))


def number_words_in(text: str) -> frozenset[str]:
    """The numbers from 2 to 21 that begin a word of `text`."""
    return frozenset(_WORDS[word.lower()] for word in _WORD.findall(text))
