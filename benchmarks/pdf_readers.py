"""PDF readers on the typeset PDFs of the tests: characters, reading order, words torn or glued, speed.

    python -m benchmarks.pdf_readers [--layout NAME ...] [--json FILE]

Each cell holds the share of characters read right, of blocks found in order, and of words torn or glued.
"""

import argparse
import json
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.measured_process import ProcessFailedError
from benchmarks.pdf_libraries import LIBRARIES, Library, installed
from benchmarks.pdf_scores import Reading, Scores, score
from benchmarks.peer_packages import install_peer_packages
from tests.reading.typeset import FAULTY, LAYOUTS, Typeset

_REPEATS = 3
_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Measured:
    """One library on one layout; `failure` names the error where it could not read the file."""

    scores: Scores | None
    ms_a_page: float
    failure: str = ""

    @property
    def cell(self) -> str:
        if self.scores is None:
            return self.failure
        return f"{self.scores.characters:.3f} {self.scores.order:.2f} {self.scores.torn:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", nargs="+", choices=LAYOUTS, default=list(LAYOUTS), metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    # pdfminer warns at every file whose owner does not want it copied.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    libraries = _libraries()
    figures: dict[str, dict[str, Measured]] = {}
    for name in arguments.layout:
        truth = LAYOUTS[name]()
        figures[name] = {label: measure(library, truth) for label, library in libraries.items()}
    faults = {
        name: {label: outcome(library, FAULTY[name]()) for label, library in libraries.items()} for name in FAULTY
    }
    print(table(figures, faults))
    if arguments.json:
        plain = {name: {label: asdict(cell) for label, cell in row.items()} for name, row in figures.items()}
        arguments.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(library: Library, truth: Typeset) -> Measured:
    """Read the file a few times; the fastest counts."""
    try:
        times, reading = zip(*(_timed(library, truth.data) for _ in range(_REPEATS)), strict=True)
    # Each library has errors of its own, and which one it raises is what the table shows.
    except Exception as error:
        return Measured(None, 0.0, type(error).__name__[:_WIDTH])
    return Measured(score(reading[0], truth), 1000 * min(times) / truth.page_count)


def outcome(library: Library, truth: Typeset) -> str:
    """What a library makes of a file that holds no text to read: an error, or so many letters."""
    try:
        reading = library.read(truth.data)
    except Exception as error:
        return type(error).__name__[:_WIDTH]
    letters = sum(character.isalpha() for line in reading.lines for character in line)
    return f"{letters} letters" if letters else "no text"


def table(figures: Mapping[str, Mapping[str, Measured]], faults: Mapping[str, Mapping[str, str]]) -> str:
    labels = list(next(iter(figures.values())))
    rows = [("", labels)]
    rows += [(name, [cells[label].cell for label in labels]) for name, cells in figures.items()]
    rows.append(("all", [_mean_cell([cells[label] for cells in figures.values()]) for label in labels]))
    for title, share in (("words lost", "lost"), ("boxes, mean IoU", "boxes")):
        rows.append((title, [_mean([cells[label] for cells in figures.values()], share) for label in labels]))
    read = {label: [cells[label] for cells in figures.values() if cells[label].scores] for label in labels}
    rows.append(("ms a page", [_speed(read[label]) for label in labels]))
    rows += [(name, [cells[label] for label in labels]) for name, cells in faults.items()]
    first = max(len(name) for name, _ in rows)
    return "\n".join(
        "  ".join([name.ljust(first), *(cell.ljust(_WIDTH) for cell in cells)]).rstrip() for name, cells in rows
    )


def _libraries() -> dict[str, Library]:
    """Those that are installed; the others are named."""
    try:
        # Behind the environment's own packages, which win.
        sys.path.append(str(install_peer_packages()))
    except ProcessFailedError as error:
        print(error, file=sys.stderr)
    for label, library in LIBRARIES.items():
        if not installed(library):
            print(f"{label}: {library.module} is not installed, left out", file=sys.stderr)
    return {label: library for label, library in LIBRARIES.items() if installed(library)}


def _timed(library: Library, data: bytes) -> tuple[float, Reading]:
    started = time.perf_counter()
    reading = library.read(data)
    return time.perf_counter() - started, reading


def _scores(cells: Sequence[Measured]) -> list[Scores]:
    """A file that could not be read counts as nothing read."""
    return [cell.scores or Scores(0, 0, 0, 1, None) for cell in cells]


def _mean_cell(cells: Sequence[Measured]) -> str:
    scores = _scores(cells)
    characters, order, torn = (fmean(getattr(one, name) for one in scores) for name in ("characters", "order", "torn"))
    return f"{characters:.3f} {order:.2f} {torn:.3f}"


def _speed(read: Sequence[Measured]) -> str:
    return f"{fmean(cell.ms_a_page for cell in read):.1f}" if read else "none"


def _mean(cells: Sequence[Measured], share: str) -> str:
    values = [value for one in _scores(cells) if (value := getattr(one, share)) is not None]
    return f"{fmean(values):.3f}" if values else "none"


if __name__ == "__main__":
    sys.exit(main())
