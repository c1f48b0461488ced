"""One database into another, of whatever kind: every table, row by row. Imports errors and the rest of the store.

Keys are kept, so all that refers to them holds. What every database makes for itself, as full-text indexes, it makes on the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from onrecord.store import tables
from onrecord.store.database import finish_copy, open_engine, shown, writing
from onrecord.store.packing import without_nul
from onrecord.store.revision import UNFINISHED

_ROWS = 2000  # in one transaction
_LONG_ROWS = 20  # the same, where a row may have megabytes

# Stands in a database from the first row that is copied into it to the last.
_unfinished = Table(UNFINISHED, MetaData(), Column("source", Text, nullable=False))


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows a table has; in both databases."""

    table: str
    rows: int


def copy_store(source: str, target: str, report: Callable[[int, int], None]) -> tuple[Copied, ...]:
    """Copy all that is stored at `source` to `target`, where nothing may be stored yet, and hold the copy against it.

    `report` is told how many rows are there already, and how many there will be. What others write to `source` meanwhile is not
    copied. A copy that was stopped goes on when it is called again; until it is finished nothing else opens `target`. Memory is
    that of a few rows. Raises StoreError where a database refuses, where `target` holds something else, and where the copy is
    not the same as its source in the end.
    """
    original = open_engine(source, create=False)
    copy = open_engine(target, create=True, unfinished=True)
    try:
        with original.connect() as reading:
            _begin(copy, reading, shown(source), shown(target))
            counts = {table.name: _count(reading, table) for table in tables.metadata.sorted_tables}
            done, total = 0, sum(counts.values())
            for table in tables.metadata.sorted_tables:
                with copy.connect() as connection:
                    done += _count(connection, table)
                    last = _last_key(connection, table)
                report(done, total)
                for rows in _after(last, reading, table):
                    with copy.connect() as connection, writing(connection):
                        connection.execute(insert(table), rows)
                    done += len(rows)
                    report(done, total)
            with copy.connect() as written:
                different = [table.name for table in tables.metadata.sorted_tables if not _is_same(reading, written, table)]
        if different:
            raise StoreError(
                f"the copy in {shown(target)} is not the same as {shown(source)} (in {', '.join(different)}): something else was "
                "written to one of them; delete the copy, and make it again"
            )
        with copy.connect() as connection, writing(connection):
            finish_copy(connection)
            _unfinished.drop(connection)
    finally:
        original.dispose()
        copy.dispose()
    return tuple(Copied(name, count) for name, count in counts.items())


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
        connection.execute(insert(_unfinished).values(source=source))


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


def _is_same(reading: Connection, written: Connection, table: Table) -> bool:
    return _sum(reading, table) == _sum(written, table)


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
    for value in row:
        said = value if isinstance(value, bytes) else repr(without_nul(value)).encode("utf-8")
        digest.update(len(said).to_bytes(8) + said)
    return int.from_bytes(digest.digest())


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _any(connection: Connection, table: Table) -> bool:
    return connection.execute(select(text("1")).select_from(table).limit(1)).first() is not None
