"""Full-text search, the one part that every database does its own way; here SQLite's FTS5. Imports errors only.

The index tables hold no text of their own (`content="table"`, in double quotes, which is how Datasette finds them); triggers keep
them in step. Words are matched without case, accents and English endings (Porter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, column, false, literal_column, select, table, true

from onrecord.errors import StoreError

INDEXED = {"statements": ("content", "source", "cue", "speaker"), "articles": ("title", "text")}

_QUOTATION_MARK = re.compile('["“”„«»]')


def create_indexes(connection: Connection) -> None:
    """For migrations: the index over each table of INDEXED, whose key column is `key`."""
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


def has_words(indexed: Table, words: str) -> ColumnElement[bool]:
    """Whether a row of `indexed` has all of `words`, in any of its indexed columns. `words` is what a person typed."""
    if not words.strip():
        return true()
    terms = _terms(words)
    if not terms:  # nothing in it is a word, so no text has it
        return false()
    index = table(f"{indexed.name}_fts", column("rowid"))
    # Each term becomes an FTS5 string, in which nothing is an operator; strings side by side must all be found.
    query = " ".join(f'"{term}"' for term in terms)
    return indexed.c.key.in_(select(index.c.rowid).where(literal_column(index.name).op("MATCH")(query)))


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each index that says something else than its table, with what the database says about it."""
    for name in INDEXED:
        try:
            connection.exec_driver_sql(f"INSERT INTO {name}_fts({name}_fts, rank) VALUES ('integrity-check', 1)")
        except StoreError as error:
            yield f"{name}_fts", str(error)


def _terms(words: str) -> list[str]:
    """Single words, and whole phrases where they stand between quotation marks; a mark that is not closed opens nothing."""
    pieces = _QUOTATION_MARK.split(words.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8"))
    last = len(pieces) - 1
    terms: list[str] = []
    for place, piece in enumerate(pieces):
        inside = place % 2 == 1 and place < last
        terms.extend([piece] if inside else piece.split())
    return [term for term in terms if any(letter.isalnum() for letter in term)]
