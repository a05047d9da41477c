"""What a search can be narrowed by: document, publisher, Bundesland, year, topic."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gfa_assistant.records import Document, Passage
from gfa_assistant.retrieval.lexicon import Lexicon

# The kinds of question (lexicon.yaml) that make up a topic; headings and sentences are of these kinds too.
TOPICS: Mapping[str, frozenset[str]] = {
    "joining": frozenset({"joining"}),
    "goals": frozenset({"goals", "overview"}),
    "offers": frozenset({"offers", "partners"}),
    "contacts": frozenset({"contact"}),
    "development": frozenset({"history", "members", "numbers"}),
    "funding": frozenset({"funding", "cost"}),
    "quality": frozenset({"quality"}),
    "terms": frozenset({"definition"}),
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """The chosen values; an empty one narrows nothing. `state` is a code, `topic` a key of `TOPICS`."""

    document: str = ""
    publisher: str = ""
    state: str = ""
    year: str = ""
    topic: str = ""

    def documents(self, documents: Iterable[Document]) -> list[str] | None:
        """The ids of the documents that can hold what is looked for; None where any of them can."""
        if not (self.document or self.publisher or self.year):
            return None
        return [
            document.id
            for document in documents
            if self.document in ("", document.id)
            and self.publisher in ("", document.publisher)
            and (not self.year or self.year in years_of(document))
        ]

    def keeps(self, passage: Passage, document: Document, lexicon: Lexicon) -> bool:
        """Whether a passage that was found is of the year and topic."""
        if self.year and self.year != _year(document.source_of(passage).as_of):
            return False
        return not self.topic or bool(TOPICS.get(self.topic, frozenset()) & _kinds(passage, lexicon))


def years_of(document: Document) -> set[str]:
    """The years as of which the document, or what is collected in it, speaks."""
    return {year for block in document.blocks if (year := _year(document.source_of(block).as_of))}


def _year(as_of: str | None) -> str:
    found = _YEAR.search(as_of or "")
    return found[0] if found else ""


def _kinds(passage: Passage, lexicon: Lexicon) -> frozenset[str]:
    """What the passage is about: its heading says it, or else its text, of which only the most specific kind counts."""
    heading = passage.section[-1] if passage.section else ""
    return frozenset(lexicon.intents(heading) or lexicon.intents(passage.text)[:1])
