"""SQLite's FTS5. Imports errors and the store's `sqlite`.

The index tables hold no text of their own (`content="table"`, in double quotes, which is how Datasette finds them); triggers keep
them in step.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Table, column, exists, func, literal_column, select, table

from onrecord.errors import StoreError
from onrecord.store.database.sqlite import writing
from onrecord.store.index.fulltext.terms import INDEXED, TAGS, Every, Expression, Matching, Some, Term, Without, storable

MANY = 10_000  # rows that fit
TOKENIZE = "porter unicode61 remove_diacritics 2"


def create_indexes(connection: Connection, indexed: Mapping[str, Sequence[str]]) -> None:
    for name, columns in indexed.items():
        listed = ", ".join(columns)
        new = ", ".join(f"new.{column}" for column in columns)
        old = ", ".join(f"old.{column}" for column in columns)
        forget = f"INSERT INTO {name}_fts({name}_fts, rowid, {listed}) VALUES ('delete', old.key, {old});"
        learn = f"INSERT INTO {name}_fts(rowid, {listed}) VALUES (new.key, {new});"
        for statement in (
            f'CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content="{name}", content_rowid="key", tokenize="{TOKENIZE}")',
            f"CREATE TRIGGER {name}_fts_insert AFTER INSERT ON {name} BEGIN {learn} END",
            f"CREATE TRIGGER {name}_fts_delete AFTER DELETE ON {name} BEGIN {forget} END",
            f"CREATE TRIGGER {name}_fts_update AFTER UPDATE OF key, {listed} ON {name} BEGIN {forget} {learn} END",
        ):
            connection.exec_driver_sql(statement)


def drop_index(connection: Connection, name: str) -> None:
    for change in ("insert", "delete", "update"):
        connection.exec_driver_sql(f"DROP TRIGGER {name}_fts_{change}")
    connection.exec_driver_sql(f"DROP TABLE {name}_fts")


def restore_index(connection: Connection, name: str, columns: Sequence[str]) -> None:
    create_indexes(connection, {name: columns})
    connection.exec_driver_sql(f"INSERT INTO {name}_fts({name}_fts) VALUES ('rebuild')")


def matching(indexed: Table, expression: Expression) -> Matching:
    index = table(f"{indexed.name}_fts", column("rowid"))
    whole: ColumnElement[str] = literal_column(index.name)
    weights = (0.0 if name == TAGS else 1.0 for name in INDEXED[indexed.name])
    rank = func.bm25(whole, *weights, type_=Float())
    return Matching(index, index.c.rowid, whole.op("MATCH")(query(expression)), rank)


def has(indexed: Table, expression: Expression) -> ColumnElement[bool]:
    found = matching(indexed, expression)
    return indexed.c.key.in_(select(found.key).select_from(found.source).where(found.condition))


def has_row_by_row(indexed: Table, expression: Expression) -> ColumnElement[bool]:
    found = matching(indexed, expression)
    return exists().select_from(found.source).where(found.condition, found.key == indexed.c.key)


def has_for_a_page(connection: Connection, indexed: Table, expression: Expression) -> ColumnElement[bool]:
    found = matching(indexed, expression)
    some = select(found.key).select_from(found.source).where(found.condition).limit(MANY).subquery()
    many = connection.scalar(select(func.count()).select_from(some)) == MANY
    return (has_row_by_row if many else has)(indexed, expression)


def query(expression: Expression) -> str:
    """In FTS5's own language. Each term becomes a string of it, in which nothing is an operator."""
    match expression:
        case Term(text, columns, prefix):
            return f'{{{" ".join(columns)}}} : "{storable(text).replace(chr(34), " ")}"{"*" if prefix else ""}'
        case Every(parts):
            return " AND ".join(f"({query(part)})" for part in parts)
        case Some(parts):
            return " OR ".join(f"({query(part)})" for part in parts)
        case Without(part, other):
            return f"({query(part)}) NOT ({query(other)})"


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    for name in INDEXED:
        try:
            with writing(connection):
                connection.exec_driver_sql(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
                yield from _problems_of_a_copy(connection)
                return
            yield f"{name}_fts", str(error)


def _problems_of_a_copy(connection: Connection) -> Iterator[tuple[str, str]]:
    """The same of a file that may not be written to, for which asking FTS5 counts."""
    original: Any = connection.connection.dbapi_connection
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder, closing(sqlite3.connect(f"{folder}/copy.db")) as copy:
        original.backup(copy)
        for name in INDEXED:
            try:
                copy.execute(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('integrity-check', 1)")
            except sqlite3.Error as error:
                yield f"{name}_fts", f"the database refused: {error}"
