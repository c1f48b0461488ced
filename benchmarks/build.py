"""Builds a database of invented records, in big transactions: what the store's writer would put, row for row.

    python -m benchmarks.build 1000000 million.db

Imports onrecord.store. What linking would add is put as well: here a name is one person everywhere.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from benchmarks.eventful import eventful
from benchmarks.invented import Inventor
from onrecord.record import SCHEMA_VERSION, Record, Span
from onrecord.record.codec import VERSION_MEMBER, loads
from onrecord.record.folding import padded
from onrecord.store import Store, open_store
from onrecord.store.database.backends import writing
from onrecord.store.index.order import first_key
from onrecord.store.index.spelling import sound, words
from onrecord.store.schema import tables
from onrecord.store.schema.packing import packed, sha256
from onrecord.store.writing.rows import PARTS, article_row, part_rows

AT_ONCE = 1000  # articles a transaction

_LINKED = """
INSERT INTO links (article_key, entity_id, linked_id, rule, because)
SELECT article_key, id, min(id) OVER (PARTITION BY name), 'name', 'invented' FROM entities WHERE type = 'person'
"""
_LINKED_ENTITIES = """
INSERT INTO linked_entities (id, name, type, folded)
SELECT min(entities.id), entities.name, entities.type, speakers.folded
FROM entities JOIN speakers ON speakers.name = entities.name AND speakers.type = entities.type
GROUP BY entities.name
"""


class _Builder:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._articles = self._next = 0
        self._speakers: dict[tuple[str, str], int] = {}
        self._words: set[str] = set()

    def put(self, records: Iterable[Record]) -> None:
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in records:
            self._articles += 1
            article = {**article_row(record.article), "key": self._articles, "current": True}
            rows["articles"].append(article)
            line = _line(record)
            if self._articles == 1 and loads(line) != record:
                sys.exit("the record is not written as its codec reads it: bring benchmarks.build up to date")
            rows["records"].append({"article_key": self._articles, "sha256": sha256(line), "json": packed(line)})
            parts = part_rows(record)
            free = max(self._next, first_key(article["published_at"]))  # records come in the order of their publication
            self._next = free + len(record.statements)
            for row, key in zip(parts["statements"], range(self._next - 1, free - 1, -1), strict=True):
                row |= {"key": key, "speaker_key": self._speaker(row["speaker"], row["speaker_type"], rows)}
            parts["statements"].reverse()
            for part in PARTS:
                rows[part].extend({"article_key": self._articles, **row} for row in parts[part])
        for name in ("speakers", "name_words", "articles", *PARTS, "records"):
            if rows[name]:
                self._connection.execute(insert(tables.metadata.tables[name]), rows[name])

    def _speaker(self, name: str, type_: str, rows: dict[str, list[dict[str, Any]]]) -> int:
        key = self._speakers.setdefault((name, type_), len(self._speakers) + 1)
        if key == len(self._speakers) and (not rows["speakers"] or rows["speakers"][-1]["key"] < key):
            rows["speakers"].append({"key": key, "name": name, "type": type_, "folded": padded(name)})
            new = set(words(name)) - self._words
            self._words |= new
            rows["name_words"].extend({"word": word, "sound": sound(word)} for word in sorted(new))
        return key


def _line(record: Record) -> bytes:
    """What the codec writes, without its checks, which would take most of the time."""
    data = {VERSION_MEMBER: SCHEMA_VERSION, **_members(record)}
    return json.dumps(data, default=_members, ensure_ascii=False, separators=(",", ":")).encode()


def _members(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    return dict(value) if isinstance(value, Mapping) else {name: getattr(value, name) for name in value.__slots__}


def build(store: Store, statements: int, *, with_events: bool = False) -> None:
    """Fill an empty store; `with_events` with places, replies and an event for each statement besides."""
    records = Inventor(statements).records()
    if with_events:
        records = eventful(records)
    started = time.monotonic()
    with store._engine.connect() as connection:
        builder, done = _Builder(connection), 0
        for some in _batches(records):
            with writing(connection):
                builder.put(some)
            done += sum(len(record.statements) for record in some)
            print(f"\r{done:,} statements, {time.monotonic() - started:.0f} s", end="", file=sys.stderr, flush=True)
        with writing(connection):
            connection.execute(text(_LINKED))
            connection.execute(text(_LINKED_ENTITIES))
    print(file=sys.stderr)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while some := list(islice(records, AT_ONCE)):
        yield some


def main() -> None:
    statements, path = int(sys.argv[1]), Path(sys.argv[2])
    if path.exists():
        sys.exit(f"{path} exists already: remove it, or give another name")
    with open_store(path) as store:
        build(store, statements)
    size = path.stat().st_size
    print(f"{path}: {statements:,} statements, {size / 2**20:,.0f} MiB, {size / statements:,.0f} bytes a statement")


if __name__ == "__main__":
    main()
