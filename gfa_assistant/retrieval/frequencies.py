"""How common words are in German."""

from collections.abc import Mapping
from functools import cache


@cache
def german_frequencies() -> Mapping[str, float]:
    """The common German words with their share of all words, most frequent first."""
    # Imported where it is asked for: opening an index needs no word list.
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    frequencies: Mapping[str, float] = get_frequency_dict("de", wordlist="small")
    return frequencies
