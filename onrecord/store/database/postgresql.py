"""The PostgreSQL database: connections, transactions, keeping its schema up to date. Imports errors, the tables and migrations.

Text is compared and sorted by its code points there (collation "C"), as SQLite does it, whatever the locale of the database; so
its indexes outlive updates of the system's locales, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    ExceptionContext,
    Table,
    and_,
    create_engine,
    event,
    exists,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.exc import ArgumentError

from onrecord.errors import NoDatabaseError, RecordError, StoreError, TooLongError
from onrecord.store.schema import tables
from onrecord.store.schema.migrations import REVISIONS, newest_revision, upgrade
from onrecord.store.schema.packing import without_nul
from onrecord.store.schema.revision import revision_of

LOCK_WAIT = 60  # seconds until a database that others keep busy is given up
_CONNECTIONS = 40  # at once, of one process: as many as the reading room has threads
_UNFIT = ("22", "54")  # classes of SQLSTATE: a value that is none of its type, a limit of the program
_CANCELLED = "57014"
_TURN = int.from_bytes(b"onrecord")  # the advisory lock of whoever writes
# The server's guess what reading here and there costs is of disks with an arm, unless somebody told it better.
_NO_DISK_ARM = """
SELECT set_config('random_page_cost', '1.1', false) FROM pg_settings WHERE name = 'random_page_cost' AND source = 'default'
"""
_TO_INDEX = "256MB"  # of the server's memory, while indexes are made of many rows
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(:ours) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1
"""
_REFERENCES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text = ANY(:ours) AND contype = 'f' ORDER BY 1, 2
"""


def open_engine(address: str, *, create: bool, unfinished: bool = False, revisions: Path = REVISIONS) -> Engine:
    """An engine on the database, which must be there, with its schema up to date. Raises StoreError as `open_store` says."""
    engine = _engine(_url(address))
    newest = newest_revision(revisions)
    try:
        with engine.connect() as connection:
            revision = _revision(connection, newest, unfinished=unfinished)
        if revision is None and not create:
            raise NoDatabaseError(f"there is nothing of onrecord in {_shown(engine)}: check the address, or add articles to it")
        if revision != newest:
            with engine.connect() as connection, writing(connection):
                if _revision(connection, newest, unfinished=True) != newest:  # another process may have done it meanwhile
                    upgrade(connection, revisions)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    # Each statement sees what was committed before it began, so what comes after the wait sees all that others wrote.
    with connection.execution_options(isolation_level="READ COMMITTED", seconds=None).begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        try:
            yield
        except StoreError as error:
            if str(getattr(error.__cause__, "sqlstate", None))[:2] in _UNFIT:
                raise RecordError(f"the database cannot hold it: {error.__cause__}") from error
            raise


def database_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Rows that refer to missing rows; PostgreSQL itself tells damage when it is read."""
    for table in tables.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            parent = constraint.referred_table.alias()
            pairs = [(element.parent, parent.c[element.column.name]) for element in constraint.elements]
            met = exists().where(*(own == other for own, other in pairs)).select_from(parent)
            set_ = and_(*(own.is_not(None) for own, _ in pairs))
            for row in connection.execute(select(*table.primary_key.columns).where(set_, ~met)):
                name = " ".join(map(str, row))
                yield f"{table.name} row {name}", f"refers to a row of {constraint.referred_table.name} that does not exist"


def put_aside(connection: Connection) -> list[str]:
    """Drop what takes much longer to keep up row by row than to make of all rows: plain indexes, and references between tables.
    Returns the statements that bring it back, in their order."""
    ours = {"ours": [table.name for table in tables.metadata.sorted_tables]}
    indexes = connection.execute(text(_INDEXES), ours).all()
    references = connection.execute(text(_REFERENCES), ours).all()
    for table, name, _ in references:
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    return [
        f"SET LOCAL maintenance_work_mem = '{_TO_INDEX}'",
        *(definition for _, definition in indexes),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, definition in references),
    ]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """In the way that takes a third of the time that INSERT takes."""
    from psycopg import Error

    connection.exec_driver_sql("SET LOCAL synchronous_commit = off")  # the rows that a crash of the server loses are copied again
    names = [column.name for column in table.c]
    database: Any = connection.connection.dbapi_connection
    try:
        with database.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except Error as error:
        raise _refused(error) from error


def finish_copy(connection: Connection) -> None:
    """Rows to come are given other keys than those that were copied."""
    for table in tables.metadata.sorted_tables:
        key = table.autoincrement_column
        if key is not None:
            next_ = connection.scalar(select(func.coalesce(func.max(key), 0) + 1))
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, next_, False)).where(sequence.is_not(None)))
    connection.execute(text("ANALYZE"))


def _url(address: str) -> URL:
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):  # which may repeat the password
        raise StoreError("the address of the database cannot be read: write postgresql://user@host/name") from None


def _engine(url: URL) -> Engine:
    try:
        # Reading sees one moment of the database, however many queries it takes.
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
            max_overflow=_CONNECTIONS,
            connect_args={"client_encoding": "utf8"},
        )
    except ImportError:
        raise StoreError('PostgreSQL needs one more package: pip install "onrecord[postgresql]"') from None
    engine.dialect.type_compiler_instance = _CodePointOrder(engine.dialect)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _refuse)
    return engine


class _CodePointOrder(PGTypeCompiler):
    """Makes the columns of text that sort by code points."""

    def visit_TEXT(self, type_: Any, **given: Any) -> str:  # noqa: N802 - SQLAlchemy's name for it
        of_column = isinstance(given.get("type_expression"), Column)
        return 'TEXT COLLATE "C"' if of_column else super().visit_TEXT(type_, **given)


def _prepare(connection: Any, _: object) -> None:
    from psycopg.adapt import Dumper

    class TextDumper(Dumper):
        """Texts without NUL; records themselves are kept as bytes."""

        def dump(self, obj: str) -> bytes:
            text: str = without_nul(obj)
            return text.encode("utf-8")

    connection.adapters.register_dumper(str, TextDumper)
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_WAIT}s'")
        cursor.execute(_NO_DISK_ARM)
    connection.commit()


def _begin(connection: Connection) -> None:
    """Give up every statement of this transaction that takes longer than it may."""
    seconds = connection.get_execution_options().get("seconds")
    if seconds is not None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(1000 * seconds))}")


def _refuse(context: ExceptionContext) -> None:
    error = context.original_exception
    options = context.connection.get_execution_options() if context.connection is not None else {}
    if options.get("seconds") is not None and getattr(error, "sqlstate", None) == _CANCELLED:
        raise TooLongError(options["seconds"]) from error
    if isinstance(error, Exception) and not isinstance(error, StoreError) and not context.is_pre_ping:
        raise _refused(error) from error


def _refused(error: BaseException) -> StoreError:
    return StoreError(f"the database refused: {' '.join(str(error).split())}")


def _revision(connection: Connection, newest: str, *, unfinished: bool) -> str | None:
    """The revision of the schema; None for an empty one. Raises StoreError for one that is not ours to change."""
    if connection.scalar(text("SHOW server_encoding")) != "UTF8":
        raise StoreError(f"{_shown(connection.engine)} cannot hold every character: make a database with the encoding UTF8")
    names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")).all()

    def first(query: str) -> str | None:
        found: str | None = connection.scalar(text(query))
        return found

    return revision_of(_shown(connection.engine), names, first, newest, unfinished=unfinished)


def _shown(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)
