"""notes.yaml: what has changed since a source was printed, and which shown texts that concerns."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import Catalog, read_catalog, resolve_url
from gfa_assistant.reading.yaml_file import check_keys, load_entries, text_value
from gfa_assistant.records import Note

NOTES_NAME = "notes.yaml"
_KEYS = frozenset({"id", "pattern", "unless", "text", "source_url", "as_of"})


@dataclass(frozen=True, slots=True)
class NoteRule:
    """A note and the texts it belongs to: all of `patterns` are found, `unless` is not."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    note: Note

    def applies_to(self, text: str) -> bool:
        if self.unless is not None and self.unless.search(text):
            return False
        return all(pattern.search(text) for pattern in self.patterns)


def read_notes(folder: Path) -> tuple[NoteRule, ...]:
    """Read the rules in the file's order; empty where the corpus has no notes.yaml.

    Raises:
        CorpusError: the file is malformed, or a rule has a missing or unknown key, an id that stands twice, or a
            pattern that is no regular expression.
    """
    loaded = load_entries(folder / NOTES_NAME, "rules")
    catalog = read_catalog(folder)
    rules: dict[str, NoteRule] = {}
    for number, value in enumerate(loaded, start=1):
        rule = _rule(value, f"{NOTES_NAME}: entry {number}", catalog)
        if rule.id in rules:
            raise CorpusError(f"{NOTES_NAME}: id {rule.id!r} stands twice; give each rule its own")
        rules[rule.id] = rule
    return tuple(rules.values())


def notes_for(text: str, rules: tuple[NoteRule, ...]) -> tuple[Note, ...]:
    """The notes a shown text needs, in the rules' order, each once."""
    return tuple(dict.fromkeys(rule.note for rule in rules if rule.applies_to(text)))


def _rule(value: Any, place: str, catalog: Catalog) -> NoteRule:
    if not isinstance(value, dict):
        raise CorpusError(f"{place} must have keys such as 'pattern'; correct it")
    if isinstance(value.get("id"), str):
        place = f"{NOTES_NAME}: {value['id']}"
    check_keys(value, _KEYS, place)
    required = {key: text_value(value, key, place, required=True) or "" for key in ("id", "text", "source_url")}
    raw = value.get("pattern")
    patterns = raw if isinstance(raw, list) else [raw]
    if raw is None or not patterns:
        raise CorpusError(f"{place}: 'pattern' is missing; add it")
    unless = value.get("unless")
    return NoteRule(
        id=required["id"],
        patterns=tuple(_compiled(pattern, "pattern", place) for pattern in patterns),
        unless=None if unless is None else _compiled(unless, "unless", place),
        note=Note(
            text=required["text"],
            source_url=resolve_url(required["source_url"], catalog, place) or required["source_url"],
            as_of=text_value(value, "as_of", place),
        ),
    )


def _compiled(pattern: Any, key: str, place: str) -> re.Pattern[str]:
    if not isinstance(pattern, str):
        raise CorpusError(f"{place}: {key!r} must be a regular expression, not {pattern!r}; put it in quotes")
    try:
        return re.compile(pattern)
    except re.error as error:
        raise CorpusError(f"{place}: {key!r} is no regular expression ({error}); correct it") from None
