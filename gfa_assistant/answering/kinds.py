"""The kind of thing that a question asks for (a sum, a day, a person, a reason), and whether a text gives one."""

import re
from functools import lru_cache

_I = re.IGNORECASE
# By name: what asks for it, and what gives it.
_KINDS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "money": (
        re.compile(
            r"\beuro\b|€|wie ?viel geld|preisgeld|betrag|wie hoch|höchst(?:ens|summe|betrag)|gehalt|how much|salary", _I
        ),
        re.compile(r"\d[\d.]*\s?(?:euro|€)|beitrag|kosten", _I),
    ),
    "fee": (re.compile(r"gebühr|mitgliedsbeitrag|\bfee\b", _I), re.compile(r"beitrag|gebühr|kosten", _I)),
    "date": (
        re.compile(r"^\W*(?:seit |ab )?wann\b|^since when|^when\b|welchem jahr|what year", _I),
        re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}\.\s?\d{1,2}\."),
    ),
    "hour": (re.compile(r"\buhr(zeit)?\b|what time", _I), re.compile(r"\buhr\b", _I)),
    "deadline": (
        re.compile(r"\bbis wann|frist\b|stichtag|deadline", _I),
        re.compile(r"\bbis\b|\bfrist\b|stichtag", _I),
    ),
    "duration": (
        re.compile(r"wie lange|dauert?\b|how long", _I),
        re.compile(r"dauer|\b(?:tag|woche|monat|jahr)e?n?\b", _I),
    ),
    "share": (
        re.compile(r"prozent|%|percent|anteil", _I),
        re.compile(r"prozent|%|hälfte|drittel|viertel", _I),
    ),
    "names": (re.compile(r"\bnamen\b|namentlich|names of", _I), re.compile(r"(?:,[^,]+){3}")),
    "head": (
        re.compile(
            r"\b(name|namen|wer ist|wie heißt|who is)\b.*(leit|chef|führer|vorgesetzt|direktor|präsident|minister|"
            r"vorsitz|koordinator|director|head|boss|manager)|(leiter|chef|geschäftsführer|vorsitzende)\w*\W*$",
            _I,
        ),
        re.compile(r"(?:Frau|Herrn?|Dr\.|Prof\.)\s+[A-ZÄÖÜ]|– [A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+$"),
    ),
    "person": (
        re.compile(
            r"\bperson\b|bürgermeister|landr[aä]t(?!samt)|mayor|referent|moderator|moderier|festred|laudat|dozent|speaker|"
            r"abgeordnet|wer genau|who exactly",
            _I,
        ),
        re.compile(r"(?:Frau|Herrn?|Dr\.|Prof\.)\s+[A-ZÄÖÜ]|– [A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+|[Pp]erson|meister|[Ll]andr[aä]t"),
    ),
    "party": (
        re.compile(r"fraktion|\bpartei\b|parteien|political party|\bparty\b", _I),
        re.compile(r"fraktion|partei|wahl", _I),
    ),
    "venue": (
        re.compile(
            r"gebäude|\bsaal\b|\braum\b|\bhalle\b|\bhotel\b|veranstaltungsort|tagungsort|building|venue|\bhall\b|"
            r"(?:in|an) welche[rmn] (?:stadt|ort|adresse)|(?:which|what) (?:town|city|place)",
            _I,
        ),
        re.compile(r"\b[iI]n [A-ZÄÖÜ]\w+|saal|gebäude|rathaus|zentrum|universität|straße"),
    ),
    "reason": (
        re.compile(r"\b(?:warum|wieso|weshalb|why|aus welche[mn] gr[uü]nd|neden|почему|чому|pourquoi|dlaczego)", _I),
        re.compile(
            r"\b(?:weil|denn|deshalb|daher|damit|wegen|aufgrund|grund|gründe|hintergrund|ziel|zweck|um|soll\w*|trag\w*|"
            r"führ\w*|da)\b",
            _I,
        ),
    ),
}
KINDS = tuple(_KINDS)
_KEPT_TEXTS = 4096


def kinds_asked(question: str) -> frozenset[str]:
    """The names of the kinds that `question` asks for, of `KINDS`."""
    return frozenset(name for name, (asked, _) in _KINDS.items() if asked.search(question))


@lru_cache(_KEPT_TEXTS)
def kinds_given(text: str) -> frozenset[str]:
    """The names of the kinds of which `text` gives one."""
    return frozenset(name for name, (_, given) in _KINDS.items() if given.search(text))
