"""catalog.yaml: what is known about each corpus file beside its text."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.reading.yaml_file import check_keys, load_yaml, text_value

CATALOG_NAME = "catalog.yaml"
_CORPUS_SCHEME = "corpus:"
_KEYS = frozenset({"title", "publisher", "url", "state", "as_of", "rights"})


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Title, origin and rights of one corpus file; `state` is a Bundesland code, "DE" or None."""

    title: str
    publisher: str | None = None
    url: str | None = None
    state: str | None = None
    as_of: str | None = None
    rights: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


Catalog = dict[str, CatalogEntry]


def read_catalog(folder: Path) -> Catalog:
    """Read the entries by file name (path below the corpus folder, with slashes); empty without a catalog.

    Raises:
        CorpusError: the file is malformed, an entry has an unknown key, no title, or a wrong state code.
    """
    path = folder / CATALOG_NAME
    if not path.exists():
        return {}
    loaded = load_yaml(path)
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise CorpusError(f"{CATALOG_NAME} must map file names to entries; correct it")
    return {str(name): _entry(str(name), value) for name, value in loaded.items()}


def _entry(name: str, value: Any) -> CatalogEntry:
    place = f"{CATALOG_NAME}: {name!r}"
    if not isinstance(value, dict):
        raise CorpusError(f"{place}: the entry must have keys such as 'title'; correct it")
    check_keys(value, _KEYS, place)
    state = text_value(value, "state", place)
    if state is not None and state not in CONTACT_STATES:
        raise CorpusError(f"{place}: unknown state code {state!r}; use one of {' '.join(CONTACT_STATES)}")
    title = text_value(value, "title", place, required=True)
    return CatalogEntry(
        title=title or "",
        publisher=text_value(value, "publisher", place),
        url=text_value(value, "url", place),
        state=state,
        as_of=text_value(value, "as_of", place),
        rights=text_value(value, "rights", place),
    )


def resolve_url(url: str | None, catalog: Catalog, place: str) -> str | None:
    """Turn `corpus:NAME` into the url of that file's catalog entry; any other url stays.

    Raises:
        CorpusError: NAME has no catalog entry.
    """
    if url is None or not url.startswith(_CORPUS_SCHEME):
        return url
    name = url.removeprefix(_CORPUS_SCHEME)
    if name not in catalog:
        raise CorpusError(f"{place}: {url!r} names no entry of {CATALOG_NAME}; add the entry or correct the name")
    return catalog[name].url
