"""What stands below an answer: copy it, take it away as a file, say whether it helped."""

from html import escape

from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.store import MAX_COMMENT_CHARS
from gfa_assistant.web.answer_tools_texts import ToolTexts, tool_texts
from gfa_assistant.web.markup import plain_lines
from gfa_assistant.web.visit import Exchange


def render_tools(index: int, exchange: Exchange, language: str, *, comments: bool) -> str:
    """The tools of the answer at `index`; `comments` says whether a remark may be added to a rating."""
    words = tool_texts(language)
    return _take(index, exchange, words) + _rating(index, exchange, language, words, comments=comments)


def _take(index: int, exchange: Exchange, words: ToolTexts) -> str:
    if exchange.answer.status == "clarify":
        return ""
    copies = (
        ("answer", words.copy_answer, words.answer_copied, plain_lines(exchange.answer.answer)),
        ("evidence", words.copy_evidence, words.evidence_copied, exchange.evidence),
    )
    # The text is in the page already: the clipboard may only be written while the click is being handled.
    buttons = "".join(
        f'<button type="button" class="gfa-tool" data-action="copy-text" data-copied="{escape(done)}">{escape(name)}'
        f'</button><pre hidden data-text="{kind}">{escape(text)}</pre>'
        for kind, name, done, text in copies
    )
    files = "".join(
        f'<button type="button" class="gfa-tool" data-action="download" data-answer="{index}" data-kind="{kind}">'
        f"{escape(name)}</button>"
        for kind, name in (("docx", words.word), ("pdf", words.pdf))
    )
    return (
        f'<div class="gfa-tools" role="group" aria-label="{escape(words.take)}">{buttons}{files}'
        '<span role="status" class="gfa-small gfa-copied"></span></div>'
    )


def _rating(index: int, exchange: Exchange, language: str, words: ToolTexts, *, comments: bool) -> str:
    if exchange.helpful is not None:
        return f'<p class="gfa-small gfa-thanks" tabindex="-1">{escape(words.thanks)}</p>'
    if exchange.answer_id is None or exchange.answer.status == "clarify":
        return ""
    name = f"gfa-rating-{index}"
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{code}"{" required" if n == 0 else ""}> '
        f"{escape(of_language[language])}</label>"
        for n, (code, of_language) in enumerate(REASONS.items())
    )
    comment = (
        f'<label for="{name}-comment">{escape(words.comment)}</label>'
        f'<p class="gfa-small" id="{name}-hint">{escape(words.comment_hint)}</p>'
        f'<textarea id="{name}-comment" name="comment" rows="2" maxlength="{MAX_COMMENT_CHARS}" '
        f'aria-describedby="{name}-hint"></textarea>'
        if comments
        else ""
    )
    return (
        f'<div class="gfa-rating" data-answer="{index}"><div class="gfa-tools" role="group" '
        f'aria-labelledby="{name}"><span id="{name}" class="gfa-small">{escape(words.helpful)}</span>'
        f'<button type="button" class="gfa-tool" data-action="rate-yes">{escape(words.yes)}</button>'
        f'<button type="button" class="gfa-tool" data-action="rate-no" aria-expanded="false" '
        f'aria-controls="{name}-form">{escape(words.no)}</button></div>'
        f'<form id="{name}-form" hidden><fieldset><legend>{escape(words.why)}</legend>{reasons}</fieldset>{comment}'
        f'<p><button type="submit" class="gfa-button gfa-primary">{escape(words.send)}</button> '
        f'<button type="reset" class="gfa-button">{escape(words.cancel)}</button></p></form></div>'
    )
