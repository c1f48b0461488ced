"""Writing to the database. Imports record, errors and the rest of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, delete, insert, or_, select, update

from onrecord.errors import RecordError, StoreError
from onrecord.record import Article, Page, Record
from onrecord.record.codec import dumps
from onrecord.store.database.backends import writing
from onrecord.store.schema import tables
from onrecord.store.schema.packing import packed, sha256, unpacked_record, without_nul
from onrecord.store.writing import forgetting
from onrecord.store.writing.attaching import any_reviews
from onrecord.store.writing.forgetting import Forgotten
from onrecord.store.writing.rows import PARTS, Row, article_row, part_rows
from onrecord.store.writing.statement_rows import forget_unused, put_in, refresh, rows_of, take_out

Version = RowMapping  # of `articles`: key, id, text_sha256, current, location, fetched_at


class Writer:
    """Puts records; made by `Store.writer()`. Each call is one transaction: a kill loses at most the article being written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, record: Record, page_bytes: bytes | None = None) -> bool:
        """Store a record, with the bytes of its page where they are at hand; True where that changed anything.

        The same record again changes nothing. Another reading of the same text (newer provenance, the page edited) replaces the
        stored one. Another text with the same id, at the same URL or location, becomes the current version and the stored one an
        old version, unless its page was fetched earlier: so every location must be that of one article only (give the lines of a
        file locations of their own). A copy of an article at another location is noted, and of the two readings the one at the
        location that sorts first is kept, so that the order of putting makes no difference. A failure noted for the location is
        cleared.

        Raises RecordError where the record breaks its rules and StoreError where `page_bytes` are not those that
        `record.article.page` names; nothing is stored then.
        """
        page = record.article.page
        if page_bytes is not None and (page is None or sha256(page_bytes) != page.sha256):
            raise StoreError(f"the bytes given with article {record.article.id!a:.80} are not those of its page")
        line = dumps(record).encode("utf-8")
        with writing(self._connection):
            key, changed = self._put_article(record, line)
            if page is not None:
                changed |= self._put_page(page, page_bytes, key)
            return changed

    def put_failure(self, location: str, code: str, message: str, *, stage: str = "clean") -> bool:
        """Note that the page at `location` gave no article; True where that was not noted yet. The latest failure of a location
        stays until a record from it is put; a record that was put before stays too."""
        # A file's name may hold bytes that are no characters; they are kept escaped.
        location, message = (text.encode("utf-8", "backslashreplace").decode("utf-8") for text in (location, message))
        row: Row = {"location": location, "position": 0, "stage": stage, "code": code, "message": message}
        noted = select(*tables.issues.c[tuple(row)]).where(_failure_at(location))
        with writing(self._connection):
            if self._connection.execute(noted).all() == [tuple(row.values())]:
                return False
            self._connection.execute(delete(tables.issues).where(_failure_at(location)))
            self._connection.execute(insert(tables.issues).values(row))
            return True

    def holdings(self, article_id: str) -> Forgotten | None:
        """What there is of an article, None where there is none of this id."""
        with self._connection.begin():
            found = forgetting.holdings(self._connection, article_id)
        return found and found[1]

    def retire(self, article_id: str) -> Forgotten | None:
        """Have no version of an article be current, as is to be done before it is forgotten; what there is of it, if anything."""
        with writing(self._connection):
            found = forgetting.holdings(self._connection, article_id)
            if found:
                forgetting.retire(self._connection, found[0])
        return found and found[1]

    def forget(self, article_id: str, at: datetime) -> Forgotten | None:
        """Delete an article that was retired, once linking has let go of it; what there was of it, if anything."""
        with writing(self._connection):
            found = forgetting.holdings(self._connection, article_id)
            if found:
                forgetting.remove(self._connection, *found, at)
        return found and found[1]

    def _put_article(self, record: Record, line: bytes) -> tuple[int, bool]:
        """The article's key, and whether anything changed."""
        row = article_row(record.article)
        same, others = self._versions(row)
        rivals = [version for version in others if version["current"]]
        current = not any(_is_earlier(row["fetched_at"], rival["fetched_at"]) for rival in rivals)
        if same is None:
            new = insert(tables.articles).values({**row, "current": current}).returning(tables.articles.c.key)
            key: int = self._connection.execute(new).scalar_one()
        else:
            key = same["key"]
            came_back = not same["current"] and all(_took_back(row, rival) for rival in rivals)
            if not came_back and not _replaces(record, self._stored(key)):
                return key, False
            current = came_back or (same["current"] and current)
            self._connection.execute(
                update(tables.articles).where(tables.articles.c.key == key).values({**row, "current": current})
            )
        if current:
            keys = [version["key"] for version in others]
            self._connection.execute(update(tables.articles).where(tables.articles.c.key.in_(keys)).values(current=False))
            self._unlink(keys)
        self._put_parts(key, record, line, current=current)
        if any_reviews(self._connection):
            for version in others:
                refresh(self._connection, version["key"])
        self._unlink([key])
        return key, True

    def _versions(self, row: Row) -> tuple[Version | None, list[Version]]:
        """What is stored of the same id and text, and what other texts under the same id, URL or location."""
        table = tables.articles
        related = or_(*(table.c[name] == row[name] for name in ("id", "url", "location") if row[name] is not None))
        columns = table.c["key", "id", "text_sha256", "current", "location", "fetched_at"]
        found = list(self._connection.execute(select(*columns).where(related)).mappings())
        own = (without_nul(row["id"]), row["text_sha256"])
        same = [version for version in found if (without_nul(version["id"]), version["text_sha256"]) == own]
        return (same[0] if same else None), [version for version in found if version not in same]

    def _stored(self, key: int) -> Record | None:
        """The record that is stored, None where it is damaged."""
        data = self._connection.execute(select(tables.records.c.json).where(tables.records.c.article_key == key)).scalar()
        try:
            return None if data is None else unpacked_record(data)
        except (StoreError, RecordError):
            return None

    def _put_parts(self, key: int, record: Record, line: bytes, *, current: bool) -> None:
        """Replace all that hangs on the article."""
        spoken = take_out(self._connection, key)
        for part in (*reversed(PARTS), "records"):
            table = tables.metadata.tables[part]
            self._connection.execute(delete(table).where(table.c.article_key == key))
        parts = part_rows(record)
        for part in PARTS:
            if part == "statements":
                put_in(self._connection, key, record, rows_of(self._connection, record, current=current))
            elif parts[part]:
                rows = [{"article_key": key, **row} for row in parts[part]]
                self._connection.execute(insert(tables.metadata.tables[part]), rows)
        stored = {"article_key": key, "sha256": sha256(line), "json": packed(line)}
        self._connection.execute(insert(tables.records).values(stored))
        forget_unused(self._connection, spoken)

    def _unlink(self, keys: list[int]) -> None:
        """Note that the entities of these articles wait to be linked."""
        for key in keys:
            self._insert_missing(tables.unlinked, {"article_key": key})

    def _put_page(self, page: Page, data: bytes | None, key: int) -> bool:
        location = {"location": page.location, "page_sha256": page.sha256, "article_key": key}
        changed = self._insert_missing(tables.locations, location)
        changed |= self._connection.execute(delete(tables.issues).where(_failure_at(page.location))).rowcount > 0
        if data is not None:
            known = {"sha256": page.sha256}
            changed |= self._insert_missing(tables.page_bytes, known, size=len(data), data=packed(data))
        return changed

    def _insert_missing(self, table: Table, identity: Row, **rest: object) -> bool:
        """Insert a row unless there is one of this identity; whether there was none."""
        there = and_(*(table.c[name] == value for name, value in identity.items()))
        if self._connection.execute(select(*table.c[tuple(identity)]).where(there)).first() is not None:
            return False
        self._connection.execute(insert(table).values({**identity, **rest}))
        return True


def _failure_at(location: str) -> ColumnElement[bool]:
    return and_(tables.issues.c.article_key.is_(None), tables.issues.c.location == location)


def _is_earlier(fetched: str | None, other: str | None) -> bool:
    """Whether a page was fetched before another, as far as that is known."""
    return fetched is not None and other is not None and datetime.fromisoformat(fetched) < datetime.fromisoformat(other)


def _took_back(row: Row, rival: Version) -> bool:
    """Whether a text that was an old version stands in the place of the current one again."""
    if row["fetched_at"] is None or rival["fetched_at"] is None:
        return row["location"] is not None and row["location"] == rival["location"]
    return _is_earlier(rival["fetched_at"], row["fetched_at"])


def _replaces(new: Record, stored: Record | None) -> bool:
    """Whether a reading takes the place of the stored reading of the same text."""
    if stored is None or new.provenance != stored.provenance:
        return True
    here, there = _location(new.article), _location(stored.article)
    if here != there:
        return here < there
    return _without_fetch_time(new) != _without_fetch_time(stored)


def _location(article: Article) -> tuple[bool, str]:
    """Sorts readings of copies: those with a page first."""
    return (True, article.url or "") if article.page is None else (False, article.page.location)


def _without_fetch_time(record: Record) -> Record:
    """Fetching the same bytes again is no new reading."""
    page = record.article.page
    return record if page is None else replace(record, article=replace(record.article, page=replace(page, fetched_at=None)))
