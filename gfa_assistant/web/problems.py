"""What a visitor is told when a question could not be answered: one sentence, with what to do."""

import unicodedata
from html import escape

from gfa_assistant.errors import QuestionError, RateLimitedError
from gfa_assistant.web.texts import Texts


def problem_sentence(error: Exception, question: str, max_chars: int, texts: Texts) -> str:
    """The sentence for `error`; the assistant's own message is for programs and is not shown."""
    if isinstance(error, RateLimitedError):
        return texts.error_rate_limited
    if not isinstance(error, QuestionError):
        return texts.error_internal
    if not question.strip():
        return texts.error_empty
    if len(question) > max_chars:
        return texts.error_too_long.format(length=_grouped(len(question), texts), limit=_grouped(max_chars, texts))
    if any(unicodedata.category(character) == "Cc" and character not in "\n\r\t" for character in question):
        return texts.error_control
    return texts.error_question


def render_problem_place(texts: Texts | None) -> str:
    """Where a problem is told, there from the first so that it is announced; with `texts`, a lost server too."""
    offline = escape(f"{texts.problem}: {texts.error_offline}") if texts else ""
    place = f'<div role="alert" id="gfa-offline" data-text="{offline}"></div>' if texts else ""
    return f'{place}<div role="alert">${{value}}</div>'


def render_problem(sentence: str, texts: Texts) -> str:
    return f"<p><strong>{escape(texts.problem)}:</strong> {escape(sentence)}</p>"


def _grouped(number: int, texts: Texts) -> str:
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if texts.language == "de" else grouped
