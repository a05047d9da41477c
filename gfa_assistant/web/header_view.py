"""The head of every desk page: title, language, the AI notice, and the way between the views."""

from collections.abc import Sequence
from html import escape

from gfa_assistant.web.texts import Texts


def render_header(texts: Texts, *, administration: str | None = None) -> str:
    """Notice before the first input (AI Act, article 50); `administration` is the operator's page, where there is one.

    The views are links, not tabs: each has an address of its own, and the browser's way back works.
    """
    other = f'<a href="{texts.other_path}" lang="{texts.other_code}" hreflang="{texts.other_code}">'
    return (
        f'<header><p class="gfa-language">{other}{escape(texts.other_language)}</a></p>'
        f"<h1>{escape(texts.title)}</h1><p>{escape(texts.tagline)}</p>"
        f'<p class="gfa-notice"><strong>{escape(texts.ai_notice)}</strong> {escape(texts.privacy_notice)}</p>'
        f"{_navigation(texts.views, texts, administration)}</header>"
    )


def _navigation(views: Sequence[tuple[str, str]], texts: Texts, administration: str | None) -> str:
    items = [f'<li><a href="#{name}" data-view="{name}">{escape(title)}</a></li>' for name, title in views]
    if administration:
        # The administration speaks German only.
        address = escape(administration)
        items.append(f'<li><a href="{address}" hreflang="de">{escape(texts.administration)}</a></li>')
    return f'<nav aria-label="{escape(texts.navigation)}"><ul class="gfa-views">{"".join(items)}</ul></nav>'


def render_view_heading(name: str, texts: Texts) -> str:
    """The heading of a view, to which the focus goes when the view is opened."""
    return f"<h2>{escape(dict(texts.views)[name])}</h2>"
