"""What several sources say about one commune becomes one point a year, with all of its sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gfa_assistant.development.joinings import Joining, JoiningPoint
from gfa_assistant.reading.states import STATE_NAMES

# A bare name beside one of these means the same: nobody writes "Augsburg" for the Landkreis or its Gesundheitsregion.
_TOWNS = frozenset({"Stadt", "Markt", "Gemeinde"})


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the development: its points, and how many communes had joined by its end (`total`)."""

    year: int
    points: tuple[JoiningPoint, ...]
    total: int


def joining_points(joinings: Sequence[Joining]) -> tuple[JoiningPoint, ...]:
    """Merge the joinings into points, by year and then in the order of the sources.

    The same commune in the same year is one point with all its sources, those of superseded documents last. Where
    sources disagree about the year, each year is a point that names the others; what only a superseded document says
    is left out as soon as a current one dates the commune.
    """
    points: list[JoiningPoint] = []
    for members in _by_commune(joinings):
        current = [joining for joining in members if not joining.superseded] or members
        exact = {joining.when.year for joining in current if joining.when.is_exact}
        years = sorted({_settled(joining, exact) for joining in current})
        for year in years:
            of_year = [joining for joining in members if _settled(joining, exact) == year]
            sources = sorted(of_year, key=lambda joining: (joining.superseded, not joining.when.is_exact))
            others = dict.fromkeys(joining.when.text for joining in current if joining not in of_year)
            kind = next((joining.kind for joining in sources if joining.kind), None)
            first = sources[0]
            points.append(
                JoiningPoint(
                    label=first.label,
                    name=first.name,
                    kind=kind,
                    year=year,
                    state=next((joining.state for joining in sources if joining.state), None),
                    sources=tuple(sources),
                    others=tuple(others),
                    counts=year == years[-1],
                )
            )
    return tuple(sorted(points, key=lambda point: point.year))


def points_of(points: Iterable[JoiningPoint], state: str | None) -> tuple[JoiningPoint, ...]:
    """The points of one Land, all of them for None."""
    return tuple(point for point in points if state in (None, point.state))


def states_of(points: Iterable[JoiningPoint]) -> tuple[str, ...]:
    """The codes of the Länder that have points, in the order of the Länder's names."""
    found = {point.state for point in points}
    return tuple(code for code in STATE_NAMES if code in found)


def yearly(points: Sequence[JoiningPoint]) -> tuple[Year, ...]:
    """Every year from the first point to the last, those without a point too."""
    if not points:
        return ()
    years: list[Year] = []
    total = 0
    for year in range(min(p.year for p in points), max(p.year for p in points) + 1):
        of_year = tuple(point for point in points if point.year == year)
        total += sum(point.counts for point in of_year)
        years.append(Year(year, of_year, total))
    return tuple(years)


def _by_commune(joinings: Sequence[Joining]) -> list[list[Joining]]:
    """The joinings of one commune each, in the order in which communes are first named.

    A source that does not say what "Rottal-Inn" is means the same as one that calls it a Landkreis; but where a
    document lists "Ansbach" beside "Landkreis Ansbach", these are two.
    """
    by_name: dict[str, list[Joining]] = {}
    for joining in joinings:
        by_name.setdefault(_folded(joining.name), []).append(joining)
    communes: dict[tuple[str, str | None, str | None], list[Joining]] = {}
    for joining in joinings:
        name = _folded(joining.name)
        namesakes = by_name[name]
        state = joining.state or _only({j.state for j in namesakes})
        kind = joining.kind or _kind_elsewhere([j for j in namesakes if j.state in (None, state)])
        communes.setdefault((name, kind, state), []).append(replace(joining, state=state))
    return list(communes.values())


def _kind_elsewhere(namesakes: Sequence[Joining]) -> str | None:
    """What the other sources say that a commune is which one source does not."""
    unnamed = {joining.document_id for joining in namesakes if joining.kind is None}
    return _only({j.kind for j in namesakes if j.kind in _TOWNS or j.document_id not in unnamed})


def _settled(joining: Joining, exact: set[int]) -> int:
    """The year of a joining; a span of years means the one exact year in it that another source gives."""
    within = [year for year in exact if joining.when.first_year <= year <= joining.when.year]
    return within[0] if len(within) == 1 else joining.when.year


def _only(values: set[str | None]) -> str | None:
    known = values - {None}
    return known.pop() if len(known) == 1 else None


def _folded(name: str) -> str:
    """A name for comparing: case, hyphens and "a. M." for "am Main" do not tell communes apart."""
    text = re.sub(r"\ba\. ?m\b", "am main", name.casefold())
    text = re.sub(r"\b([ai])\. ?d\b", lambda match: f"{match[1]}n der", text)
    return re.sub(r"[\W_]+", "", text)
