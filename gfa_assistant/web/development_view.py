"""The development view: who joined when, as a plot and as a table, every point and row linked to its source."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from gfa_assistant.development import Joining, JoiningPoint, points_of, yearly
from gfa_assistant.development.points import Year
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.development_plot import Presentation, render_plot, render_sign
from gfa_assistant.web.development_texts import DevelopmentTexts, development_texts

_UNKNOWN = ' class="gfa-unknown"'


def render_development(
    points: Sequence[JoiningPoint],
    language: str,
    *,
    href: Callable[[Joining], str],
    state: str | None = None,
    name: str = "gfa-development",
) -> str:
    """Below the view's heading, in "de" or "en": `state` keeps one Land, `href` gives the address of a source.

    `name` begins the ids, so that two of these can stand in one page.
    """
    texts = development_texts(language)
    shown = Presentation(texts, language, href, name)
    of_state = points_of(points, state)
    title = escape(STATE_NAMES[state] if state else texts.all_states)
    head = f'<section class="gfa-development" aria-labelledby="{name}-head"><h3 id="{name}-head">{title}</h3>'
    if not of_state:
        empty = texts.empty_of.format(state=STATE_NAMES[state]) if state else texts.empty
        return f'{head}<p>{escape(empty)}</p><p class="gfa-small">{escape(texts.empty_hint)}</p></section>'
    years = yearly(of_state)
    documents = _documents(of_state)
    note = "" if all(point.is_certain for point in of_state) else f" {escape(texts.uncertain_note)}"
    return "".join(
        [
            f'{head}<p>{escape(_lead(years, texts))}</p><p class="gfa-small">{escape(texts.caveat)}{note}</p>',
            f'<a class="gfa-skip" href="#{name}-table">{escape(texts.skip_plot)}</a>',
            f'<div class="gfa-development-desk"><figure class="gfa-plot-box">{render_plot(years, shown)}',
            f"{_legend(of_state, texts)}</figure><div>{_table(years, documents, shown)}",
            f"{_sources(documents, shown)}</div></div></section>",
        ]
    )


def _lead(years: Sequence[Year], texts: DevelopmentTexts) -> str:
    first, last = years[0].year, years[-1].year
    # Word joiners: no line ends at the dash.
    span = str(first) if first == last else f"{first}\u2060–\u2060{last}"
    words = texts.lead_one if years[-1].total == 1 else texts.lead
    return words.format(count=years[-1].total, span=span)


def _legend(points: Sequence[JoiningPoint], texts: DevelopmentTexts) -> str:
    """What the signs mean that the plot holds, and no other."""
    kinds = {point.kind for point in points}
    towns = kinds - {"Landkreis", "GR+", None}
    entries = [
        (bool(towns), render_sign("Stadt"), texts.legend_town),
        ("Landkreis" in kinds, render_sign("Landkreis"), texts.legend_county),
        ("GR+" in kinds, render_sign("GR+"), texts.legend_region),
        (None in kinds, render_sign(None), texts.legend_other),
        (any(not p.is_certain for p in points), render_sign("Stadt", is_open=True), texts.legend_open),
    ]
    items = "".join(f"<li>{sign} {escape(words)}</li>" for is_there, sign, words in entries if is_there)
    return (
        f'<figcaption><p class="gfa-hidden">{escape(texts.legend_label)}</p>'
        f'<ul class="gfa-legend">{items}</ul></figcaption>'
    )


def _documents(points: Sequence[JoiningPoint]) -> dict[str, Joining]:
    """One joining for each source document, in the order in which the documents get their numbers."""
    documents: dict[str, Joining] = {}
    for point in points:
        for source in point.sources:
            documents.setdefault(source.document_id, source)
    return documents


def _table(years: Sequence[Year], documents: Mapping[str, Joining], shown: Presentation) -> str:
    texts = shown.texts
    numbers = {document_id: number for number, document_id in enumerate(documents, start=1)}
    lands = {point.state for year in years for point in year.points}
    land = lands.pop() if len(lands) == 1 else None
    caption = texts.caption_of.format(state=STATE_NAMES[land]) if land else texts.caption
    columns = (texts.column_year, texts.column_name, texts.column_kind, texts.column_source)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    bodies = [_year_rows(year, numbers, shown, with_state=land is None) for year in years if year.points]
    return (
        f'<table class="gfa-table" id="{shown.name}-table" tabindex="-1"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>{''.join(bodies)}</table>"
    )


def _year_rows(year: Year, numbers: Mapping[str, int], shown: Presentation, *, with_state: bool) -> str:
    total = escape(shown.texts.year_total.format(total=year.total))
    head = f'<th scope="rowgroup" rowspan="{len(year.points)}">{year.year} <span class="gfa-aside">{total}</span></th>'
    rows = [_row(point, numbers, shown, with_state=with_state) for point in year.points]
    return f"<tbody><tr>{head}{'</tr><tr>'.join(rows)}</tr></tbody>"


def _row(point: JoiningPoint, numbers: Mapping[str, int], shown: Presentation, *, with_state: bool) -> str:
    texts = shown.texts
    kind = texts.kinds.get(point.kind, point.kind) if point.kind else texts.kind_unknown
    links = "".join(
        f'<li><a target="_blank" href="{escape(shown.href(source))}" '
        f'aria-label="{_source_name(source, numbers, texts)}">'
        f"{escape(texts.source.format(number=numbers[source.document_id]))}</a></li>"
        for source in point.sources
    )
    remarks = "".join(
        f'<span class="gfa-aside">{escape(remark)}</span>' for remark in _remarks(point, shown, with_state=with_state)
    )
    return (
        f'<th scope="row"><span lang="de">{escape(point.label)}</span>{remarks}</th>'
        f'<td{"" if point.kind else _UNKNOWN}>{escape(kind)}</td><td><ul class="gfa-row-sources">{links}</ul></td>'
    )


def _source_name(source: Joining, numbers: Mapping[str, int], texts: DevelopmentTexts) -> str:
    number = numbers[source.document_id]
    return escape(texts.source_of.format(number=number, label=source.label, title=source.title))


def _remarks(point: JoiningPoint, shown: Presentation, *, with_state: bool) -> list[str]:
    """The Land where the table holds several, the date where it says more or less than its year, and other dates."""
    texts = shown.texts
    remarks = [STATE_NAMES[point.state] if point.state else texts.state_unknown] if with_state else []
    dates = dict.fromkeys(s.when.text for s in point.sources if s.when.text != str(point.year))
    if dates:
        remarks.append(texts.dated.format(date=shown.dates(dates)))
    if point.others:
        remarks.append(texts.also.format(dates=shown.dates(point.others)))
    return remarks


def _sources(documents: Mapping[str, Joining], shown: Presentation) -> str:
    texts, items = shown.texts, []
    for number, source in enumerate(documents.values(), start=1):
        parts = [f'<span lang="de">{escape(source.title)}</span>']
        if source.as_of:
            parts.append(escape(texts.as_of.format(date=shown.dates([source.as_of]))))
        if source.superseded:
            parts.append(f"<strong>{escape(texts.superseded)}</strong>")
        items.append(f"<li>{escape(texts.source.format(number=number))}: {', '.join(parts)}</li>")
    return f'<h4>{escape(texts.sources)}</h4><ul class="gfa-source-list">{"".join(items)}</ul>'
