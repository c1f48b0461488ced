"""Proves what is stored: entries against text, rows against records, indexes against rows, text against the kept page.

Imports record, errors and the rest of the store. Changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from onrecord.errors import RecordError, StoreError
from onrecord.record import Page, Record
from onrecord.record.codec import loads
from onrecord.record.folding import padded
from onrecord.store.database.backends import database_problems
from onrecord.store.index import fulltext
from onrecord.store.index.order import IN_A_MINUTE, first_key
from onrecord.store.index.spelling import sound, words
from onrecord.store.schema import tables
from onrecord.store.schema.packing import is_same, sha256, unpacked, without_nul
from onrecord.store.store import Store
from onrecord.store.writing.reviews import review_differences
from onrecord.store.writing.rows import Row, article_row, part_rows
from onrecord.store.writing.statement_rows import rows_of

# What identifies a row among those of one article, and the columns that the database itself chooses.
_IDENTITY = {"provenance": ("stage",), "entities": ("id",), "entity_roles": ("entity_id", "position"), "mentions": ("id",)} | {
    "statements": ("id",),
    "events": ("id",),
    "event_parties": ("event_id", "part", "position"),
    "issues": ("position",),
}
_CHOSEN = frozenset({"key", "article_key", "speaker_key"})

_NOT_KEPT = (
    "its bytes are not kept, so the text cannot be proved: the record came without its page, as from `onrecord import` of JSON "
    "Lines (an archive, `onrecord export --format archive`, takes pages along)"
)

# What is raised where a column holds something else than it should: a date that is none, a number for a text.
_NO_VALUE = (ValueError, TypeError, AttributeError, LookupError, OverflowError)

Check = Callable[[Connection], "Iterator[Difference]"]
TextProblems = Callable[[bytes, Record], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was stored.

    `code` is a short stable word to count by: "database" (the file itself), "record" (the stored record cannot be read or breaks
    its rules), "row" (a table says something else than the record), "index" (the full-text index says something else than its
    table), "review" (a review is not as it was made, or does not fit its text), "page-missing", "page-altered" (the bytes are not
    those of their SHA-256), "text" (the page does not give the text, or not there). `where` is a table and row, an article or a
    page; `message` says what differs.
    """

    code: str
    where: str
    message: str


def verify(store: Store, text_problems: TextProblems) -> Iterator[Difference]:
    """Every difference, none for a sound database. `text_problems` says what of a record's text a
    kept page does not give (`pipeline.text_problems`).

    Old versions of articles are proved too. Memory is that of one article. A check that cannot be finished, because the file is
    damaged or a value in it is none, says so, and the next one goes on.
    """
    checks: dict[str, Check] = {
        "the file": _file_differences,
        "the index": _index_differences,
        "articles": lambda connection: _articles_differences(connection, text_problems),
        "speakers": _speaker_differences,
        "versions": _version_differences,
        "the order of statements": _order_differences,
        "names": _name_word_differences,
        "copies": _copy_differences,
        "reviews": _review_differences,
    }
    for what, check in checks.items():
        yield from finished(_connected(store, check), store.location, what)


def finished(differences: Iterator[Difference], where: str, what: str) -> Iterator[Difference]:
    """The differences that a check finds; where it cannot be finished, that is the last."""
    try:
        yield from differences
    except (StoreError, RecordError, *_NO_VALUE) as error:
        yield Difference("database", where, f"{what} could not be proved to the end: {error!s:.300}")


def _connected(store: Store, check: Check) -> Iterator[Difference]:
    with store._engine.connect() as connection:
        yield from check(connection)


def _file_differences(connection: Connection) -> Iterator[Difference]:
    for where, message in database_problems(connection):
        yield Difference("database", where, message)


def _index_differences(connection: Connection) -> Iterator[Difference]:
    for index, message in fulltext.problems(connection):
        yield Difference("index", index, message)


def _review_differences(connection: Connection) -> Iterator[Difference]:
    for where, message in review_differences(connection):
        yield Difference("review", where, message)


def _articles_differences(connection: Connection, text_problems: TextProblems) -> Iterator[Difference]:
    for key in connection.scalars(select(tables.articles.c.key).order_by(tables.articles.c.key)).all():
        try:
            yield from _article_differences(connection, key, text_problems)
        except _NO_VALUE as error:
            yield Difference("row", f"articles row {key}", f"a value that hangs on it cannot be read: {error!s:.200}")


def _article_differences(connection: Connection, key: int, text_problems: TextProblems) -> Iterator[Difference]:
    stored = connection.execute(select(tables.articles).where(tables.articles.c.key == key)).mappings().one()
    article = f"article {stored['id']}"
    try:
        record = _proved_record(connection, key)
    except (StoreError, RecordError) as error:
        yield Difference("record", article, str(error))
        return
    yield from _column_differences(f"articles row {key} ({article})", article_row(record.article), dict(stored))
    expected = {**part_rows(record), "statements": rows_of(connection, record, current=stored["current"])}
    for part, rows in expected.items():
        yield from _part_differences(connection, tables.metadata.tables[part], key, rows)
    if record.article.page is not None:
        yield from _location_differences(connection, key, record.article.page)
        yield from _page_differences(connection, record, record.article.page, text_problems)


def _proved_record(connection: Connection, key: int) -> Record:
    """The record, with every rule checked. Raises StoreError or RecordError where it cannot be had."""
    stored = connection.execute(select(tables.records).where(tables.records.c.article_key == key)).mappings().first()
    if stored is None:
        raise StoreError("its record is missing")
    line = unpacked(stored["json"])
    if sha256(line) != stored["sha256"]:
        raise StoreError("its record is not the one that was stored: the SHA-256 differs")
    return loads(line)


def _part_differences(connection: Connection, table: Table, key: int, expected: list[Row]) -> Iterator[Difference]:
    names = _IDENTITY[table.name]
    columns = [column for column in table.c if column.name not in _CHOSEN]
    found = {
        tuple(without_nul(row[name]) for name in names): dict(row)
        for row in connection.execute(select(*columns).where(table.c.article_key == key)).mappings()
    }
    for row in expected:
        identity = tuple(without_nul(row[name]) for name in names)
        where = f"{table.name} row {' '.join(map(str, identity))}"
        if identity in found:
            yield from _column_differences(where, row, found.pop(identity))
        else:
            yield Difference("row", where, f"is in the record of the article with key {key}, but not in the table")
    for identity in found:
        where = f"{table.name} row {' '.join(map(str, identity))}"
        yield Difference("row", where, f"is in the table, but not in the record of the article with key {key}")


def _column_differences(where: str, expected: Row, found: Row) -> Iterator[Difference]:
    for name, value in expected.items():
        if not is_same(found[name], value):
            yield Difference("row", where, f"{name} is {_shown(found[name])} in the table, but {_shown(value)} in the record")


def _speaker_differences(connection: Connection) -> Iterator[Difference]:
    """Statements under another speaker's row than that of their name; rows that are folded wrongly."""
    speakers, statements = tables.speakers, tables.statements
    joined = select(statements.c.id, statements.c.speaker, statements.c.speaker_type, speakers.c.name, speakers.c.type)
    joined = joined.outerjoin_from(statements, speakers, speakers.c.key == statements.c.speaker_key)
    with connection.execute(joined.execution_options(yield_per=1000)) as rows:
        for id_, name, type_, *linked in rows:
            expected = [None, None] if name is None else [name, type_]
            if linked != expected:
                message = f"is linked to the speaker {_shown(linked[0])}, but {_shown(name)} said it"
                yield Difference("row", f"statements row {id_}", message)
    for key, name, kept in connection.execute(select(*speakers.c["key", "name", "folded"])):
        if kept != padded(name):
            yield Difference(
                "row", f"speakers row {key}", f"folded is {_shown(kept)} in the table, but should be {_shown(padded(name))}"
            )


def _version_differences(connection: Connection) -> Iterator[Difference]:
    """Articles that are current at the same time, though one takes the place of the other."""
    for name in ("id", "url", "location"):
        column = tables.articles.c[name]
        query = select(column).where(tables.articles.c.current, column.is_not(None)).group_by(column).having(func.count() > 1)
        for value in connection.scalars(query):
            yield Difference(
                "row", f"articles rows of {name} {value!a:.200}", "several versions are current, but only one can be"
            )


def _order_differences(connection: Connection) -> Iterator[Difference]:
    """Statements whose key is not in the order of publication, which is what they are found by."""
    articles, statements = tables.articles, tables.statements
    total = connection.scalar(select(func.count()).select_from(statements)) or 0
    reach = (2 + total // IN_A_MINUTE) * IN_A_MINUTE  # a minute that is full goes on in the next
    query = select(*statements.c["id", "key", "article_key"], articles.c.published_at).join(articles)
    query = query.order_by(statements.c.article_key, statements.c.position)
    before = (-1, 0)  # article and key of the statement before
    for row in connection.execute(query.execution_options(yield_per=1000)):
        id_, key, article, published_at = tuple(row)
        try:
            first = first_key(published_at)
        except _NO_VALUE:
            yield Difference(
                "row", f"statements row {id_}", f"its article was published at {published_at!a:.60}, which is no date"
            )
            continue
        follows = before[0] != article or key == before[1] - 1
        if not (follows and first <= key < first + reach):
            yield Difference("row", f"statements row {id_}", f"key is {key}, which is not its place in the order of publication")
        before = (article, key)


def _name_word_differences(connection: Connection) -> Iterator[Difference]:
    """Words of speakers' names that are not listed, or under another sound than theirs."""
    listed = {row.word: row.sound for row in connection.execute(select(*tables.name_words.c["word", "sound"]))}
    for word, kept in listed.items():
        if kept != sound(word):
            yield Difference(
                "row", f"name_words row {word!a:.60}", f"sound is {_shown(kept)}, but should be {_shown(sound(word))}"
            )
    for name in connection.scalars(select(tables.speakers.c.name)):
        for word in words(name):
            if word not in listed:
                yield Difference("row", f"name_words row {word!a:.60}", "is in a speaker's name, but not in the table")


def _location_differences(connection: Connection, key: int, page: Page) -> Iterator[Difference]:
    table = tables.locations
    known = select(table.c.location).where(table.c.article_key == key, table.c.page_sha256 == page.sha256)
    if without_nul(page.location) not in map(without_nul, connection.scalars(known)):
        yield Difference("row", f"locations row {page.location!a:.200}", f"is in the record of the article with key {key} only")


def _page_differences(connection: Connection, record: Record, page: Page, text_problems: TextProblems) -> Iterator[Difference]:
    where = f"page {page.sha256} ({page.location!a:.200}) of article {record.article.id}"
    kept = connection.scalar(select(tables.page_bytes.c.data).where(tables.page_bytes.c.sha256 == page.sha256))
    if kept is None:
        yield Difference("page-missing", where, _NOT_KEPT)
        return
    try:
        data = _proved_page(connection, page.sha256, kept)
    except StoreError as error:
        yield Difference("page-altered", where, str(error))
        return
    for message in text_problems(data, record):
        yield Difference("text", where, message)


def _copy_differences(connection: Connection) -> Iterator[Difference]:
    """Pages that are not the page of a record: copies of articles elsewhere, and what was fetched again."""
    pages, locations, articles = tables.page_bytes, tables.locations, tables.articles
    of_records = select(articles.c.page_sha256).where(articles.c.page_sha256.is_not(None))
    for name in connection.scalars(select(pages.c.sha256).where(pages.c.sha256.not_in(of_records))).all():
        kept = connection.scalar(select(pages.c.data).where(pages.c.sha256 == name))
        try:
            _proved_page(connection, name, kept or b"")
        except StoreError as error:
            yield Difference("page-altered", f"page {name!a:.100}", str(error))
    missing = select(locations.c.location, locations.c.page_sha256).where(
        locations.c.page_sha256.not_in(select(pages.c.sha256)), locations.c.page_sha256.not_in(of_records)
    )
    for location, name in connection.execute(missing):
        yield Difference("page-missing", f"page {name!a:.100} ({location!a:.200})", "its bytes are not kept")


def _proved_page(connection: Connection, name: str, kept: bytes) -> bytes:
    """The bytes of a kept page. Raises StoreError where they are damaged, or not those of their SHA-256 and size."""
    data = unpacked(kept)
    if sha256(data) != name:
        raise StoreError(f"its bytes have the SHA-256 {sha256(data)}")
    size = connection.scalar(select(tables.page_bytes.c.size).where(tables.page_bytes.c.sha256 == name))
    if size != len(data):
        raise StoreError(f"size is {size} in the table, but the page has {len(data)} bytes")
    return data


def _shown(value: Any) -> str:
    """Short, and without control characters."""
    return f"{value!a:.60}" if isinstance(value, str) else str(value)
