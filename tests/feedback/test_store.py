"""What is kept, what is not, for how long, and what happens when the database cannot be used."""

import logging
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from gfa_assistant.errors import FeedbackStoreError, NotFoundError, RatingError
from gfa_assistant.feedback.store import AnswerCount, Counts, FeedbackStore, KeptQuestion, Purged, RatingCount
from gfa_assistant.settings import Settings
from tests.feedback.answers import MONDAY, Calendar, answer, settings

PERSONAL = "Frau Müller (0561 1234567) fragt: Was kostet das in Kassel?"
MASKED = "Frau [Name] ([Telefonnummer]) fragt: Was kostet das in Kassel?"
RATED = {"day": MONDAY, "status": "answered", "intent": "cost", "state": "HE", "language": "de"}
DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feedback" / "feedback.sqlite"


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def counting(file: Path, calendar: Calendar) -> Iterator[FeedbackStore]:
    """A store as it is by default: no questions."""
    with FeedbackStore.open(settings(file), calendar) as store:
        yield store


@pytest.fixture
def keeping(file: Path, calendar: Calendar) -> Iterator[FeedbackStore]:
    """A store of an operator who lets questions be kept."""
    with FeedbackStore.open(settings(file, keep_questions=True), calendar) as store:
        yield store


def counted(store: FeedbackStore) -> Counts:
    return store.counts(MONDAY - 1000 * DAY, MONDAY + 1000 * DAY)


def kept(store: FeedbackStore) -> tuple[KeptQuestion, ...]:
    return store.gap_questions(MONDAY - 1000 * DAY, MONDAY + 1000 * DAY)


def bytes_on_disk(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(file.parent.iterdir()))


# --- counting and keeping -----------------------------------------------------------------------------------------


def test_by_default_answers_are_counted_by_day_and_kind_and_no_text_is_kept(
    counting: FeedbackStore, calendar: Calendar, file: Path
) -> None:
    for noted in (answer(PERSONAL), answer(PERSONAL), answer(PERSONAL, status="not_found", state=None)):
        counting.note_answer(noted)
    calendar.later(1)
    counting.note_answer(answer(PERSONAL))
    assert counting.keeps_questions is False
    assert counted(counting).answers == (
        AnswerCount(MONDAY, "answered", "cost", "HE", "de", 2),
        AnswerCount(MONDAY, "not_found", "cost", None, "de", 1),
        AnswerCount(MONDAY + DAY, "answered", "cost", "HE", "de", 1),
    )
    assert kept(counting) == ()
    assert b"kostet" not in bytes_on_disk(file)
    assert b"Frau" not in bytes_on_disk(file)


def test_without_leave_a_rating_is_kept_and_its_comment_is_not(counting: FeedbackStore, file: Path) -> None:
    counting.rate(counting.note_answer(answer(PERSONAL)), False, "outdated", "Veraltet, sagt Frau Müller")
    assert counted(counting).ratings == (RatingCount(**RATED, helpful=False, reason="outdated", ratings=1),)
    assert b"Veraltet, sagt" not in bytes_on_disk(file)
    assert kept(counting) == ()


def test_with_leave_question_and_comment_are_kept_masked(keeping: FeedbackStore, file: Path) -> None:
    answer_id = keeping.note_answer(answer("Und das?", standalone_question=PERSONAL))
    keeping.rate(answer_id, False, "wrong", " Fragen Sie\nherrn.klein@kassel.de ")
    assert kept(keeping) == (
        KeptQuestion(
            MONDAY, MASKED, "answered", "cost", "HE", "de", helpful=False, reason="wrong", comment="Fragen Sie [E-Mail]"
        ),
    )
    assert b"1234567" not in bytes_on_disk(file)
    assert b"herrn.klein" not in bytes_on_disk(file)


def test_gaps_are_what_was_not_found_or_did_not_help_in_the_period(keeping: FeedbackStore, calendar: Calendar) -> None:
    keeping.note_answer(answer("beantwortet, nicht bewertet"))
    keeping.rate(keeping.note_answer(answer("half")), True)
    keeping.note_answer(answer("Rückfrage", status="clarify"))
    keeping.note_answer(answer("nicht gefunden", status="not_found"))
    calendar.later(1)
    keeping.rate(keeping.note_answer(answer("half nicht")), False)
    assert [question.text for question in kept(keeping)] == ["nicht gefunden", "half nicht"]
    assert [question.text for question in keeping.gap_questions(MONDAY, MONDAY)] == ["nicht gefunden"]
    assert [question.text for question in keeping.gap_questions(MONDAY + DAY, MONDAY + DAY)] == ["half nicht"]


def test_of_two_ratings_the_later_one_counts(keeping: FeedbackStore) -> None:
    answer_id = keeping.note_answer(answer())
    keeping.rate(answer_id, False, "wrong", "Stimmt nicht")
    keeping.rate(answer_id, True)
    assert counted(keeping).ratings == (RatingCount(**RATED, helpful=True, reason=None, ratings=1),)
    assert kept(keeping) == ()
    keeping.rate(answer_id, False, "unclear")
    assert [(q.helpful, q.reason, q.comment) for q in kept(keeping)] == [(False, "unclear", None)]


# --- answer ids ---------------------------------------------------------------------------------------------------


def test_answer_ids_are_unlike_each_other_short_and_safe_in_an_address(counting: FeedbackStore) -> None:
    ids = {counting.note_answer(answer()) for _ in range(200)}
    assert len({answer_id.split(".")[0] for answer_id in ids}) == 200
    assert max(map(len, ids)) < 120
    assert all(character.isalnum() or character in "._-" for answer_id in ids for character in answer_id)


def test_answer_of_one_process_is_rated_in_another(file: Path, counting: FeedbackStore, calendar: Calendar) -> None:
    answer_id = counting.note_answer(answer())
    with FeedbackStore.open(settings(file), calendar) as other:
        other.rate(answer_id, True)
    assert counted(counting).ratings == (RatingCount(**RATED, helpful=True, reason=None, ratings=1),)


@pytest.mark.parametrize("made_up", ["", "x", ".", "a.20260302.answered.cost.HE.de.00", "ü\udcff.1", "x" * 5000])
def test_made_up_answer_id_is_refused(counting: FeedbackStore, made_up: str) -> None:
    with pytest.raises(NotFoundError, match=r"^no answer .* to rate; it may be too old"):
        counting.rate(made_up, True)
    assert counted(counting).ratings == ()


def test_changed_answer_id_or_that_of_another_database_is_refused(counting: FeedbackStore, tmp_path: Path) -> None:
    answer_id = counting.note_answer(answer())
    with pytest.raises(NotFoundError):
        counting.rate(answer_id.replace("HE", "BY"), True)
    with FeedbackStore.open(settings(tmp_path / "other.sqlite")) as other, pytest.raises(NotFoundError):
        other.rate(answer_id, True)


def test_answer_that_is_too_old_cannot_be_rated(counting: FeedbackStore, calendar: Calendar) -> None:
    answer_id = counting.note_answer(answer())
    calendar.later(89)
    counting.rate(answer_id, True)
    calendar.later(1)
    with pytest.raises(NotFoundError):
        counting.rate(answer_id, False)


@pytest.mark.parametrize(
    ("rating", "message"),
    [
        (
            (False, "falsch"),
            "unknown reason 'falsch'; use one of wrong, incomplete, outdated, unclear, wrong_source, other",
        ),
        ((True, "wrong"), "a helpful answer has no reason, got 'wrong'; leave it out"),
        ((False, "other", "x" * 1001), "the comment has 1001 characters, at most 1000 are kept; shorten it"),
    ],
)
def test_rating_that_cannot_be_used_is_refused(counting: FeedbackStore, rating: tuple[Any, ...], message: str) -> None:
    answer_id = counting.note_answer(answer())
    with pytest.raises(RatingError) as raised:
        counting.rate(answer_id, *rating)
    assert str(raised.value) == message
    assert counted(counting).ratings == ()


def test_longest_comment_is_kept_whole(keeping: FeedbackStore) -> None:
    keeping.rate(keeping.note_answer(answer()), False, "other", "x" * 1000)
    assert [question.comment for question in kept(keeping)] == ["x" * 1000]


# --- deletion -----------------------------------------------------------------------------------------------------


def test_purge_deletes_what_is_keep_days_old_and_nothing_younger(file: Path) -> None:
    calendar = Calendar()
    with FeedbackStore.open(settings(file, keep_questions=True, keep_days=30), calendar) as store:
        for _ in range(2):
            store.rate(store.note_answer(answer(status="not_found")), False)
            calendar.later(1)
        assert store.purge(MONDAY + 29 * DAY) == Purged(questions=0, ratings=0, days=0)
        assert store.purge(MONDAY + 30 * DAY) == Purged(questions=1, ratings=1, days=1)
        assert [question.day for question in kept(store)] == [MONDAY + DAY]
        assert [row.day for row in (*counted(store).answers, *counted(store).ratings)] == [MONDAY + DAY] * 2


def test_old_rows_go_on_opening(file: Path, keeping: FeedbackStore) -> None:
    keeping.note_answer(answer(status="not_found"))
    later = Calendar(MONDAY + 90 * DAY)
    with FeedbackStore.open(settings(file, keep_questions=True), later) as store:
        assert (kept(store), counted(store)) == ((), Counts((), ()))


def test_old_rows_go_with_the_first_write_of_a_day(keeping: FeedbackStore, calendar: Calendar) -> None:
    keeping.note_answer(answer("alt", status="not_found"))
    calendar.later(90)
    keeping.note_answer(answer("neu", status="not_found"))
    assert [question.text for question in kept(keeping)] == ["neu"]


def test_deleted_text_is_gone_from_the_disk(keeping: FeedbackStore, file: Path) -> None:
    for number in range(50):
        keeping.note_answer(answer(f"Geheimnis {number}", status="not_found"))
    assert b"Geheimnis" in bytes_on_disk(file)
    keeping.purge(MONDAY + 90 * DAY)
    assert b"Geheimnis" not in bytes_on_disk(file)


def test_texts_go_when_the_operator_takes_the_leave_back_and_counts_stay(file: Path, keeping: FeedbackStore) -> None:
    keeping.rate(keeping.note_answer(answer("Geheimnis")), False, "wrong", "Geheimes")
    before = counted(keeping)
    with FeedbackStore.open(settings(file), Calendar()) as store:
        assert kept(store) == ()
        assert counted(store) == before
    assert b"Geheim" not in bytes_on_disk(file)


def test_reading_deletes_nothing(file: Path, keeping: FeedbackStore) -> None:
    keeping.note_answer(answer("Geheimnis", status="not_found"))
    with FeedbackStore.open_to_read(settings(file, keep_days=1)) as store:
        assert [question.text for question in kept(store)] == ["Geheimnis"]
    assert len(kept(keeping)) == 1


# --- several writers ----------------------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import date
from gfa_assistant.feedback.store import FeedbackStore
from tests.feedback.answers import Calendar, answer, settings
with FeedbackStore.open(settings(sys.argv[1]), Calendar()) as store:
    for _ in range(100):
        store.rate(store.note_answer(answer()), True)
"""


def test_processes_that_create_and_write_the_same_file_lose_nothing(file: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(file)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in running] == [(b"", 0)] * 3
    with FeedbackStore.open_to_read(settings(file)) as store:
        assert counted(store) == Counts(
            (AnswerCount(MONDAY, "answered", "cost", "HE", "de", 300),),
            (RatingCount(**RATED, helpful=True, reason=None, ratings=300),),
        )


def test_threads_share_a_store(counting: FeedbackStore) -> None:
    threads = [threading.Thread(target=lambda: [counting.note_answer(answer()) for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.answers for row in counted(counting).answers] == [100]


def test_report_is_read_while_somebody_writes(counting: FeedbackStore, file: Path) -> None:
    counting.note_answer(answer())
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with FeedbackStore.open_to_read(settings(file)) as store:
        assert [row.answers for row in counted(store).answers] == [1]
    writer.execute("ROLLBACK")
    writer.close()


# --- a database that cannot be used -------------------------------------------------------------------------------


def test_answer_is_given_though_the_database_stays_locked_and_the_log_says_so_once(
    counting: FeedbackStore, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with caplog.at_level(logging.WARNING, "gfa_assistant"):
        ids = [counting.note_answer(answer(PERSONAL)) for _ in range(2)]
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith(f"feedback database {str(file)!r} cannot be written (database is locked); ")
    with pytest.raises(FeedbackStoreError, match="cannot be written"):
        counting.rate(ids[0], True)
    blocker.execute("ROLLBACK")
    blocker.close()
    counting.rate(ids[0], True)
    assert [row.ratings for row in counted(counting).ratings] == [1]


def test_database_that_breaks_while_serving_breaks_no_answer(
    counting: FeedbackStore, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with sqlite3.connect(file) as other:
        other.execute("DROP TABLE gfa_feedback_day")
    other.close()
    assert counting.note_answer(answer(PERSONAL))
    assert "no such table" in caplog.text
    assert "Müller" not in caplog.text


def refused(chosen: Settings, read: bool = False) -> str:
    with pytest.raises(FeedbackStoreError) as raised:
        (FeedbackStore.open_to_read if read else FeedbackStore.open)(chosen).close()
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("content", [b"Das ist keine Datenbank. " * 100, None], ids=["text", "cut in the middle"])
def test_damaged_file_is_refused_and_left_as_it_is(file: Path, content: bytes | None) -> None:
    with FeedbackStore.open(settings(file)):
        pass
    damaged = file.read_bytes()[:4096] + b"\xff" * 8192 if content is None else content
    file.write_bytes(damaged)
    message = refused(settings(file))
    assert message.startswith(f"feedback database {str(file)!r} cannot be ")
    assert message.endswith("; check its rights and space, or correct GFA_FEEDBACK_URL")
    assert file.read_bytes() == damaged


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_leave_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "Permission denied" in refused(settings(tmp_path / "a" / "feedback.sqlite"))
    tmp_path.chmod(0o700)


def test_disk_that_takes_no_writes_is_one_clear_error_and_breaks_no_answer(
    counting: FeedbackStore, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # What SQLite says of a file system mounted read-only, asked for in the address: it holds for root, too.
    read_only = Settings(feedback_url=SecretStr(f"sqlite:///file:{file}?mode=ro&uri=true"))
    with FeedbackStore.open_to_read(read_only) as store:
        answer_id = store.note_answer(answer())
        with pytest.raises(FeedbackStoreError, match=r"cannot be written \(attempt to write a readonly database\)"):
            store.rate(answer_id, True)
    assert "attempt to write a readonly database" in caplog.text
    assert counted(counting).answers == ()


def test_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert "Is a directory" in refused(settings(tmp_path))


def test_database_of_another_version_is_refused_and_left_as_it_is(file: Path) -> None:
    with FeedbackStore.open(settings(file), Calendar()) as store:
        store.note_answer(answer())
    with sqlite3.connect(file) as other:
        other.execute("UPDATE gfa_feedback_about SET version = 7")
    other.close()
    expected = (
        f"feedback database {str(file)!r} has version 7, this program needs 1; use the gfa_assistant that wrote it, "
        "or set GFA_FEEDBACK_URL to a new database"
    )
    assert (refused(settings(file)), refused(settings(file), read=True)) == (expected, expected)


def test_reading_needs_a_feedback_database_and_makes_none(file: Path) -> None:
    assert refused(settings(file), read=True) == (
        f"no feedback database at {str(file)!r}; `gfa-assistant serve` makes one, or correct GFA_FEEDBACK_URL"
    )
    assert not file.parent.exists()
    file.parent.mkdir()
    sqlite3.connect(file).close()
    assert refused(settings(file), read=True) == f"{str(file)!r} is no feedback database; correct GFA_FEEDBACK_URL"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("geheim", "GFA_FEEDBACK_URL is no database address; write it like sqlite:////srv/gfa/feedback.sqlite"),
        ("sqlite://", "the feedback database must be a file or a server; correct GFA_FEEDBACK_URL"),
        (
            "nosuchdb://user:geheim@host/db",
            "feedback database 'nosuchdb://user:***@host/db' cannot be opened (Can't load plugin: "
            "sqlalchemy.dialects:nosuchdb); check its rights and space, or correct GFA_FEEDBACK_URL",
        ),
    ],
)
def test_address_that_leads_nowhere_is_refused_without_its_password(url: str, message: str) -> None:
    assert refused(Settings(feedback_url=SecretStr(url))) == message


def test_file_is_for_the_operator_alone(counting: FeedbackStore, file: Path) -> None:
    counting.note_answer(answer())
    assert {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()} == {0o600}


def test_default_is_a_file_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with FeedbackStore.open(Settings()):
        assert (tmp_path / "gfa-assistant" / "feedback.sqlite").is_file()


def test_no_column_has_a_place_for_who_asked(counting: FeedbackStore, file: Path) -> None:
    counting.note_answer(answer())
    with sqlite3.connect(file) as other:
        tables = [name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {t: [row[1] for row in other.execute(f"PRAGMA table_info({t})")] for t in sorted(tables)}
    other.close()
    kind = ["status", "intent", "state", "language"]
    assert columns == {
        "gfa_feedback_about": ["id", "version", "secret"],
        "gfa_feedback_day": ["day", *kind, "answers"],
        "gfa_feedback_question": ["answer_key", "day", *kind, "text"],
        "gfa_feedback_rating": ["answer_key", "day", *kind, "helpful", "reason", "comment"],
    }
