"""What is kept about questions and ratings, and for how long.

About every answer its day, status, intent, Land and language are counted. Only where the operator lets questions be
kept is the question itself stored, with personal data masked. Nothing says who asked, or at what time of day; all of it
is deleted when it is `keep_days` old.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Self

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from gfa_assistant.errors import FeedbackStoreError, RatingError
from gfa_assistant.feedback.answer_ids import AnswerFacts, facts_of, read_id, unknown_answer, write_id
from gfa_assistant.feedback.database import Database
from gfa_assistant.feedback.masking import Masker
from gfa_assistant.feedback.reasons import REASONS
from gfa_assistant.feedback.schema import DAYS, NO_STATE, QUESTIONS, RATINGS
from gfa_assistant.records import Answer
from gfa_assistant.retrieval.places import Gazetteer
from gfa_assistant.settings import Settings

logger = logging.getLogger(__name__)

MAX_COMMENT_CHARS = 1000
# Says which day it is where the server stands.
Today = Callable[[], date]


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many answers of one kind were given on one day."""

    day: date
    status: str
    intent: str
    state: str | None
    language: str
    answers: int


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many answers of one kind, given on one day, were rated so; `reason` is a code of `REASONS`."""

    day: date
    status: str
    intent: str
    state: str | None
    language: str
    helpful: bool
    reason: str | None
    ratings: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a period, oldest day first."""

    answers: tuple[AnswerCount, ...]
    ratings: tuple[RatingCount, ...]


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that was not answered or whose answer did not help, masked; `helpful` None where nobody rated it."""

    day: date
    text: str
    status: str
    intent: str
    state: str | None
    language: str
    helpful: bool | None
    reason: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows were deleted."""

    questions: int
    ratings: int
    days: int


class FeedbackStore:
    """The feedback database with its rules; safe to share between threads, and beside other processes."""

    def __init__(self, database: Database, *, keep_days: int, masker: Masker | None, today: Today = date.today) -> None:
        """`masker` None means that no question and no comment is kept."""
        self._database = database
        self._keep_days = keep_days
        self._masker = masker
        self._today = today
        self._purged_on: date | None = None
        self._failing = False

    @classmethod
    def open(cls, settings: Settings, today: Today = date.today) -> Self:
        """Open the database for a program that answers, create it if need be, and delete what is too old.

        Where questions may not be kept (any more), texts kept earlier are deleted, too.

        Raises:
            FeedbackStoreError: it cannot be opened or written, or is of another version.
        """
        masker = Masker(Gazetteer.load(settings.cache_dir, ()).knows) if settings.keep_questions else None
        if masker:
            # The word lists load now, and not while somebody waits for the first answer.
            masker.mask("Frau Probe, 030 1234567")
        database = Database(settings.feedback_url, create=True)
        store = cls(database, keep_days=settings.keep_days, masker=masker, today=today)
        try:
            store.purge(today())
            if masker is None:
                store._delete_texts()
        except FeedbackStoreError:
            store.close()
            raise
        return store

    @classmethod
    def open_to_read(cls, settings: Settings) -> Self:
        """Open an existing database for reports; nothing is created or deleted.

        Raises:
            FeedbackStoreError: there is none, it cannot be read, or is of another version.
        """
        return cls(Database(settings.feedback_url, create=False), keep_days=settings.keep_days, masker=None)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def keeps_questions(self) -> bool:
        """Whether questions and comments are stored; where not, no comment should be asked for."""
        return self._masker is not None

    def note_answer(self, answer: Answer) -> str:
        """Count an answer, keep its question where that is allowed, and return the id the answer is rated by.

        A database that cannot be written is logged, once until it can be again: the answer is given all the same.
        """
        facts = facts_of(answer, self._today())
        text = self._masker.mask(answer.standalone_question) if self._masker else None
        try:
            self._write(lambda connection: _note(connection, facts, text))
        except FeedbackStoreError as error:
            if not self._failing:
                logger.warning("%s; answers are not counted until then", error)
            self._failing = True
        else:
            self._failing = False
        return write_id(facts, self._database.secret)

    def rate(self, answer_id: str, helpful: bool, reason: str | None = None, comment: str | None = None) -> None:
        """Store a rating; a later one of the same answer takes its place.

        `reason` is a code of `REASONS` and is for answers that did not help. A comment of at most 1,000 characters is
        masked, and dropped where questions are not kept.

        Raises:
            NotFoundError: no answer of the last `keep_days` days has this id.
            RatingError: the reason or the comment cannot be used.
            FeedbackStoreError: the database cannot be written.
        """
        facts = read_id(answer_id, self._database.secret)
        if facts.day < self._oldest(self._today()):
            raise unknown_answer(answer_id)
        _check_rating(helpful, reason, comment)
        comment = " ".join((comment or "").split())
        kept = self._masker.mask(comment) if self._masker and comment else None
        values = {"helpful": helpful, "reason": reason, "comment": kept}
        self._write(lambda connection: _put_rating(connection, facts, values))

    def counts(self, since: date, until: date) -> Counts:
        """What was counted from `since` to `until`, both days included.

        Raises:
            FeedbackStoreError: the database cannot be read.
        """
        kind = (RATINGS.c.day, *_facts(RATINGS), RATINGS.c.helpful, RATINGS.c.reason)
        answers = select(DAYS).where(DAYS.c.day.between(since, until)).order_by(*DAYS.primary_key.columns)
        ratings = (
            select(*kind, func.count().label("ratings"))
            .where(RATINGS.c.day.between(since, until))
            .group_by(*kind)
            .order_by(*kind)
        )
        with self._database.reading() as connection:
            return Counts(
                tuple(AnswerCount(**_record(row)) for row in connection.execute(answers).mappings()),
                tuple(RatingCount(**_record(row)) for row in connection.execute(ratings).mappings()),
            )

    def gap_questions(self, since: date, until: date) -> tuple[KeptQuestion, ...]:
        """The kept questions of a period, both days included, that were not answered or whose answer did not help.

        Raises:
            FeedbackStoreError: the database cannot be read.
        """
        rating = (RATINGS.c.helpful, RATINGS.c.reason, RATINGS.c.comment)
        rated = QUESTIONS.outerjoin(RATINGS, QUESTIONS.c.answer_key == RATINGS.c.answer_key)
        is_gap = or_(QUESTIONS.c.status == "not_found", RATINGS.c.helpful.is_(False))
        query = (
            select(QUESTIONS.c.day, QUESTIONS.c.text, *_facts(QUESTIONS), *rating)
            .select_from(rated)
            .where(QUESTIONS.c.day.between(since, until), is_gap)
            .order_by(QUESTIONS.c.day, QUESTIONS.c.answer_key)
        )
        with self._database.reading() as connection:
            return tuple(KeptQuestion(**_record(row)) for row in connection.execute(query).mappings())

    def purge(self, today: date) -> Purged:
        """Delete what is `keep_days` old or older on this day; called on opening and by the first write of a day.

        Raises:
            FeedbackStoreError: the database cannot be written.
        """
        with self._database.writing() as connection:
            purged = _purge(connection, self._oldest(today))
        self._database.drop_deleted()
        self._purged_on = today
        return purged

    def _oldest(self, today: date) -> date:
        """The first day that is not yet deleted."""
        return today - timedelta(days=self._keep_days - 1)

    def _delete_texts(self) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(QUESTIONS))
            connection.execute(update(RATINGS).where(RATINGS.c.comment.isnot(None)).values(comment=None))
        self._database.drop_deleted()

    def _write(self, change: Callable[[Connection], None]) -> None:
        if self._purged_on != self._today():
            self.purge(self._today())
        try:
            with self._database.writing() as connection:
                change(connection)
        except FeedbackStoreError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            # Another process has put in the same row meanwhile, where the database does not let writers queue.
            with self._database.writing() as connection:
                change(connection)


def _check_rating(helpful: bool, reason: str | None, comment: str | None) -> None:
    if reason is not None and reason not in REASONS:
        raise RatingError(f"unknown reason {reason[:40]!r}; use one of {', '.join(REASONS)}")
    if helpful and reason is not None:
        raise RatingError(f"a helpful answer has no reason, got {reason!r}; leave it out")
    if comment is not None and len(comment) > MAX_COMMENT_CHARS:
        raise RatingError(
            f"the comment has {len(comment)} characters, at most {MAX_COMMENT_CHARS} are kept; shorten it"
        )


def _note(connection: Connection, facts: AnswerFacts, text: str | None) -> None:
    kind = {"day": facts.day, **_values(facts)}
    one_more = update(DAYS).where(_equal(DAYS, kind)).values(answers=DAYS.c.answers + 1)
    if connection.execute(one_more).rowcount == 0:
        connection.execute(insert(DAYS).values(**kind, answers=1))
    if text is not None:
        connection.execute(insert(QUESTIONS).values(answer_key=facts.key, **kind, text=text))


def _put_rating(connection: Connection, facts: AnswerFacts, values: dict[str, Any]) -> None:
    key = {"answer_key": facts.key}
    if connection.execute(update(RATINGS).where(_equal(RATINGS, key)).values(**values)).rowcount == 0:
        connection.execute(insert(RATINGS).values(**key, day=facts.day, **_values(facts), **values))


def _purge(connection: Connection, oldest: date) -> Purged:
    deleted = [connection.execute(delete(t).where(t.c.day < oldest)).rowcount for t in (QUESTIONS, RATINGS, DAYS)]
    return Purged(*deleted)


_FactName = Literal["status", "intent", "state", "language"]
_FACTS: tuple[_FactName, ...] = ("status", "intent", "state", "language")


def _facts(table: Table) -> tuple[ColumnElement[str], ...]:
    return tuple(table.c[name] for name in _FACTS)


def _values(facts: AnswerFacts) -> dict[str, str]:
    return {name: getattr(facts, name) or NO_STATE for name in _FACTS}


def _equal(table: Table, values: dict[str, Any]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _record(row: RowMapping) -> dict[str, Any]:
    return {**row, "state": row["state"] or None}
