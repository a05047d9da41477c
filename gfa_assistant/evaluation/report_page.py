"""Lays reports out as one German HTML page that needs nothing but itself: no scripts, no other files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gfa_assistant.evaluation import german
from gfa_assistant.evaluation.intervals import wilson_interval
from gfa_assistant.evaluation.metrics import Rate, Scores
from gfa_assistant.evaluation.plots import risk_coverage_curve, topic_bars
from gfa_assistant.evaluation.runner import Report

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Section:
    """One question set on the page; `anchor` is its place, which also tells its plots' ids from the others'."""

    anchor: str
    report: Report
    scores: Scores
    topics: dict[str, Scores]
    bars: Markup
    curve: Markup | None


def report_page(reports: Sequence[Report]) -> str:
    """The page, with a section for each report; questions and answers on it are text, never markup."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        count=german.count,
        decimal=german.decimal,
        duration=german.duration,
        faults=german.faults,
        interval=lambda rate: german.span(wilson_interval(rate)),
        percent=german.percent,
        status=german.STATUSES.__getitem__,
        topic=german.topic,
    )
    sections = [_section(report, f"satz-{number}") for number, report in enumerate(reports, start=1)]
    style = Markup((_FOLDER / "report_page.css").read_text(encoding="utf-8"))
    return environment.get_template("report_page.html").render(sections=sections, measures=german.MEASURES, style=style)


def _section(report: Report, anchor: str) -> _Section:
    topics = {german.topic(topic): scores for topic, scores in report.topics.items()}
    return _Section(
        anchor,
        report,
        report.scores,
        topics,
        _bars({t: s.passed for t, s in topics.items()}, anchor),
        _curve(report, anchor),
    )


def _bars(topics: dict[str, Rate], anchor: str) -> Markup:
    label = f"Balken für {len(topics)} Themen: Anteil ganz richtiger Fragen. Die Werte stehen in der Tabelle davor."
    return Markup(topic_bars(topics, name=f"{anchor}-themen", label=label))


def _curve(report: Report, anchor: str) -> Markup | None:
    in_use = report.risk_coverage.in_use
    if in_use is None:
        return None
    label = (
        f"Kurve: Risiko je nach Abdeckung. In Gebrauch sind {german.percent(in_use.coverage)} Abdeckung bei "
        f"{german.percent(in_use.risk)} Risiko. Die Werte stehen in der Tabelle danach."
    )
    return Markup(risk_coverage_curve(report.risk_points, name=f"{anchor}-risiko", label=label))
