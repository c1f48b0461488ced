"""The ledger: every address of an article that was seen, and what became of it. Imports the store's tables and feeds.

An address is seen (a list named it, and it waits to be fetched), read (it gave an article), failed (it was given up), or
forgotten (somebody had the article deleted).
Moments are as in `feeds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from onrecord.store.database.backends import writing
from onrecord.store.schema.tables import addresses, issues, locations
from onrecord.store.writing.feeds import Feeds, stamp

_AT_ONCE = 5000  # values in one query, well below what databases take
_FIRST_LOOK_AGAIN = timedelta(hours=1)  # after an article was read; then twice that, and so on, while nothing changes
_MOST_DOUBLINGS = 9  # three weeks


@dataclass(frozen=True, slots=True)
class Entry:
    """An address of an article, as a list names it; `changed` is when the list says that it last changed (ISO 8601)."""

    url: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """An address that is to be fetched now. `failures` is how often in a row it could not be had."""

    entry: Entry
    seen_at: str
    failures: int


@dataclass(frozen=True, slots=True)
class LastLook:
    """The page that was last had at an address, and what to ask with whether it has changed."""

    location: str
    page_sha256: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address as a line of a table: `state` is "seen", "read", "failed" or "forgotten"; `code` and `error` say why the last
    at it failed, None where it did not; `due_at` is when it is to be fetched, None where it is not."""

    url: str
    feed: str | None
    state: str
    title: str | None
    seen_at: str
    due_at: str | None
    fetched_at: str | None
    read_at: str | None
    failed_at: str | None
    failures: int
    code: str | None
    error: str | None


def address_lines(connection: Connection, feed: str | None) -> Iterator[AddressLine]:
    """What a list named first, or everything; newest first."""
    columns = addresses.c[tuple(name for name in AddressLine.__dataclass_fields__ if name != "error")]
    query = select(*columns, addresses.c.message.label("error")).order_by(addresses.c.seen_at.desc(), addresses.c.url)
    if feed is not None:
        query = query.where(addresses.c.feed == feed)
    for row in connection.execute(query).mappings():
        yield AddressLine(**row)


class Ledger:
    """Made by `Store.ledger()`, on a connection of its own. `feeds` are the lists that are watched."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.feeds = Feeds(connection)

    def writing(self) -> AbstractContextManager[None]:
        """One write transaction around what is called within: all of it is stored, or nothing."""
        return writing(self._connection)

    def reading(self) -> AbstractContextManager[object]:
        """One read transaction around what is called within."""
        return self._connection.begin()

    # What is to be fetched.

    def note(self, feed: str, entries: Sequence[Entry], at: datetime, *, due: bool) -> tuple[str, ...]:
        """Keep that `feed` names these; which of them no list had named before. With `due` those are to be fetched, and so are
        those of which the list says that they have changed, as soon as another look is worth it."""
        known = {row.url: row for row in self._rows([entry.url for entry in entries])}
        new = [entry for entry in entries if entry.url not in known]
        fixed = {"feed": feed, "state": "seen", "seen_at": stamp(at), "due_at": stamp(at) if due else None}
        rows = [{**_listed(entry), **fixed, "unchanged": 0, "failures": 0} for entry in new]
        if rows:
            self._connection.execute(insert(addresses), rows)
        if due:
            for entry in entries:
                if entry.url in known:
                    self._note_again(entry, known[entry.url], stamp(at))
        return tuple(entry.url for entry in new)

    def due(self, at: datetime, *, seen_since: datetime | None, limit: int) -> tuple[Due, ...]:
        """What is to be fetched by now, the longest due first; with `seen_since` also what has been read, was first seen after
        that, and is worth another look."""
        conditions: list[ColumnElement[bool]] = [addresses.c.due_at <= stamp(at)]
        if seen_since is not None:
            fresh = (addresses.c.state == "read") & (addresses.c.seen_at >= stamp(seen_since))
            conditions.append(fresh & (addresses.c.again_at <= stamp(at)))
        columns = addresses.c["url", "title", "publisher", "published", "changed", "seen_at", "failures"]
        query = (
            select(*columns).where(or_(*conditions)).order_by(addresses.c.due_at.asc().nulls_last(), addresses.c.url).limit(limit)
        )
        return tuple(Due(Entry(*row[:5]), row.seen_at, row.failures) for row in self._connection.execute(query))

    def next_due(self, *, seen_since: datetime | None) -> str | None:
        """When the next address is to be fetched; None where none is."""
        earliest = [select(addresses.c.due_at).where(addresses.c.due_at.is_not(None)).order_by(addresses.c.due_at).limit(1)]
        if seen_since is not None:
            fresh = (addresses.c.state == "read") & (addresses.c.seen_at >= stamp(seen_since))
            earliest.append(select(addresses.c.again_at).where(fresh).order_by(addresses.c.again_at).limit(1))
        moments = [moment for query in earliest if (moment := self._connection.scalar(query))]
        return min(moments, default=None)

    def last_look(self, url: str) -> LastLook | None:
        """None where the address has given no article yet."""
        columns = addresses.c["location", "page_sha256", "etag", "last_modified"]
        row = self._connection.execute(select(*columns).where(addresses.c.url == url, addresses.c.state == "read")).first()
        return LastLook(*row) if row and row.location and row.page_sha256 else None

    # What became of it.

    def read(self, url: str, at: datetime, look: LastLook) -> None:
        """Keep that the page at `url` gave an article, which is stored. A failure that was noted for the address is cleared."""
        row = next(self._rows([url]), None)
        before = self.last_look(url)
        same = before is not None and (before.page_sha256 == look.page_sha256 or self._same_article(before, look))
        unchanged = row.unchanged + 1 if row is not None and same else 0
        values = {
            "location": look.location,
            "page_sha256": look.page_sha256,
            "etag": look.etag,
            "last_modified": look.last_modified,
            "read_at": row.read_at if row is not None and same else stamp(at),
            **_looked(at, unchanged),
        }
        if row is None:
            self._connection.execute(insert(addresses).values(url=url, seen_at=stamp(at), **values))
        else:
            self._set(url, values)
        self._connection.execute(delete(issues).where(issues.c.article_key.is_(None), issues.c.location == url))

    def not_modified(self, url: str, at: datetime) -> None:
        """Keep that a server said that the page is what it was."""
        row = next(self._rows([url]), None)
        if row is not None:
            self._set(url, _looked(at, row.unchanged + 1))

    def failed(self, url: str, at: datetime, *, code: str, message: str, due_at: datetime | None) -> None:
        """Keep that there was no article to be had, and why; without `due_at` it is given up. An address that nobody named stays
        unknown."""
        values = {"failures": addresses.c.failures + 1, "failed_at": stamp(at), "code": code, "message": message}
        if due_at is None:
            self._set(url, {**values, "state": "failed", "due_at": None})
        else:
            self._set(url, {**values, "due_at": stamp(due_at)})

    def _same_article(self, before: LastLook, now: LastLook) -> bool:
        """Whether two pages of one place gave the same article, word for word."""
        here, there = (
            select(locations.c.article_key).where(
                locations.c.location == look.location, locations.c.page_sha256 == look.page_sha256
            )
            for look in (now, before)
        )
        return self._connection.execute(here.where(locations.c.article_key.in_(there)).limit(1)).first() is not None

    def _note_again(self, entry: Entry, row: Row[tuple[object, ...]], at: str) -> None:
        if row.state == "seen" and row.due_at is None:  # noted by a run that did not come to fetch it
            self._set(entry.url, {"due_at": at})
        elif row.state not in ("seen", "forgotten") and _is_later(entry.changed, row.changed or row.fetched_at or row.failed_at):
            self._set(entry.url, {"due_at": max(at, row.again_at or at), "changed": entry.changed})

    def _rows(self, urls: Iterable[str]) -> Iterator[Row[tuple[object, ...]]]:
        wanted = list(urls)
        columns = addresses.c["url", "state", "changed", "due_at", "again_at", "fetched_at", "read_at", "failed_at", "unchanged"]
        for start in range(0, len(wanted), _AT_ONCE):
            yield from self._connection.execute(select(*columns).where(addresses.c.url.in_(wanted[start : start + _AT_ONCE])))

    def _set(self, url: str, values: dict[str, object]) -> None:
        self._connection.execute(update(addresses).where(addresses.c.url == url).values(**values))


def _listed(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


def _looked(at: datetime, unchanged: int) -> dict[str, object]:
    again = at + _FIRST_LOOK_AGAIN * 2 ** min(unchanged, _MOST_DOUBLINGS)
    good = {"state": "read", "due_at": None, "failures": 0, "code": None, "message": None}
    return {**good, "fetched_at": stamp(at), "again_at": stamp(again), "unchanged": unchanged}


def _is_later(changed: str | None, before: str | None) -> bool:
    """Whether a list says that an article changed after `before`, which is what it said then, or when we looked."""
    if changed is None or before is None:
        return False
    return _moment(changed) > _moment(before)


def _moment(stated: str) -> datetime:
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
