"""Dates in lists as people write them: a year, a day, a month, a span of years, or about a year."""

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d{2}"
_MONTH = (
    r"(?:Jan(?:uar)?|Jän(?:ner)?|Feb(?:ruar)?|März|Mär|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Okt(?:ober)?|Nov(?:ember)?|Dez(?:ember)?)\.?"
)
_VAGUE = r"(?:ca\.|circa|etwa|ungefähr|um|vor|bis|spätestens|vermutlich|wohl)"
_WORDS = (
    r"(?:seit|ab|im|in|am|Jahr|Jahre|Anfang|Mitte|Ende|Frühjahr|Frühling|Sommer|Herbst|Winter|Beitritt|beigetreten|"
    r"Mitglied|Partnerkommune|dabei|unterzeichnet|(?:I|II|III|IV|[1-4])\.? ?(?:Quartal|Halbjahr))"
)
_CORE = (
    rf"(?:\d{{1,2}}\. ?\d{{1,2}}\. ?{_YEAR}|(?:\d{{1,2}}\. ?)?{_MONTH} {_YEAR}|\d{{1,2}}/{_YEAR}|"
    rf"{_YEAR}-(?:0[1-9]|1[0-2])(?:-\d{{2}})?(?!\d)|"
    rf"{_YEAR}(?: ?(?:[/–—-]|bis|und) ?(?:{_YEAR}|\d{{2}}(?![\d.])))?)"
)
DATE = rf"(?:(?:{_VAGUE}|{_WORDS})[ :]+)*{_CORE}\??"

_ONLY_DATE = re.compile(rf"\(?{DATE}\)?")
_RANGE = re.compile(rf"({_YEAR}) ?(?:[/–—-]|bis|und) ?({_YEAR}|\d{{2}})(?!\d)")
_ISO_MONTH = re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])(?:-\d{{2}})?")
_ANY_YEAR = re.compile(_YEAR)
_IS_VAGUE = re.compile(rf"\b{_VAGUE}(?!\w)|\?")


@dataclass(frozen=True, slots=True)
class When:
    """A date as its source writes it: `year` is the last year that it allows, `first_year` the earliest.

    `is_exact` is False for a span of years and for "about 2012".
    """

    text: str
    first_year: int
    year: int
    is_exact: bool


def read_date(text: str) -> When | None:
    """Read a text that is nothing but a date; None where it is none.

    >>> read_date("30.11.2018").year
    2018
    >>> read_date("2011/12")
    When(text='2011/12', first_year=2011, year=2012, is_exact=False)
    """
    stripped = text.strip().rstrip(":").strip()
    if not _ONLY_DATE.fullmatch(stripped):
        return None
    core = stripped.removeprefix("(").removesuffix(")")
    first = last = int(_ANY_YEAR.search(core)[0])  # type: ignore[index]
    span = None if _ISO_MONTH.search(core) else _RANGE.search(core)
    if span:
        last = int(span[2] if len(span[2]) == 4 else f"{span[1][:2]}{span[2]}")
    if last < first:
        return None
    return When(core, first, last, is_exact=first == last and not _IS_VAGUE.search(core))
