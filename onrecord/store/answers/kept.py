"""What is stored, byte for byte, for whoever proves it. Imports record, errors and the store's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, Select, or_, select

from onrecord.errors import StoreError
from onrecord.record.identity import Decision
from onrecord.store.schema import tables
from onrecord.store.schema.packing import unpacked
from onrecord.store.writing.identities import Identities


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of an article: the line of JSON of its record (None where it is damaged), and the SHA-256s that are stored of the
    line, the text and the page."""

    id: str
    current: bool
    line: bytes | None
    sha256: str
    text_sha256: str
    page_sha256: str | None


@dataclass(frozen=True, slots=True)
class KeptReview:
    """`line` is its JSON as it is stored."""

    id: str
    line: str


class Kept:
    """Made by the store. Every call is a read transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def everything(self) -> Iterator[KeptVersion | Decision | KeptReview]:
        """All that proofs speak of, in no order, as it is at one moment; in the memory of some hundred articles."""
        reviews = tables.reviews
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=100).execute(_versions()):
                yield _version(row)
            yield from Identities(connection).decisions()
            for id_, line in connection.execute(select(reviews.c.id, reviews.c.json)):
                yield KeptReview(id_, line)

    def versions_with(self, id_: str) -> tuple[list[KeptVersion], bool]:
        """The versions, the current one first, of the article of this id, or that have the statement of this id; whether it is
        one of a statement."""
        articles, statements = tables.articles, tables.statements
        newest_first = _versions().order_by(articles.c.current.desc(), articles.c.key.desc())
        spoken = select(statements.c.article_key).where(statements.c.id == id_)
        with self._engine.connect() as connection:
            rows = connection.execute(newest_first.where(articles.c.key.in_(spoken))).all()
            own = [] if rows else connection.execute(newest_first.where(articles.c.id == id_)).all()
        return [_version(row) for row in rows or own], bool(rows)

    def version(self, id_: str, text_sha256: str) -> KeptVersion | None:
        """The version of an article that has this text."""
        wanted = _versions().where(tables.articles.c.id == id_, tables.articles.c.text_sha256 == text_sha256)
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _version(row)

    def without_successor(self) -> list[tuple[str, str]]:
        """Id and text hash of each old version beside which no other version stands."""
        old, other = tables.articles.alias("old"), tables.articles.alias("other")
        same = or_(*(old.c[name] == other.c[name] for name in ("id", "url", "location")))
        succeeded = select(other.c.key).where(other.c.key != old.c.key, same).exists()
        with self._engine.connect() as connection:
            wanted = select(old.c.id, old.c.text_sha256).where(~old.c.current, ~succeeded)
            return [(id_, text) for id_, text in connection.execute(wanted)]


def _versions() -> Select[Any]:
    articles, records = tables.articles, tables.records
    return select(*articles.c["id", "current", "text_sha256", "page_sha256"], records.c.sha256, records.c.json).join(records)


def _version(row: Row[Any]) -> KeptVersion:
    try:
        line = unpacked(row.json)
    except StoreError:
        line = None
    return KeptVersion(row.id, row.current, line, row.sha256, row.text_sha256, row.page_sha256)
