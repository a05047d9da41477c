"""Reads the programme's vocabulary: abbreviations, synonyms, generic words and intent patterns."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

# Where several intents match, the more specific one comes first; `general` is what is left.
INTENT_ORDER = (
    "lookup",
    "imprint",
    "contact",
    "numbers",
    "topics",
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


@dataclass(frozen=True)
class Lexicon:
    """The vocabulary of `lexicon.yaml`, compiled."""

    abbreviations: dict[str, str]
    synonyms: tuple[tuple[str, ...], ...]
    generic: tuple[str, ...]
    patterns: dict[str, re.Pattern[str]]

    def intents(self, text: str) -> tuple[str, ...]:
        """Return the intents whose pattern occurs in `text`, most specific first."""
        return tuple(name for name in INTENT_ORDER if self.patterns[name].search(text))

    def expand(self, text: str) -> str:
        """Return `text` with the long forms of the shorthand it contains appended."""
        words = re.findall(r"[\wäöüß]+\+?", text.lower())
        long_forms = dict.fromkeys(self.abbreviations[w] for w in words if w in self.abbreviations)
        return " ".join([text, *long_forms])

    def groups_of(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Return the synonym groups that hold a beginning of `word`."""
        return tuple(group for group in self.synonyms if any(word.startswith(start) for start in group))

    def is_generic(self, word: str) -> bool:
        return any(word.startswith(start) for start in self.generic)


@cache
def load_lexicon() -> Lexicon:
    """Load the packaged vocabulary once."""
    data = yaml.safe_load(files("gfa_assistant.retrieval").joinpath("lexicon.yaml").read_text(encoding="utf-8"))
    return Lexicon(
        abbreviations=data["abbreviations"],
        synonyms=tuple(tuple(group) for group in (*data["synonyms"], *data["verbs"])),
        generic=tuple(data["generic"]),
        patterns={
            name: re.compile(re.sub(r"\|\s+", "|", pattern), re.IGNORECASE) for name, pattern in data["intents"].items()
        },
    )
