"""Whatever is altered behind the store's back is reported."""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from onrecord.errors import StoreError
from onrecord.record import Page, Record
from onrecord.store import Difference, Store, open_store, verify
from onrecord.store.schema.packing import sha256
from onrecord.store.schema.tables import metadata
from tests.record import examples
from tests.store.articles import page_bytes, reread, said, telling

RECORD = telling(
    said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), location="a.txt", publisher="The Example"),
    *("sail", "AGREE", ("Ana Lopes",), ("Rui Prata",)),
    claimed=True,
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verify") / "onrecord.db"
    with open_store(path) as store, store.writer() as writer:
        writer.put(RECORD, page_bytes(RECORD))
        writer.put(said(("Rui Prata", "an older reading"), id="17"))
        writer.put(said(("Rui Prata", "a newer text"), id="17"))
        copy = replace(RECORD.article, page=Page(sha256(b"a copy"), "text/plain", "copy.txt"))
        writer.put(replace(RECORD, article=copy), b"a copy")
        writer.put_failure("b.txt", "empty", "the file is empty")
    return path


@pytest.fixture
def file(original: Path, tmp_path: Path) -> Path:
    """A sound SQLite database, closed."""
    return Path(shutil.copy(original, tmp_path / "onrecord.db"))


def alter(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def differences(file: Path) -> list[Difference]:
    with open_store(file, create=False) as store:
        return list(verify(store, reread))


def test_a_sound_database_has_no_differences(file: Path) -> None:
    assert differences(file) == []


ALTERED = [
    ("UPDATE statements SET speaker = 'Rui Prata' WHERE content = 'the ferry would sail'", "row", "speaker is 'Rui Prata'"),
    ("UPDATE statements SET kind = 'direct'", "row", "kind is 'direct'"),
    ("UPDATE statements SET content_spans = '[[0, 5]]'", "row", "content_spans is '[[0, 5]]'"),
    ("UPDATE statements SET confidence = 0.99", "row", "confidence is 0.99"),
    ("UPDATE statements SET id = 's-0' WHERE content = 'the ferry would sail'", "row", "is in the table, but not in the record"),
    (
        "UPDATE statements SET speaker_key = (SELECT key FROM speakers WHERE name = 'Ana Lopes')",
        "row",
        "is linked to the speaker",
    ),
    ("UPDATE speakers SET name = 'Nobody' WHERE name = 'Ana Lopes'", "row", "is linked to the speaker 'Nobody'"),
    ("UPDATE speakers SET folded = ' x '", "row", "folded is ' x '"),
    ("DELETE FROM statements WHERE content = 'the ferry would sail'", "row", "but not in the table"),
    ("UPDATE statements SET key = key + 10000000", "row", "is not its place in the order of publication"),
    ("UPDATE statements SET key = key + 5 WHERE position = 0", "row", "is not its place in the order of publication"),
    ("UPDATE statements SET tags = 'kdirect1' WHERE position = 0", "row", "tags is 'kdirect1'"),
    ("UPDATE name_words SET sound = 'x'", "row", "sound is 'x'"),
    ("DELETE FROM name_words", "row", "is in a speaker's name, but not in the table"),
    ("UPDATE events SET asserted_by = NULL", "row", "asserted_by is None"),
    ("UPDATE events SET status = 'denied'", "row", "status is 'denied'"),
    ("UPDATE event_parties SET country = 'RUS' WHERE part = 'actor'", "row", "country is 'RUS'"),
    ("DELETE FROM event_parties WHERE part = 'recipient'", "row", "but not in the table"),
    ("DELETE FROM entity_roles", "row", "but not in the table"),
    ("UPDATE entity_roles SET country = 'PRT'", "row", "country is 'PRT'"),
    ("UPDATE mentions SET starts = 1", "row", "starts is 1"),
    ("UPDATE entities SET name = 'Nobody'", "row", "name is 'Nobody'"),
    ("UPDATE provenance SET version = '9'", "row", "version is '9'"),
    (
        "INSERT INTO issues(article_key, position, stage, code, message) VALUES (1, 0, 'a', 'b', 'c')",
        "row",
        "is in the table, but",
    ),
    ("UPDATE articles SET publisher = 'Another' WHERE location = 'a.txt'", "row", "publisher is 'Another'"),
    ("UPDATE articles SET text = replace(text, 'sail', 'sink')", "row", "text is "),
    ("UPDATE articles SET current = 1", "row", "several versions are current"),
    (
        "UPDATE locations SET location = 'b.txt' WHERE location = 'a.txt'",
        "row",
        "is in the record of the article with key 1 only",
    ),
    ("DELETE FROM records", "record", "its record is missing"),
    ("UPDATE records SET json = x'00'", "record", "damaged"),
    ("DELETE FROM articles WHERE location = 'a.txt'", "database", "refers to a row of articles that does not exist"),
    ("DELETE FROM page_bytes", "page-missing", "its bytes are not kept"),
    ("UPDATE page_bytes SET data = x'789c'", "page-altered", "damaged"),
    ("UPDATE page_bytes SET size = 1 WHERE size > 10", "page-altered", "size is 1 in the table"),
    ("UPDATE page_bytes SET size = 1 WHERE size < 10", "page-altered", "size is 1 in the table"),
    ("UPDATE page_bytes SET data = x'00' WHERE size < 10", "page-altered", "damaged"),
    ("DELETE FROM page_bytes WHERE size < 10", "page-missing", "its bytes are not kept"),
    ("UPDATE locations SET page_sha256 = '00' WHERE location = 'copy.txt'", "page-missing", "its bytes are not kept"),
    ("INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')", "index", ""),
    ("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')", "index", ""),
]


@pytest.mark.parametrize(("statement", "code", "message"), ALTERED, ids=[statement for statement, _, _ in ALTERED])
def test_an_altered_row_is_reported(file: Path, statement: str, code: str, message: str) -> None:
    alter(file, statement)
    assert any(found.code == code and message in found.message for found in differences(file)), differences(file)


# What linking makes is proved by onrecord.proof, and tested there; reviews in test_reviews.
ELSEWHERE = {"decisions", "link_keys", "linked_entities", "links", "namesakes", "unlinked", "wikidata_items", "wikidata_keys"}
ELSEWHERE |= {"reviews"}
UNPROVABLE = {"addresses", "feeds"}  # the ledger of what was seen outside; docs/proof.md says so


def test_a_row_of_every_table_is_altered_here_or_known_to_be_unprovable() -> None:
    altered = {table for table in metadata.tables if any(re.search(rf"\b{table}\b", change) for change, _, _ in ALTERED)}
    assert altered | ELSEWHERE | UNPROVABLE == set(metadata.tables)


def test_a_row_altered_around_the_index_is_reported(file: Path) -> None:
    alter(file, "DROP TRIGGER statements_fts_update", "UPDATE statements SET content = 'the ferry would sink'")
    assert {found.code for found in differences(file)} == {"index", "row"}


def test_a_record_altered_together_with_its_hash_is_checked_against_its_text(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        line = zlib.decompress(connection.execute("SELECT json FROM records WHERE article_key = 1").fetchone()[0])
        moved = line.replace(b'"cue":[[', b'"cue":[[9', 1)
        assert moved != line
        row = {"json": zlib.compress(moved), "sha256": sha256(moved)}
        connection.execute("UPDATE records SET json = :json, sha256 = :sha256 WHERE article_key = 1", row)
    (found,) = differences(file)
    assert found.code == "record"
    assert found.where == f"article {RECORD.article.id}"
    assert "cue[0]" in found.message


def test_an_altered_page_is_reported(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE page_bytes SET data = ? WHERE size > 10", [zlib.compress(b"another page")])
    (found,) = differences(file)
    assert found.code == "page-altered"
    assert "a.txt" in found.where
    assert sha256(b"another page") in found.message


def test_a_page_that_was_never_kept_is_reported(store: Store) -> None:
    with store.writer() as writer:
        writer.put(RECORD)
    assert [found.code for found in verify(store, reread)] == ["page-missing"]


def test_text_that_the_page_does_not_give_is_reported(file: Path) -> None:
    def other(data: bytes, record: Record) -> Iterator[str]:
        yield f"{len(data)} bytes do not give {record.article.text[:9]}"

    with open_store(file) as store:
        found = list(verify(store, other))
        assert {one.code for one in found} == {"text"}
        assert found[0].message == f"{len(page_bytes(RECORD))} bytes do not give {RECORD.article.text[:9]}"


def test_a_damaged_file_is_reported(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for page in range(2, len(data) // 4096):
        if b"would sail" in data[page * 4096 : (page + 1) * 4096]:
            data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    file.write_bytes(data)
    assert any(found.code == "database" for found in differences(file))


def test_old_versions_are_proved_too(file: Path) -> None:
    alter(file, "UPDATE statements SET content = 'a lie' WHERE content = 'an older reading'")
    assert {found.code for found in differences(file)} == {"row"}


def test_everything_in_a_record_is_proved(store: Store) -> None:
    record = examples.record()
    with store.writer() as writer:
        writer.put(record, examples.PAGE_BYTES)
    assert list(verify(store, lambda data, record: iter(()))) == []


@pytest.mark.parametrize("date", ["2024-13-45T00:00:00+00:00", "yesterday", ""])
def test_a_date_that_is_none_is_told_and_the_later_checks_still_run(file: Path, date: str) -> None:
    alter(file, f"UPDATE articles SET published_at = '{date}', fetched_at = 'never' WHERE key = 1", "DELETE FROM name_words")
    found = differences(file)
    assert {one.code for one in found} == {"row"}
    assert any("published_at" in one.message for one in found)
    assert any(one.where.startswith("name_words row") for one in found), "a check that comes later"


def test_a_file_that_may_only_be_read_is_proved(file: Path) -> None:
    with open_store(file, create=False) as store:
        event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        assert list(verify(store, reread)) == []
    alter(file, "DROP TRIGGER articles_fts_update", "UPDATE articles SET title = 'Another' WHERE key = 1")
    with open_store(file, create=False) as store:
        event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        assert "index" in {one.code for one in verify(store, reread)}


def test_ctrl_c_is_no_damage(file: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with open_store(file, create=False) as store:
        event.listen(store._engine, "before_cursor_execute", interrupted)
        with pytest.raises(KeyboardInterrupt):
            list(verify(store, reread))


def test_an_empty_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "onrecord.db").touch()
    with pytest.raises(StoreError, match="empty file"):
        differences(tmp_path / "onrecord.db")
