"""The statements of an article as rows: what the machine read, what people say of it, and what they added. Imports record and the
rest of the store."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import RecordError, StoreError
from onrecord.record import Record
from onrecord.record.folding import padded
from onrecord.store.index.order import free_keys
from onrecord.store.index.spelling import sound, words
from onrecord.store.schema.packing import unpacked_record
from onrecord.store.schema.tables import articles, name_words, records, speakers, statements
from onrecord.store.writing.attaching import any_reviews, attached
from onrecord.store.writing.rows import Row, article_row, statement_rows


def rows_of(connection: Connection, record: Record, *, current: bool) -> list[Row]:
    """The rows without keys; reviews count in the current version of an article only."""
    return statement_rows(record, attached(connection, record) if current and any_reviews(connection) else None)


def take_out(connection: Connection, article_key: int) -> set[int]:
    """Delete the statements of an article; the keys of their speakers, for `forget_unused`."""
    of_article = statements.c.article_key == article_key
    spoken = set(connection.scalars(select(statements.c.speaker_key).where(of_article, statements.c.speaker_key.is_not(None))))
    connection.execute(delete(statements).where(of_article))
    return spoken


def put_in(connection: Connection, article_key: int, record: Record, rows: list[Row]) -> None:
    """Give an article that has none these statements. The mentions that they name must be there."""
    keys = free_keys(connection, article_row(record.article)["published_at"], len(rows))
    keyed = [
        {
            **row,
            "article_key": article_key,
            "key": key,
            "speaker_key": _speaker_key(connection, row["speaker"], row["speaker_type"]),
        }
        for row, key in zip(rows, keys, strict=True)
    ]
    if keyed:
        keyed.reverse()  # in the order of their keys, which the full-text index takes in several times as fast
        connection.execute(insert(statements), keyed)


def forget_unused(connection: Connection, speaker_keys: set[int]) -> None:
    """Delete those of these speakers who say nothing."""
    unused = ~select(statements.c.key).where(statements.c.speaker_key == speakers.c.key).exists()
    connection.execute(delete(speakers).where(speakers.c.key.in_(speaker_keys), unused))


def refresh(connection: Connection, article_key: int) -> None:
    """Bring the statements of an article in line with what people say of them by now. Keys stay, unless some were added."""
    stored = select(articles.c.current, records.c.json).join(records).where(articles.c.key == article_key)
    row = connection.execute(stored).first()
    try:
        record = row and unpacked_record(row.json)
    except (StoreError, RecordError):
        return  # damaged, as `verify` tells
    if row is None or record is None:
        return
    rows = rows_of(connection, record, current=row.current)
    kept = select(*statements.c["id", "tags", "added"]).where(statements.c.article_key == article_key)
    before = {one.id: (one.tags, one.added) for one in connection.execute(kept)}
    if {one["id"]: one["added"] for one in rows} != {id_: added for id_, (_, added) in before.items()}:
        spoken = take_out(connection, article_key)
        put_in(connection, article_key, record, rows)
        forget_unused(connection, spoken)
        return
    for one in rows:
        if before[one["id"]][0] != one["tags"]:
            same = (statements.c.article_key == article_key) & (statements.c.id == one["id"])
            connection.execute(update(statements).where(same).values(tags=one["tags"]))


def _speaker_key(connection: Connection, name: str | None, type_: str | None) -> int | None:
    if name is None:
        return None
    found = connection.scalar(select(speakers.c.key).where(speakers.c.name == name, speakers.c.type == type_))
    if found is not None:
        return int(found)
    for word in words(name):
        if connection.execute(select(name_words.c.word).where(name_words.c.word == word)).first() is None:
            connection.execute(insert(name_words).values(word=word, sound=sound(word)))
    new = insert(speakers).values(name=name, type=type_, folded=padded(name)).returning(speakers.c.key)
    return int(connection.execute(new).scalar_one())
