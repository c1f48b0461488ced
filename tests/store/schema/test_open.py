"""Opening: new files, older and newer ones, and what is none of ours. These are about SQLite files."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from onrecord.errors import SchemaTooNewError, StoreError
from onrecord.store import Store, Writer, open_store, verify
from onrecord.store.database.sqlite import open_engine
from onrecord.store.schema.migrations import REVISIONS, VERSION_TABLE, newest_revision
from onrecord.store.schema.tables import metadata
from tests.store.articles import page_bytes, reread, said

RECORD = said(("Ana Lopes", "the ferry would sail"), location="a.txt")
LATER_REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("speakers", sa.Column("colour", sa.Text()))
    {more}
"""


def run(file: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    with open_store(path) as store, store.writer() as writer:
        writer.put(RECORD, page_bytes(RECORD))
    return path


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The revisions of a later onrecord, which has one more."""
    folder = tmp_path / "100% later"
    shutil.copytree(REVISIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "r9000_colours.py").write_text(LATER_REVISION.format(before=newest_revision(), more=""))
    return folder


def test_a_missing_file_is_made_only_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with pytest.raises(StoreError, match=r"there is no database at .*new\.db"):
        open_store(path, create=False)
    assert not path.exists()
    open_store(path).close()
    assert path.exists()


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "?mode=ro#x.db", "näme.db", "'quoted\".db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store, store.writer() as writer:
        writer.put(RECORD)
    assert (tmp_path / name).exists()


def test_a_folder_and_an_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path / "missing" / "new.db")
    with pytest.raises(StoreError, match="is an address"):
        open_store("mysql://editor:secret@news.example/x")


def test_files_of_others_are_refused_and_not_touched(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("These are notes, and no database.\n" * 100)
    run(other, "CREATE TABLE notes (words TEXT)")
    before = other.read_bytes()
    with pytest.raises(StoreError, match="cannot be used as a database"):
        open_store(text)
    with pytest.raises(StoreError, match="not one of onrecord"):
        open_store(other)
    assert other.read_bytes() == before
    assert text.read_text().startswith("These are notes")


def test_a_newer_database_is_refused_and_not_touched(file: Path) -> None:
    run(file, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(SchemaTooNewError, match=r"onrecord\.db was made by a newer onrecord .*update onrecord"):
        open_store(file)
    assert file.read_bytes() == before


def test_an_older_database_is_brought_up_to_date_beside_a_copy_of_it(file: Path, later: Path) -> None:
    engine = open_engine(file, create=False, revisions=later)
    with Store(str(file), engine) as store:
        assert list(store.view.records()) == [RECORD]
        assert list(verify(store, reread)) == []
    assert run(file, "SELECT colour FROM speakers") == [(None,)]
    (copy,) = file.parent.glob("onrecord.db.backup-*")
    assert copy.name.startswith(f"onrecord.db.backup-{newest_revision()}-")
    with open_store(copy) as store:
        assert list(store.view.records()) == [RECORD]
    open_engine(file, create=False, revisions=later).dispose()
    assert list(file.parent.glob("onrecord.db.backup-*")) == [copy]


def test_an_upgrade_that_fails_changes_nothing(file: Path, later: Path) -> None:
    broken = LATER_REVISION.format(before=newest_revision(), more="op.drop_table('nothing')")
    (later / "r9000_colours.py").write_text(broken)
    with pytest.raises(StoreError):
        open_engine(file, create=False, revisions=later)
    with open_store(file) as store:
        assert list(store.view.records()) == [RECORD]
        assert list(verify(store, reread)) == []


def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(open_store, [path] * 8))
    assert [store.view.counts().articles for store in stores] == [0] * 8
    for store in stores:
        store.close()


def test_a_file_that_was_moved_away_is_not_made_anew_nor_used_on(file: Path) -> None:
    with open_store(file) as store:
        assert store.view.counts().articles == 1
        file.rename(file.with_name("away.db"))
        with pytest.raises(StoreError, match="unable to open"):
            store.view.counts()
        assert not file.exists()
        open_store(file).close()
        assert store.view.counts().articles == 0


def test_the_migrations_make_the_tables_that_the_code_sees(store: Store) -> None:
    def ours(item: object, name: str | None, kind: str, *_: object) -> bool:
        if kind == "table":
            return name in metadata.tables
        # The first and the last are PostgreSQL's own, as FTS5's tables are SQLite's; the other is SQLite's only.
        own = ("fulltext",) if store._engine.dialect.name == "sqlite" else ("fulltext", "_told", "articles_newest")
        return not str(name).endswith(own)

    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_file_keeps_a_log_beside_it_and_holds_to_its_references(file: Path) -> None:
    assert run(file, "PRAGMA journal_mode") == [("wal",)]
    with open_store(file) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_other_tools_find_the_full_text_index_of_a_table(file: Path) -> None:
    # The two patterns by which Datasette and sqlite-utils recognise an index.
    for table in ("statements", "articles"):
        found = run(
            file,
            "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%' "
            f"AND sql LIKE '%content=\"{table}\"%'",
        )
        assert found == [(f"{table}_fts",)]


def test_a_full_disk_is_a_clear_error_and_loses_nothing(file: Path) -> None:
    with open_store(file) as store, store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.rollback()
        with pytest.raises(StoreError, match="full"):
            Writer(connection).put(said(("Rui Prata", "no " * 100_000)))
        assert list(store.view.records()) == [RECORD]
