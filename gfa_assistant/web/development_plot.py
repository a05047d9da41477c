"""The plot of the development as SVG: a row for each year, a linked sign for each commune, a bar for all so far.

Years run downwards, so that the plot is as readable 300 px wide as beside its table, without scrolling sideways.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from gfa_assistant.dates import date_text
from gfa_assistant.development import Joining, JoiningPoint
from gfa_assistant.development.points import Year
from gfa_assistant.web.development_texts import DevelopmentTexts

# In the drawing's own units, about one pixel on a phone. A cell is a target: WCAG wants 24 px.
WIDTH = 340
CELL = 28
_COLUMNS = 6
_YEARS, _SIGNS, _BARS = 0, 46, 46 + _COLUMNS * CELL + 10
_BAR_SPACE = WIDTH - _BARS - 26
_HEAD = 26
_SIGN = {"circle": '<circle class="gfa-sign" cx="{x}" cy="{y}" r="7.5"/>'}
_SIGN["square"] = '<rect class="gfa-sign" x="{x0}" y="{y0}" width="14" height="14" rx="1"/>'
_SIGN["diamond"] = '<path class="gfa-sign" d="M{x} {top}l9 9-9 9-9-9z"/>'
_SIGN["triangle"] = '<path class="gfa-sign" d="M{x} {top}l9 16h-18z"/>'
_SHAPES = {"Landkreis": "square", "GR+": "diamond", None: "triangle"}


@dataclass(frozen=True, slots=True)
class Presentation:
    """How the development is shown: its words and their language, where a source is found, and how ids begin."""

    texts: DevelopmentTexts
    language: str
    href: Callable[[Joining], str]
    name: str

    def dates(self, dates: Iterable[str]) -> str:
        """Dates as the language writes them."""
        return ", ".join(date_text(date, self.language) for date in dates)


def render_plot(years: Sequence[Year], shown: Presentation) -> str:
    """The `<svg>`, with a link for each point of the years."""
    texts = shown.texts
    largest = max(year.total for year in years)
    y, rows = _HEAD, []
    for year in years:
        rows.append(_row(year, y, largest, shown))
        y += _height(year)
    description = " ".join(
        (texts.plot_year if year.points else texts.plot_none).format(
            year=year.year, count=len(year.points), total=year.total
        )
        for year in years
    )
    head = (
        f'<g class="gfa-plot-head" aria-hidden="true"><text x="{_SIGNS + 5}" y="16">{escape(texts.plot_joined)}</text>'
        f'<text x="{_BARS}" y="16">{escape(texts.plot_total)}</text></g>'
    )
    return (
        f'<svg class="gfa-plot" viewBox="0 0 {WIDTH} {y + 2}" role="group" '
        f'aria-labelledby="{shown.name}-title" aria-describedby="{shown.name}-desc">'
        f'<title id="{shown.name}-title">{escape(texts.plot_title)}</title>'
        f'<desc id="{shown.name}-desc">{escape(description)}</desc>{head}{"".join(rows)}</svg>'
    )


def render_sign(kind: str | None, *, is_open: bool = False) -> str:
    """One sign by itself, for the legend."""
    css_class = "gfa-legend-sign gfa-open" if is_open else "gfa-legend-sign"
    return (
        f'<svg class="{css_class}" viewBox="0 0 28 28" aria-hidden="true" focusable="false">{_sign(kind, 14, 14)}</svg>'
    )


def _height(year: Year) -> int:
    return CELL * max(1, ceil(len(year.points) / _COLUMNS))


def _row(year: Year, y: int, largest: int, shown: Presentation) -> str:
    middle = y + _height(year) / 2
    bar = round(_BAR_SPACE * year.total / largest, 1)
    points = [
        _point(point, _SIGNS + CELL * (n % _COLUMNS) + CELL / 2, y + CELL * (n // _COLUMNS) + CELL / 2, shown)
        for n, point in enumerate(year.points)
    ]
    return (
        f'<line class="gfa-plot-rule" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>'
        f'<g aria-hidden="true"><text class="gfa-plot-year" x="{_YEARS}" y="{middle + 5:g}">{year.year}</text>'
        f'<rect class="gfa-plot-bar" x="{_BARS}" y="{middle - 6:g}" width="{bar:g}" height="12"/>'
        f'<text class="gfa-plot-total" x="{_BARS + bar + 5:g}" y="{middle + 5:g}">{year.total}</text></g>'
        f"{''.join(points)}"
    )


def _point(point: JoiningPoint, x: float, y: float, shown: Presentation) -> str:
    source, texts = point.sources[0], shown.texts
    label = texts.point.format(label=point.label, date=shown.dates([point.date]), title=source.title)
    if point.others:
        label += f". {texts.also.format(dates=shown.dates(point.others))}"
    half = CELL / 2
    return (
        f'<a class="gfa-point{"" if point.is_certain else " gfa-open"}" target="_blank" '
        f'href="{escape(shown.href(source))}" aria-label="{escape(label)}"><title>{escape(label)}</title>'
        f'<rect class="gfa-hit" x="{x - half + 0.5:g}" y="{y - half + 0.5:g}" width="{CELL - 1}" height="{CELL - 1}" '
        f'rx="4"/>{_sign(point.kind, x, y)}</a>'
    )


def _sign(kind: str | None, x: float, y: float) -> str:
    shape = _SIGN[_SHAPES.get(kind, "circle")]
    return shape.format(x=f"{x:g}", y=f"{y:g}", x0=f"{x - 7:g}", y0=f"{y - 7:g}", top=f"{y - 9:g}")
