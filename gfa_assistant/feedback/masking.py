"""Takes personal data out of a question before it is kept.

Each find is replaced by what it was, in square brackets. The rules are for German questions and know English ones in
part; they leave towns, institutions, programmes, years and paragraph numbers alone. No rule finds every name, so kept
questions remain something to be deleted in time.
"""

import re
from collections.abc import Callable, Iterator

import phonenumbers

from gfa_assistant.feedback.person_names import NameFinder

Span = tuple[int, int]

_EMAIL = re.compile(r"[\w.+%'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}", re.IGNORECASE)
# By its shape alone, whatever its check digits say: a mistyped one is somebody's, too.
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b(?<=\d)", re.IGNORECASE)
_GERMAN_IBAN = re.compile(r"\bDE\s?\d{2}(?:[\s.-]?\d{4}){4}[\s.-]?\d{2}\b", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|märz|mrz|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dez(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d{{2}})|\d{{1,2}}\.?\s?{_MONTH}\.?\s?\d{{2,4}}|"
    r"\d{4}-\d{2}-\d{2})"
)
_BORN = re.compile(
    rf"(?:\b(?:geb(?:oren|\.)?|geburtsdatum|geburtstag|date of birth|born|dob)\b|\*)[\s:.,]*"
    rf"(?:(?:am|ist|ist der|on|is|den)\s+)*(?P<after>{_DATE})|(?P<before>{_DATE})\s+(?:\w+\s+){{0,3}}geboren|"
    r"\bich (?:bin|wurde)(?: im jahr)? (?P<year>(?:19|20)\d\d)(?: in \w+)? geboren",
    re.IGNORECASE,
)
_HOUSE = r" ?(?:nr\.? ?)?(?!(?:19|20)\d\d)\d{1,4}(?: ?[a-h])?(?:\s?[-–/]\s?\d{1,4}(?: ?[a-h])?)?(?![\w.%€]|[-–]\w)"
_STREET = re.compile(
    r"(?<![\w-])(?:[^\W\d_][\w.-]*(?:straße|strasse|str\.?|gasse|allee|weg|platz|chaussee|ufer|promenade|damm|ring|stieg|"
    r"steig|pfad|graben|markt)|"
    r"(?:(?!(?:der|die|das|den|dem|des|in|auf|an)\b)[^\W\d_][\w.-]* )?(?:straße|strasse|str\.|allee)|"
    rf"(?-i:[A-ZÄÖÜ][\w-]*er) (?:weg|platz|ring|damm|ufer|markt)){_HOUSE}",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(
    r"\b(?:am|an der|an den|auf der|auf dem|im|in der|zum|zur|unter den|hinter der|hinter dem)[ ]"
    r"(?:[A-ZÄÖÜ][\w-]+[ ])?(?:[A-ZÄÖÜ][\w-]*)?"
    r"(?:markt|platz|bahnhof|anger|berg|hang|park|hof|garten|gärten|wiese|wiesen|feld|felde|"
    r"mühle|linden|weiher|see|bach|rain|brunnen|kirche|tor|graben|wald|holz|eck|grund|aue|dorf)"
    r"[ ]\d{1,3}(?: ?[a-h])?(?![\w.%€]|[-–]\w)",
    re.IGNORECASE,
)
# Before a postcode whatever ends in a number is a street.
_BEFORE_POSTCODE = re.compile(
    r"(?<![\w-])(?:(?:am|an|auf|im|in|zum|zur|der|den|dem|alte[rs]?|neue[rs]?) )*[^\W\d_][\w.-]*(?: [A-ZÄÖÜ][\w.-]*)?"
    r" \d{1,4}(?: ?[a-h])?(?=,? ?(?:D-)?\d{5} [A-ZÄÖÜ])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,-])[A-Z]?\d{8,}(?![\w])")
_CALLED = re.compile(
    r"\b(?:tel(?:efon)?(?:nummer|nr)?|durchwahl|fax|handy(?:nummer|nr)?|mobil|rufnummer|phone|whatsapp|dw)\b[\s.:#]*(?:nr\.?|"
    r"nummer|ist|lautet|is|unter)?[\s.:]*(?P<number>\(?\+?\d[\d\s/().-]{1,}\d)",
    re.IGNORECASE,
)
_DOTTED_DATE = re.compile(r"\d{1,2}\s?\.\s?\d{1,2}\s?\.|\d{1,2}[./]\d{4}\b")
_LEAST_DIGITS = 7


class Masker:
    """Replaces personal data; `knows_place` says whether a name in lower case is that of a town."""

    def __init__(self, knows_place: Callable[[str], bool]) -> None:
        self._names = NameFinder(knows_place)

    def mask(self, text: str) -> str:
        """`text` with personal data replaced.

        >>> Masker(knows_place=lambda name: False).mask("Frau Müller, Tel. 0561 12345, fragt nach Hessen.")
        'Frau [Name], Tel. [Telefonnummer], fragt nach Hessen.'
        """
        found: list[tuple[int, int, str]] = []
        for label, spans in (
            ("[E-Mail]", _matches(_EMAIL, text)),
            ("[IBAN]", (*_matches(_GERMAN_IBAN, text), *_matches(_IBAN, text))),
            ("[Geburtsdatum]", _birth_dates(text)),
            ("[Telefonnummer]", _phone_numbers(text)),
            ("[Adresse]", (*_matches(_BEFORE_POSTCODE, text), *_matches(_STREET, text), *_matches(_AT_PLACE, text))),
            ("[Name]", self._names.spans(text)),
            ("[Nummer]", _matches(_NUMBER, text)),
        ):
            for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
                if all(end <= other or start >= other_end for other, other_end, _ in found):
                    found.append((start, end, label))
        for start, end, label in sorted(found, reverse=True):
            text = text[:start] + label + text[end:]
        return text


def _matches(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in pattern.finditer(text))


def _birth_dates(text: str) -> Iterator[Span]:
    for match in _BORN.finditer(text):
        yield match.span(match.lastgroup or 0)


def _phone_numbers(text: str) -> Iterator[Span]:
    for match in _CALLED.finditer(text):
        if not _DOTTED_DATE.match(match["number"]):
            yield match.span("number")
    for found in phonenumbers.PhoneNumberMatcher(text, "DE", leniency=phonenumbers.Leniency.POSSIBLE):
        number = found.raw_string
        digits = sum(c.isdigit() for c in number)
        # Without prefix it may be anything: years, amounts, a file's number.
        if number.lstrip("(").startswith(("0", "+")) and digits >= _LEAST_DIGITS and not _DOTTED_DATE.match(number):
            opened = number.startswith("(") and ")" not in number
            yield found.start + opened, found.end
