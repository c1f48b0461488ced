"""Who is who, altered behind the store's back, is reported; whatever adding and deciding leave behind is sound."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.proof.links import link_differences
from onrecord.record import Record
from onrecord.relink import merge, relink, split, undo, use_wikidata
from onrecord.store import Store, open_store
from tests.store.articles import said

FERRY = "the ferry would sail"
MINISTER = said(("Ana Lopes", FERRY), role=("minister", "PRT"), id="a")
AGAIN = said(("Ana R. Lopes", "it would stay"), role=("minister", "PRT"), id="b")
SURGEON = said(("Ana Lopes", "no"), role=("surgeon", "BRA"), id="c")
OTHERS = said(("Rui Prata", "no"), ("Mo Halim", "yes"), id="d")
ITEM = {"id": "Q1", "name": "Ana Lopes", "roles": ["minister", "PRT"]}


def put(store: Store, *records: Record) -> None:
    with store.writer() as writer:
        for record in records:
            writer.put(record)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("links") / "onrecord.db"
    with open_store(path) as store:
        put(store, MINISTER, AGAIN, SURGEON, OTHERS)
        relink(store)
        use_wikidata(store, [json.dumps(ITEM).encode()])
        merge(store, [one.id for one in OTHERS.entities], "Kim Reed", "his new name")
    return path


@pytest.fixture
def file(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "onrecord.db"))


def alter(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER IF EXISTS decisions_no_update")
        connection.execute("DROP TRIGGER IF EXISTS decisions_no_delete")
        assert connection.execute(statement).rowcount > 0, "the test altered nothing"


def messages(file: Path) -> list[str]:
    with open_store(file, create=False) as store:
        return [f"{one.code}: {one.where} {one.message}" for one in link_differences(store)]


def test_what_linking_and_deciding_leave_is_sound(file: Path) -> None:
    assert messages(file) == []


ALTERED = [
    ("UPDATE links SET linked_id = entity_id", "linked_id is "),
    ("UPDATE links SET because = 'they look alike' WHERE because IS NOT NULL", "because is 'they look alike'"),
    ("UPDATE links SET rule = 'name' WHERE rule = 'decision'", "rule is 'name' in the table, but linking gives 'decision'"),
    ("DELETE FROM links", "linking makes it, but it is not in the table"),
    ("INSERT INTO links(article_key, entity_id, linked_id) VALUES (1, 'n-0', 'n-0')", "no current article has this entity"),
    ("UPDATE linked_entities SET name = 'Nobody'", "name is 'Nobody' in the table"),
    ("UPDATE linked_entities SET type = 'place'", "type is 'place'"),
    ("UPDATE linked_entities SET folded = ' x '", "folded is ' x '"),
    ("UPDATE linked_entities SET wikidata = 'Q2' WHERE wikidata = 'Q1'", "wikidata is 'Q2' in the table, but linking gives 'Q1'"),
    ("UPDATE linked_entities SET wikidata_because = 'so'", "wikidata_because is 'so'"),
    ("DELETE FROM linked_entities", "linking makes it, but it is not in the table"),
    ("INSERT INTO linked_entities(id, name, type, folded) VALUES ('n-0', 'X', 'person', '')", "linking makes no such entity"),
    ("UPDATE namesakes SET because = 'so'", "because is 'so'"),
    ("DELETE FROM namesakes", "linking makes it, but it is not in the table"),
    ("INSERT INTO namesakes VALUES ('n-0', 'n-1', 'so')", "linking makes no such entity"),
    ("INSERT INTO namesakes SELECT linked_id, 'n-1', 'so' FROM namesakes LIMIT 1", "linking does not make it"),
    ("UPDATE link_keys SET name_key = 'x' || name_key", "its keys are"),
    ("DELETE FROM link_keys", "is kept under nothing"),
    ("INSERT INTO link_keys VALUES (1, 'n-0', 'x')", "no current article has this entity"),
    ("UPDATE decisions SET decided_by = 'Somebody Else'", "decision: decisions row"),
    ("UPDATE decisions SET decided_at = '2020-01-01T00:00:00+00:00'", "decision: decisions row"),
    ("UPDATE decisions SET note = NULL", "decision: decisions row"),
    ("UPDATE decisions SET verdict = 'different'", "decision: decisions row"),
    ("UPDATE decisions SET these = '[]'", "decision: decisions row"),
    ("UPDATE decisions SET these = replace(these, 'Mo Halim', 'Nobody')", "decision: decisions row"),
    ("UPDATE decisions SET these = '{'", "could not be proved"),
    ("DELETE FROM decisions", "rule is 'decision' in the table"),
    ("UPDATE wikidata_items SET id = 'Q3'", "is the item 'Q1'"),
    ("UPDATE wikidata_items SET json = replace(json, 'Ana', 'Eva')", "is listed under"),
    ("UPDATE wikidata_items SET json = replace(json, 'PRT', 'BRA')", "wikidata_because is"),
    ("UPDATE wikidata_keys SET name_key = 'x' || name_key", "is listed under 'x"),
    ("DELETE FROM wikidata_items", "wikidata is 'Q1' in the table, but linking gives None"),
    ("UPDATE entities SET type = 'nothing'", "could not be proved"),
]


@pytest.mark.parametrize(("statement", "message"), ALTERED, ids=[statement for statement, _ in ALTERED])
def test_an_altered_row_is_reported(file: Path, statement: str, message: str) -> None:
    alter(file, statement)
    assert any(message in found for found in messages(file)), messages(file)


def test_forgetting_that_an_article_waits_is_reported(file: Path) -> None:
    with open_store(file) as store:
        put(store, said(("Eva Brandt", FERRY), id="e"))
    assert messages(file) == []
    alter(file, "DELETE FROM unlinked")
    assert any("linking makes it, but it is not in the table" in found for found in messages(file))


ARTICLES = [
    MINISTER,
    AGAIN,
    SURGEON,
    OTHERS,
    said(("Ana Lopes", FERRY), role=("surgeon", "BRA"), id="a", version="2"),
    said(("Rui Prata", "another text"), id="a"),
    said(("Rui Prata", FERRY), role=("mayor", "PRT"), id="e"),
    said(("Mo Halim", FERRY), id="f"),
]


STEP = st.tuples(st.integers(0, len(ARTICLES) - 1), st.booleans(), st.sampled_from(["", "merge", "split", "undo"]))


@settings(deadline=None, max_examples=10)
@given(st.lists(STEP, max_size=8))
def test_at_any_moment_it_is_sound_also_with_articles_that_wait(steps: list[tuple[int, bool, str]]) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.db") as store:
        for number, link_now, decide in steps:
            put(store, ARTICLES[number])
            if link_now:
                relink(store)
                _decide(store, decide)
            assert list(link_differences(store)) == []


def _decide(store: Store, what: str) -> None:
    linked = list(dict.fromkeys(_entities(store)))
    if what == "merge" and len(linked) > 1:
        merge(store, linked[:2], "Kim Reed")
    elif what == "split" and (several := next((one for one in store.view.linked()), None)):
        split(store, [several.links[0].entity], "Kim Reed")
    elif what == "undo" and (decisions := store.view.decisions()):
        undo(store, decisions[0].id, "Ada Lund")


def _entities(store: Store) -> Iterator[str]:
    for name in ("Lopes", "Prata", "Halim"):
        for known in store.view.entities(name):
            yield known.entity.id
