"""The wording of the view "Quellen", in German and in English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """Labels and sentences; `topics` names the keys of `search_filters.TOPICS`."""

    lead: str
    query: str
    search: str
    reset: str
    filters: str
    document: str
    state: str
    year: str
    topic: str
    all_values: str
    topics: Mapping[str, str]
    results: str
    found_one: str
    found: str
    found_most: str
    nothing: str
    nothing_hint: str
    untouched: str
    open_result: str
    permanent: str
    no_section: str
    corpus: str
    corpus_lead: str


GERMAN_SEARCH = SearchTexts(
    lead=(
        "Suchen Sie in allen Texten und Broschüren. Gesucht wird nach dem Sinn und nach den Wörtern; "
        "Sie brauchen keine Suchzeichen."
    ),
    query="Wonach suchen Sie?",
    search="Suchen",
    reset="Eingaben leeren",
    filters="Suche eingrenzen",
    document="Dokument",
    state="Bundesland",
    year="Stand aus dem Jahr",
    topic="Thema",
    all_values="alle",
    topics={
        "joining": "Mitmachen",
        "goals": "Ziele",
        "offers": "Angebote und Beteiligte",
        "contacts": "Kontakte",
        "development": "Geschichte und Zahlen",
        "funding": "Kosten und Förderung",
        "quality": "Qualität",
        "terms": "Begriffe",
    },
    results="Ergebnisse",
    found_one="1 Textstelle gefunden.",
    found="{count} Textstellen gefunden.",
    found_most="Die {count} besten Textstellen.",
    nothing="Keine Textstelle gefunden.",
    nothing_hint="Versuchen Sie es mit anderen Wörtern, oder nehmen Sie eine Eingrenzung zurück.",
    untouched="Hier stehen die Textstellen, sobald Sie gesucht haben.",
    open_result="{title}, Treffer {rank}",
    permanent="Dauerhafter Link",
    no_section="ohne Überschrift",
    corpus="Diese Dokumente sind im Bestand",
    corpus_lead="Jedes Dokument können Sie hier ganz lesen.",
)

ENGLISH_SEARCH = SearchTexts(
    lead=(
        "Search all texts and brochures. The search goes by meaning and by words; no special signs are needed. "
        "The sources are in German."
    ),
    query="What are you looking for?",
    search="Search",
    reset="Clear the form",
    filters="Narrow the search",
    document="Document",
    state="Federal state",
    year="As of the year",
    topic="Topic",
    all_values="all",
    topics={
        "joining": "Taking part",
        "goals": "Goals",
        "offers": "Offers and partners",
        "contacts": "Contacts",
        "development": "History and numbers",
        "funding": "Costs and funding",
        "quality": "Quality",
        "terms": "Terms",
    },
    results="Results",
    found_one="1 passage found.",
    found="{count} passages found.",
    found_most="The best {count} passages.",
    nothing="No passage found.",
    nothing_hint="Try other words, or take a filter back.",
    untouched="The passages stand here once you have searched.",
    open_result="{title}, result {rank}",
    permanent="Permanent link",
    no_section="without heading",
    corpus="These documents are in the collection",
    corpus_lead="You can read each document in full here.",
)


def search_texts(language: str) -> SearchTexts:
    return GERMAN_SEARCH if language == "de" else ENGLISH_SEARCH
