"""Full-text search, the one part of asking that every database does its own way. Imports errors and the store's databases.

`fts5` is SQLite's, `tsvector` PostgreSQL's. Both match words without case, accents and English endings (Porter), and phrases of
such words within one column; anything but letters and digits parts words.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import ColumnElement, Connection, Engine, Table, false, true

from onrecord.store.fulltext import fts5, tsvector
from onrecord.store.fulltext.terms import terms_of

_OF_DIALECT: dict[str, ModuleType] = {"sqlite": fts5, "postgresql": tsvector}


def create_indexes(connection: Connection) -> None:
    """For migrations: the index over each table of `terms.INDEXED`, whose key column is `key`."""
    _OF_DIALECT[connection.dialect.name].create_indexes(connection)


def has_words(database: Connection | Engine, indexed: Table, words: str) -> ColumnElement[bool]:
    """Whether a row of `indexed` has all of `words`, in any of its indexed columns. `words` is what a person typed."""
    if not words.strip():
        return true()
    terms = terms_of(words)
    if not terms:  # nothing in it is a word, so no text has it
        return false()
    condition: ColumnElement[bool] = _OF_DIALECT[database.dialect.name].has_terms(indexed, terms)
    return condition


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each index that says something else than its table, with what is wrong with it. No transaction may be open."""
    yield from _OF_DIALECT[connection.dialect.name].problems(connection)
