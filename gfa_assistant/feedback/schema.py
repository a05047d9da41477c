"""The tables of the feedback database; none has a place for who asked or at what time of day."""

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table, Text

# Raised whenever a table changes; a database of another version is refused.
VERSION = 1
# No state is an empty string here: a NULL may not stand in a primary key.
NO_STATE = ""

METADATA = MetaData()

# One row: the schema's version and the secret that answer ids are signed with.
ABOUT = Table(
    "gfa_feedback_about",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("secret", LargeBinary(32), nullable=False),
)


def _facts(*, key: bool) -> tuple[Column[str], ...]:
    return (
        Column("status", String(16), primary_key=key, nullable=False),
        Column("intent", String(32), primary_key=key, nullable=False),
        Column("state", String(2), primary_key=key, nullable=False),
        Column("language", String(8), primary_key=key, nullable=False),
    )


# How many answers of a kind were given on a day; all that is kept where questions are not.
DAYS = Table(
    "gfa_feedback_day",
    METADATA,
    Column("day", Date, primary_key=True),
    *_facts(key=True),
    Column("answers", Integer, nullable=False),
)

# Questions, masked, where the operator lets them be kept.
QUESTIONS = Table(
    "gfa_feedback_question",
    METADATA,
    Column("answer_key", String(16), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    *_facts(key=False),
    Column("text", Text, nullable=False),
)

# One rating of an answer; `day` is that of the answer, so that both are deleted together.
RATINGS = Table(
    "gfa_feedback_rating",
    METADATA,
    Column("answer_key", String(16), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    *_facts(key=False),
    Column("helpful", Boolean, nullable=False),
    Column("reason", String(16)),
    Column("comment", Text),
)
