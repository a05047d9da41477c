"""The id an answer is rated by: random, signed, and about the answer alone.

The id itself carries what a rating has to know of its answer (day, status, intent, Land, language), so that nothing
need be stored about an answer that nobody rates. The signature keeps ids from being made up or changed.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from typing import cast

from gfa_assistant.errors import NotFoundError
from gfa_assistant.records import Answer, Status

_KEY_BYTES = 12
_SIGNATURE_BYTES = 16
_SEPARATOR = "."
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known of an answer without its question; `key` is the random part of its id."""

    key: str
    day: date
    status: Status
    intent: str
    state: str | None
    language: str


def facts_of(answer: Answer, day: date) -> AnswerFacts:
    """The facts of an answer given on `day`, under a new random key."""
    key = secrets.token_urlsafe(_KEY_BYTES)
    return AnswerFacts(key, day, answer.status, answer.intent, answer.state, answer.language)


def write_id(facts: AnswerFacts, secret: bytes) -> str:
    """The id to hand out: fewer than 200 characters, all of them safe in an address."""
    fields = (facts.key, f"{facts.day:%Y%m%d}", facts.status, facts.intent, facts.state or "", facts.language)
    text = _SEPARATOR.join(fields)
    return f"{text}{_SEPARATOR}{_signature(text, secret)}"


def read_id(answer_id: str, secret: bytes) -> AnswerFacts:
    """The facts an id carries.

    Raises:
        NotFoundError: the id was not handed out by this database.
    """
    text, _, signature = answer_id.rpartition(_SEPARATOR)
    if len(answer_id) > _LONGEST or not hmac.compare_digest(_bytes(signature), _bytes(_signature(text, secret))):
        raise unknown_answer(answer_id)
    key, day, status, intent, state, language = text.split(_SEPARATOR)
    given = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    return AnswerFacts(key, given, cast(Status, status), intent, state or None, language)


def unknown_answer(answer_id: str) -> NotFoundError:
    """The error for an id that is not, or no longer, known."""
    return NotFoundError(f"no answer {answer_id[:40]!r} to rate; it may be too old, ask again and rate the new answer")


def _signature(text: str, secret: bytes) -> str:
    return hmac.digest(secret, _bytes(text), "sha256")[:_SIGNATURE_BYTES].hex()


def _bytes(text: str) -> bytes:
    # An id from outside may hold anything, a lone surrogate among it, which has no UTF-8.
    return text.encode(errors="replace")
