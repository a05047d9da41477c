"""facts.yaml: short statements about the programme, each citable with its own source and date."""

from pathlib import Path
from typing import Any

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.catalog import Catalog, resolve_url
from gfa_assistant.reading.elements import Part
from gfa_assistant.reading.yaml_file import check_keys, load_yaml, text_value
from gfa_assistant.records import Source

FACTS_NAME = "facts.yaml"
FACTS_TITLE = "Fakten zum Partnerprozess"
TOPICS: dict[str, str] = {
    "federal": "Bundesebene",
    "goals": "Ziele",
    "partners": "Beteiligte",
    "history": "Geschichte",
    "numbers": "Zahlen",
    "joining": "Beitritt",
    "hessen": "Hessen",
    "bavaria": "Bayern",
    "offers": "Angebote und Austausch",
    "definitions": "Begriffe",
    "quality": "Qualität",
    "funding": "Finanzierung und Förderung",
    "contacts": "Änderungen bei den Koordinierungsstellen",
}
_REQUIRED = ("id", "topic", "statement", "source_url", "source_title", "as_of")


def load_fact_parts(path: Path, catalog: Catalog) -> tuple[Part, ...]:
    """Read the facts as one section per topic: a heading, then a paragraph per fact with its own source.

    Raises:
        CorpusError: the file is malformed, or an entry has a missing or unknown key, an unknown topic or an id that
            stands twice.
    """
    loaded = load_yaml(path)
    if not isinstance(loaded, list):
        raise CorpusError(f"{path.name} must be a list of facts; correct it")
    by_topic: dict[str, list[Part]] = {}
    ids: set[str] = set()
    for number, value in enumerate(loaded, start=1):
        place = f"{path.name}: entry {number}"
        fact = _fact(value, place)
        if fact["id"] in ids:
            raise CorpusError(f"{place}: id {fact['id']!r} stands twice; give each fact its own")
        ids.add(fact["id"])
        place = f"{path.name}: {fact['id']}"
        if fact["topic"] not in TOPICS:
            raise CorpusError(f"{place}: unknown topic {fact['topic']!r}; use one of {', '.join(TOPICS)}")
        source = Source(
            title=f"{FACTS_TITLE}, nach: {fact['source_title']}",
            url=resolve_url(fact["source_url"], catalog, place),
            as_of=fact["as_of"],
        )
        part = Part("paragraph", (fact["statement"],), source=source)
        by_topic.setdefault(fact["topic"], []).append(part)
    return tuple(
        part
        for topic, label in TOPICS.items()
        if topic in by_topic
        for part in (Part("heading", (label,), level=1), *by_topic[topic])
    )


def _fact(value: Any, place: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise CorpusError(f"{place} must have keys such as 'statement'; correct it")
    check_keys(value, frozenset(_REQUIRED), place)
    return {key: text_value(value, key, place, required=True) or "" for key in _REQUIRED}
