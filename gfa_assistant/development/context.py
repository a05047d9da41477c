"""What a dated list is about: its lead-in, its headings and its document's title say whether it lists members."""

import re
from collections.abc import Sequence

from bm25s.stopwords import STOPWORDS_GERMAN

from gfa_assistant.development.when import read_date
from gfa_assistant.retrieval.states import state_mentions, states_in

_COMMUNES = r"(?:kommunen|städten?|gemeinden|(?:land)?kreisen?|regionen|gesundheitsregionen)"
_JOINED = re.compile(
    r"beigetreten|beitritt|beitreten|partnerkommune|mitglied(?:er|skommunen|sstädte|skreise|sgemeinden)|"
    rf"teilnehmende\w* {_COMMUNES}|teilnehmer\b|{_COMMUNES}\b.*\b(?:partnerprozess|dabei|teil|mit)\b|"
    r"(?:partner\w*)?urkunden?\b.*(?:unterzeichnet|erhalten|überreicht)|unterzeichne\w*.*urkunde",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"meilenstein|geschichte|chronik|historie|rückblick|ausblick|veranstaltung|fachtag|tagung|termin|treffen|workshop|"
    r"werkst[aä]tt|schulung|fortbildung|konferenz|veröffentlich|publikation|broschüre|literatur|auszeichn|preis|"
    r"\bförder|projekt|them(?:a|en)|schwerpunkt|beispiel|aktivität|angebot|maßnahme|austritt|ausgetreten|ehemalig|"
    r"ausgeschieden|beendet|interess|geplant|vorgesehen|bewerb|kandidat|ansprech|kontakt|beratung|beitrittsfeier",
    re.IGNORECASE,
)
_PROGRAMME = re.compile(r"partnerprozess|partnerkommune|(?:gesundheit|gesund aufwachsen) für alle", re.IGNORECASE)
_NETWORK = re.compile(
    r"netzwerk|verbund\b|verbundes\b|bündnis|gesunde[nr]?[ -]städte|\bGSN\b|\bWHO\b|verein\b", re.IGNORECASE
)
# Words that say how a list is ordered or which part of it this is, and nothing about what it lists.
_ORDERING = re.compile(
    rf"{_COMMUNES}|stadt|gemeinde|landkreis|gesundheitsregion|GR|übersicht|liste|tabelle|stand|jahr\w*|ende|anfang|"
    r"alphabetisch\w*|chronologisch\w*|zeitlich\w*|reihenfolge|nach|bisher\w*|bundesl\w+|länder\w*|regierungsbezirk\w*|"
    r"aktuell\w*|neu\w*|weitere\w*|zuletzt|seit",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß][\wÄÖÜäöüß-]*")
_STOPWORDS = frozenset(STOPWORDS_GERMAN)


def lists_members(lead_in: str, headings: Sequence[str], *, title: str = "", header: str = "") -> bool:
    """Say whether a list with these words around it lists members of the partner process.

    The nearest words that say what the list is about decide: a table's `header`, the `lead_in` above the list, then
    `headings` (outermost first) from within, then the document's `title`. Words that say something else end the
    search, and so does another network whose members are meant.
    """
    around = [text for text in (header if _JOINED.search(header) else "", lead_in, *reversed(headings), title) if text]
    for number, text in enumerate(around):
        if _OTHER.search(text):
            return False
        if _JOINED.search(text):
            return _is_programme(around[number:])
        if not _says_nothing(text):
            return False
    return False


def tells_joining(text: str) -> bool:
    """Say whether a text speaks of communes that joined, and of nothing else."""
    return bool(_JOINED.search(text)) and not _OTHER.search(text)


def state_told(around: Sequence[str]) -> str | None:
    """The one Land that the nearest of these texts names; None where none does or it names several."""
    for text in around:
        named = states_in(text)
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _is_programme(around: Sequence[str]) -> bool:
    """Members of what? The nearest text that names the programme or another network decides."""
    for text in around:
        if _PROGRAMME.search(text):
            return True
        if _NETWORK.search(text):
            return False
    return True


def _says_nothing(text: str) -> bool:
    """A date, a Land or a word of ordering ("Oberfranken", "2016", "Stand 12/2023:") leaves the question open."""
    if read_date(text):
        return True
    for _, mention in state_mentions(text):
        text = text.replace(mention, " ")
    return all(
        word.lower() in _STOPWORDS or word.islower() or _ORDERING.fullmatch(word) for word in _WORD.findall(text)
    )
