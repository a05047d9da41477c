"""Reads a conversation history from JSON."""

from typing import Any

from gfa_assistant.errors import QuestionError
from gfa_assistant.records import Turn


def parse_history(data: Any) -> list[Turn]:
    """Return the turns of a JSON list of `{"role": "user"|"assistant", "content": str}`.

    Raises:
        QuestionError: naming the first entry that is not of this form.
    """
    if not isinstance(data, list):
        raise QuestionError('the history is no list; give [{"role": "user", "content": "…"}, …]')
    turns = []
    for position, entry in enumerate(data, start=1):
        role, content = (entry.get("role"), entry.get("content")) if isinstance(entry, dict) else (None, None)
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise QuestionError(
                f'history entry {position} is not {{"role": "user"|"assistant", "content": "…"}}; correct it'
            )
        turns.append(Turn(role, content))
    return turns
