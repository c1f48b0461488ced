"""The reviews of a record: those of its article and of other versions of it, attached by `record.reviewed`. Imports record and
the store's tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, or_, select

from onrecord.errors import RecordError
from onrecord.record import Article, Record
from onrecord.record.codec import loads_review
from onrecord.record.review import Review
from onrecord.record.reviewed import ReviewedRecord, attach
from onrecord.store.schema.tables import articles, reviews


def attached(connection: Connection, record: Record) -> ReviewedRecord:
    """One that was damaged counts for nothing; `verify` tells of it."""
    versions = _versions_of(connection, record.article)
    query = select(reviews.c.json).where(reviews.c.article_id.in_({version.id for version in versions}))
    found = [review for line in connection.scalars(query.order_by(reviews.c.key)) if (review := _sound(line))]
    return attach(record, found, {version.text_sha256: version.text for version in versions})


@lru_cache(maxsize=20_000)
def review_in(line: str) -> Review:
    """As `loads_review`, but once: reviews never change, and pages that tell of all of them are opened again and again."""
    return loads_review(line)


def _sound(line: str) -> Review | None:
    try:
        return review_in(line)
    except RecordError:
        return None


def any_reviews(connection: Connection) -> bool:
    return connection.execute(select(reviews.c.key).limit(1)).first() is not None


def _versions_of(connection: Connection, article: Article) -> list[Any]:
    """The id, text hash and text of the article and of other versions of it: other texts under its id, URL or location."""
    known = {"id": article.id, "url": article.url, "location": article.page and article.page.location}
    same = [articles.c[name] == value for name, value in known.items() if value is not None]
    return list(connection.execute(select(*articles.c["id", "text_sha256", "text"]).where(or_(*same))))
