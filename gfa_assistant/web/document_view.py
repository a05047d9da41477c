"""A whole document as a page of its own: outline, text by passages that can be linked to, and a marked place."""

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote, urlencode

from gfa_assistant.dates import date_text
from gfa_assistant.records import Block, Citation, Document, ListItem, Passage
from gfa_assistant.web.assets import asset_address
from gfa_assistant.web.markup import link, web_address
from gfa_assistant.web.page_pictures import PageView
from gfa_assistant.web.page_view import page_address, render_pages
from gfa_assistant.web.references import superseded_text
from gfa_assistant.web.texts import Texts

Span = tuple[int, int]
_LOWEST_HEADING = 6


def passage_address(document_id: str, passage_id: str) -> str:
    """The permanent link to a passage."""
    return f"/quelle/{quote(document_id, safe='')}#{quote(passage_id, safe='')}"


def citation_address(citation: Citation, texts: Texts) -> str:
    """The link to the cited words."""
    return words_address(citation.document_id, citation.passage_id, citation.start, citation.end, texts)


def words_address(document_id: str, passage_id: str, start: int, end: int, texts: Texts) -> str:
    """The permanent link to a passage, with the words of it to mark."""
    query = {"stelle": passage_id, "von": start, "bis": end}
    language = {} if texts.language == "de" else {"lang": texts.language}
    path, _, anchor = passage_address(document_id, passage_id).partition("#")
    return f"{path}?{urlencode(query | language)}#{anchor}"


def render_unknown(texts: Texts) -> str:
    """The page for a document that is not, or no longer, in the index."""
    return (
        f"{_head(texts.source_panel, texts)}<body><header>{_home(texts)}<h1>{escape(texts.document_unknown)}</h1>"
        f"<p>{escape(texts.document_unknown_hint)}</p></header></body></html>"
    )


def render_document(
    document: Document,
    passages: Sequence[Passage],
    texts: Texts,
    *,
    marked: Span | None = None,
    pages: Sequence[PageView] = (),
    message: str = "",
) -> str:
    """The HTML page; `marked` is set off wherever it runs, `pages` stand before its passage, `message` on top."""
    body = _Body(document, passages, texts, marked, render_pages(pages, texts))
    warning = f'<p class="gfa-note" role="note">{escape(message)}</p>' if message else ""
    return (
        f"{_head(document.title, texts)}<body>"
        f'<a class="gfa-skip" href="#gfa-text">{escape(texts.skip_to_text)}</a><header>{_home(texts)}'
        f'<h1 lang="de">{escape(document.title)}</h1>{_facts(document, texts)}{_downloads(document, texts)}</header>'
        f'<div class="gfa-columns">{_outline(document, passages, texts)}'
        f'<main id="gfa-text" lang="de" tabindex="-1">{warning}'
        f'<p class="gfa-note gfa-changed" role="alert" lang="{texts.language}" hidden>'
        f"{escape(texts.passage_changed)}</p>"
        f"{body.html()}</main></div></body></html>"
    )


def _head(title: str, texts: Texts) -> str:
    styles = "".join(
        f'<link rel="stylesheet" href="{asset_address(name)}">'
        for name in ("colours.css", "components.css", "source.css")
    )
    return (
        f'<!DOCTYPE html><html lang="{texts.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(f'{title} – {texts.title}')}</title>{styles}"
        f'<script src="{asset_address("source.js")}" defer></script></head>'
    )


def _home(texts: Texts) -> str:
    return f'<p><a href="{texts.home_path}">{escape(texts.back_to_desk)}</a></p>'


def _facts(document: Document, texts: Texts) -> str:
    address = web_address(document.url)
    rows = [
        (texts.publisher, escape(document.publisher or texts.unknown)),
        (texts.as_of, escape(date_text(document.as_of, texts.language) if document.as_of else texts.unknown)),
        (texts.rights, escape(document.rights or texts.unknown)),
    ]
    if document.superseded:
        rows.insert(0, (texts.validity, f"<strong>{escape(superseded_text(document.superseded, texts))}</strong>"))
    if any(block.recognised for block in document.blocks):
        rows.append((texts.reading_quality, escape(texts.recognised)))
    if address:
        rows.append((texts.original, link(address, texts.original_link, new_tab=texts.new_tab)))
    return "<dl>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in rows) + "</dl>"


def _downloads(document: Document, texts: Texts) -> str:
    address = f"/quelle/{quote(document.id, safe='')}/beleg"
    items = "".join(
        f'<li><a href="{address}.{ending}" download>{escape(name)}</a></li>'
        for ending, name in (("txt", texts.reference_text), ("bib", "BibTeX"), ("ris", "RIS"))
    )
    return (
        f'<p class="gfa-label" id="gfa-downloads">{escape(texts.reference_downloads)}</p>'
        f'<ul class="gfa-inline" aria-labelledby="gfa-downloads">{items}</ul>'
    )


def _outline(document: Document, passages: Sequence[Passage], texts: Texts) -> str:
    headings = [block for block in document.blocks if block.kind == "heading"]
    items = "".join(
        f'<li class="gfa-level-{min(block.level, 4)}"><a href="#{_heading_id(block)}" lang="de">'
        f"{escape(document.block_text(block))}</a></li>"
        for block in headings
    )
    if not items:
        return ""
    label = escape(texts.outline)
    return (
        f'<nav class="gfa-outline" aria-label="{label}"><details open><summary>{label}</summary>'
        f"<ul>{items}</ul></details></nav>"
    )


def _heading_id(block: Block) -> str:
    return f"abschnitt-{block.start}"


class _Body:
    """The document's blocks in their order, those of one passage together."""

    def __init__(
        self, document: Document, passages: Sequence[Passage], texts: Texts, marked: Span | None, pages: str
    ) -> None:
        self._document = document
        self._passages = passages
        self._texts = texts
        self._marked = marked
        self._pages = pages
        levels = [block.level for block in document.blocks if block.kind == "heading"]
        self._top = min(levels, default=1)

    def html(self) -> str:
        parts, waiting, page = [], list(self._document.blocks), None
        passages = list(self._passages)
        while waiting:
            block = waiting[0]
            if block.page is not None and block.page != page:
                page = block.page
                parts.append(self._page_line(page))
            while passages and passages[0].end <= block.start:
                passages.pop(0)
            if passages and passages[0].start <= block.start:
                passage = passages.pop(0)
                inside = [b for b in waiting if b.start < passage.end]
                waiting = waiting[len(inside) :]
                parts.append(self._passage(passage, inside))
                page = next((b.page for b in reversed(inside) if b.page is not None), page)
            else:
                parts.append(self._block(waiting.pop(0)))
        return "".join(parts)

    def _page_line(self, page: int) -> str:
        texts, document = self._texts, self._document
        address = page_address(document.id, page, document.sha256[:12])
        name = escape(texts.page.format(page=page))
        return (
            f'<p class="gfa-page-line" lang="{texts.language}">{name} · '
            f'<a href="{escape(address)}">{escape(texts.page_picture.format(page=page))}</a></p>'
        )

    def _passage(self, passage: Passage, blocks: Sequence[Block]) -> str:
        name, language = escape(self._texts.passage_link), self._texts.language
        holds_mark = self._marked is not None and passage.start <= self._marked[0] < passage.end
        return (
            f'<section class="gfa-passage" id="{escape(passage.id)}" tabindex="-1">'
            f'<a class="gfa-anchor" href="#{escape(passage.id)}" lang="{language}" aria-label="{name}" title="{name}">'
            f'<span aria-hidden="true">¶</span></a>{self._pages if holds_mark else ""}'
            f"{''.join(self._block(block) for block in blocks)}</section>"
        )

    def _block(self, block: Block) -> str:
        if block.kind == "heading":
            level = min(block.level - self._top + 2, _LOWEST_HEADING)
            return f'<h{level} id="{_heading_id(block)}">{self._text(block.start, block.end)}</h{level}>'
        if block.items:
            lead = self._text(block.start, block.items[0].start, strip=True)
            return (f"<p>{lead}</p>" if lead else "") + self._list(block.items, "ol" if block.ordered else "ul")
        return f'<p class="gfa-{block.kind}">{self._text(block.start, block.end)}</p>'

    def _list(self, items: Sequence[ListItem], tag: str) -> str:
        """Nested lists: an item deeper than the one before it stands inside it."""
        html, index = [], 0
        depth = items[0].depth
        while index < len(items):
            inner = index + 1
            while inner < len(items) and items[inner].depth > depth:
                inner += 1
            nested = self._list(items[index + 1 : inner], "ul") if inner > index + 1 else ""
            html.append(f"<li>{self._text(items[index].start, items[index].end)}{nested}</li>")
            index = inner
        return f"<{tag}>{''.join(html)}</{tag}>"

    def _text(self, start: int, end: int, *, strip: bool = False) -> str:
        """The text from `start` to `end`, the marked part of it in a `<mark>`."""
        text = self._document.text[start:end]
        if strip and not any(character.isalnum() for character in text):
            return ""
        return "".join(_pieces(text, start, self._marked))


def _pieces(text: str, start: int, marked: Span | None) -> Iterator[str]:
    first, last = (0, 0) if marked is None else (max(marked[0] - start, 0), min(marked[1] - start, len(text)))
    if first >= last:
        yield escape(text)
        return
    yield from (escape(text[:first]), f"<mark>{escape(text[first:last])}</mark>", escape(text[last:]))
