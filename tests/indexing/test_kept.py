"""Values read once and kept, up to a number of them."""

from collections.abc import Sequence

from gfa_assistant.indexing.kept import Kept


class Shelf:
    """What is read, and which keys were asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def read(self, keys: Sequence[str]) -> dict[str, int]:
        self.asked.append(tuple(keys))
        return {key: len(key) for key in keys if key != "unknown"}


def test_what_was_read_is_not_read_again() -> None:
    shelf = Shelf()
    kept = Kept(shelf.read)
    assert kept(["a", "bb"]) == {"a": 1, "bb": 2}
    assert kept(["bb", "ccc", "a"]) == {"a": 1, "bb": 2, "ccc": 3}
    assert kept([]) == {}
    assert shelf.asked == [("a", "bb"), ("ccc",)]


def test_what_is_not_there_is_asked_for_each_time() -> None:
    shelf = Shelf()
    kept = Kept(shelf.read)
    assert kept(["unknown"]) == kept(["unknown"]) == {}
    assert shelf.asked == [("unknown",), ("unknown",)]


def test_no_more_than_the_most_are_kept() -> None:
    shelf = Shelf()
    kept = Kept(shelf.read, most=2)
    assert kept(["a", "bb"]) == {"a": 1, "bb": 2}
    assert kept(["ccc", "a"]) == {"a": 1, "ccc": 3}
    # The third was one too many: only what was read with it is still known.
    assert kept(["ccc", "bb"]) == {"bb": 2, "ccc": 3}
    assert shelf.asked == [("a", "bb"), ("ccc",), ("bb",)]
