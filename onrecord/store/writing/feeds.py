"""Lists that are watched, each with its own schedule. Imports the store's tables.

Moments go in as datetimes with zone, and are stored and come out as ISO 8601 in UTC, to the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, case, func, insert, select, update

from onrecord.store.schema.tables import addresses, feeds


@dataclass(frozen=True, slots=True)
class Feed:
    """A list as it was last looked at. `depth` is how many lists led to it; `pause` the seconds between two looks, None before
    the first one; `failures` how often in a row it could not be had."""

    url: str
    depth: int
    title: str | None
    asked_at: str | None
    answered_at: str | None
    next_at: str
    pause: int | None
    failures: int
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A list as a line of a table. Of the addresses that it named first, `articles` gave an article, `waiting` are still to be
    fetched, `failed` were given up. `unchanged` is how often the server said that the list had not changed; `code` and `error`
    are those of the last look, None where it went well."""

    url: str
    title: str | None
    named_by: str | None
    asked_at: str | None
    answered_at: str | None
    next_at: str
    pause: int | None
    failures: int
    code: str | None
    error: str | None
    unchanged: int
    articles: int
    waiting: int
    failed: int


def stamp(moment: datetime) -> str:
    """A moment as the database keeps it, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def feed_lines(connection: Connection) -> tuple[FeedLine, ...]:
    """Every list, those that fail first, then by address."""
    counts = select(
        addresses.c.feed,
        func.count(addresses.c.read_at).label("articles"),
        func.count(case((addresses.c.state == "seen", 1))).label("waiting"),
        func.count(case((addresses.c.state == "failed", 1))).label("failed"),
    )
    counted = counts.group_by(addresses.c.feed).subquery()
    columns = feeds.c["url", "title", "named_by", "asked_at", "answered_at", "next_at", "pause", "failures", "code", "unchanged"]
    totals = (func.coalesce(counted.c[name], 0).label(name) for name in ("articles", "waiting", "failed"))
    query = select(*columns, feeds.c.message.label("error"), *totals).outerjoin(counted, counted.c.feed == feeds.c.url)
    rows = connection.execute(query.order_by(feeds.c.failures.desc(), feeds.c.url)).mappings()
    return tuple(FeedLine(**row) for row in rows)


class Feeds:
    """Reads and writes the schedules; part of a `Ledger`, whose transactions it shares."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, urls: Iterable[str], at: datetime) -> None:
        """Have these on the list of lists, to be asked at once where they are new."""
        self._insert_missing(urls, at, named_by=None, depth=0)

    def named(self, by: Feed, changed: Mapping[str, datetime | None], at: datetime) -> None:
        """Keep that a list names further ones, each with when it says that it last changed. Those that are new, or have changed
        since they were last asked, are asked at once."""
        self._insert_missing(changed, at, named_by=by.url, depth=by.depth + 1)
        for url, moment in changed.items():
            self._set(url, named_by=by.url)
            if moment is not None:
                overdue = update(feeds).where(feeds.c.url == url, feeds.c.asked_at < stamp(moment))
                self._connection.execute(overdue.values(next_at=stamp(at)))

    def watched(self, given: Collection[str]) -> tuple[Feed, ...]:
        """The lists of these addresses and all that they lead to, by when they are to be asked."""
        columns = feeds.c[tuple(Feed.__dataclass_fields__)]
        query = select(*columns, feeds.c.named_by).order_by(feeds.c.next_at, feeds.c.url)
        rows = self._connection.execute(query).all()
        wanted = set(given)
        while more := {row.url for row in rows if row.named_by in wanted} - wanted:
            wanted |= more
        return tuple(Feed(*row[:-1]) for row in rows if row.url in wanted)

    def answered(
        self,
        feed: Feed,
        at: datetime,
        *,
        pause: int,
        next_at: datetime,
        title: str | None = None,
        validators: tuple[str | None, str | None] | None = None,
    ) -> None:
        """Keep that a list was had, with its ETag and Last-Modified; without these, that it had not changed."""
        self._set(
            feed.url, asked_at=stamp(at), answered_at=stamp(at), next_at=stamp(next_at), pause=pause, failures=0, code=None,
            message=None,
        )  # fmt: skip
        if validators is None:
            self._set(feed.url, unchanged=feeds.c.unchanged + 1)
        else:
            etag, last_modified = validators
            self._set(feed.url, etag=etag, last_modified=last_modified, title=title or feed.title)

    def failed(self, feed: Feed, at: datetime, *, next_at: datetime, code: str, message: str) -> None:
        """Keep that a list could not be had, or read, and why."""
        failures = feeds.c.failures + 1
        self._set(feed.url, asked_at=stamp(at), next_at=stamp(next_at), failures=failures, code=code, message=message)

    def _set(self, url: str, **values: object) -> None:
        self._connection.execute(update(feeds).where(feeds.c.url == url).values(**values))

    def _insert_missing(self, urls: Iterable[str], at: datetime, *, named_by: str | None, depth: int) -> None:
        known = set(self._connection.scalars(select(feeds.c.url)))
        fixed = {"named_by": named_by, "depth": depth, "added_at": stamp(at), "next_at": stamp(at), "unchanged": 0, "failures": 0}
        rows = [{"url": url, **fixed} for url in dict.fromkeys(urls) if url not in known]
        if rows:
            self._connection.execute(insert(feeds), rows)
