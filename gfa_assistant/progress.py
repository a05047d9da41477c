"""The progress of an ingest: two bars, shown on a terminal only, or lines for a program."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def ingest_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callback for (stage, newly done, in all so far) that draws two bars on standard error.

    The stage "reading" counts files, "embedding" texts; of these there are more with every file that is read.
    """
    hidden = not sys.stderr.isatty()
    with (
        tqdm(unit=" files", desc="reading", disable=hidden, leave=False, position=0) as reading,
        tqdm(unit=" texts", desc="embedding", disable=hidden, leave=False, position=1) as embedding,
    ):
        bars = {"reading": reading, "embedding": embedding}

        def advance(stage: str, new: int, total: int) -> None:
            bar = bars[stage]
            is_larger, bar.total = bar.total != total, total
            bar.update(new)
            if is_larger:
                # Otherwise it is drawn ten times a second at most.
                bar.refresh()

        yield advance


@contextmanager
def progress_lines() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callback as `ingest_bars` does, which writes a line of JSON on standard error each time."""
    done = {"reading": 0, "embedding": 0}

    def advance(stage: str, new: int, total: int) -> None:
        done[stage] += new
        print(json.dumps({"stage": stage, "done": done[stage], "total": total}), file=sys.stderr, flush=True)

    yield advance
