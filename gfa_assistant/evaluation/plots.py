"""The report's plots: the share right per topic with its interval, and the risk–coverage curve."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler
from matplotlib.ticker import PercentFormatter

from gfa_assistant.evaluation.german import percent
from gfa_assistant.evaluation.inline_svg import BAR, INK, LINE, MARK, inline_svg
from gfa_assistant.evaluation.intervals import wilson_interval
from gfa_assistant.evaluation.metrics import Rate
from gfa_assistant.evaluation.risk_coverage import RiskPoint

# Drawn for the narrowest page, one unit a CSS pixel, so that no text falls below 12 pixels on a phone.
_WIDTH, _UNITS_PER_INCH = 320, 72
_STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 12,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=[BAR]),
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": LINE,
    "grid.linewidth": 0.5,
    "path.simplify": False,
}


@matplotlib.rc_context(_STYLE)
def topic_bars(topics: Mapping[str, Rate], *, name: str, label: str) -> str:
    """A bar for each topic's share right, with its 95 % interval and how many of how many."""
    figure, axes = _frame(height=48 + 24 * len(topics))
    rates = list(topics.values())
    places = range(len(rates))
    shares = [rate.value or 0.0 for rate in rates]
    axes.barh(places, shares, height=0.66)
    limits = [wilson_interval(rate) or (share, share) for rate, share in zip(rates, shares, strict=True)]
    # At either end of the scale the interval ends at the share itself, give or take a rounding error.
    reach = [
        [max(share - low, 0.0) for (low, _), share in zip(limits, shares, strict=True)],
        [max(high - share, 0.0) for (_, high), share in zip(limits, shares, strict=True)],
    ]
    axes.errorbar(shares, places, xerr=reach, fmt="none", ecolor=INK, elinewidth=1.5, capsize=3)
    axes.set_yticks(places, list(topics))
    axes.set_ylim(len(rates) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1])
    axes.xaxis.set_major_formatter(PercentFormatter(1, symbol="\N{NO-BREAK SPACE}%"))
    axes.grid(axis="x")
    counts = axes.secondary_yaxis("right")
    counts.set_yticks(places, [f"{rate.right}/{rate.of}" for rate in rates])
    for side in (axes.yaxis, counts.yaxis):
        side.set_tick_params(length=0, pad=6)
    counts.spines["right"].set_visible(False)
    return inline_svg(figure, name=name, label=label)


@matplotlib.rc_context(_STYLE)
def risk_coverage_curve(points: Sequence[RiskPoint], *, name: str, label: str) -> str:
    """The risk at each coverage as steps, since a threshold admits all answers of one confidence at once."""
    figure, axes = _frame(height=270)
    first, in_use = points[0], points[-1]
    axes.plot(
        [0, *(point.coverage for point in points)],
        [first.risk, *(point.risk for point in points)],
        drawstyle="steps-pre",
        linewidth=2,
        label="Risiko je nach Schwelle",
    )
    axes.plot(
        [in_use.coverage],
        [in_use.risk],
        linestyle="none",
        marker="o",
        markersize=9,
        color=MARK,
        clip_on=False,
        label=f"in Gebrauch: {percent(in_use.risk)} falsch\nbei {percent(in_use.coverage)} Abdeckung",
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, min(1.0, max(0.1, 1.2 * max(point.risk for point in points))))
    axes.set_xlabel("Abdeckung (Anteil beantwortet)")
    axes.set_ylabel("Risiko (Anteil falsch)")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0, symbol="\N{NO-BREAK SPACE}%"))
    axes.grid()
    figure.legend(loc="outside upper left", frameon=False, handlelength=1.5)
    return inline_svg(figure, name=name, label=label)


def _frame(*, height: int) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH / _UNITS_PER_INCH, height / _UNITS_PER_INCH), layout="constrained")
    return figure, figure.add_subplot()
