"""The progress of an ingest: a bar, shown on a terminal only, or lines for a program."""

import json
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


@contextmanager
def progress_lines() -> Iterator[Callable[[int, int], None]]:
    """Yield a callback for (texts newly done, texts in all) that writes a line of JSON on standard error each time."""
    done = 0

    def advance(new: int, total: int) -> None:
        nonlocal done
        done += new
        print(json.dumps({"stage": "embedding", "done": done, "total": total}), file=sys.stderr, flush=True)

    yield advance
