"""The databases that a store can be in, and what each does its own way. Imports errors and the store's databases.

A place is the name of a SQLite file, or the address of a PostgreSQL database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, Table, make_url

from onrecord.errors import StoreError
from onrecord.store.database import postgresql, sqlite

_OF_DIALECT: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
_SCHEMES = ("postgresql://", "postgres://")


def open_engine(location: str | Path, *, create: bool, unfinished: bool = False) -> Engine:
    """An engine on the database with its schema up to date; `unfinished` allows a copy that is none yet. Raises StoreError as
    `open_store` says."""
    place = str(location)
    if place.startswith(_SCHEMES):
        return postgresql.open_engine(place, create=create, unfinished=unfinished)
    if "://" in place:
        raise StoreError(
            f"{shown(place)!a:.100} is an address, but of no database that can be used: give postgresql://user@host/name, "
            "or the name of a file"
        )
    return sqlite.open_engine(Path(place), create=create, unfinished=unfinished)


def shown(location: str | Path) -> str:
    """The place as it may be printed: an address without its password."""
    place = str(location)
    if "://" not in place:
        return place
    try:
        return make_url(place).render_as_string(hide_password=True)
    except Exception:  # whatever cannot be taken apart may hold a password anywhere
        return place.partition("://")[0] + "://…"


def writing(connection: Connection) -> AbstractContextManager[None]:
    """One write transaction on `connection`: all of it is stored, or nothing. Writers take turns; readers do not wait."""
    transaction: AbstractContextManager[None] = _OF_DIALECT[connection.dialect.name].writing(connection)
    return transaction


def database_problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What the database itself finds wrong: damaged pages, rows that refer to missing rows; each with where it is."""
    yield from _OF_DIALECT[connection.dialect.name].database_problems(connection)


def put_aside(connection: Connection) -> list[str]:
    """Before very many rows are inserted: drop what is better made of all of them. Returns the statements that bring it back."""
    aside: list[str] = _OF_DIALECT[connection.dialect.name].put_aside(connection)
    return aside


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows with values for all columns of `table`, as quickly as the database takes them."""
    _OF_DIALECT[connection.dialect.name].insert_rows(connection, table, rows)


def finish_copy(connection: Connection) -> None:
    """What is to be done after rows were copied with their keys."""
    _OF_DIALECT[connection.dialect.name].finish_copy(connection)
