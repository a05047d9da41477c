"""The search desk as HTML: the form with its filters, the ranked passages, the list of documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.records import Document, Passage, ScoredPassage
from gfa_assistant.web.document_view import passage_address
from gfa_assistant.web.highlights import Highlighter
from gfa_assistant.web.markup import render_options
from gfa_assistant.web.references import as_of_text
from gfa_assistant.web.search_filters import TOPICS, years_of
from gfa_assistant.web.search_texts import SearchTexts
from gfa_assistant.web.texts import Texts

Option = tuple[str, str]
# A hit deep in a long passage is shown with what stands around it.
_SHOWN = 420
_BEFORE = 120


def render_search_form(documents: Iterable[Document], texts: Texts, words: SearchTexts) -> str:
    """The form; what it offers to narrow by is what the documents have."""
    known = sorted(documents, key=lambda document: document.title.casefold())
    publishers = sorted({d.publisher for d in known if d.publisher}, key=str.casefold)
    years = sorted({year for d in known for year in years_of(d)}, reverse=True)
    selects = "".join(
        _select(name, label, options, words)
        for name, label, options in (
            ("topic", words.topic, [(key, words.topics[key]) for key in TOPICS]),
            ("state", words.state, list(STATE_NAMES.items())),
            ("document", words.document, [(d.id, d.title) for d in known]),
            ("publisher", texts.publisher, [(p, p) for p in publishers]),
            ("year", words.year, [(y, y) for y in years]),
        )
    )
    return (
        f'<form role="search" class="gfa-search" aria-label="{escape(words.search)}"><p>{escape(words.lead)}</p>'
        f'<div class="gfa-search-line"><label for="gfa-query">{escape(words.query)}</label>'
        f'<input id="gfa-query" name="query" type="search" autocomplete="off" maxlength="2000">'
        f'<button type="submit" class="gfa-button gfa-primary">{escape(words.search)}</button>'
        f'<button type="reset" class="gfa-button">{escape(words.reset)}</button></div>'
        f'<fieldset class="gfa-filters"><legend>{escape(words.filters)}</legend>{selects}</fieldset></form>'
    )


def _select(name: str, label: str, options: Sequence[Option], words: SearchTexts) -> str:
    items = render_options([("", words.all_values), *options])
    return (
        f'<div><label for="gfa-filter-{name}">{escape(label)}</label><select id="gfa-filter-{name}" name="{name}">'
        f"{items}</select></div>"
    )


def render_results(
    query: str,
    hits: Sequence[ScoredPassage],
    documents: Mapping[str, Document],
    texts: Texts,
    words: SearchTexts,
    *,
    more: bool,
) -> str:
    """The passages, best first, with the words hit; `more` says that there are others further down."""
    heading = f'<h3 class="gfa-label" id="gfa-results-title">{escape(words.results)}</h3>'
    if not hits:
        return f"{heading}<p><strong>{escape(words.nothing)}</strong> {escape(words.nothing_hint)}</p>"
    look = _Look(Highlighter(query), texts, words)
    items = "".join(
        _result(rank, hit.passage, documents[hit.passage.document_id], look) for rank, hit in enumerate(hits, start=1)
    )
    return f'{heading}<p>{escape(count_text(len(hits), words, more=more))}</p><ol class="gfa-results">{items}</ol>'


def count_text(count: int, words: SearchTexts, *, more: bool) -> str:
    """How many passages there are, as one sentence."""
    if count == 0:
        return words.nothing
    if more:
        return words.found_most.format(count=count)
    return words.found_one if count == 1 else words.found.format(count=count)


@dataclass(frozen=True, slots=True)
class _Look:
    """How every result of one list is shown."""

    highlighter: Highlighter
    texts: Texts
    words: SearchTexts


def _result(rank: int, passage: Passage, document: Document, look: _Look) -> str:
    title = document.source_of(passage).title
    address = escape(passage_address(document.id, passage.id))
    name = escape(look.words.open_result.format(title=title, rank=rank))
    return (
        f'<li><h4 lang="de"><a href="{address}" data-action="result" data-rank="{rank}" aria-label="{name}">'
        f'{escape(title)}</a></h4><p class="gfa-small">{_about(passage, document, look)}</p>'
        f'<p lang="de">{_snippet(passage.text, look.highlighter)}</p>'
        f'<p class="gfa-small"><a href="{address}" target="_blank">{escape(look.words.permanent)}'
        f'<span class="gfa-hidden"> {escape(look.texts.new_tab)}</span></a></p></li>'
    )


def _about(passage: Passage, document: Document, look: _Look) -> str:
    texts, words = look.texts, look.words
    as_of = document.source_of(passage).as_of
    section = " › ".join(passage.section) or words.no_section
    facts = [
        f'<span lang="de">{escape(section)}</span>',
        escape(texts.page.format(page=passage.page)) if passage.page is not None else "",
        escape(STATE_NAMES.get(passage.state or "", "")),
        escape(as_of_text(as_of, texts)) if as_of else "",
        f"<strong>{escape(texts.superseded)}</strong>" if document.superseded else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _snippet(text: str, highlighter: Highlighter) -> str:
    """The text around the first hit, cut at spaces."""
    if len(text) <= _SHOWN:
        return highlighter.html(text)
    first = next(highlighter.spans(text), (0, 0))[0]
    start = max(first - _BEFORE, 0)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _SHOWN)
    end = end if end > start else start + _SHOWN
    lead, rest = "… " if start else "", " …" if end < len(text) else ""
    return f"{lead}{highlighter.html(text[start:end])}{rest}"


def render_documents(documents: Iterable[Document], texts: Texts, words: SearchTexts) -> str:
    """Every document of the index with a link to its own page."""
    items = "".join(
        f'<li><a href="/quelle/{quote(d.id, safe="")}" target="_blank" lang="de">{escape(d.title)}'
        f'<span class="gfa-hidden" lang="{texts.language}"> {escape(texts.new_tab)}</span></a>'
        f'<span class="gfa-small"> {_document_facts(d, texts, words)}</span></li>'
        for d in sorted(documents, key=lambda document: document.title.casefold())
    )
    return (
        f'<h3 class="gfa-label">{escape(words.corpus)}</h3><p>{escape(words.corpus_lead)}</p>'
        f'<ul class="gfa-corpus">{items}</ul>'
    )


def _document_facts(document: Document, texts: Texts, words: SearchTexts) -> str:
    as_of = as_of_text(document.as_of, texts) if document.as_of else ""
    return " · ".join(
        escape(fact)
        for fact in (document.publisher or "", as_of, texts.superseded if document.superseded else "")
        if fact
    )
