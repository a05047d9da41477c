"""What a site's editor copies: code for the page, lines for its policy, texts for its visitors."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Contact
from gfa_assistant.settings import Settings
from gfa_assistant.web.widget import host_texts
from gfa_assistant.web.widget.embed_page import Embedding, html_attributes
from gfa_assistant.web.widget.fallback import render_fallback
from gfa_assistant.web.widget.texts import widget_texts

# A page in a frame cannot grow by itself.
_FRAME_HEIGHT = 720


@dataclass(frozen=True, slots=True)
class HostKit:
    """Everything to copy, as text; `style` is empty without colours of one's own."""

    script_tag: str
    element: str
    style: str
    frame: str
    frame_listener: str
    policy: str
    frame_policy: str
    privacy: str
    accessibility: str
    plain_language: str


def host_kit(chosen: Embedding, server: str, contact: Contact | None, settings: Settings) -> HostKit:
    """The kit for one choice; `server` is the assistant's address without a slash at its end."""
    fallback = render_fallback(contact, chosen.language)
    attributes = chosen.attributes
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(server))
    data = html_attributes({f"data-{name}": value for name, value in attributes.items()})
    script = f"{server}/widget.js"
    return HostKit(
        script_tag=f'<script src="{escape(script)}"{data} defer></script>\n<noscript>{fallback}</noscript>',
        element=(
            f"<gfa-assistant{html_attributes(attributes)}>\n  {fallback}\n</gfa-assistant>\n"
            f'<script src="{escape(script)}" async></script>'
        ),
        style=_style(chosen),
        frame=_frame(chosen, server, fallback),
        frame_listener=host_texts.FRAME_LISTENER.replace("{origin}", origin),
        policy=f"script-src {origin}; connect-src {origin}",
        frame_policy=f"frame-src {origin}",
        privacy=host_texts.privacy_text(
            server=server, keep_days=settings.keep_days, keeps_questions=settings.keep_questions
        ),
        accessibility=host_texts.accessibility_text(state=STATE_NAMES.get(chosen.state or "")),
        plain_language=host_texts.plain_language_text(office=contact.office if contact else None),
    )


def embed_address(chosen: Embedding, server: str) -> str:
    """The address of the page for an iframe with this choice."""
    values = {**chosen.attributes, **chosen.colours}
    return f"{server}/embed?{urlencode(values)}"


def _style(chosen: Embedding) -> str:
    lines = "".join(f"  --gfa-{name}: #{value};\n" for name, value in chosen.colours.items())
    return f"gfa-assistant {{\n{lines}}}" if lines else ""


def _frame(chosen: Embedding, server: str, fallback: str) -> str:
    address = embed_address(chosen.model_copy(update={"mode": "inline"}), server)
    title = widget_texts(chosen.language).heading
    return (
        f'<iframe data-gfa src="{escape(address)}" title="{escape(title)}" width="100%" height="{_FRAME_HEIGHT}" '
        f'referrerpolicy="strict-origin"></iframe>\n{fallback}'
    )
