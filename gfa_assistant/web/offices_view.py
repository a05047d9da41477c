"""The contacts view: tile map, the chosen office's card, the federal office, and all offices as a list."""

from collections.abc import Callable, Mapping
from html import escape

from gfa_assistant.reading.states import FEDERAL, STATE_NAMES
from gfa_assistant.records import Contact
from gfa_assistant.web.contact_view import render_contact
from gfa_assistant.web.office_texts import OfficeTexts, office_texts
from gfa_assistant.web.texts import Texts
from gfa_assistant.web.tile_map import missing_details, render_tile_map


def render_offices(
    contacts: Mapping[str, Contact],
    texts: Texts,
    *,
    vcard_href: Callable[[str], str],
    selected: str | None = None,
) -> str:
    """The whole view; `contacts` by state code ("DE" is the federal office), `vcard_href` gives a vCard's address.

    All cards are in the page and tile_map.js shows one of them, so that choosing a Land asks the server nothing and
    the keyboard's place is never lost.
    """
    words = office_texts(texts.language)
    chosen = selected if selected in STATE_NAMES else None
    cards = "".join(
        _card(code, contacts.get(code), texts, words, vcard_href, is_shown=code == chosen) for code in STATE_NAMES
    )
    federal = contacts.get(FEDERAL)
    return "".join(
        [
            '<section class="gfa-offices" aria-labelledby="gfa-offices-title">',
            f'<h2 id="gfa-offices-title">{escape(words.title)}</h2><p>{escape(words.lead)}</p>',
            f'<div class="gfa-offices-desk"><div class="gfa-offices-map">{render_tile_map(contacts, words, chosen)}',
            f'<p role="status" class="gfa-hidden" data-announced="{escape(words.announced)}"></p></div>',
            f'<div class="gfa-offices-cards"><h3>{escape(words.chosen)}</h3>',
            f'<p class="gfa-offices-none gfa-small"{" hidden" if chosen else ""}>{escape(words.nothing_chosen)}</p>',
            cards,
            f"<h3>{escape(words.federal)}</h3>{_federal(federal, texts, words, vcard_href)}" if federal else "",
            f'</div><div class="gfa-offices-list"><h3>{escape(words.list_title)}</h3><ul>',
            "".join(_row(code, contacts.get(code), words, is_current=code == chosen) for code in STATE_NAMES),
            "</ul></div></div></section>",
        ]
    )


def _card(
    code: str,
    contact: Contact | None,
    texts: Texts,
    words: OfficeTexts,
    vcard_href: Callable[[str], str],
    *,
    is_shown: bool,
) -> str:
    state = STATE_NAMES[code]
    body = render_contact(contact, texts) if contact else f"<p>{escape(words.no_office_long.format(state=state))}</p>"
    take = (
        f'<button type="button" class="gfa-button" data-action="take-state" data-state="{code}" '
        f'aria-label="{escape(words.take_state_of.format(state=state))}">{escape(words.take_state)}</button>'
    )
    vcard = _vcard(contact, words, vcard_href) if contact else ""
    return (
        f'<div class="gfa-office" id="gfa-office-{code}" data-state="{code}" data-name="{escape(state)}" role="group" '
        f'aria-label="{escape(state)}" tabindex="-1"{"" if is_shown else " hidden"}>{body}'
        f'<p class="gfa-office-actions">{take} {vcard}</p></div>'
    )


def _federal(contact: Contact, texts: Texts, words: OfficeTexts, vcard_href: Callable[[str], str]) -> str:
    return (
        f'<div class="gfa-office" id="gfa-office-{FEDERAL}">{render_contact(contact, texts)}'
        f'<p class="gfa-office-actions">{_vcard(contact, words, vcard_href)}</p></div>'
    )


def _vcard(contact: Contact, words: OfficeTexts, vcard_href: Callable[[str], str]) -> str:
    name = words.vcard_of.format(office=contact.office)
    return (
        f'<a class="gfa-button" data-action="vcard" data-state="{contact.state}" download '
        f'href="{escape(vcard_href(contact.state))}" aria-label="{escape(name)}">{escape(words.vcard)}</a>'
    )


def _row(code: str, contact: Contact | None, words: OfficeTexts, *, is_current: bool) -> str:
    missing = missing_details(contact, words) if contact else []
    place = escape((contact.city if contact else None) or words.city_unknown)
    gaps = f'<span class="gfa-gaps">{escape(words.list_missing.format(fields=", ".join(missing)))}</span>'
    current = ' aria-current="true"' if is_current else ""
    return (
        f'<li><a href="#gfa-office-{code}" data-action="show-office" data-state="{code}"{current}>'
        f'{escape(STATE_NAMES[code])}</a> <span class="gfa-office-place">{place}</span> {gaps if missing else ""}</li>'
    )
