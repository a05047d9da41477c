"""Reads the programme's vocabulary: abbreviations, synonyms, generic words and intent patterns."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import yaml

# Where several intents match, the more specific one comes first; `general` is what is left.
INTENT_ORDER = (
    "lookup",
    "imprint",
    "contact",
    "numbers",
    "overview",
    "topics",
    "cost",
    "funding",
    "quality",
    "joining",
    "members",
    "partners",
    "offers",
    "goals",
    "definition",
    "history",
)
GENERAL = "general"
_LONGEST_ENDING = 5
_KEPT_TEXTS = 16384


@dataclass(frozen=True)
class Lexicon:
    """The vocabulary of `lexicon.yaml`, compiled; `synonyms` and `same` give the group of each word beginning."""

    abbreviations: dict[str, str]
    synonyms: Mapping[str, tuple[str, ...]]
    generic: frozenset[str]
    generic_beginnings: tuple[str, ...]
    same: Mapping[str, tuple[str, ...]]
    exonyms: dict[str, str]
    canonical: dict[str, str]
    patterns: dict[str, re.Pattern[str]]

    def knows(self, word: str) -> bool:
        """Say whether `word` itself stands in the vocabulary."""
        return any(word in known for known in (self.abbreviations, self.generic, self.same, self.synonyms))

    def intents(self, text: str) -> tuple[str, ...]:
        """Return the intents whose pattern occurs in `text`, most specific first."""
        return tuple(name for name in INTENT_ORDER if self.is_of(name, text))

    def is_of(self, intent: str, text: str) -> bool:
        """Say whether `intent` is among the intents of `text`."""
        return intent in self.patterns and self._occurs(intent, text)

    @cached_property
    def _occurs(self) -> Callable[[str, str], bool]:
        """Whether an intent's pattern occurs in a text; for those of the sources it is asked with every question."""

        def occurs(intent: str, text: str) -> bool:
            return self.patterns[intent].search(text) is not None

        return lru_cache(_KEPT_TEXTS)(occurs)

    def explained(self, text: str, intents: Iterable[str]) -> str:
        """Return the words of `text` by which these intents were recognised."""
        return " ".join(m.group() for name in intents for m in self.patterns[name].finditer(text))

    def with_german_names(self, text: str) -> str:
        """Return `text` with foreign names of German places as the sources write them ("Nuremberg")."""
        for foreign in sorted(self.exonyms, key=len, reverse=True):
            text = re.sub(rf"\b{foreign}\b", self.exonyms[foreign], text, flags=re.IGNORECASE)
        return text

    def expand(self, text: str) -> str:
        """Return `text` with the long forms of the shorthand it contains appended."""
        words = re.findall(r"[\wäöüß]+\+?", text.lower())
        long_forms = dict.fromkeys(self.abbreviations[w] for w in words if w in self.abbreviations)
        return " ".join([text, *long_forms])

    def synonyms_of(self, word: str) -> tuple[str, ...]:
        """Return the word beginnings that mean about the same as `word`."""
        return _others(word, self.synonyms)

    def shorthand_of(self, word: str) -> tuple[str, ...]:
        """Return the word beginnings that name the same thing as `word` ("KGC")."""
        return _others(word, self.same)

    def is_generic(self, word: str) -> bool:
        return word in self.generic or word.startswith(self.generic_beginnings)


def _others(word: str, groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    # An ending may follow, not a second noun: "Mitglieder" is a form of "Mitglied", "Mitgliedsbeitrag" is not.
    starts = (word[:length] for length in range(max(len(word) - _LONGEST_ENDING, 1), len(word) + 1))
    return tuple(dict.fromkeys(other for start in starts for other in groups.get(start, ())))


def _groups(lines: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """All that stands in a line with a word beginning, by that beginning."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for start in line:
            groups[start] = (*groups.get(start, ()), *line)
    return groups


@cache
def load_lexicon() -> Lexicon:
    """Load the packaged vocabulary once."""
    text = files("gfa_assistant.retrieval").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    # libyaml, where PyYAML was built with it, reads this in a tenth of the time.
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Lexicon(
        abbreviations=data["abbreviations"],
        synonyms=_groups((*data["synonyms"], *data["verbs"])),
        generic=frozenset(w for w in f"{data['generic']} {data['question_words']}".split() if not w.endswith("-")),
        generic_beginnings=tuple(word[:-1] for word in data["generic"].split() if word.endswith("-")),
        same=_groups(data["same"]),
        exonyms=data["exonyms"],
        canonical=data["canonical"],
        patterns={
            name: re.compile(re.sub(r"\|\s+", "|", pattern), re.IGNORECASE) for name, pattern in data["intents"].items()
        },
    )
