"""The wording of the development view, in German first and in English second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DevelopmentTexts:
    """The view's words in one language; `{…}` in a value is filled in by the view."""

    all_states: str
    lead_one: str
    lead: str
    caveat: str
    empty: str
    empty_of: str
    empty_hint: str
    plot_title: str
    plot_year: str
    plot_none: str
    plot_joined: str
    plot_total: str
    skip_plot: str
    legend_town: str
    legend_county: str
    legend_region: str
    legend_other: str
    legend_open: str
    legend_label: str
    uncertain_note: str
    point: str
    caption: str
    caption_of: str
    column_year: str
    column_name: str
    column_kind: str
    column_source: str
    year_total: str
    kind_unknown: str
    kinds: dict[str, str]
    state_unknown: str
    source: str
    source_of: str
    sources: str
    dated: str
    also: str
    superseded: str
    as_of: str


_GERMAN = DevelopmentTexts(
    all_states="Alle Länder",
    lead_one="Die Listen in den Unterlagen nennen eine Kommune, die dem Partnerprozess beigetreten ist ({span}).",
    lead="Die Listen in den Unterlagen nennen {count} Kommunen, die dem Partnerprozess beigetreten sind ({span}).",
    caveat=(
        "Gezeigt wird nur, was in Listen mit Jahreszahlen steht. Weitere Kommunen können beigetreten sein, "
        "auch nach dem Stand der Quellen. Belege öffnen sich in einem neuen Fenster."
    ),
    empty="In den Unterlagen steht keine Liste mit Beitrittsjahren.",
    empty_of="Für {state} steht in den Unterlagen keine Liste mit Beitrittsjahren.",
    empty_hint=(
        "Das heißt nicht, dass keine Kommune beigetreten ist. "
        "Bitte fragen Sie die Koordinierungsstelle (KGC) Ihres Bundeslandes."
    ),
    plot_title="Beitritte nach Jahren",
    plot_year="{year}: {count} beigetreten, insgesamt {total}.",
    plot_none="{year}: kein Beitritt genannt, insgesamt {total}.",
    plot_joined="beigetreten",
    plot_total="insgesamt",
    skip_plot="Grafik überspringen, zur Tabelle",
    legend_town="Stadt, Markt, Gemeinde",
    legend_county="Landkreis",
    legend_region="Gesundheitsregion plus",
    legend_other="Art nicht angegeben",
    legend_open="leer: Jahr nicht genau oder nicht einheitlich",
    legend_label="Zeichen in der Grafik",
    uncertain_note="Wo das Jahr nicht genau oder nicht einheitlich angegeben ist, zählt das späteste.",
    point="{label}, {date}. Zur Quelle: {title}",
    caption="Beigetretene Kommunen nach Jahren",
    caption_of="Beigetretene Kommunen nach Jahren: {state}",
    column_year="Jahr",
    column_name="Kommune",
    column_kind="Art",
    column_source="Beleg",
    year_total="insgesamt {total}",
    kind_unknown="ohne Angabe",
    kinds={"GR+": "Gesundheits\u00adregion plus"},
    state_unknown="Land nicht bekannt",
    source="Quelle {number}",
    source_of="Quelle {number} zu {label}: {title}",
    sources="Quellen",
    dated="Angabe: {date}",
    also="Anders angegeben: {dates}",
    superseded="überholte Fassung",
    as_of="Stand {date}",
)

_ENGLISH = DevelopmentTexts(
    all_states="All federal states",
    lead_one="The lists in the documents name one municipality that has joined the partner process ({span}).",
    lead="The lists in the documents name {count} municipalities that have joined the partner process ({span}).",
    caveat=(
        "Only what stands in lists with years is shown. More municipalities may have joined, "
        "also since the sources were written. Evidence opens in a new window."
    ),
    empty="No list with years of joining stands in the documents.",
    empty_of="For {state}, no list with years of joining stands in the documents.",
    empty_hint=(
        "This does not mean that no municipality has joined. "
        "Please ask the coordinating office (KGC) of your federal state."
    ),
    plot_title="Joined by year",
    plot_year="{year}: {count} joined, {total} in total.",
    plot_none="{year}: none named, {total} in total.",
    plot_joined="joined",
    plot_total="total",
    skip_plot="Skip the plot, go to the table",
    legend_town="town or municipality",
    legend_county="district (Landkreis)",
    legend_region="health region (GR+)",
    legend_other="kind not given",
    legend_open="hollow: year not exact or sources differ",
    legend_label="Signs in the plot",
    uncertain_note="Where the year is not exact or sources differ, the latest year counts.",
    point="{label}, {date}. Go to the source: {title}",
    caption="Municipalities that joined, by year",
    caption_of="Municipalities that joined, by year: {state}",
    column_year="Year",
    column_name="Municipality",
    column_kind="Kind",
    column_source="Evidence",
    year_total="{total} in total",
    kind_unknown="not given",
    kinds={
        "GR+": "health region (GR+)",
        "Stadt": "town",
        "Markt": "market town",
        "Gemeinde": "municipality",
        "Landkreis": "district",
    },
    state_unknown="state not known",
    source="Source {number}",
    source_of="Source {number} on {label}: {title}",
    sources="Sources",
    dated="given as: {date}",
    also="Given differently: {dates}",
    superseded="outdated version",
    as_of="as of {date}",
)


def development_texts(language: str) -> DevelopmentTexts:
    """The wording for "de" or "en"."""
    return _GERMAN if language == "de" else _ENGLISH
