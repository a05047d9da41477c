"""The sixteen Länder: codes, names and how people refer to them."""

import re

from rapidfuzz.distance import DamerauLevenshtein

_TYPO_LENGTH = 6
_LOOKALIKES = frozenset({"bremsen", "wachsen", "bremse", "sachen", "bergen", "berliner"})
STATE_NAMES = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}
FEDERAL = "DE"

_PATTERNS = {
    "BW": r"baden[- ]?w(ü|ue|u)rt+emberg\w*|\bbawü\b|\bbw\b|schw(ä|ae)bisch\w*",
    "BY": r"bay(e|r)?rn\w*|bay(e)?risch\w*|bavaria\w*|baviera|bavyera\w*|бавар\w*|بافاريا",
    "BE": r"\bberlin(er\w*|s)?\b|берлін\w*|берлин\w*",
    "BB": r"brandenburg\w*|\bbb\b",
    "HB": r"\bbremen(s|er\w*)?\b|bremerhaven",
    "HH": r"\bhamburg(s|er\w*)?\b|\bhh\b",
    "HE": r"hessen\w*|hessisch\w*|\bhesse\b|гессен\w*",
    "MV": r"mecklenburg\w*|vorpommern|\bmeck-?pomm?\b|\bmv\b",
    "NI": r"niedersachs\w*|niedersächs\w*|lower saxony",
    "NW": r"nordrhein\w*|\bnrw\b|north rhine\w*|\bnw\b",
    "RP": r"rheinland-?\s?pfalz|rheinland-pf(ä|ae)lz\w*|\brlp\b|rhineland\w*|pf(ä|ae)lzisch\w*",
    "SL": r"saarland\w*|saarl(ä|ae)nd\w*",
    "SN": r"(?<!nieder)(?<!lower )\b(sachsens?|s(ä|ae)chsisch\w*|saxony)\b(?![- ]anhalt)",
    "ST": r"sachsen[- ]?anhalt\w*|anhaltisch\w*|saxony[- ]anhalt",
    "SH": r"schleswig\w*|holstein\w*",
    "TH": r"th(ü|ue)ringen\w*|th(ü|ue)ringisch\w*|thuringia",
}
_STATES = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _PATTERNS.items()}
# Two-letter codes are common words in lower case; they count only as typed in capitals.
_CODE = re.compile(rf"(?<![\w+])({'|'.join(STATE_NAMES)})(?![\w+])")


def states_in(text: str) -> tuple[str, ...]:
    """Return the codes of the Länder that `text` names, mistyped ones too, in the order of their codes' table."""
    named = {code for code, pattern in _STATES.items() if pattern.search(text)}
    named.update(_CODE.findall(text))
    if "ST" in named and not re.search(r"(?<!-)\bsachsen\b(?![- ]?anhalt)", text, re.IGNORECASE):
        named.discard("SN")
    if not named:
        named.update(_mistyped_states(text))
    return tuple(code for code in STATE_NAMES if code in named)


def _mistyped_states(text: str) -> set[str]:
    """A word one slip away from a Land's name ("Thürigen") is that Land, unless it is an ordinary word itself."""
    words = [w for w in re.findall(r"[\w-]+", text.lower()) if len(w) >= _TYPO_LENGTH and w not in _LOOKALIKES]
    return {
        code
        for code, name in STATE_NAMES.items()
        for word in words
        if word[0] == name[0].lower() and DamerauLevenshtein.distance(word, name.lower(), score_cutoff=1) <= 1
    }
