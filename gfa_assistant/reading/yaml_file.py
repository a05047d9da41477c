"""YAML files of the corpus, read strictly: duplicate keys and malformed files are errors that name their place."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from gfa_assistant.errors import CorpusError


class _Strict(yaml.constructor.SafeConstructor):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, str) and key in seen:
                problem = f"the key {key!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            if isinstance(key, str):
                seen.add(key)
        return super().construct_mapping(node, deep)


class _Loader(_Strict, yaml.SafeLoader):
    """PyYAML's own parser, whose messages say best what is wrong."""


class _QuickLoader(_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml, where PyYAML was built with it: the same in a tenth of the time."""


def load_yaml(path: Path) -> Any:
    """Load one YAML file.

    Raises:
        CorpusError: the file is missing, not UTF-8, or not valid YAML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        try:
            return yaml.load(text, Loader=_QuickLoader)
        except yaml.YAMLError:
            return yaml.load(text, Loader=_Loader)
    except FileNotFoundError:
        raise CorpusError(f"{path.name} does not exist in {str(path.parent)!r}; create it") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path.name} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise CorpusError(f"{path.name} cannot be read ({error.strerror}); check its rights") from None
    except yaml.YAMLError as error:
        raise CorpusError(f"{path.name} is not valid YAML ({_where(error)}); correct it") from None


def load_entries(path: Path, what: str) -> list[Any]:
    """Load a YAML list of `what` that a corpus need not have: empty where the file is missing or holds nothing.

    Raises:
        CorpusError: as `load_yaml`, or the file holds something else.
    """
    loaded = load_yaml(path) if path.exists() else None
    if loaded is None:
        return []
    if not isinstance(loaded, list):
        raise CorpusError(f"{path.name} must be a list of {what}; correct it")
    return loaded


def text_value(entry: dict[str, Any], key: str, place: str, *, required: bool = False) -> str | None:
    """The entry's value as stripped text, None where it is absent or null; numbers and dates become text.

    Raises:
        CorpusError: a required value is missing, or the value is a list or mapping.
    """
    value = entry.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        if required:
            raise CorpusError(f"{place}: {key!r} is missing; add it")
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float, date)):
        raise CorpusError(f"{place}: {key!r} must be text, not {value!r}; correct it")
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def check_keys(entry: dict[str, Any], known: frozenset[str], place: str) -> None:
    """Refuse keys that nothing reads, so that a typing error cannot lose a value."""
    unknown = sorted(str(key) for key in entry if key not in known)
    if unknown:
        raise CorpusError(f"{place}: unknown key {unknown[0]!r}; known keys: {', '.join(sorted(known))}")


def _where(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())
