"""The progress bar of an ingest, shown on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def embedding_bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a callback for (texts newly done, texts in all) that draws a bar on standard error."""
    with tqdm(unit=" texts", desc="embedding", disable=not sys.stderr.isatty(), leave=False) as bar:

        def advance(new: int, total: int) -> None:
            bar.total = total
            bar.update(new)

        yield advance
