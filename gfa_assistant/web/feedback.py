"""Feedback as the pages use it: what the store cannot take is logged, and never in the way of an answer."""

import logging
from collections.abc import Callable

from gfa_assistant.errors import FeedbackStoreError, GfaError
from gfa_assistant.feedback.store import FeedbackStore
from gfa_assistant.records import Answer
from gfa_assistant.settings import Settings

_logger = logging.getLogger(__name__)


class Feedback:
    """The feedback store, or its absence."""

    def __init__(self, store: FeedbackStore | None) -> None:
        self._store = store
        self._watchers: list[Callable[[Answer], None]] = []

    @classmethod
    def open(cls, settings: Settings) -> "Feedback":
        """Open the store; where that fails, answers are given without a question whether they helped."""
        try:
            return cls(FeedbackStore.open(settings))
        except FeedbackStoreError as error:
            _logger.warning("no feedback is stored: %s", error)
            return cls(None)

    def watch(self, watcher: Callable[[Answer], None]) -> None:
        """Have `watcher` told of every answer that is given, wherever it is given."""
        self._watchers.append(watcher)

    @property
    def takes_comments(self) -> bool:
        return self._store is not None and self._store.keeps_questions

    def note(self, answer: Answer) -> str | None:
        """Count an answer; returns the id it can be rated by, or None where no rating is possible."""
        for watcher in self._watchers:
            watcher(answer)
        return self._store.note_answer(answer) if self._store is not None else None

    def rate(self, answer_id: str, *, helpful: bool, reason: str | None, comment: str | None) -> bool:
        """Keep a rating; False where it could not be kept."""
        try:
            kept = comment if self.takes_comments and comment and comment.strip() else None
            self.store(answer_id, helpful=helpful, reason=None if helpful else reason, comment=kept)
        except GfaError as error:
            _logger.warning("a rating was not stored: %s", error)
            return False
        return True

    def store(self, answer_id: str, *, helpful: bool, reason: str | None, comment: str | None) -> None:
        """Keep a rating; the comment only where comments are taken.

        Raises:
            FeedbackStoreError: no feedback is stored here, or not now.
            NotFoundError: no answer that can be rated has this id.
            RatingError: the reason or the comment cannot be used.
        """
        if self._store is None:
            raise FeedbackStoreError("no feedback is stored here; the server's log says why")
        self._store.rate(answer_id, helpful, reason, comment)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
