"""An older database that holds records, as an onrecord of that time left it, brought up to date. About SQLite files."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from onrecord.record import Record
from onrecord.record.codec import dumps
from onrecord.record.folding import padded
from onrecord.relink import relink
from onrecord.search.executor import ask
from onrecord.store import open_store, verify
from onrecord.store.database.sqlite import open_engine
from onrecord.store.schema.migrations import REVISIONS, VERSION_TABLE, newest_revision
from onrecord.store.schema.packing import packed, sha256
from onrecord.store.writing.rows import PARTS, article_row, part_rows
from tests.store.articles import page_bytes, reread, said

RECORDS = (
    said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), location="a.txt", published="2031-02-03"),
    said(("Ana Lopes", "the harbour was closed"), location="b.txt", published="2031-03-04", publisher="The Example"),
    said(("Émile Brandvold", "nobody sails"), location="c.txt"),
)


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """Put what the table had room for then; the key of the row."""
    columns = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
    known = {name: value for name, value in row.items() if name in columns}
    places = ", ".join("?" * len(known))
    return connection.execute(f"INSERT INTO {table} ({', '.join(known)}) VALUES ({places})", tuple(known.values())).lastrowid or 0


def put(connection: sqlite3.Connection, record: Record) -> None:
    """As the writer of then did: keys of statements in the order of putting, and no tags."""
    key = insert(connection, "articles", {**article_row(record.article), "current": True})
    parts = part_rows(record)
    for row in parts["statements"]:
        name, type_ = row["speaker"], row["speaker_type"]
        found = connection.execute("SELECT key FROM speakers WHERE name = ? AND type = ?", (name, type_)).fetchone()
        speaker = {"name": name, "type": type_, "folded": padded(name)}
        row["speaker_key"] = found[0] if found else insert(connection, "speakers", speaker)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for part in PARTS:
        for row in parts[part] if part in tables else ():
            insert(connection, part, {"article_key": key, **row})
    if "unlinked" in tables:
        insert(connection, "unlinked", {"article_key": key})
    line = dumps(record).encode()
    insert(connection, "records", {"article_key": key, "sha256": sha256(line), "json": packed(line)})
    page = record.article.page
    assert page is not None
    insert(connection, "locations", {"location": page.location, "page_sha256": page.sha256, "article_key": key})
    data = page_bytes(record)
    insert(connection, "page_bytes", {"sha256": page.sha256, "size": len(data), "data": packed(data)})


@pytest.mark.parametrize("then", ["0001", "0004"])
def test_an_older_database_with_records_is_brought_up_to_date(tmp_path: Path, then: str) -> None:
    old, path = tmp_path / "revisions", tmp_path / "onrecord.db"
    old.mkdir()
    for revision in REVISIONS.glob("r[0-9]*.py"):
        if revision.name[1:5] <= then:
            shutil.copy(revision, old)
    open_engine(path, create=True, revisions=old).dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        for record in RECORDS:
            put(connection, record)
        assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() == [(then,)]

    with open_store(path) as store:
        assert len(list(tmp_path.glob(f"onrecord.db.backup-{then}-*"))) == 1
        undated, *dated = store.view.records()
        assert [*dated, undated] == list(RECORDS)
        assert list(verify(store, reread)) == []
        found = [hit.content for hit in ask(store.view, "speaker:lopes").page.hits]
        assert found == ["the harbour was closed", "the ferry would sail"]
        assert [hit.speaker for hit in ask(store.view, "speaker:emil sails").page.hits] == ["Émile Brandvold"]
        assert [hit.content for hit in ask(store.view, "after:2031-03 publisher:example").page.hits] == found[:1]
        relink(store)
        assert [known.statements for known in store.view.entities("Lopes")] == [2]
        with store.writer() as writer:
            assert not writer.put(RECORDS[0], page_bytes(RECORDS[0]))
            assert writer.put(said(("Rui Prata", "yes"), published="2031-05-06"))
        assert list(verify(store, reread)) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchall() == [(newest_revision(),)]
