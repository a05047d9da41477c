"""A page of a PDF as HTML: its picture with the cited lines boxed, and words for people who do not see it."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from gfa_assistant.web.page_pictures import PageView
from gfa_assistant.web.texts import Texts

# Letters reach to the edge of their box.
_MARGIN = 3.0


def page_address(document_id: str, page: int, version: str) -> str:
    """Where the picture of a page is served; `version` changes with the document, so that the picture may be kept."""
    return f"/quelle/{quote(document_id, safe='')}/seite/{page}?v={quote(version, safe='')}"


def render_pages(views: Iterable[PageView], texts: Texts) -> str:
    """The pages one below the other, in a region that can be scrolled; empty without any."""
    figures = "".join(_figure(view, texts) for view in views)
    if not figures:
        return ""
    label = escape(texts.page_region)
    return f'<div class="gfa-pages" role="region" tabindex="0" aria-label="{label}">{figures}</div>'


def _figure(view: PageView, texts: Texts) -> str:
    caption = page_caption(view, texts)
    boxes = "".join(
        f'<rect x="{left - _MARGIN:.1f}" y="{top - _MARGIN:.1f}" width="{width + 2 * _MARGIN:.1f}" '
        f'height="{height + 2 * _MARGIN:.1f}" rx="4"/>'
        for left, top, width, height in view.boxes
    )
    seen = texts.page_marked if view.sure else texts.page_unsure
    address = escape(page_address(view.document_id, view.page, view.version))
    return (
        f'<figure class="gfa-page"><svg viewBox="0 0 {view.width} {view.height}" role="img" '
        f'aria-label="{escape(f"{caption}. {seen} {texts.page_text_below}")}">'
        f'<image href="{address}" width="{view.width}" height="{view.height}"/>'
        f'<g class="gfa-boxes">{boxes}</g></svg>'
        f'<figcaption class="gfa-small">{escape(f"{caption}. {seen}")}</figcaption></figure>'
    )


def page_caption(view: PageView, texts: Texts) -> str:
    """The page as it is counted, with the number printed on it where that differs."""
    page = texts.page.format(page=view.page)
    return page if view.label == str(view.page) else texts.page_printed.format(page=view.page, label=view.label)
