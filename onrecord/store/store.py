"""The door to the database. Imports the rest of the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Engine

from onrecord.record.kept import KeptRecord
from onrecord.store.answers.kept import Kept
from onrecord.store.answers.link_rows import LinkRows
from onrecord.store.answers.overview import Overview
from onrecord.store.answers.view import View
from onrecord.store.database.backends import open_engine, shown
from onrecord.store.preserving import kept_records
from onrecord.store.writing.identities import Identities
from onrecord.store.writing.ledger import Ledger
from onrecord.store.writing.reviews import Reviews
from onrecord.store.writing.writer import Writer


def open_store(location: str | Path, *, create: bool = True) -> Store:
    """The store at `location`: a SQLite file, or a PostgreSQL database as "postgresql://user@host/name" (docs/databases.md).

    Unless `create` is False, a file that does not exist is made, and an empty PostgreSQL database is furnished. An older database
    is brought up to date, a file after a copy of it was put beside it as "NAME.backup-REVISION-TIME". Raises SchemaTooNewError
    where a newer onrecord made it, and StoreError where there is none, where it is no database of onrecord, or where it cannot be
    used.
    """
    return Store(shown(location), open_engine(location, create=create))


class Store:
    """A database of records. `view` reads it, `overview` what pages of a reading room show, `kept` the very bytes; `writer()`
    writes it; `reviews` has what people said about it. Close it, or use it in a `with`."""

    def __init__(self, location: str, engine: Engine) -> None:
        self.location = location
        self._engine = engine
        self.view = View(engine)
        self.overview = Overview(engine)
        self.kept = Kept(engine)
        self.reviews = Reviews(engine)

    def within(self, seconds: float) -> Store:
        """The same store, where no question may take longer than this, but raises TooLongError; writing may. Closing either
        closes both."""
        return Store(self.location, self._engine.execution_options(seconds=seconds))

    def kept_records(self) -> Iterator[KeptRecord]:
        """Every version of every article with its pages, in the order in which to put them elsewhere. Raises StoreError where
        something is damaged."""
        return kept_records(self._engine)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """A writer on a connection of its own, for one thread."""
        with self._engine.connect() as connection:
            yield Writer(connection)

    @contextmanager
    def identities(self) -> Iterator[Identities]:
        """What linking reads and writes, on a connection of its own, for one thread."""
        with self._engine.connect() as connection:
            yield Identities(connection)

    @contextmanager
    def link_rows(self) -> Iterator[tuple[Identities, LinkRows]]:
        """What linking reads, and the rows that it made, on one connection, for one thread: to prove them."""
        with self._engine.connect() as connection:
            yield Identities(connection), LinkRows(connection)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """What was seen, fetched, read and failed, and the lists that are watched; on a connection of its own, for one thread."""
        with self._engine.connect() as connection:
            yield Ledger(connection)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
