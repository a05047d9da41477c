"""The 16 Länder as equal tiles that lie as on the map: one native radio group, so that every browser can work it.

A radio group is one stop of the Tab key; its arrow keys, its focus and what a screen reader says ("Bayern, 12 of 16,
selected") come from the browser and hold without a line of script.
"""

from collections.abc import Mapping
from html import escape

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Contact
from gfa_assistant.web.office_texts import OfficeTexts

# Rows from north to south. Where two tiles touch, so do the Länder, but for four pairs around Hamburg and the Saarland.
TILE_ROWS: tuple[tuple[str | None, ...], ...] = (
    (None, None, "SH", None, None),
    (None, "HB", "HH", "MV", None),
    ("NW", "NI", "ST", "BB", "BE"),
    ("RP", "HE", "TH", "SN", None),
    ("SL", "BW", "BY", None, None),
)
_ICON = '<svg class="gfa-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>'
_CHECK = _ICON.format('<path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2.5"/>')
_ICONS = {
    "phone": _ICON.format(
        '<path fill="currentColor" d="M4.2 1.5 6.3 5 4.9 6.4c.8 2 2.7 3.9 4.7 4.7L11 9.7l3.5 2.1c-.2 '
        '1.7-1.3 2.8-2.9 2.8C6.5 14.6 1.4 9.5 1.4 4.4c0-1.6 1.1-2.7 2.8-2.9z"/>'
    ),
    "email": _ICON.format(
        '<path fill="none" stroke="currentColor" stroke-width="1.6" d="M1.3 3.3h13.4v9.4H1.3zM1.5 4l6.5 5L14.5 4"/>'
    ),
    "address": _ICON.format(
        '<path fill="none" stroke="currentColor" stroke-width="1.6" d="M1.5 8 8 2l6.5 6M3.5 7v7h3.5v-4h2v4h3.5V7"/>'
    ),
}


def known_details(contact: Contact) -> dict[str, bool]:
    """Whether phone, e-mail and address of an office are known, in this order; half an address is none."""
    return {
        "phone": bool(contact.phone),
        "email": bool(contact.email),
        "address": all((contact.street, contact.postcode, contact.city)),
    }


def missing_details(contact: Contact, texts: OfficeTexts) -> list[str]:
    """The names of the details that are not known, such as ["E-Mail", "Anschrift"]."""
    names = {"phone": texts.phone, "email": texts.email, "address": texts.address}
    return [names[detail] for detail, known in known_details(contact).items() if not known]


def render_tile_map(contacts: Mapping[str, Contact], texts: OfficeTexts, selected: str | None = None) -> str:
    """The radio group with a tile for each Land; `selected` is the state code of the chosen one."""
    tiles = "".join(
        _tile(code, (row, column), contacts.get(code), texts, is_selected=code == selected)
        for row, codes in enumerate(TILE_ROWS, start=1)
        for column, code in enumerate(codes, start=1)
        if code
    )
    shown = {"phone": texts.legend_phone, "email": texts.legend_email, "address": texts.legend_address}
    legend = "".join(f"<li>{_ICONS[detail]} {escape(name)}</li>" for detail, name in shown.items())
    return (
        f'<fieldset class="gfa-tiles"><legend>{escape(texts.tiles)}</legend>'
        f'<p class="gfa-small">{escape(texts.tiles_hint)}</p><div class="gfa-tile-grid">{tiles}</div>'
        f'<div class="gfa-tile-legend"><p class="gfa-small">{escape(texts.legend)}</p><ul>{legend}</ul></div>'
        "</fieldset>"
    )


def _tile(code: str, place: tuple[int, int], contact: Contact | None, texts: OfficeTexts, *, is_selected: bool) -> str:
    missing = missing_details(contact, texts) if contact else []
    if contact is None:
        shown = texts.no_office
    elif missing:
        shown = (texts.missing_short if len(missing) == 1 else texts.missing_long).format(count=len(missing))
    else:
        shown = texts.complete
    # Begins with the full name and holds what is seen, for people who speak to their browser.
    name = f"{STATE_NAMES[code]}, {code}, {shown}" + (f": {', '.join(missing)}" if missing else "")
    icons = [_ICONS[detail] for detail, known in known_details(contact).items() if known] if contact else []
    return (
        f'<label class="gfa-tile gfa-row-{place[0]} gfa-col-{place[1]}" title="{escape(STATE_NAMES[code])}">'
        f'<input type="radio" name="gfa-office" id="gfa-tile-{code}" value="{code}" aria-label="{escape(name)}"'
        f'{" checked" if is_selected else ""}><span class="gfa-tile-face" aria-hidden="true">'
        f'<span class="gfa-tile-check">{_CHECK}</span><span class="gfa-tile-code">{code}</span>'
        f'<span class="gfa-tile-icons">{"".join(icons)}</span>'
        f'<span class="gfa-tile-gaps">{escape(shown)}</span></span></label>'
    )
