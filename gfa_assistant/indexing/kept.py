"""Keeps in memory what was read by key from files that never change, such as a generation of the index."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

MOST = 4096
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Reads values by id, those it has read before from memory; safe to share between threads."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, Value]], most: int = MOST) -> None:
        self._read = read
        self._most = most
        self._known: dict[str, Value] = {}

    def __call__(self, ids: Sequence[str]) -> dict[str, Value]:
        """Return the values of the ids that exist, at most `most` of them from memory."""
        known = self._known
        found = {key: known[key] for key in ids if key in known}
        missing = [key for key in ids if key not in found]
        if missing:
            read = self._read(missing)
            found.update(read)
            # Another thread may hold the old dictionary: a full one is left to it.
            self._known = {**read} if len(known) + len(read) > self._most else {**known, **read}
        return found
