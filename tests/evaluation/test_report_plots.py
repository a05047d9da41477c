"""The plots as they stand in the page: text that can be read and found, colours of the page, nothing of the day."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from gfa_assistant.evaluation.metrics import Rate
from gfa_assistant.evaluation.plots import risk_coverage_curve, topic_bars
from gfa_assistant.evaluation.risk_coverage import RiskPoint

TOPICS = {"Ziele": Rate(3, 4), "Kosten, Förderung": Rate(0, 2), "Beitritt": Rate(5, 5)}
POINTS = (RiskPoint(0.9, 2, 1, 5), RiskPoint(0.5, 4, 1, 5))


def bars(name: str = "a") -> str:
    return topic_bars(TOPICS, name=name, label='Balken "A" & B')


def curve(name: str = "a") -> str:
    return risk_coverage_curve(POINTS, name=name, label="Kurve")


def texts(svg: str) -> list[str]:
    return [
        " ".join("".join(t.itertext()).split()) for t in ElementTree.fromstring(svg).iter() if t.tag.endswith("text")
    ]


def ids(svg: str) -> set[str]:
    return {element.attrib["id"] for element in ElementTree.fromstring(svg).iter() if "id" in element.attrib}


def test_bars_name_every_topic_and_how_many_of_how_many() -> None:
    assert texts(bars()) == ["3/4", "0/2", "5/5", "0 %", "50 %", "100 %", *TOPICS]


def test_curve_names_its_axes_and_the_point_in_use() -> None:
    shown = texts(curve())
    assert {"Abdeckung (Anteil beantwortet)", "Risiko (Anteil falsch)", "Risiko je nach Schwelle"} <= set(shown)
    assert {"in Gebrauch: 25,0 % falsch", "bei 80,0 % Abdeckung"} <= set(shown)


@pytest.mark.parametrize("plot", [bars, curve])
def test_a_plot_is_an_image_with_a_label_in_the_colours_of_the_page(plot: Callable[..., str]) -> None:
    svg = plot()
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] in ('Balken "A" & B', "Kurve")
    assert "width" not in root.attrib
    assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) == set()
    assert {"var(--ink)", "var(--bar)"} <= set(re.findall(r"var\(--\w+\)", svg))
    assert not re.search(r"<style|<metadata|<script|https?://(?!www\.w3\.org/)", svg)


@pytest.mark.parametrize("plot", [bars, curve])
def test_a_plot_is_the_same_each_time_and_its_ids_differ_from_those_of_another(plot: Callable[..., str]) -> None:
    assert plot("a") == plot("a")
    assert ids(plot("a"))
    assert ids(plot("a")) & ids(plot("b")) == set()


def test_curve_without_any_fault_lies_on_the_ground() -> None:
    assert "in Gebrauch: 0,0 % falsch" in texts(risk_coverage_curve([RiskPoint(0.9, 1, 0, 1)], name="a", label="b"))
