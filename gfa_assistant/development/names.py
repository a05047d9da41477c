"""Communes as lists of members name them: several in one item, with or without what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gfa_assistant.reading.states import STATE_NAMES

GESUNDHEITSREGION = "GR+"
# What stands in front of a name, and what it says the commune is. Longer words first: "Landkreis" is no "Kreis".
_KINDS = (
    (r"GR ?\+|GR ?plus|Gesundheitsregion(?:en)? ?(?:\^?\{?plus\}?|\+)", GESUNDHEITSREGION),
    (r"Landkreise?s?|Kreise?s?|LKR?\.?|Lkr\.?", "Landkreis"),
    (
        r"(?:(?:kreisfreien?|Große) )?(?:Stadt|Städte|Kreisstadt)|\w*(?:hauptstadt|universitätsstadt|hansestadt)",
        "Stadt",
    ),
    (r"(?:Samt|Verbands|Einheits|Orts)?gemeinden?", "Gemeinde"),
    (r"Märkte|Markt", "Markt"),
)
_PREFIXES = tuple((re.compile(rf"(?:{words})(?: |$)", re.IGNORECASE), kind) for words, kind in _KINDS)
_WHOLE_KINDS = tuple((re.compile(words, re.IGNORECASE), kind) for words, kind in _KINDS)
_SEVERAL = re.compile(r"(?:Landkreise|Kreise|Städte|Märkte|\w*[Gg]emeinden|Gesundheitsregionen) ")
_ARTICLE = re.compile(r"^(?:(?:der|die|das|den|dem|sowie|und|auch) )+")
# Outside brackets only. "&" joins two that joined as one ("GR+ Erlangen-Höchstadt & Erlangen").
_PARTING = re.compile(r"\s*[;,]\s*|\s+(?:und|sowie)\s+")
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_RIVER = re.compile(r"(?:(?:an|am|im|bei|[abi]\.)(?: ?(?:der|dem|d\.))? ?)?[A-ZÄÖÜ][\w.-]*")
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")
_WORD = re.compile(r"[A-ZÄÖÜ][\w'’.-]*|[a-z]{1,2}\.(?:[a-zA-Z]{1,4}\.)*|&|/")
_SMALL = frozenset("am an auf bei der dem den des im in ob plus unter und von vor zu zum zur".split())
_NO_NAME = re.compile(
    r"^(?:keine?r?|niemand|noch|weitere|insgesamt|neue|alle|mehrere|mehr|unbekannt|offen|entfällt)\b|"
    r"tagung|fachtag|treffen|workshop|konferenz|preis|veranstaltung|feier|jubiläum|broschüre|projekt|start\b|"
    r"beginn|gründung|beitritt|beschluss|umbenennung|bericht|urkunde|vereinbarung|kommunen|^(?:stadt|landkreis)$",
    re.IGNORECASE,
)
_STATES = frozenset({*STATE_NAMES, *STATE_NAMES.values()})
_LONGEST = 60
_MOST_WORDS = 7


@dataclass(frozen=True, slots=True)
class Name:
    """A commune as an item of a list names it; the fields are those of `Joining`."""

    label: str
    name: str
    kind: str | None


def read_names(text: str) -> tuple[Name, ...]:
    """The communes that `text` lists, in its order; what does not look like a commune's name is left out.

    >>> [(n.kind, n.name) for n in read_names("GR+ Nürnberg, LK Hof und Kassel")]
    [('GR+', 'Nürnberg'), ('Landkreis', 'Hof'), (None, 'Kassel')]
    """
    names: list[Name] = []
    shared: str | None = None
    for part in _parts(text):
        name = _name(part)
        if name is None:
            continue
        if _SEVERAL.match(name.label):
            # "Städte Kassel und Marburg" is no name, and the kind holds for both.
            shared, name = name.kind, replace(name, label=name.name)
        elif name.kind is None:
            name = replace(name, kind=shared)
        else:
            shared = None
        names.append(name)
    return tuple(names)


def kind_of(text: str) -> str | None:
    """What a word says that a commune is ("Lkr.", "kreisfreie Stadt"); None where it says nothing known."""
    return next((kind for words, kind in _WHOLE_KINDS if words.fullmatch(text.strip())), None)


def _parts(text: str) -> Iterator[str]:
    """What stands between commas and "und" outside brackets; "Stadt und Landkreis Hof" stays whole."""
    start = 0
    for match in _PARTING.finditer(text):
        before = text[start : match.start()]
        if before.count("(") > before.count(")") or (match[0].strip() == "und" and kind_of(before)):
            continue
        yield before
        start = match.end()
    yield text[start:]


def _name(part: str) -> Name | None:
    label = _ARTICLE.sub("", _FULL_STOP.sub("", part.strip(' \t„“"*:')), count=1)
    kind = None
    if bracket := _BRACKET.search(label):
        kind = kind_of(bracket[1])
        if kind or bracket[1] in _STATES or not _RIVER.fullmatch(bracket[1]):
            label = label[: bracket.start()]
    name = label
    for prefix, prefixed in _PREFIXES:
        match = prefix.match(label)
        if match and not label[match.end() :].startswith("und "):
            kind, name = prefixed, label[match.end() :].strip()
            break
    if not _is_name(name):
        return None
    if kind is None and name.endswith(("kreis", "-Kreis")):
        kind = "Landkreis"
    return Name(label, name, kind)


def _is_name(name: str) -> bool:
    words = name.replace("(", "").replace(")", "").replace("/", " / ").split()
    return (
        0 < len(words) <= _MOST_WORDS
        and len(name) <= _LONGEST
        and name[0].isupper()
        and not _NO_NAME.search(name)
        and all(_WORD.fullmatch(word) or word in _SMALL for word in words)
        and not any(character.isdigit() for character in name)
    )
