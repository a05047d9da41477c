"""The conversation as HTML: each question, its answer, notes, contacts, sources and suggestions."""

from collections.abc import Iterable
from html import escape

from gfa_assistant.dates import date_text
from gfa_assistant.records import Answer, Citation, Note
from gfa_assistant.web.answer_tools_view import render_tools
from gfa_assistant.web.contact_view import render_contact
from gfa_assistant.web.document_view import citation_address
from gfa_assistant.web.markup import link, plain_answer, render_answer, web_address
from gfa_assistant.web.references import source_name
from gfa_assistant.web.texts import Texts
from gfa_assistant.web.visit import Exchange, Visit


def render_conversation(
    visit: Visit, texts: Texts, *, pending: str | None = None, begun: str = "", comments: bool = False
) -> str:
    """All exchanges of the visit, then the question being answered; an invitation where there is none yet.

    `begun` is what of the pending answer can be read already; `comments` says whether a rating may carry a remark.
    """
    newest = len(visit.exchanges) - 1 if pending is None else None
    exchanges = [
        _exchange(index, exchange, texts, suggesting=index == newest, comments=comments)
        for index, exchange in enumerate(visit.exchanges)
    ]
    if pending is not None:
        exchanges.append(_pending(len(visit.exchanges), pending, begun, texts))
    return "".join(exchanges) or f'<p class="gfa-lead">{escape(texts.empty_lead)}</p>'


def render_topics(texts: Texts) -> str:
    """Topics, each of which unfolds its example questions; the script sees to it that one is unfolded at most."""
    chips = "".join(
        f'<li><button type="button" class="gfa-chip" data-action="topic" aria-expanded="false" '
        f'aria-controls="gfa-topic-{index}">{escape(name)}</button></li>'
        for index, (name, _) in enumerate(texts.topics)
    )
    panels = "".join(
        f'<div id="gfa-topic-{index}" class="gfa-topic" hidden>{_questions(name, questions)}</div>'
        for index, (name, questions) in enumerate(texts.topics)
    )
    label = escape(texts.examples_label)
    return (
        f'<h3 class="gfa-label">{label}</h3><p class="gfa-small">{escape(texts.topics_hint)}</p>'
        f'<ul class="gfa-chips" aria-label="{label}">{chips}</ul>{panels}'
    )


def announcement(answer: Answer, texts: Texts) -> str:
    """What a screen reader says once when an answer is there."""
    parts = [f"{_status(answer, texts)}:", plain_answer(answer.answer)]
    parts += [f"{texts.note}: {note.text}" for note in answer.notes]
    if answer.citations:
        parts.append(texts.announced_sources.format(count=len(answer.citations)))
    return " ".join(parts)


def _status(answer: Answer, texts: Texts) -> str:
    return {"answered": texts.answer, "not_found": texts.not_found, "clarify": texts.clarify}[answer.status]


def _questions(label: str, questions: Iterable[str]) -> str:
    items = "".join(
        f'<li><button type="button" data-action="ask" data-question="{text}">{text}</button></li>'
        for text in map(escape, questions)
    )
    if not items:
        return ""
    return (
        f'<p class="gfa-label">{escape(label)}</p><ul class="gfa-questions" aria-label="{escape(label)}">{items}</ul>'
    )


def _question(index: int, question: str, texts: Texts) -> str:
    return (
        f'<h3 class="gfa-question" id="gfa-question-{index}" tabindex="-1">'
        f'<span class="gfa-speaker">{escape(texts.your_question)}:</span> {escape(question)}</h3>'
    )


def _pending(index: int, question: str, begun: str, texts: Texts) -> str:
    """A screen reader gets the answer once, whole; until then what is there is for the eye."""
    written = render_answer(begun, lambda number: escape(f"[{number}]"), new_tab=texts.new_tab) if begun else ""
    shown = f'<div class="gfa-begun" aria-hidden="true">{written}</div>' if written else ""
    return (
        f'<article class="gfa-exchange" aria-labelledby="gfa-question-{index}">{_question(index, question, texts)}'
        f'<div class="gfa-answer">{shown}<p class="gfa-searching">{escape(texts.searching)}</p></div></article>'
    )


def _exchange(index: int, exchange: Exchange, texts: Texts, *, suggesting: bool, comments: bool) -> str:
    answer = exchange.answer
    by_number = {citation.number: citation for citation in answer.citations}

    def marker(number: int) -> str | None:
        citation = by_number.get(number)
        return None if citation is None else _source_link(index, citation, texts, f"[{number}]", "gfa-marker")

    body = "".join(
        [
            f'<p class="gfa-speaker gfa-{answer.status}">{escape(_status(answer, texts))}</p>',
            f'<div class="gfa-text">{render_answer(answer.answer, marker, new_tab=texts.new_tab)}</div>',
            "".join(_note(note, texts) for note in answer.notes),
            "".join(render_contact(contact, texts, download=True) for contact in answer.contacts),
            _sources(index, answer, texts),
            render_tools(index, exchange, texts.language, comments=comments),
            _suggestions(answer, texts) if suggesting else "",
        ]
    )
    return (
        f'<article class="gfa-exchange" aria-labelledby="gfa-question-{index}">'
        f'{_question(index, answer.question, texts)}<div class="gfa-answer">{body}</div></article>'
    )


def _suggestions(answer: Answer, texts: Texts) -> str:
    return _questions(texts.choices if answer.status == "clarify" else texts.suggestions, answer.suggestions)


def _note(note: Note, texts: Texts) -> str:
    address = web_address(note.source_url)
    source = f" {link(address, texts.note_source, new_tab=texts.new_tab)}" if address else ""
    as_of = f" ({escape(texts.as_of)} {escape(date_text(note.as_of, texts.language))})" if note.as_of else ""
    return (
        f'<div class="gfa-note" role="note"><p><strong>{escape(texts.note)}:</strong> '
        f"{escape(note.text)}{as_of}{source}</p></div>"
    )


def _sources(index: int, answer: Answer, texts: Texts) -> str:
    if not answer.citations:
        return ""
    label = texts.nearest if answer.status == "not_found" else texts.sources
    items = "".join(
        f"<li>{_source_link(index, citation, texts, source_name(citation, texts), 'gfa-source')}</li>"
        for citation in answer.citations
    )
    return f'<h4 class="gfa-label">{escape(label)}</h4><ul class="gfa-sources">{items}</ul>'


def _source_link(index: int, citation: Citation, texts: Texts, text: str, css_class: str) -> str:
    name = source_name(citation, texts)
    label = f' aria-label="{escape(f"{text} {name}")}"' if text != name else ""
    return (
        f'<a class="{css_class}" href="{escape(citation_address(citation, texts))}" data-action="source" '
        f'data-answer="{index}" data-number="{citation.number}"{label}>{escape(text)}</a>'
    )
