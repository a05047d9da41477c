"""Messages as chat front ends send them become a question and what was said before it."""

from gfa_assistant.errors import QuestionError
from gfa_assistant.records import Role, Turn
from gfa_assistant.web.chat.models import MessageBody, PartBody

_ROLES: dict[str, Role] = {"user": "user", "assistant": "assistant"}


def question_and_history(messages: list[MessageBody]) -> tuple[str, list[Turn]]:
    """The text of the last user message, and the user's and assistant's messages before it, oldest first.

    Instructions ("system", "developer") and results of tools are not read: this assistant quotes, it follows nothing.

    Raises:
        QuestionError: there is no user message, or the last one holds something else than text.
    """
    last = next((i for i in reversed(range(len(messages))) if messages[i].role == "user"), None)
    if last is None:
        raise QuestionError('there is no message of role "user"; send the question as one')
    _check_parts(messages[last], last)
    history = [
        Turn(_ROLES[message.role], _text(message.content)) for message in messages[:last] if message.role in _ROLES
    ]
    return _text(messages[last].content), history


def _check_parts(message: MessageBody, position: int) -> None:
    for part in message.content if isinstance(message.content, list) else ():
        if part.type != "text":
            raise QuestionError(f"messages.{position} holds a part {part.type!r}; only text is read, leave it out")


def _text(content: str | list[PartBody] | None) -> str:
    if isinstance(content, list):
        return "\n".join(part.text for part in content if part.type == "text" and part.text)
    return content or ""
