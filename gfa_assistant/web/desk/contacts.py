"""Contacts: the tile map of the Länder with the offices' cards."""

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.web.contact_view import vcard_address
from gfa_assistant.web.desk.parts import html_part
from gfa_assistant.web.offices_view import render_offices
from gfa_assistant.web.texts import Texts

_OFFICES_JS = "gfa.offices(element)"


class ContactsView:
    """The view "Kontakte"; choosing a Land asks the server nothing."""

    def __init__(self, assistant: Assistant, texts: Texts) -> None:
        self._assistant = assistant
        self._texts = texts

    def build(self) -> None:
        html_part(self._offices, "gfa-offices", js=_OFFICES_JS)

    def _offices(self) -> str:
        return render_offices(self._assistant.contacts, self._texts, vcard_href=vcard_address)
