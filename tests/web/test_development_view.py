"""The development view as HTML: plot and table hold the same, every point and row leads to its source."""

import re
from html import unescape
from xml.etree import ElementTree

from gfa_assistant.development import Joining, joining_points
from gfa_assistant.web.development_plot import CELL
from gfa_assistant.web.development_texts import development_texts
from gfa_assistant.web.development_view import render_development
from tests.development.test_points import joining
from tests.web.views_page import corpus_points

WORDS = development_texts("de")
SVG = "{http://www.w3.org/2000/svg}"


def href(source: Joining) -> str:
    return f"/quelle/{source.document_id}#{source.start}"


def view(points: tuple[object, ...], state: str | None = None, language: str = "de") -> str:
    return render_development(points, language, href=href, state=state)  # type: ignore[arg-type]


def plot(html: str) -> ElementTree.Element:
    """The plot, which must be well-formed XML too."""
    (svg,) = re.findall(r'<svg class="gfa-plot".*?</svg>', html, re.DOTALL)
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def rows(html: str) -> list[tuple[str, ...]]:
    """The table's rows as text; the year stands in the first row of each."""
    found = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>", 1)[1], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found]
    return [
        tuple(" ".join(unescape(re.sub(r"<[^>]+>", " ", c)).split()).replace("\xad", "") for c in row) for row in cells
    ]


def test_the_real_corpus_has_a_linked_sign_and_a_row_for_each_of_the_21() -> None:
    points = corpus_points()
    html = view(points)
    svg = plot(html)
    links = svg.findall(f"{SVG}a")
    assert [link.get("href") for link in links] == [href(point.sources[0]) for point in points]
    assert len(links) == len(rows(html)) == 21
    assert links[0].get("aria-label") == (
        "Augsburg, 2012. Zur Quelle: Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)"
    )
    assert rows(html)[:2] == [
        ("2012 insgesamt 1", "Augsburg", "ohne Angabe", "Quelle 1"),
        ("2014 insgesamt 5", "GR+ Nürnberg", "Gesundheitsregion plus", "Quelle 1"),
    ]
    assert "Beigetretene Kommunen nach Jahren: Bayern</caption>" in html
    assert "nennen 21 Kommunen, die dem Partnerprozess beigetreten sind (2012\u2060–\u20602023)" in html
    assert (
        'Quelle 1: <span lang="de">Der Partnerprozess „Gesundheit für alle“ in Bayern (Broschüre)</span>, Stand 12/2023'
        in html
    )


def test_the_plot_tells_its_data_in_words_and_draws_totals_to_scale() -> None:
    svg = plot(view(corpus_points()))
    description = svg.findtext(f"{SVG}desc") or ""
    assert description.startswith("2012: 1 beigetreten, insgesamt 1. 2013: kein Beitritt genannt, insgesamt 1. 2014: 4")
    assert description.endswith("2023: 1 beigetreten, insgesamt 21.")
    assert svg.findtext(f"{SVG}title") == WORDS.plot_title
    bars = [float(bar.get("width", 0)) for bar in svg.iter(f"{SVG}rect") if bar.get("class") == "gfa-plot-bar"]
    totals = [int(text.text or 0) for text in svg.iter(f"{SVG}text") if text.get("class") == "gfa-plot-total"]
    assert totals == [1, 1, 5, 10, 12, 13, 14, 18, 20, 20, 20, 21]
    assert all(abs(bar - bars[-1] * total / 21) <= 0.06 for bar, total in zip(bars, totals, strict=True))


def test_a_year_with_many_takes_several_lines_and_no_two_signs_share_a_place() -> None:
    letters = "ABCDEFGHIJKLMN"
    svg = plot(view(joining_points([joining(f"{a}stadt", "2011") for a in letters])))
    places = [
        (float(h.get("x", 0)), float(h.get("y", 0))) for h in svg.iter(f"{SVG}rect") if h.get("class") == "gfa-hit"
    ]
    assert len(set(places)) == len(letters)
    assert len({y for _, y in places}) == 3
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    assert all(x + CELL <= width and y + CELL <= height + 1 for x, y in places)


def test_a_commune_of_two_sources_is_one_sign_and_a_row_with_both() -> None:
    html = view(joining_points([joining("Augsburg", "2012"), joining("Stadt Augsburg", "2012", "b")]))
    assert len(plot(html).findall(f"{SVG}a")) == 1
    assert rows(html) == [("2012 insgesamt 1", "Augsburg", "Stadt", "Quelle 1 Quelle 2")]
    assert re.findall(r'<li><a target="_blank" href="([^"]*)" aria-label="([^"]*)"', html) == [
        ("/quelle/a#0", "Quelle 1 zu Augsburg: Titel a"),
        ("/quelle/b#0", "Quelle 2 zu Stadt Augsburg: Titel b"),
    ]
    assert "nennen eine Kommune, die dem Partnerprozess beigetreten ist (2012)" in html


def test_disagreeing_and_inexact_years_are_hollow_and_said_in_words() -> None:
    html = view(
        joining_points([joining("Kassel", "29.11.2012"), joining("Kassel", "2013", "b"), joining("LK Hof", "ca. 2015")])
    )
    assert [link.get("class") for link in plot(html).findall(f"{SVG}a")] == ["gfa-point gfa-open"] * 3
    assert rows(html) == [
        ("2012 insgesamt 0", "Kassel Angabe: 29.11.2012 Anders angegeben: 2013", "ohne Angabe", "Quelle 1"),
        ("2013 insgesamt 1", "Kassel Anders angegeben: 29.11.2012", "ohne Angabe", "Quelle 2"),
        ("2015 insgesamt 2", "LK Hof Angabe: ca. 2015", "Landkreis", "Quelle 1"),
    ]
    assert WORDS.uncertain_note in html
    assert WORDS.legend_open in html
    assert WORDS.uncertain_note not in view(corpus_points())


def test_one_land_only_and_several_named_in_their_rows() -> None:
    points = joining_points(
        [joining("Gera", "2012", state="TH"), joining("Hof", "2015"), joining("Suhl", "2016", state=None)]
    )
    assert [row[1] for row in rows(view(points))] == ["Gera Thüringen", "Hof Bayern", "Suhl Land nicht bekannt"]
    assert rows(view(points, "TH")) == [("2012 insgesamt 1", "Gera", "ohne Angabe", "Quelle 1")]
    assert '<h3 id="gfa-development-head">Thüringen</h3>' in view(points, "TH")


def test_nothing_to_show_is_said_in_a_sentence() -> None:
    empty = view(())
    assert WORDS.empty in empty
    assert WORDS.empty_hint in empty
    assert "<svg" not in empty
    assert "<table" not in empty
    assert "Für Hessen steht in den Unterlagen keine Liste mit Beitrittsjahren." in view(corpus_points(), "HE")


def test_a_superseded_source_says_so_and_all_text_is_escaped() -> None:
    html = view(joining_points([joining("Suhl", "2013", "<b>", superseded=True)]))
    assert "<strong>überholte Fassung</strong>" in html
    assert "<b>" not in html
    assert plot(html).find(f"{SVG}a") is not None


def test_the_frame_is_english_too() -> None:
    html = view(corpus_points(), language="en")
    assert "The lists in the documents name 21 municipalities" in html
    assert rows(html)[0] == ("2012 1 in total", "Augsburg", "not given", "Source 1")
