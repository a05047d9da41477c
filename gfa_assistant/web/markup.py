"""Text becomes safe HTML: escaping, web, phone and mail addresses, dates, and the answer's Markdown.

Everything that comes from a document, a visitor or a model is data: it is escaped here and nowhere trusted.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from gfa_assistant.answering.plain import without_markup
from gfa_assistant.web.answer_markdown import MARKER, answer_markdown

_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'„“”‚‘’`{}|\\^]+", re.IGNORECASE)
_BARE_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_TRAILING = ".,;:!?)]…"
_MAIL = re.compile(r"[^\s@<>\"'&?=]+@[^\s@<>\"'&?=]+\.[a-z]{2,}", re.IGNORECASE)

MarkerHtml = Callable[[int], str | None]


def web_address(address: str | None) -> str | None:
    """The http(s) address to link to, or None where `address` is no web address.

    >>> web_address("www.zpg-bayern.de")
    'https://www.zpg-bayern.de'
    >>> web_address("javascript:alert(1)") is None
    True
    """
    text = (address or "").strip()
    if re.fullmatch(r"https?://[^\s<>\"]+", text, re.IGNORECASE):
        return text
    return f"https://{text}" if _BARE_HOST.fullmatch(text) else None


def phone_address(phone: str) -> str | None:
    """A German number as a `tel:` address with its country code; None where too few digits are left.

    >>> phone_address("030 – 44 31 90 60")
    'tel:+493044319060'
    """
    international = phone.strip().startswith(("+", "00"))
    digits = re.sub(r"\D", "", phone.replace("(0)", "") if international else phone)
    if len(digits) < 5:
        return None
    number = digits.removeprefix("00") if international else f"49{digits.removeprefix('0')}"
    return f"tel:+{number}"


def mail_address(email: str) -> str | None:
    return f"mailto:{email.strip()}" if _MAIL.fullmatch(email.strip()) else None


def link(address: str, text: str, *, new_tab: str = "") -> str:
    """A link; with `new_tab`, in a new window, with those words for people who do not see it open."""
    if not new_tab:
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    hint = f'<span class="gfa-hidden"> {escape(new_tab)}</span>'
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}{hint}</a>'


def render_options(options: Iterable[tuple[str, str]], chosen: str | None = None) -> str:
    """The options of a `<select>` from values and their names."""
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(name)}</option>'
        for value, name in options
    )


def render_answer(markdown: str, marker: MarkerHtml, *, new_tab: str) -> str:
    """The answer's paragraphs and lists as HTML; `marker` gives a citation's control, or None for an unknown number.

    See `answer_markdown` for what is Markdown here.
    """
    return str(_MARKDOWN.render(markdown, {"marker": marker, "new_tab": new_tab}))


def plain_answer(markdown: str) -> str:
    """The answer for a screen reader's single announcement: no markers, no escapes, one line."""
    return re.sub(r"\s+", " ", plain_lines(markdown)).strip()


def plain_lines(markdown: str) -> str:
    """The answer as text to paste: its lines and bullets, no markers, no escapes."""
    text = without_markup(re.sub(rf" ?{MARKER.pattern}", "", markdown))
    return "\n".join(line.rstrip() for line in text.splitlines())


def _render_citation(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: Mapping[str, Any], env: dict[str, Any]
) -> str:
    number = tokens[index].content
    html: str | None = env["marker"](int(number))
    return html if html is not None else escape(f"[{number}]")


def _render_em(_: RendererHTML, tokens: Sequence[Token], index: int, __: Mapping[str, Any], ___: dict[str, Any]) -> str:
    return escape(tokens[index].markup)


def _render_text(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: Mapping[str, Any], env: dict[str, Any]
) -> str:
    text, html, end = tokens[index].content, [], 0
    for match in _WEB_ADDRESS.finditer(text):
        shown = match[0].rstrip(_TRAILING)
        address = web_address(shown)
        if address is not None:
            html += [escape(text[end : match.start()]), link(address, shown, new_tab=env["new_tab"])]
            end = match.start() + len(shown)
    return "".join([*html, escape(text[end:])])


def _markdown() -> MarkdownIt:
    markdown = answer_markdown()
    markdown.add_render_rule("citation", _render_citation)
    markdown.add_render_rule("em_open", _render_em)
    markdown.add_render_rule("em_close", _render_em)
    markdown.add_render_rule("text", _render_text)
    return markdown


_MARKDOWN = _markdown()
