"""Transactions as several processes see them."""

import sqlite3
from pathlib import Path

import pytest
from pydantic import SecretStr

from gfa_assistant.errors import FeedbackStoreError
from gfa_assistant.feedback.database import Database


def test_no_writer_comes_between_what_a_transaction_reads_and_what_it_writes(tmp_path: Path) -> None:
    file = tmp_path / "feedback.sqlite"
    database = Database(SecretStr(f"sqlite:///{file}"), create=True)
    other = sqlite3.connect(file, timeout=0, isolation_level=None)
    with database.writing(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
        other.execute("BEGIN IMMEDIATE")
    with database.reading():
        other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


def test_what_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "feedback.sqlite"
    database = Database(SecretStr(f"sqlite:///{file}"), create=True)

    def change() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM gfa_feedback_about")
            connection.exec_driver_sql("DELETE FROM nowhere")

    with pytest.raises(FeedbackStoreError, match="no such table: nowhere"):
        change()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM gfa_feedback_about").scalar_one() == 1
    database.close()
