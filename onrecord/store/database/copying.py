"""One database into another, of whatever kind: every table, row by row. Imports errors and the rest of the store.

Keys are kept, so all that refers to them holds. Indexes a database makes for itself, on the way or in the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
    tuple_,
)

from onrecord.errors import StoreError
from onrecord.store.database.backends import finish_copy, insert_rows, open_engine, put_aside, shown, writing
from onrecord.store.schema import tables
from onrecord.store.schema.packing import without_nul
from onrecord.store.schema.revision import UNFINISHED

_ROWS = 2000  # in one transaction
_LONG_ROWS = 20  # the same, where a row may have megabytes

# Stands in a database from the first row that is copied into it to the last.
_unfinished = Table(
    UNFINISHED,
    MetaData(),
    Column("source", Text, nullable=False),
    Column("put_aside", Text, nullable=False),  # the statements, a line each, that bring back what was dropped for a while
)


class Step(StrEnum):
    COPYING = "Copying"
    COMPARING = "Comparing"
    INDEXING = "Indexing"


Report = Callable[[Step, int, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows a table has; in both databases."""

    table: str
    rows: int


def copy_store(source: str, target: str, report: Report) -> tuple[Copied, ...]:
    """Copy all that is stored at `source` to `target`, where nothing may be stored yet, and hold the copy against it.

    `report` is told the step, how much of it is done, and how much there is: rows, or indexes. What others write to `source`
    meanwhile is not copied. A copy that was stopped goes on when it is called again; until it is finished nothing else opens
    `target`. Memory is that of a few rows. Raises StoreError where a database refuses, where `target` holds something else, and
    where the copy is not the same as its source in the end.
    """
    original = open_engine(source, create=False)
    copy = open_engine(target, create=True, unfinished=True)
    try:
        with original.connect() as reading:
            _begin(copy, reading, shown(source), shown(target))
            counts = {table.name: _count(reading, table) for table in tables.metadata.sorted_tables}
            _copy_rows(reading, copy, partial(report, Step.COPYING), sum(counts.values()))
            with copy.connect() as written:
                different = _different(reading, written, partial(report, Step.COMPARING), sum(counts.values()))
        if different:
            raise StoreError(
                f"the copy in {shown(target)} is not the same as {shown(source)} (in {', '.join(different)}): something else was "
                "written to one of them; delete the copy, and make it again"
            )
        with copy.connect() as connection, writing(connection):
            _bring_back(connection, partial(report, Step.INDEXING))
            finish_copy(connection)
            _unfinished.drop(connection)
    finally:
        original.dispose()
        copy.dispose()
    return tuple(Copied(name, count) for name, count in counts.items())


def _copy_rows(reading: Connection, copy: Engine, report: Callable[[int, int], None], total: int) -> None:
    done = 0
    for table in tables.metadata.sorted_tables:
        with copy.connect() as connection:
            done += _count(connection, table)
            last = _last_key(connection, table)
        report(done, total)
        for rows in _after(last, reading, table):
            with copy.connect() as connection, writing(connection):
                insert_rows(connection, table, rows)
            done += len(rows)
            report(done, total)


def _different(reading: Connection, written: Connection, report: Callable[[int, int], None], total: int) -> list[str]:
    """The names of the tables that are not the same in both."""
    done = 0
    found = []
    for table in tables.metadata.sorted_tables:
        if _sum(reading, table) != _sum(written, table):
            found.append(table.name)
        done += _count(reading, table)
        report(done, total)
    return found


def _bring_back(connection: Connection, report: Callable[[int, int], None]) -> None:
    statements = (connection.scalar(select(_unfinished.c.put_aside)) or "").splitlines()
    for done, statement in enumerate(statements):
        report(done, len(statements))
        connection.exec_driver_sql(statement)


def _begin(copy: Engine, reading: Connection, source: str, target: str) -> None:
    """Mark the target as unfinished. Raises StoreError where it holds anything but an unfinished copy of this source."""
    with copy.connect() as connection, writing(connection):
        if inspect(connection).has_table(UNFINISHED):
            of = connection.scalar(select(_unfinished.c.source))
            if of != source:
                raise StoreError(f"{target} holds an unfinished copy of {of}: finish that, or name another database")
            return
        filled = [table.name for table in tables.metadata.sorted_tables if _any(connection, table)]
        if filled:
            raise StoreError(
                f"{target} holds {', '.join(filled)} already, but a copy needs an empty database: name another one, or put them "
                "together with `onrecord export` and `onrecord import`"
            )
        _unfinished.create(connection)
        connection.execute(insert(_unfinished).values(source=source, put_aside="\n".join(put_aside(connection))))


def _last_key(connection: Connection, table: Table) -> Row[Any] | None:
    key = table.primary_key.columns
    return connection.execute(select(*key).order_by(*(column.desc() for column in key)).limit(1)).first()


def _after(last: Row[Any] | None, connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows that come after those of a key, in portions."""
    key = table.primary_key.columns
    query = select(table).order_by(*key)
    if last is not None:
        query = query.where(tuple_(*key) > tuple_(*last))
    with _streamed(connection, query, table) as rows:
        for some in rows.mappings().partitions():
            yield [dict(row) for row in some]


def _streamed(connection: Connection, query: Select[Any], table: Table) -> Any:
    long = table is tables.articles or any(isinstance(column.type, LargeBinary) for column in table.c)
    return connection.execute(query, execution_options={"yield_per": _LONG_ROWS if long else _ROWS})


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows there are, and a sum over what they say, in whatever order they come."""
    count, total = 0, 0
    with _streamed(connection, select(table), table) as rows:
        for row in rows:
            count += 1
            total += _digest(row)
    return count, total


def _digest(row: Row[Any]) -> int:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr([without_nul(value) for value in row if not isinstance(value, bytes)]).encode())
    for value in row:
        if isinstance(value, bytes):
            digest.update(len(value).to_bytes(8) + value)
    return int.from_bytes(digest.digest())


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _any(connection: Connection, table: Table) -> bool:
    return connection.execute(select(text("1")).select_from(table).limit(1)).first() is not None
