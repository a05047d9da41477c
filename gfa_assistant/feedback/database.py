"""Opens the feedback database: a SQLite file that several processes write, or any other that SQLAlchemy knows."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes
from typing import Any

from platformdirs import user_data_path
from pydantic import SecretStr
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from gfa_assistant.errors import FeedbackMissingError, FeedbackStoreError
from gfa_assistant.feedback.schema import ABOUT, METADATA, VERSION

# How long a writer waits for another one. An answer waits with it, so it is short.
BUSY_SECONDS = 2.0
_SECRET_BYTES = 32
_WRITES = "gfa_writes"


class Database:
    """An open database whose tables are of this version; safe to share between threads.

    Raises:
        FeedbackStoreError: it cannot be opened, or is of another version.
    """

    def __init__(self, url: SecretStr | None, *, create: bool) -> None:
        address = _address(url)
        # Never with a password.
        self._shown = address.database if _is_sqlite(address) else address.render_as_string(hide_password=True)
        with self._one_error("opened"):
            if _is_sqlite(address):
                self._prepare_file(address, create=create)
            self._engine = _engine(address)
            self._writer = self._engine.execution_options(**{_WRITES: True})
        try:
            self.secret = self._open_tables(create=create)
        except FeedbackStoreError:
            self.close()
            raise

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that no other writer can come between.

        Raises:
            FeedbackStoreError: the database cannot be written.
        """
        with self._one_error("written"), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database.

        Raises:
            FeedbackStoreError: the database cannot be read.
        """
        with self._one_error("read"), self._engine.begin() as connection:
            yield connection

    def drop_deleted(self) -> None:
        """Take what was deleted out of SQLite's journal, too, as soon as nobody reads it."""
        if self._engine.dialect.name == "sqlite":
            with self._one_error("written"), self._engine.connect() as connection:
                # Inside a transaction it would do nothing.
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def _prepare_file(self, address: URL, *, create: bool) -> None:
        # The driver also takes addresses like `file:name?uri=true`.
        name = (address.database or "").removeprefix("file:")
        if name in ("", ":memory:") or address.query.get("mode") == "memory":
            raise FeedbackStoreError("the feedback database must be a file or a server; correct GFA_FEEDBACK_URL")
        path = Path(name)
        if not create:
            if not path.exists():
                raise FeedbackMissingError(
                    f"no feedback database at {str(path)!r}; `gfa-assistant serve` makes one, "
                    "or correct GFA_FEEDBACK_URL"
                )
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For the operator's eyes only; SQLite gives its journal the same rights.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))

    def _open_tables(self, *, create: bool) -> bytes:
        if create and self._engine.dialect.name == "sqlite":
            with self._one_error("opened"), self._engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        if not create:
            with self.reading() as connection:
                return self._check_version(connection)
        try:
            with self.writing() as connection:
                return self._create_tables(connection)
        except FeedbackStoreError as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
        # Another process was quicker to create them.
        with self.writing() as connection:
            return self._create_tables(connection)

    def _create_tables(self, connection: Connection) -> bytes:
        if not inspect(connection).has_table(ABOUT.name):
            METADATA.create_all(connection)
            connection.execute(insert(ABOUT).values(id=1, version=VERSION, secret=token_bytes(_SECRET_BYTES)))
        return self._check_version(connection)

    def _check_version(self, connection: Connection) -> bytes:
        if not inspect(connection).has_table(ABOUT.name):
            raise FeedbackStoreError(f"{self._shown!r} is no feedback database; correct GFA_FEEDBACK_URL")
        found = connection.execute(select(ABOUT.c.version, ABOUT.c.secret)).first()
        if found is None or found.version != VERSION:
            raise FeedbackStoreError(
                f"feedback database {self._shown!r} has version {found and found.version}, this program needs "
                f"{VERSION}; use the gfa_assistant that wrote it, or set GFA_FEEDBACK_URL to a new database"
            )
        return bytes(found.secret)

    @contextmanager
    def _one_error(self, action: str) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, ImportError, OSError) as error:
            reason = " ".join(str(getattr(error, "orig", None) or error).split())
            raise FeedbackStoreError(
                f"feedback database {self._shown!r} cannot be {action} ({reason}); "
                "check its rights and space, or correct GFA_FEEDBACK_URL"
            ) from error


def _address(url: SecretStr | None) -> URL:
    if url is None:
        return URL.create("sqlite", database=str(user_data_path("gfa-assistant") / "feedback.sqlite"))
    try:
        return make_url(url.get_secret_value())
    except SQLAlchemyError:
        # Not shown: it may hold a password all the same.
        raise FeedbackStoreError(
            "GFA_FEEDBACK_URL is no database address; write it like sqlite:////srv/gfa/feedback.sqlite"
        ) from None


def _is_sqlite(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _engine(address: URL) -> Engine:
    if not _is_sqlite(address):
        return create_engine(address, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    # Transactions are begun below: sqlite3 would begin them too late to keep another writer out.
    connection.isolation_level = None
    # Deleted texts are overwritten. With a write-ahead log, `normal` cannot damage the file.
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
