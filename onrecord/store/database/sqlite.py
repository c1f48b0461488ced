"""The SQLite file: connections, transactions, and keeping its schema up to date. Imports errors and the store's migrations."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, FromClause, QueuePool, Table, create_engine, event, insert
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.errors import NoDatabaseError, StoreError, TooLongError
from onrecord.store.schema.migrations import REVISIONS, newest_revision, upgrade
from onrecord.store.schema.revision import revision_of

LOCK_WAIT = 60.0  # seconds until a database that others keep busy is given up

_KEPT = 8  # connections that stay open
_CACHE = 16 * 1024  # KiB of each
_STEPS = 10_000  # of SQLite's machine, a fraction of a millisecond, between two looks at the clock


def open_engine(path: Path, *, create: bool, unfinished: bool = False, revisions: Path = REVISIONS) -> Engine:
    """An engine on the file with its schema up to date. Raises StoreError as `open_store` says."""
    if not create and not path.exists():
        raise NoDatabaseError(f"there is no database at {path!s}: check the name, or add articles to make one")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise NoDatabaseError(f"there can be no database at {path!s}: that is a folder, or lies in one that does not exist")
    try:
        with closing(sqlite3.connect(path, timeout=LOCK_WAIT)) as connection:
            revision = _revision(connection, path, newest_revision(revisions), unfinished=unfinished)
            if revision is None and not create:
                raise StoreError(f"there is nothing in {path!s}: it is an empty file, and no database of onrecord")
            _keep_log_beside(connection)
        engine = _engine(path)
        if revision != newest_revision(revisions):
            _bring_up_to_date(engine, path, revisions)
    except sqlite3.Error as error:
        raise StoreError(f"{path!s} cannot be used as a database: {error}") from error
    return engine


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    # Taking the lock at once means waiting for other writers here, and never failing half way because another came first.
    with connection.execution_options(begin="BEGIN IMMEDIATE", seconds=None).begin():
        yield


def database_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What SQLite itself finds wrong: damaged pages, and rows that refer to missing rows; each with where it is."""
    try:
        for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if message != "ok":
                yield "file", message
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{table} row {row}", f"refers to a row of {parent} that does not exist"
    except StoreError as error:
        yield "file", str(error)


def put_aside(_: Connection) -> list[str]:
    """Nothing, and so nothing to bring back."""
    return []


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(insert(table), rows)


def finish_copy(connection: Connection) -> None:
    connection.exec_driver_sql("ANALYZE")


def _engine(path: Path) -> Engine:
    address = f"{path.absolute().as_uri()}?mode=rw"  # a file that was moved away meanwhile is not made anew

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, timeout=LOCK_WAIT, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        # With a write-ahead log a killed process loses nothing that was committed; only a power cut may lose the last articles.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        return connection

    def remember(_: object, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = _file(path)

    def hold_to_file(_: object, entry: ConnectionPoolEntry, __: object) -> None:
        if entry.info["file"] != _file(path):
            raise DisconnectionError("another file is there now, or this is another process")

    # Opening reads the whole schema, and what a connection has read from the file it keeps. No question waits for another.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=_KEPT, max_overflow=-1, pool_use_lifo=True
    )
    engine.dialect.statement_compiler = _Hinting
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", hold_to_file)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _refuse)
    return engine


class _Hinting(SQLiteCompiler):
    """Puts the hints of `Select.with_hint` behind the table, where SQLite has "INDEXED BY"."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


def _file(path: Path) -> tuple[int, int, int] | None:
    """What must not have changed since a connection was opened; None where the file is gone."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return os.getpid(), found.st_dev, found.st_ino


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    _limit(connection, options.get("seconds"))
    # Python's sqlite3 would begin a transaction only with the first change, and then not at once.
    connection.exec_driver_sql(options.get("begin", "BEGIN"))


def _limit(connection: Connection, seconds: float | None) -> None:
    """Give up whatever this transaction asks once so many seconds are over."""
    database: Any = connection.connection.dbapi_connection
    if seconds is None:
        database.set_progress_handler(None, 0)
        return
    end = time.monotonic() + seconds
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


def _refuse(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, StoreError) or not isinstance(error, Exception):  # Ctrl-C is no answer of the database
        return
    if context.connection is not None and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        raise TooLongError(context.connection.get_execution_options()["seconds"]) from error
    raise StoreError(f"the database refused: {error}") from error


def _revision(connection: sqlite3.Connection, path: Path, newest: str, *, unfinished: bool) -> str | None:
    """The revision of the schema; None for an empty file. Raises StoreError for one that is not ours to change."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def first(query: str) -> str | None:
        row = connection.execute(query).fetchone()
        return None if row is None else str(row[0])

    return revision_of(str(path), tables, first, newest, unfinished=unfinished)


def _keep_log_beside(connection: sqlite3.Connection) -> None:
    """Write-ahead logging, so that reading and writing do not wait for each other. It stays set in the file."""
    deadline = time.monotonic() + LOCK_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Changing over does not heed the timeout while another process opens the file.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _bring_up_to_date(engine: Engine, path: Path, revisions: Path) -> None:
    with engine.connect() as connection, writing(connection):
        with closing(sqlite3.connect(path)) as other:  # again, behind the lock: another process may have done it meanwhile
            revision = _revision(other, path, newest_revision(revisions), unfinished=True)
            if revision == newest_revision(revisions):
                return
            if revision is not None:
                _back_up(other, path, revision)
        upgrade(connection, revisions)


def _back_up(connection: sqlite3.Connection, path: Path, revision: str) -> None:
    name = f"{path.name}.backup-{revision}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    unfinished = path.with_name(f"{name}.unfinished")
    with closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
    os.replace(unfinished, path.with_name(name))
