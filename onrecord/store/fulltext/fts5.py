"""SQLite's FTS5. Imports errors and the store's `sqlite`.

The index tables hold no text of their own (`content="table"`, in double quotes, which is how Datasette finds them); triggers keep
them in step.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, column, literal_column, select, table

from onrecord.errors import StoreError
from onrecord.store.fulltext.terms import INDEXED
from onrecord.store.sqlite import writing


def create_indexes(connection: Connection) -> None:
    for name, columns in INDEXED.items():
        listed = ", ".join(columns)
        new = ", ".join(f"new.{column}" for column in columns)
        old = ", ".join(f"old.{column}" for column in columns)
        forget = f"INSERT INTO {name}_fts({name}_fts, rowid, {listed}) VALUES ('delete', old.key, {old});"
        learn = f"INSERT INTO {name}_fts(rowid, {listed}) VALUES (new.key, {new});"
        for statement in (
            f'CREATE VIRTUAL TABLE {name}_fts USING fts5({listed}, content="{name}", content_rowid="key", '
            'tokenize="porter unicode61 remove_diacritics 2")',
            f"CREATE TRIGGER {name}_fts_insert AFTER INSERT ON {name} BEGIN {learn} END",
            f"CREATE TRIGGER {name}_fts_delete AFTER DELETE ON {name} BEGIN {forget} END",
            f"CREATE TRIGGER {name}_fts_update AFTER UPDATE OF key, {listed} ON {name} BEGIN {forget} {learn} END",
        ):
            connection.exec_driver_sql(statement)


def has_terms(indexed: Table, terms: list[str]) -> ColumnElement[bool]:
    index = table(f"{indexed.name}_fts", column("rowid"))
    # Each term becomes an FTS5 string, in which nothing is an operator; strings side by side must all be found.
    query = " ".join(f'"{term}"' for term in terms)
    return indexed.c.key.in_(select(index.c.rowid).where(literal_column(index.name).op("MATCH")(query)))


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    for name in INDEXED:
        try:
            with writing(connection):
                connection.exec_driver_sql(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            yield f"{name}_fts", str(error)
