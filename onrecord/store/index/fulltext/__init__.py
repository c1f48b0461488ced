"""Full-text search, the one part of asking that every database does its own way. Imports errors and the store's databases.

`fts5` is SQLite's, `tsvector` PostgreSQL's. Both match words without case, accents and English endings (Porter), and phrases of
such words within one column; anything but letters and digits parts words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from sqlalchemy import ColumnElement, Connection, Engine, Table, false, true

from onrecord.store.index.fulltext import fts5, tsvector
from onrecord.store.index.fulltext.terms import WORDED, Every, Expression, Matching, Term, terms_of

_OF_DIALECT: dict[str, ModuleType] = {"sqlite": fts5, "postgresql": tsvector}


def create_indexes(connection: Connection, indexed: Mapping[str, Sequence[str]]) -> None:
    """For migrations: an index over these columns of each table, whose key column is `key`."""
    _OF_DIALECT[connection.dialect.name].create_indexes(connection, indexed)


def drop_index(connection: Connection, name: str) -> None:
    """For migrations: so that the columns of the table can be changed."""
    _OF_DIALECT[connection.dialect.name].drop_index(connection, name)


def restore_index(connection: Connection, name: str, columns: Sequence[str]) -> None:
    """For migrations: an index that was dropped, over these columns now, with what is in the table."""
    _OF_DIALECT[connection.dialect.name].restore_index(connection, name, columns)


def matching(database: Connection | Engine, indexed: Table, expression: Expression) -> Matching:
    """Where the rows of `indexed` are that fit, in the way that finds them in the order of their keys."""
    found: Matching = _OF_DIALECT[database.dialect.name].matching(indexed, expression)
    return found


def has(database: Connection | Engine, indexed: Table, expression: Expression) -> ColumnElement[bool]:
    """Whether a row of `indexed` fits."""
    condition: ColumnElement[bool] = _OF_DIALECT[database.dialect.name].has(indexed, expression)
    return condition


def has_row_by_row(database: Connection | Engine, indexed: Table, expression: Expression) -> ColumnElement[bool]:
    """As `has`, for expressions that so many rows fit that looking at them in turn soon finds enough."""
    condition: ColumnElement[bool] = _OF_DIALECT[database.dialect.name].has_row_by_row(indexed, expression)
    return condition


def has_for_a_page(connection: Connection, indexed: Table, expression: Expression) -> ColumnElement[bool]:
    """As `has`, or as `has_row_by_row` where very many rows fit: for a page of rows in another order than that of their keys."""
    condition: ColumnElement[bool] = _OF_DIALECT[connection.dialect.name].has_for_a_page(connection, indexed, expression)
    return condition


def has_words(database: Connection | Engine, indexed: Table, words: str) -> ColumnElement[bool]:
    """Whether a row of `indexed` has all of `words`, in any of its indexed columns. `words` is what a person typed."""
    if not words.strip():
        return true()
    terms = terms_of(words)
    if not terms:  # nothing in it is a word, so no text has it
        return false()
    return has(database, indexed, Every(tuple(Term(term, WORDED[indexed.name]) for term in dict.fromkeys(terms))))


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each index that says something else than its table, with what is wrong with it. No transaction may be open."""
    yield from _OF_DIALECT[connection.dialect.name].problems(connection)
