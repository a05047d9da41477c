"""`/widget.js`: the parts of the script with what it knows of this installation."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from rcssmin import cssmin
from rjsmin import jsmin

from gfa_assistant.answering.assistant import Assistant
from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.reading.states import STATE_NAMES
from gfa_assistant.web.widget.texts import widget_words

# In the order in which they need each other.
_PARTS = ("dom.js", "markdown.js", "contrast.js", "asking.js", "answer.js", "printing.js", "element.js", "start.js")


@dataclass(frozen=True, slots=True)
class Script:
    """The script's text, and a tag that changes with it."""

    text: str
    etag: str


class WidgetScript:
    """Writes the script once for each generation of the index, whose contacts are in it.

    They are there for the visitor whose browser cannot reach the server once the page is loaded.
    """

    def __init__(self, assistant: Assistant, max_question_chars: int) -> None:
        self._assistant = assistant
        self._max_question_chars = max_question_chars
        self._written: tuple[str, Script] | None = None

    def current(self) -> Script:
        generation = self._assistant.generation
        if self._written is None or self._written[0] != generation:
            self._written = (generation, self._write())
        return self._written[1]

    def _write(self) -> Script:
        config = {
            "words": {language: {"language": language, **widget_words(language)} for language in ("de", "en")},
            "states": STATE_NAMES,
            "contacts": {state: asdict(contact) for state, contact in self._assistant.contacts.items()},
            "reasons": REASONS,
            "limit": self._max_question_chars,
        }
        written = "\n".join(
            [
                '"use strict";',
                "(() => {",
                # Null in a module, which this is not.
                "const SCRIPT = document.currentScript;",
                'const BASE = new URL(".", SCRIPT.src);',
                f"const CONFIG = {_literal(config)};",
                f"const STYLE = {_literal(cssmin(_part('widget.css')))};",
                *map(_part, _PARTS),
                "})();",
                "",
            ]
        )
        # Without comments and indents it is a tenth smaller on the way.
        text = jsmin(written)
        return Script(text, f'W/"{hashlib.sha256(text.encode()).hexdigest()[:20]}"')


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _part(name: str) -> str:
    return files("gfa_assistant.web.widget").joinpath("parts", name).read_text(encoding="utf-8")
