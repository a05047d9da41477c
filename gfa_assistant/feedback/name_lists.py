"""Given names and surnames of people who live in Germany, from the lists of the library Faker."""

import importlib
from collections.abc import Iterator
from functools import cache

_LOCALES = ("de_DE", "de_AT", "de_CH", "tr_TR", "hr_HR", "ro_RO", "pl_PL", "ru_RU", "uk_UA")
# Given names that are also words; alone they say nothing.
_WORDS = frozenset(
    "august beste can christ davor ernst eve german gloria heide joy linde mai mark nas "
    "roman rose solange tan tea toy us van will".split()
)


@cache
def given_names() -> frozenset[str]:
    """Given names in lower case, without those that are also words."""
    return frozenset(_names("first_names")) - _WORDS


@cache
def surnames() -> frozenset[str]:
    """Surnames in lower case, those that are also words among them."""
    return frozenset(_names("last_names"))


def _names(kind: str) -> Iterator[str]:
    for locale in _LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in (kind, f"{kind}_male", f"{kind}_female"):
            for name in getattr(provider, attribute, ()):
                # "Hans-H." and "Hans D." are of no use, and two letters fit too much.
                if len(name) > 2 and not name.endswith("."):
                    yield name.lower()
