"""The progress bar of an ingest, shown on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def embedding_bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a callback for (passages newly done, passages in all) that draws a bar on standard error."""
    with tqdm(unit=" passages", desc="embedding", disable=not sys.stderr.isatty(), leave=False) as bar:

        def advance(new: int, total: int) -> None:
            bar.total = total
            bar.update(new)

        yield advance
