"""catalog.yaml: what is known about each corpus file beside its text."""

import unicodedata
from collections.abc import Collection
from dataclasses import asdict, dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from gfa_assistant.errors import CorpusError
from gfa_assistant.reading.states import CONTACT_STATES
from gfa_assistant.reading.yaml_file import check_keys, load_yaml, text_value
from gfa_assistant.records import Superseded

CATALOG_NAME = "catalog.yaml"
_CORPUS_SCHEME = "corpus:"
_KEYS = frozenset({"title", "publisher", "url", "state", "as_of", "rights", "supersedes"})


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Title, origin and rights of one corpus file; `state` is a Bundesland code, "DE" or None.

    `supersedes` are the names of the files that this one takes the place of.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    state: str | None = None
    as_of: str | None = None
    rights: str | None = None
    supersedes: tuple[str, ...] = ()

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
    catalog = {str(name): _entry(str(name), value) for name, value in loaded.items()}
    _check_order(catalog)
    return catalog


def superseded_files(catalog: Catalog, present: Collection[str]) -> dict[str, Superseded]:
    """Return the files whose place a newer one of those `present` has taken; of several, the one latest in the catalog.

    A version that is not there itself supersedes nothing.
    """
    return {
        older: Superseded(entry.title, entry.as_of)
        for name, entry in catalog.items()
        if name in present
        for older in entry.supersedes
    }


def _check_order(catalog: Catalog) -> None:
    try:
        TopologicalSorter({name: entry.supersedes for name, entry in catalog.items()}).prepare()
    except CycleError as error:
        circle = " supersedes ".join(repr(name) for name in reversed(error.args[1]))
        raise CorpusError(f"{CATALOG_NAME}: {circle}; correct 'supersedes'") from None


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
        supersedes=_names(value.get("supersedes"), place),
    )


def _names(value: Any, place: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise CorpusError(f"{place}: 'supersedes' must be a file name or a list of them; correct it")
    return tuple(unicodedata.normalize("NFC", name.strip()) for name in names)


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
