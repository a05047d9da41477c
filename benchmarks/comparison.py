"""What the compared systems were measured to do: medians, ratios with their targets, and the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.xquad_retrieval import recall, reciprocal_rank


@dataclass
class System:
    """One system's measurements; a list of numbers holds one a round, and stays empty where nothing is measured."""

    key: str
    """Its module in `benchmarks.systems`."""
    name: str
    fusion: str = ""
    """How the hybrid fuses."""
    ranks: list[int | None] = field(default_factory=list)
    """Of each question's paragraph among the documents found, 1-based."""
    search_ms: list[float] = field(default_factory=list)
    """The median time of a search in a serving process."""
    search_p95_ms: list[float] = field(default_factory=list)
    answer_ms: list[float] = field(default_factory=list)
    """The median time of a complete answer in a serving process."""
    answer_p95_ms: list[float] = field(default_factory=list)
    first_s: list[float] = field(default_factory=list)
    """From the start of a fresh process to its first result: the answer if the system gives one, else the search."""
    first_search_s: list[float] = field(default_factory=list)
    """The same up to the first search."""
    serving_mib: list[float] = field(default_factory=list)
    """The peak resident memory of a process that serves complete answers, or else searches."""
    search_mib: list[float] = field(default_factory=list)
    """The same of a process that only searches."""
    ingest_s: list[float] = field(default_factory=list)
    """Ingest work after the model is loaded and warm."""
    ingest_mib: list[float] = field(default_factory=list)
    """The peak resident memory of that process."""
    ingest_process_s: list[float] = field(default_factory=list)
    """From the start of a fresh process to the finished index, with imports and loading the model; measured once."""
    answered: int = 0
    """How many of the timed questions got an answer, not a refusal or a question back."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours ÷ theirs: of the medians over all rounds, with the lowest and highest of a single round."""

    name: str
    value: float
    low: float
    high: float
    target: float

    @property
    def met(self) -> bool:
        return self.value <= self.target


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that one run measured."""

    plain: System
    hybrid: System
    ours: System
    bare: System
    questions: int
    timed_questions: int

    @property
    def systems(self) -> tuple[System, ...]:
        return (self.plain, self.hybrid, self.ours, self.bare)


# Heading, attribute of System, decimals.
COLUMNS = (
    ("search, ms", "search_ms", 1),
    ("complete answer, ms", "answer_ms", 1),
    ("first result of a fresh process, s", "first_s", 1),
    ("peak memory serving, MiB", "serving_mib", 0),
    ("ingest, model loaded, s", "ingest_s", 1),
    ("ingest, whole process, s", "ingest_process_s", 1),
)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    # Rounded first, since 0.95 * 20 is a little more than 19.
    rank = -int(-round(share * len(ordered), 9) // 1)
    return ordered[max(rank, 1) - 1]


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], target: float) -> Ratio:
    """Compare two measures of the same rounds."""
    rounds = [a / b for a, b in zip(ours, theirs, strict=True)]
    return Ratio(name, median(ours) / median(theirs), min(rounds), max(rounds), target)


def ratios(c: Comparison) -> list[Ratio]:
    """Return the ratios that the project has set itself targets for."""
    return [
        ratio("complete answer ÷ plain LlamaIndex's search", c.ours.answer_ms, c.plain.search_ms, 0.8),
        ratio("first answer of a fresh process ÷ plain's first search", c.ours.first_s, c.plain.first_s, 0.4),
        ratio("peak memory serving ÷ plain's", c.ours.serving_mib, c.plain.serving_mib, 0.7),
        ratio("ingest ÷ bare encode, models loaded and warm", c.ours.ingest_s, c.bare.ingest_s, 1.15),
    ]


def spread(values: Sequence[float], decimals: int) -> str:
    """Return "median (lowest–highest)", the value alone if there is one, "–" if there is none."""
    if not values:
        return "–"
    middle = f"{median(values):.{decimals}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.{decimals}f}–{max(values):.{decimals}f})"


def table(systems: Sequence[System]) -> str:
    """Return the systems as a Markdown table, one a row."""
    headings = ["system", "R@1", "R@5", "MRR@10", *(heading for heading, _, _ in COLUMNS)]
    rows = []
    for s in systems:
        scores = [f"{score:.3f}" for score in quality(s)] if s.ranks else ["–"] * 3
        measured = [spread(getattr(s, attribute), decimals) for _, attribute, decimals in COLUMNS]
        rows.append([f"{s.name} ({s.fusion})" if s.fusion else s.name, *scores, *measured])
    return _markdown(headings, rows)


def ratio_table(found: Sequence[Ratio]) -> str:
    """Return the ratios as a Markdown table, with whether each target is met."""
    rows = [
        [r.name, f"{r.value:.2f} ({r.low:.2f}–{r.high:.2f})", f"≤ {r.target:g}", "met" if r.met else "missed"]
        for r in found
    ]
    return _markdown(["ours ÷ theirs", "ratio", "target", ""], rows)


def quality(system: System) -> tuple[float, float, float]:
    """Return R@1, R@5 and MRR@10."""
    return recall(system.ranks, 1), recall(system.ranks, 5), reciprocal_rank(system.ranks)


def _markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
