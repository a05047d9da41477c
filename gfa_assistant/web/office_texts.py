"""The wording of the contacts view, in German first and in English second."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficeTexts:
    """The view's words in one language; `{…}` in a value is filled in by the view."""

    title: str
    lead: str
    tiles: str
    tiles_hint: str
    complete: str
    missing_short: str
    missing_long: str
    no_office: str
    legend: str
    legend_phone: str
    legend_email: str
    legend_address: str
    chosen: str
    nothing_chosen: str
    no_office_long: str
    take_state: str
    take_state_of: str
    vcard: str
    vcard_of: str
    federal: str
    list_title: str
    list_missing: str
    city_unknown: str
    announced: str
    address: str
    phone: str
    email: str


_GERMAN = OfficeTexts(
    title="Kontakte",
    lead=(
        "Jedes Bundesland hat eine Koordinierungsstelle Gesundheitliche Chancengleichheit (KGC). "
        "Sie berät Kommunen, die beim Partnerprozess mitmachen wollen."
    ),
    tiles="Wählen Sie Ihr Bundesland",
    tiles_hint="Die Kacheln liegen ungefähr so wie die Länder auf der Landkarte.",
    complete="komplett",
    missing_short="{count} fehlt",
    missing_long="{count} fehlen",
    no_office="keine",
    legend="Das Zeichen steht in der Kachel, wenn die Angabe bekannt ist:",
    legend_phone="Telefon",
    legend_email="E-Mail",
    legend_address="Anschrift",
    chosen="Ihre Koordinierungsstelle",
    nothing_chosen="Sie haben noch kein Bundesland gewählt.",
    no_office_long="Für {state} ist keine Koordinierungsstelle eingetragen. Bitte fragen Sie die bundesweite Stelle.",
    take_state="Im Gespräch verwenden",
    take_state_of="{state} im Gespräch verwenden",
    vcard="vCard",
    vcard_of="vCard: {office} herunterladen",
    federal="Bundesweite Stelle",
    list_title="Alle Stellen als Liste",
    list_missing="Nicht bekannt: {fields}",
    city_unknown="Ort nicht bekannt",
    announced="{state}: Die Angaben zur Stelle stehen unter der Karte.",
    address="Anschrift",
    phone="Telefon",
    email="E-Mail",
)

_ENGLISH = OfficeTexts(
    title="Contacts",
    lead=(
        "Each federal state has a coordinating office for equity in health (Koordinierungsstelle Gesundheitliche "
        "Chancengleichheit, KGC). It advises municipalities that want to join the partner process."
    ),
    tiles="Choose your federal state",
    tiles_hint="The tiles lie roughly as the states do on the map.",
    complete="complete",
    missing_short="{count} gap",
    missing_long="{count} gaps",
    no_office="none",
    legend="The sign stands in the tile where the detail is known:",
    legend_phone="phone",
    legend_email="e-mail",
    legend_address="address",
    chosen="Your coordinating office",
    nothing_chosen="You have not chosen a federal state yet.",
    no_office_long="No coordinating office is on record for {state}. Please ask the nationwide office.",
    take_state="Use in the conversation",
    take_state_of="Use {state} in the conversation",
    vcard="vCard",
    vcard_of="vCard: download {office}",
    federal="Nationwide office",
    list_title="All offices as a list",
    list_missing="Not known: {fields}",
    city_unknown="place not known",
    announced="{state}: the office's details are below the map.",
    address="address",
    phone="phone",
    email="e-mail",
)


def office_texts(language: str) -> OfficeTexts:
    """The wording for "de" or "en"."""
    return _GERMAN if language == "de" else _ENGLISH
