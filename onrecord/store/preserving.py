"""All that cannot be made again, out of a database and into another. Imports record and the rest of the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, Engine, select

from onrecord.record import Page
from onrecord.record.kept import KeptRecord
from onrecord.store.schema.packing import unpacked, unpacked_record
from onrecord.store.schema.tables import articles, locations, page_bytes, records
from onrecord.store.writing.writer import Writer

_AT_ONCE = 50


def kept_records(engine: Engine) -> Iterator[KeptRecord]:
    """Every version of every article with its pages, old versions first: put in this order, the current ones are current again.

    Raises StoreError where something is damaged. Memory is that of one article.
    """
    query = select(records.c.json, articles.c.key).join(articles).order_by(articles.c.current, articles.c.key)
    with engine.connect() as connection, connection.execution_options(yield_per=_AT_ONCE).execute(query) as rows:
        for data, key in rows:
            record = unpacked_record(data)
            page = record.article.page
            own = None if page is None else (page.location, page.sha256)
            known = select(*locations.c["location", "page_sha256"]).where(locations.c.article_key == key)
            with engine.connect() as other:
                places = other.execute(known.order_by(*locations.c["location", "page_sha256"])).all()
                copies = tuple((place, sha, _bytes(other, sha)) for place, sha in places if (place, sha) != own)
                yield KeptRecord(record, None if page is None else _bytes(other, page.sha256), copies)


def put_kept(writer: Writer, kept: KeptRecord) -> bool:
    """Put a record with all of its pages; whether that changed anything. Raises as `Writer.put`."""
    changed = False
    article = kept.record.article
    for location, sha256, data in kept.copies:
        page = Page(sha256, article.page.media_type if article.page else "text/plain", location)
        changed |= writer.put(replace(kept.record, article=replace(article, page=page)), data)
    return writer.put(kept.record, kept.page) or changed


def _bytes(connection: Connection, sha256: str) -> bytes | None:
    data = connection.scalar(select(page_bytes.c.data).where(page_bytes.c.sha256 == sha256))
    return None if data is None else unpacked(data)
