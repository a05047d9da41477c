"""The view for web editors as HTML: the form, the preview, and everything to copy."""

from collections.abc import Mapping
from html import escape

from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.embedding_texts import EmbeddingTexts
from gfa_assistant.web.markup import render_options
from gfa_assistant.web.widget.contrast import TEXT_CONTRAST, contrast
from gfa_assistant.web.widget.embed_page import Embedding
from gfa_assistant.web.widget.host_kit import HostKit, embed_address

# What the colour fields begin with: the widget's own.
_OWN_COLOURS = {"accent": "#00596b", "background": "#ffffff", "text": "#17252b"}


def render_embedding_form(words: EmbeddingTexts, language: str) -> str:
    """The form; its script sends it whenever it changes."""
    states = {"": words.no_state, **STATE_NAMES}
    fields = [
        _select("state", words.state, states, ""),
        _select("language", words.language, {"de": words.german, "en": words.english}, language),
        _select("mode", words.mode, {"launcher": words.launcher, "inline": words.inline}, "launcher"),
        _select("position", words.position, {"right": words.right, "left": words.left}, "right"),
        _address("privacy-url", words.privacy_url, words),
        _address("imprint-url", words.imprint_url, words),
    ]
    colours = "".join(
        f'<p><label for="gfa-embed-{name}">{escape(getattr(words, name))}</label>'
        f'<input type="color" id="gfa-embed-{name}" name="{name}" value="{value}"></p>'
        for name, value in _OWN_COLOURS.items()
    )
    return (
        f'<p>{escape(words.lead)}</p><form class="gfa-embed-form" novalidate><fieldset class="gfa-filters">'
        f"<legend>{escape(words.choice)}</legend>{''.join(fields)}</fieldset>"
        '<p><label class="gfa-embed-check"><input type="checkbox" name="own-colours" '
        f'aria-controls="gfa-embed-colours"> {escape(words.own_colours)}</label></p>'
        f'<div id="gfa-embed-colours" class="gfa-filters" hidden>{colours}</div>'
        f'<p><button type="submit" class="gfa-button gfa-primary">{escape(words.show)}</button></p></form>'
    )


def render_kit(chosen: Embedding, kit: HostKit, server: str, words: EmbeddingTexts, language: str) -> str:
    """Preview, code and texts for one choice."""
    address = escape(embed_address(chosen, server))
    return "".join(
        [
            "".join(f'<p class="gfa-note">{escape(line)}</p>' for line in weak_colours(chosen, words, language)),
            f'<h3>{escape(words.preview)}</h3><p class="gfa-small">{escape(words.preview_hint)}</p>',
            f'<iframe class="gfa-embed-preview" height="640" src="{address}" '
            f'title="{escape(words.preview_title)}"></iframe>',
            f"<h3>{escape(words.code)}</h3><p>{escape(words.listed)}</p>",
            _copied("script_tag", words.script_tag, words.script_tag_hint, kit.script_tag, words),
            _copied("element", words.element, words.element_hint, kit.element, words),
            _copied("style", words.style, words.style_hint, kit.style, words) if kit.style else "",
            _copied("policy", words.policy, words.policy_hint, kit.policy, words),
            _copied("frame", words.frame, words.frame_hint, kit.frame, words),
            _copied("frame_listener", words.frame_listener, words.frame_listener_hint, kit.frame_listener, words),
            _copied("frame_policy", words.frame_policy, "", kit.frame_policy, words),
            f'<h3>{escape(words.host_texts)}</h3><p class="gfa-small">{escape(words.host_texts_hint)}</p>',
            _copied("privacy", words.privacy, "", kit.privacy, words, german=True),
            _copied("accessibility", words.accessibility, "", kit.accessibility, words, german=True),
            _copied("plain_language", words.plain_language, "", kit.plain_language, words, german=True),
            '<p role="status" class="gfa-hidden gfa-copied"></p>',
        ]
    )


def weak_colours(chosen: Embedding, words: EmbeddingTexts, language: str) -> list[str]:
    """A sentence for each chosen colour that cannot be read on the chosen background."""
    colours: Mapping[str, str] = {name: value[1:] for name, value in _OWN_COLOURS.items()} | chosen.colours
    lines = []
    for name in ("text", "accent"):
        ratio = contrast(colours[name], colours["background"])
        if ratio < TEXT_CONTRAST:
            # Rounded down: 4.49 is not enough and must not read as 4.5.
            shown = f"{int(ratio * 10) / 10:.1f}"
            number = shown.replace(".", ",") if language == "de" else shown
            lines.append(words.weak.format(name=getattr(words, name), ratio=number))
    return lines


def _select(name: str, label: str, options: Mapping[str, str], chosen: str) -> str:
    return (
        f'<p><label for="gfa-embed-{name}">{escape(label)}</label>'
        f'<select id="gfa-embed-{name}" name="{name}">{render_options(options.items(), chosen)}</select></p>'
    )


def _address(name: str, label: str, words: EmbeddingTexts) -> str:
    return (
        f'<p><label for="gfa-embed-{name}">{escape(label)}</label>'
        f'<input type="url" id="gfa-embed-{name}" name="{name}" maxlength="500" autocomplete="off" '
        f'aria-describedby="gfa-embed-{name}-hint"><span class="gfa-small" id="gfa-embed-{name}-hint">'
        f"{escape(words.url_hint)}</span></p>"
    )


def _copied(name: str, title: str, hint: str, text: str, words: EmbeddingTexts, *, german: bool = False) -> str:
    said = escape(words.copied.format(name=title))
    button = escape(words.copy.format(name=title))
    below = f'<p class="gfa-small">{escape(hint)}</p>' if hint else ""
    return (
        f'<div class="gfa-embed-part"><h4>{escape(title)}</h4>{below}'
        f'<pre data-part="{name}"{" lang=de" if german else " class=gfa-code"}>{escape(text)}</pre>'
        f'<button type="button" class="gfa-button" data-action="copy-part" data-copied="{said}">{button}</button></div>'
    )
