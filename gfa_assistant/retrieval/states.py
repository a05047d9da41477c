"""The sixteen Länder: codes, names and how people refer to them."""

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from gfa_assistant.reading.states import FEDERAL, STATE_NAMES
from gfa_assistant.retrieval.frequencies import german_frequencies

__all__ = ["FEDERAL", "STATE_NAMES", "german_for", "german_in", "state_mentions", "states_in"]

_TYPO_LENGTH = 6


def german_in(state: str) -> str:
    """Return "in Bayern", "im Saarland": the Land as the place of something."""
    return "im Saarland" if state == "SL" else f"in {STATE_NAMES[state]}"


def german_for(state: str) -> str:
    """Return "Bayern", "das Saarland": the Land in the accusative, as after "für"."""
    return "das Saarland" if state == "SL" else STATE_NAMES[state]


# German with its adjectives and shorthand, then English, French, Turkish, Polish, Ukrainian and Russian, Arabic.
_PATTERNS = {
    "BW": r"baden[- ]?w(ü|ue|u)rt+emberg\w*|\bbawü\b|\bbw\b|schw(ä|ae)bisch\w*|w(ü|ue)rt+emberg\w*|bade-wurtemberg|"
    r"badeni\w+-wirtembergi\w*|баден-вюртемберг\w*|بادن[ -]?فورت?مب\w+",
    "BY": r"bay(e|r)?rn\w*|bay(e)?risch\w*|\bbayr\b|(ober|mittel|unter)fr(a|ä|ae)nk\w*|oberpf(a|ä|ae)lz\w*|"
    r"(?<!ober)schwaben\b|bavaria\w*|baviera|bavi(è|e)re|bavarois\w*|bawar\w+|bavyera\w*|бавар\w*|بافاري\w+",
    "BE": r"\bberlin(er\w*|s)?\b|берл[іи]н\w*|برلين",
    "BB": r"brandenburg\w*|\bbb\b|brandebourg\w*|brandenburgi\w+|бранденбур\w+|براندنبور\w+",
    "HB": r"\bbremen(s|er\w*)?\b|\bbremer\b|\bbremisch\w*|bremerhaven|\bbrême\b|\bbrem(a|ie|y|ą|ę)\b|бремен\w*|بريمن",
    "HH": r"\bhamburg(s|er\w*|isch\w*)?\b|\bhh\b|hambourg\w*|гамбур\w+|هامبور\w+",
    "HE": r"(?<!rhein)hessen\w*|hessisch\w*|\bhess\.|\bhesse\b|\bhesj\w+|гессен\w*|هي?سن\b",
    "MV": r"mecklenburg\w*|vorpommern|\bmeck-?pomm?\b|\bmv\b|mecklembourg\w*|meklemburgi\w*|мекленбур\w+|مكلنبور\w+",
    "NI": r"niedersachs\w*|niedersächs\w*|lower saxony|basse[- ]saxe|aşağı saksonya\w*|doln\w+ saksoni\w*|"
    r"нижн\w+ саксон\w+|ساكسونيا السفلى",
    "NW": r"nordrhein\w*|\bnrw\b|\bwestf(a|ä|ae)l\w*|north rhine(?:[- ]westphalia)?|\bnw\b|"
    r"rhénanie[- ]du[- ]nord[\w-]*|kuzey ren[- ]vestfalya\w*|nadreni\w+ północn\w+[- ]westfali\w*|"
    r"(північн|северн)\w+ рейн\w*[- ]вестфал\w+|شمال الراين",
    "RP": r"rheinland-?\s?pfalz|rheinland-pf(ä|ae)lz\w*|\brlp\b|rhineland\w*|\bpf(ä|ae)lzisch\w*|rhénanie[- ]palatinat|"
    r"renanya[- ]palatina\w*|nadreni\w+[- ]palatyna\w*|рейнланд\w*[- ]пфальц\w*|راينلاند\w*",
    "SL": r"saarland\w*|saarl(ä|ae)nd\w*|\bsarre\b|\bsaar(a|y|ze)\b|саар\w*|[زس]ارلاند",
    "SN": r"(?<!nieder)(?<!lower )(?<!basse-)(?<!basse )(?<!aşağı )"
    r"\b(sachsens?|s(ä|ae)chsisch\w*|saxony|saxe|saksonya\w*)\b(?!\W{0,3}anhalt)|"
    r"(?<!dolna )(?<!dolnej )\bsaksoni\w+(?!-)|(?<!нижня )(?<!нижній )(?<!нижняя )(?<!нижней )\b"
    r"саксон[іи]\w*(?!\w*[- ]ан[гх])|ساكسونيا(?! (السفلى|أنهالت))",
    "ST": r"sachsen\W{0,3}anhalt\w*|anhaltisch\w*|saxony[- ]anhalt|saxe-anhalt|saksoni?y?\w+[- ]anhal\w+|"
    r"саксон\w+[- ]ан[гх]альт\w*|ساكسونيا أنهالت",
    "SH": r"schleswig\w*|holstein\w*|szlezwik\w*|шлезв[иі]г\w*|شليسفي\w+",
    "TH": r"th(ü|ue)ring(en|er|isch)\w*|thuringia|thuringe\b|türingiya\w*|turyngi\w+|тюринг\w+|تورينغ\w+|تورنغ\w+",
}
_STATES = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _PATTERNS.items()}
# Two-letter codes are common words in lower case; they count only as typed in capitals.
_CODE = re.compile(rf"(?<![\w+])({'|'.join(STATE_NAMES)})(?![\w+])")


def states_in(text: str) -> tuple[str, ...]:
    """Return the codes of the Länder that `text` names, in the order of their codes' table."""
    named = {code for code, _ in state_mentions(text)}
    return tuple(code for code in STATE_NAMES if code in named)


@lru_cache(4096)
def state_mentions(text: str) -> tuple[tuple[str, str], ...]:
    """Return (code, the words in `text`) of each mention of a Land; mistyped ones where none is spelt right."""
    found = [(code, match.group()) for code, pattern in _STATES.items() for match in pattern.finditer(text)]
    found += [(code, code) for code in _CODE.findall(text)]
    return tuple(found or _mistyped(text))


def _mistyped(text: str) -> list[tuple[str, str]]:
    """A word one slip away from a Land's name ("Thürigen") is that Land, unless it is an ordinary word itself."""
    words = [w for w in re.findall(r"[\w-]+", text) if len(w) >= _TYPO_LENGTH and w.lower() not in german_frequencies()]
    return [
        (code, word)
        for code, name in STATE_NAMES.items()
        for word in words
        if word[0].lower() == name[0].lower()
        and DamerauLevenshtein.distance(word.lower(), name.lower(), score_cutoff=1) <= 1
    ]
