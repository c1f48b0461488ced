"""What only PostgreSQL has: addresses, owners, limits; and what is altered behind the store's back."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onrecord.errors import RecordError, SchemaTooNewError, StoreError
from onrecord.store import Store, open_store, verify
from onrecord.store.database.backends import insert_rows, shown, writing
from onrecord.store.database.copying import Step, copy_store
from onrecord.store.database.postgresql import open_engine
from onrecord.store.schema import tables
from onrecord.store.schema.migrations import VERSION_TABLE
from tests.postgresql import Server
from tests.store.articles import page_bytes, reread, said
from tests.store.schema.test_open import later as later  # the revisions of a later onrecord

RECORD = said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), location="a.txt", publisher="The Example")


@pytest.fixture
def address(postgresql: Server) -> Iterator[str]:
    """A database with one article in it."""
    with postgresql.furnished() as place:
        with open_store(place) as store, store.writer() as writer:
            writer.put(RECORD, page_bytes(RECORD))
        yield place


def test_an_empty_database_is_furnished_only_where_that_is_wanted(postgresql: Server) -> None:
    address = postgresql.empty()
    with pytest.raises(StoreError, match="there is nothing of onrecord in postgresql://reporter@/"):
        open_store(address, create=False)
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [address] * 4))
    assert [store.view.counts().articles for store in stores] == [0] * 4
    for store in stores:
        store.close()


def test_a_database_that_cannot_be_reached_is_a_clear_error_without_the_password(postgresql: Server) -> None:
    address = postgresql.empty().replace("reporter@/", "reporter:secret@/no_such_")
    with pytest.raises(StoreError, match=r'database "no_such_.*" does not exist') as error:
        open_store(address)
    assert "secret" not in str(error.value)
    with pytest.raises(StoreError, match="the database refused") as error:
        open_store("postgresql://reporter:secret@localhost:1/nothing")
    assert "secret" not in str(error.value)
    with pytest.raises(StoreError, match="cannot be read: write postgresql://user@host/name") as error:
        open_store("postgresql://reporter:secret@localhost:port/nothing")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("address", ["postgresql://a:secret@b/c", "mysql://a:secret@b/c", "postgresql://a:secret@b:port/c"])
def test_an_address_is_shown_without_its_password(address: str) -> None:
    assert "secret" not in shown(address)
    assert shown(address).startswith(address.partition("//")[0])


def test_without_its_package_postgresql_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r'pip install "onrecord\[postgresql\]"'):
        open_store("postgresql://reporter@/nothing")


def test_databases_of_others_are_refused(postgresql: Server) -> None:
    address = postgresql.empty()
    postgresql.run(address, "CREATE TABLE notes (words TEXT)")
    with pytest.raises(StoreError, match="not one of onrecord"):
        open_store(address)


def test_a_newer_database_is_refused(address: str, postgresql: Server) -> None:
    (revision,) = postgresql.run(address, f"SELECT version_num FROM {VERSION_TABLE}")[0]
    postgresql.run(address, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    try:
        with pytest.raises(SchemaTooNewError, match="was made by a newer onrecord"):
            open_store(address)
    finally:
        postgresql.run(address, f"UPDATE {VERSION_TABLE} SET version_num = '{revision}'")


def test_an_upgrade_that_fails_changes_nothing_and_one_that_does_not_keeps_everything(postgresql: Server, later: Path) -> None:
    address = postgresql.empty()
    with open_store(address) as store, store.writer() as writer:
        writer.put(RECORD, page_bytes(RECORD))
    revision = later / "r9000_colours.py"
    sound = revision.read_text()
    revision.write_text(f"{sound}    op.drop_table('nothing')\n")
    with pytest.raises(StoreError):
        open_engine(address, create=False, revisions=later)
    with open_store(address) as store:
        assert list(verify(store, reread)) == []
    revision.write_text(sound)
    with Store(address, open_engine(address, create=False, revisions=later)) as store:
        assert list(store.view.records()) == [RECORD]
    assert postgresql.run(address, "SELECT colour FROM speakers") == [(None,), (None,)]


ALTERED = [
    ("UPDATE statements SET speaker = 'Rui Prata' WHERE position = 0", "row", "speaker is 'Rui Prata'"),
    ("UPDATE articles SET text = replace(text, 'sail', 'sink')", "row", "text is "),
    ("DELETE FROM records", "record", "its record is missing"),
    ("UPDATE records SET json = '\\x00'", "record", "damaged"),
    ("DELETE FROM articles", "database", "refers to a row of articles that does not exist"),
    ("UPDATE statements SET mention_id = 'm-0'", "database", "refers to a row of mentions that does not exist"),
    ("DELETE FROM page_bytes", "page-missing", "its bytes are not kept"),
]


@pytest.mark.parametrize(("statement", "code", "message"), ALTERED, ids=[statement for statement, _, _ in ALTERED])
def test_an_altered_row_is_reported(address: str, postgresql: Server, statement: str, code: str, message: str) -> None:
    postgresql.run(address, f"SET session_replication_role = replica; {statement}")
    with open_store(address) as store:
        found = list(verify(store, reread))
    assert any(one.code == code and message in one.message for one in found), found


def test_an_index_that_was_altered_or_lost_is_reported(postgresql: Server) -> None:
    address = postgresql.empty()
    with open_store(address) as store:
        with store.writer() as writer:
            writer.put(RECORD, page_bytes(RECORD))
        assert list(verify(store, reread)) == []
        postgresql.run(address, "ALTER TABLE statements ALTER fulltext DROP EXPRESSION; DROP INDEX articles_fulltext")
        postgresql.run(address, "UPDATE statements SET fulltext = '' WHERE position = 0")
        assert [(one.code, one.where) for one in verify(store, reread)] == [
            ("index", "statements_fulltext"),
            ("index", "articles_fulltext"),
        ]


@pytest.mark.parametrize("change", ["UPDATE decisions SET note = 'no'", "DELETE FROM decisions", "DELETE FROM reviews"])
def test_what_people_decided_is_added_and_never_changed(address: str, postgresql: Server, change: str) -> None:
    postgresql.run(
        address,
        "INSERT INTO decisions (id, verdict, decided_by, decided_at, these, those) VALUES ('d', 'same', 'a', 'b', '[]', '[]'); "
        "INSERT INTO reviews (id, article_id, text_sha256, statement_id, verdict, reviewed_by, reviewed_at, json) "
        "VALUES ('r', 'a', 't', 's', 'accept', 'a', 'b', '{}')",
    )
    with pytest.raises(Exception, match="are added, never changed"):
        postgresql.run(address, change)


def test_the_longest_texts_are_stored_and_found(address: str) -> None:
    words = random.Random(7)
    long = " ".join(f"{words.randrange(10**12):x}" for _ in range(200_000))
    record = said(("Ana Lopes", f"first {long} last"))
    with open_store(address) as store:
        with store.writer() as writer:
            assert writer.put(record)
        assert [hit.content[:5] for hit in store.view.find(f'"first {long[:30].rpartition(" ")[0]}"')] == ["first"]
        assert store.view.record(record.article.id) == record


def test_an_article_that_the_database_cannot_hold_costs_only_itself(address: str) -> None:
    letters = random.Random(7)
    location = "".join(chr(letters.randrange(0x4E00, 0x9FFF)) for _ in range(9000))  # longer than an index takes
    with open_store(address) as store, store.writer() as writer:
        with pytest.raises(RecordError, match="the database cannot hold it"):
            writer.put(said(("Rui Prata", "yes"), location=location))
        assert writer.put_failure(location, "record", "too long")
        assert writer.put(said(("Rui Prata", "yes")))


def test_text_is_sorted_by_its_code_points_whatever_the_locale(postgresql: Server, address: str) -> None:
    unsorted = postgresql.run(
        address,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text' "
        "AND collation_name IS DISTINCT FROM 'C'",
    )
    assert unsorted == []


_SCHEMA = """
SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE relnamespace = 'public'::regnamespace
UNION SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


def test_a_copy_has_the_indexes_and_references_of_any_database_even_if_it_was_stopped(
    address: str, postgresql: Server, tmp_path: Path
) -> None:
    copy_store(address, str(tmp_path / "a.db"), lambda *_: None)
    target = postgresql.empty()
    open_store(target).close()
    postgresql.run(target, "CREATE TABLE notes (words TEXT UNIQUE REFERENCES notes (words)); CREATE INDEX noted ON notes (words)")
    whole = set(postgresql.run(target, _SCHEMA))

    class Stop(Exception):  # noqa: N818 - no error
        pass

    for stopped_at in Step:

        def stop(step: Step, done: int, _: int, at: Step = stopped_at) -> None:
            if step is at and done:
                raise Stop

        with pytest.raises(Stop):
            copy_store(str(tmp_path / "a.db"), target, stop)
        put_aside = whole - set(postgresql.run(target, _SCHEMA))
        assert put_aside
        assert not any("note" in definition for (definition,) in put_aside)
    copy_store(str(tmp_path / "a.db"), target, lambda *_: None)
    assert set(postgresql.run(target, _SCHEMA)) == whole


def test_rows_that_a_table_does_not_take_are_a_clear_error(address: str) -> None:
    engine = open_engine(address, create=False)
    row = {column.name: "x" for column in tables.name_words.c}
    with (
        pytest.raises(StoreError, match="the database refused: duplicate key"),
        engine.connect() as connection,
        writing(connection),
    ):
        insert_rows(connection, tables.name_words, [row, row])
    engine.dispose()


def test_the_cost_of_reading_here_and_there_is_told_unless_somebody_did(address: str, postgresql: Server) -> None:
    def told() -> str | None:
        engine = open_engine(address, create=False)
        with engine.connect() as connection:
            cost: str | None = connection.exec_driver_sql("SHOW random_page_cost").scalar()
        engine.dispose()
        return cost

    assert told() == "1.1"
    name = address.partition("@/")[2].partition("?")[0]
    postgresql.run(address, f"ALTER DATABASE {name} SET random_page_cost = 3")
    assert told() == "3"
    postgresql.run(address, f"ALTER DATABASE {name} RESET random_page_cost")
