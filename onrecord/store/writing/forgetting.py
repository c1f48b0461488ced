"""Forgetting an article: all its versions with what hangs on them, its pages, and a line in the ledger. Imports the store.

What people said and decided stays: reviews and decisions are never deleted. A forgotten address is not fetched again unless
somebody names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from onrecord.store.schema import tables
from onrecord.store.writing.feeds import stamp
from onrecord.store.writing.rows import PARTS
from onrecord.store.writing.statement_rows import forget_unused, take_out

STATE = "forgotten"  # of its address in the ledger


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What of an article is, or was, in the database. `places` are the addresses and paths that it was read from; `pages` counts
    pages that no other article was read from."""

    id: str
    title: str | None
    versions: int
    statements: int
    pages: int
    places: tuple[str, ...]


def holdings(connection: Connection, article_id: str) -> tuple[list[int], Forgotten] | None:
    """The keys of an article's versions, those at the same address too, and what there is of it. None where there is none."""
    table = tables.articles
    found = connection.execute(select(*table.c["url", "location"]).where(table.c.id == article_id)).all()
    if not found:
        return None
    urls = [url for url, _ in found if url is not None]
    own = [place for _, place in found if place is not None]
    related = or_(table.c.id == article_id, table.c.url.in_(urls), table.c.location.in_(own))
    versions = connection.execute(
        select(*table.c["key", "title", "current"]).where(related).order_by(table.c.current.desc())
    ).all()
    keys = [version.key for version in versions]
    places = connection.scalars(select(tables.locations.c.location).where(tables.locations.c.article_key.in_(keys)).distinct())
    said = select(func.count()).where(tables.statements.c.article_key.in_(keys))
    forgotten = Forgotten(
        id=article_id,
        title=versions[0].title,
        versions=len(keys),
        statements=connection.scalar(said) or 0,
        pages=len(_own_pages(connection, keys)),
        places=tuple(sorted({*places, *urls, *own})),
    )
    return keys, forgotten


def retire(connection: Connection, keys: Sequence[int]) -> None:
    """Have versions be current no longer, so that linking lets go of who is named in them."""
    connection.execute(update(tables.articles).where(tables.articles.c.key.in_(keys)).values(current=False))
    waiting = select(tables.unlinked.c.article_key)
    missing = select(tables.articles.c.key).where(tables.articles.c.key.in_(keys), tables.articles.c.key.not_in(waiting))
    connection.execute(insert(tables.unlinked).from_select(["article_key"], missing))


def remove(connection: Connection, keys: Sequence[int], forgotten: Forgotten, at: datetime) -> None:
    """Delete versions that were retired and unlinked, with all that hangs on them, and note it in the ledger."""
    pages = _own_pages(connection, keys)
    for key in keys:
        spoken = take_out(connection, key)
        for part in (*reversed(PARTS), "records", "locations", "unlinked"):
            table = tables.metadata.tables[part]
            connection.execute(delete(table).where(table.c.article_key == key))
        connection.execute(delete(tables.articles).where(tables.articles.c.key == key))
        forget_unused(connection, spoken)
    connection.execute(delete(tables.page_bytes).where(tables.page_bytes.c.sha256.in_(pages)))
    _note(connection, forgotten.places, at)


def _own_pages(connection: Connection, keys: Sequence[int]) -> list[str]:
    """The pages of these versions that no other article was read from and whose bytes are kept."""
    table = tables.locations
    others = select(table.c.page_sha256).where(table.c.article_key.not_in(keys))
    own = select(table.c.page_sha256).where(table.c.article_key.in_(keys), table.c.page_sha256.not_in(others)).distinct()
    return list(connection.scalars(select(tables.page_bytes.c.sha256).where(tables.page_bytes.c.sha256.in_(own))))


def _note(connection: Connection, places: Sequence[str], at: datetime) -> None:
    """Keep of each place that it was forgotten, and nothing of what was had there."""
    table = tables.addresses
    had = ("title", "publisher", "published", "location", "page_sha256", "etag", "last_modified", "due_at", "again_at")
    values = {"state": STATE, "code": STATE, "message": f"Forgotten at {stamp(at)}.", **dict.fromkeys(had)}
    listed = or_(table.c.url.in_(places), table.c.location.in_(places))
    urls = {*places, *connection.scalars(select(table.c.url).where(listed))}
    known = set(connection.scalars(select(table.c.url).where(table.c.url.in_(urls))))
    connection.execute(update(table).where(table.c.url.in_(known)).values(**values))
    new = [{"url": url, "seen_at": stamp(at), "unchanged": 0, "failures": 0, **values} for url in sorted(urls - known)]
    if new:
        connection.execute(insert(table), new)
