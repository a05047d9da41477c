"""Repair of the spaces that broken PDFs put before (and around) umlauts and ß: "f ür", "Erg änzungen", "M ü nchen".

A space is only taken away where the left piece cannot be a German word, or where the right piece cannot begin one:

1. No German word begins with ß: "Ma ßnahmen" is joined.
2. A single lower-case umlaut is no word: "M ü nchen" is joined on both sides, if rule 4 or 6 allows the left piece.
3. A lower-case piece that ends like a noun ("örderung", "änzungen", "ölkerung") is the tail of one, unless it is a
   noun that someone wrote small ("jährliche überprüfung").
4. A left piece without a vowel ("f", "M", "Gr", "schw") is no word, unless it is an abbreviation or a unit ("KGC",
   "ggf", "km") or a single capital before a whole word ("Plan B überarbeiten").
5. Unstressed prefixes ("ver", "ge", "dar") are no words.
6. Everything else ("Bundesl änder", "gef ährdet") is joined only in a text that has shown the defect by one of the
   rules above, and only where the right piece begins no German word: "so über", "wir üben", "Stadt öffentlich" stay.

Function words on the left ("die übung", "so über") always keep their space.
"""

import re

_LETTERS = "A-Za-zÄÖÜäöüß"
_PAIR = re.compile(rf"(?<![{_LETTERS}\d])([{_LETTERS}]+) ([äöüß][a-zäöüß]*|[ÄÖÜ][A-ZÄÖÜ]+)(?![{_LETTERS}])")
_LONE_UMLAUT = re.compile(rf"(?<![{_LETTERS}\d])([{_LETTERS}]{{1,30}}) ([äöü]) ([a-zß][a-zäöüß]*)(?![{_LETTERS}])")

_UMLAUT_WORD = re.compile(
    r"(?:ähn(?:el|lich)|älter|ältest|änder(?:n|t|e|st|ung)|ängst(?:lich|ig)|äqui|ärger|ärmer|ärmst|ärzt|ästhet|ätz|äuß"
    r"|öde|öffentlich|öffn|öfter|öko|ökumen|öl|örtlich|österreich|östlich"
    r"|üb(?:en|end|er|el|ler|lich|rig|t|te|ten|ung|ungen)|üpp)"
)
_NOUN_TAIL = re.compile(r"[a-zäöüß]+(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|nis|nisse|nissen)")
_VOWEL = re.compile(r"[aeiouyäöüAEIOUYÄÖÜ]")
_FUNCTION_WORDS = re.compile(
    r"ab|alle[nrs]?|als|a[mn]|ander(?:e[nrs]?)|auch|auf|aus|beim?|bis|da|damit|dann|das|dass|de[mnrs]|denn|die"
    r"|dies(?:e[mnrs]?)?|doch|du|durch|k?ein(?:e[mnrs]?)?|er|es|etwa|für|hat|hier|ich|ihr(?:e[mnrs]?)?|i[mn]|immer|ist"
    r"|jede[mnrs]?|kann|man|mehr|mit|nach|nicht|noch|nun|nur|ob|oder|ohne|schon|sehr|sein(?:e[mnrs]?)?|seit|sich|sie|sind"
    r"|so|sowie|über|um|und|uns|unser(?:e[mnrs]?)?|unter|vo[mnr]|war|was|weil|wenn|werden|wie|wir|wird|wo|zu[mr]?",
    re.IGNORECASE,
)
_PREFIXES = re.compile(r"be|dar|ent|ge|unver|ver|wor|zer", re.IGNORECASE)
_ABBREVIATIONS = re.compile(
    r"b|bd|bspw|bzw|cm|d|dl|f|ff|g|ggf|h|jh|kg|km|kl|l|m|mm|nr|p|qm|s|sm|st|t|th|usw|v|vgl|z|zzgl"
)


def join_broken_umlauts(text: str) -> str:
    """Take away the spaces inside broken words of one document; line ends are left alone."""
    shows_defect = False
    while True:
        joined, certain = _join_once(text, shows_defect)
        shows_defect = shows_defect or certain
        if joined == text:
            return joined
        text = joined


def _join_once(text: str, shows_defect: bool) -> tuple[str, bool]:
    found = False

    def lone(match: re.Match[str]) -> str:
        nonlocal found
        left = match[1]
        is_certain = _VOWEL.search(left) is None
        if not (is_certain or shows_defect) or _stands_alone(left):
            return match[0]
        found = found or is_certain
        return match[1] + match[2] + match[3]

    def pair(match: re.Match[str]) -> str:
        nonlocal found
        left, right = match[1], match[2]
        if _is_certain(left, right):
            found = True
            return left + right
        return left + right if shows_defect and _is_likely(left, right) else match[0]

    return _PAIR.sub(pair, _LONE_UMLAUT.sub(lone, text)), found


def _is_certain(left: str, right: str) -> bool:
    if _stands_alone(left):
        return False
    if right[0] == "ß":
        return True
    if right.isupper():
        return len(left) == 1 and not _VOWEL.search(left) and not _UMLAUT_WORD.match(right.lower())
    begins_word = _UMLAUT_WORD.match(right) is not None
    if _PREFIXES.fullmatch(left) or (_NOUN_TAIL.fullmatch(right) and not begins_word):
        return True
    if _VOWEL.search(left) or len(right) == 1:
        return False
    return not begins_word or (left.islower() and not _ABBREVIATIONS.fullmatch(left))


def _is_likely(left: str, right: str) -> bool:
    if _stands_alone(left) or right.isupper():
        return False
    return len(right) > 1 and not _UMLAUT_WORD.match(right)


def _stands_alone(left: str) -> bool:
    """A function word, a lone umlaut, or two and more capitals ("KGC", "BZgA"): never the head of a broken word."""
    return (
        _FUNCTION_WORDS.fullmatch(left) is not None
        or left in ("ä", "ö", "ü", "ß")
        or sum(letter.isupper() for letter in left) > 1
    )
