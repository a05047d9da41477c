"""The source panel: one document's stored text with the cited words marked, and how to cite them."""

from collections.abc import Sequence
from html import escape

from gfa_assistant.dates import date_text
from gfa_assistant.records import Block, Citation, Document
from gfa_assistant.web.document_view import citation_address
from gfa_assistant.web.markup import link, web_address
from gfa_assistant.web.page_pictures import PageView
from gfa_assistant.web.page_view import render_pages
from gfa_assistant.web.references import reference_line, superseded_text
from gfa_assistant.web.texts import Texts

# A longer document is shown around the citation only: a browser lays out a few pages at once, not a whole book.
SHOWN_CHARACTERS = 40_000


def render_empty_source(texts: Texts, message: str | None = None) -> str:
    """The panel before a source is chosen, or with the reason why one cannot be shown."""
    css_class = "gfa-panel" if message else "gfa-panel gfa-panel-empty"
    return (
        f'<section class="{css_class}" aria-label="{escape(texts.source_panel)}"><h3 class="gfa-panel-title" '
        f'tabindex="-1">{escape(texts.source_panel)}</h3><p>{escape(message or texts.source_empty)}</p></section>'
    )


def render_source(document: Document, citation: Citation, texts: Texts, pages: Sequence[PageView] = ()) -> str:
    """The panel with the cited words in one `<mark>` at exactly `citation.start` to `citation.end`.

    `pages` are those of a PDF on which the words stand; where there are none to show, a paged source says why.
    """
    start, end = _shown_range(document, citation)
    excerpt = f'<p class="gfa-small">{escape(texts.excerpt)}</p>' if end - start < len(document.text) else ""
    reference = reference_line(citation, texts)
    return "".join(
        [
            f'<section class="gfa-panel" aria-label="{escape(texts.source_panel)}"><div class="gfa-panel-head">',
            f'<h3 class="gfa-panel-title" tabindex="-1">{escape(texts.source_panel)} {citation.number}: ',
            f'<span lang="de">{escape(citation.title)}</span></h3>',
            f'<button type="button" class="gfa-button" data-action="close">{escape(texts.close_source)}</button></div>',
            render_pages(pages, texts) or _why_no_page(citation, texts),
            f'<p class="gfa-small">{escape(texts.quote_marked)}</p>{excerpt}',
            '<div class="gfa-document" lang="de" tabindex="0" role="region" ',
            f'aria-label="{escape(texts.document_text)}">',
            _marked_text(document, citation, start, end),
            f'</div><p class="gfa-small"><a href="{escape(citation_address(citation, texts))}" target="_blank">',
            f'{escape(texts.whole_document)}<span class="gfa-hidden"> {escape(texts.new_tab)}</span></a></p>',
            f'{_facts(citation, texts)}<h4 class="gfa-label">{escape(texts.reference)}</h4>',
            f'<p class="gfa-reference" lang="de">{escape(reference)}</p>',
            f'<button type="button" class="gfa-button" data-action="copy" data-copied="{escape(texts.copied)}">',
            f"{escape(texts.copy_reference)}</button>",
            ' <span role="status" class="gfa-small gfa-copied"></span></section>',
        ]
    )


def _why_no_page(citation: Citation, texts: Texts) -> str:
    return f'<p class="gfa-small">{escape(texts.page_gone)}</p>' if citation.page is not None else ""


def _facts(citation: Citation, texts: Texts) -> str:
    address = web_address(citation.url)
    page = texts.page.format(page=citation.page) if citation.page is not None else ""
    place = " · ".join(part for part in (" › ".join(citation.section), page) if part)
    rows = [
        (texts.place, f'<span lang="de">{escape(place)}</span>' if place else escape(texts.unknown)),
        (texts.publisher, escape(citation.publisher or texts.unknown)),
        (texts.as_of, escape(date_text(citation.as_of, texts.language) if citation.as_of else texts.unknown)),
        *(
            [(texts.validity, f"<strong>{escape(superseded_text(citation.superseded, texts))}</strong>")]
            if citation.superseded
            else []
        ),
        *([(texts.reading_quality, escape(texts.recognised))] if citation.recognised else []),
        (
            texts.original,
            link(address, texts.original_link, new_tab=texts.new_tab) if address else escape(texts.unknown),
        ),
    ]
    return "<dl>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in rows) + "</dl>"


def _shown_range(document: Document, citation: Citation) -> tuple[int, int]:
    """The whole text, or whole blocks around the citation."""
    if len(document.text) <= SHOWN_CHARACTERS:
        return 0, len(document.text)
    margin = SHOWN_CHARACTERS // 2
    shown = [b for b in document.blocks if b.end > citation.start - margin and b.start < citation.end + margin]
    first = min((block.start for block in shown), default=citation.start)
    last = max((block.end for block in shown), default=citation.end)
    return min(first, citation.start), max(last, citation.end)


def _marked_text(document: Document, citation: Citation, start: int, end: int) -> str:
    return "".join(
        [
            _styled(document, start, citation.start),
            f"<mark>{_styled(document, citation.start, citation.end)}</mark>",
            _styled(document, citation.end, end),
        ]
    )


def _styled(document: Document, start: int, end: int) -> str:
    """The stored text from `start` to `end`, every character of it, with headings and list items marked up."""
    html, position = [], start
    for first, last, opening in _styles(document):
        if last <= position or first >= end:
            continue
        begin = max(first, position)
        html.append(escape(document.text[position:begin]))
        position = min(last, end)
        html.append(f"{opening}{escape(document.text[begin:position])}</span>")
    return "".join([*html, escape(document.text[position:end])])


def _styles(document: Document) -> list[tuple[int, int, str]]:
    return sorted(style for block in document.blocks for style in _block_styles(document, block))


def _block_styles(document: Document, block: Block) -> list[tuple[int, int, str]]:
    if block.kind == "heading":
        return [(block.start, block.end, '<span class="gfa-heading" role="heading" aria-level="4">')]
    # An item whose bullet is not in the stored text gets one for the eye only: the text itself stays as cited.
    return [
        (item.start, item.end, f'<span class="gfa-item gfa-depth-{min(item.depth, 3)}">')
        for item in block.items
        if document.text[block.start : item.start].rpartition("\n")[2].strip() == ""
    ]
