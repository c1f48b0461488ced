"""The versions of an article: other texts that stood at its address, or came under its id. Imports record and the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, or_, select

from onrecord.record import Record
from onrecord.store.schema.packing import unpacked_record
from onrecord.store.schema.tables import articles, locations, records

MOST = 100  # versions that are listed


@dataclass(frozen=True, slots=True)
class Version:
    """`text_sha256` tells versions apart that share an id."""

    id: str
    text_sha256: str
    current: bool
    title: str | None
    published: str | None
    fetched_at: str | None
    location: str | None


def versions(engine: Engine, article_id: str) -> tuple[Version, ...]:
    """All versions of the article with this id, the current one first, then by when they were fetched or put, newest first. Empty
    where there is no such article."""
    columns = articles.c["id", "text_sha256", "current", "title", "published", "fetched_at", "location"]
    with engine.connect() as connection:
        own = connection.execute(select(*articles.c["id", "url", "location"]).where(articles.c.id == article_id)).all()
        same = [articles.c[name].in_(values) for name in ("id", "url", "location") if (values := _given(own, name))]
        if not same:
            return ()
        newest_first = (articles.c.current.desc(), articles.c.fetched_at.desc(), articles.c.key.desc())
        rows = connection.execute(select(*columns).where(or_(*same)).order_by(*newest_first).limit(MOST)).mappings()
        return tuple(Version(**row) for row in rows)


def _given(rows: Sequence[Row[Any]], name: str) -> set[str]:
    return {value for row in rows if (value := getattr(row, name)) is not None}


def record_of_version(engine: Engine, article_id: str, text_sha256: str) -> Record | None:
    """The record of that very text."""
    query = select(records.c.json).join(articles)
    query = query.where(articles.c.id == article_id, articles.c.text_sha256 == text_sha256)
    with engine.connect() as connection:
        data = connection.scalar(query)
    return None if data is None else unpacked_record(data)


def article_at(engine: Engine, location: str) -> str | None:
    """The id of the article that was read at a location, the current one where there are several."""
    query = select(articles.c.id).join(locations, locations.c.article_key == articles.c.key)
    query = query.where(locations.c.location == location).order_by(articles.c.current.desc(), articles.c.key.desc()).limit(1)
    with engine.connect() as connection:
        found: str | None = connection.scalar(query)
    return found
