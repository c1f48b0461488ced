"""`who` and `link` over articles about invented people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.relink import relink
from onrecord.store import open_store
from tests.cli.conftest import Run
from tests.store.articles import said

RECORDS = (
    said(("Ana Lopes", "the ferry would sail"), role=("minister", "PRT"), id="a", published="2024-01-02", publisher="Gazette"),
    said(("Ana R. Lopes", "it would stay"), role=("minister", "PRT"), id="b", published="2024-05-06"),
    said(("Ana Lopes", "he would operate"), role=("surgeon", "BRA"), id="c"),
    said(("Lopes\x1b[31m", "nobody knows"), id="d"),
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with open_store(tmp_path / "onrecord.db") as store:
        with store.writer() as writer:
            for record in RECORDS:
                writer.put(record)
        relink(store)
    return tmp_path / "onrecord.db"


def test_who_tells_two_of_one_name_apart_and_shows_the_words(onrecord: Run, database: Path) -> None:
    shown = onrecord("--db", database, "who", "ana", "lopes").stdout
    assert shown.startswith("Ana")
    assert "minister (PRT), 2024-01-02 to 2024-05-06, in 2 articles" in shown
    assert "2024-01-02 a 0-8: “minister”" in shown
    assert shown.count("another of this name") == 2
    assert any(f"other countries ({pair})" in shown for pair in ("BRA; PRT", "PRT; BRA"))
    known = [json.loads(line) for line in onrecord("--db", database, "who", "Lopes", "--json").stdout.splitlines()]
    assert sorted(len(one["links"]) for one in known) == [1, 1, 2]
    assert "\x1b" not in onrecord("--db", database, "who", "Lopes").stdout


def test_people_merge_split_and_undo(onrecord: Run, database: Path) -> None:
    minister, surgeon = RECORDS[0].entities[0].id, RECORDS[2].statements[0].id
    merged = onrecord("--db", database, "link", "merge", minister, surgeon, "--by", "Kim Reed", "--note", "a twin")
    assert merged.returncode == 0, merged.stderr
    decision = merged.stdout.split(":")[0]
    assert "another of this name" not in onrecord("--db", database, "who", "ana").stdout
    assert "Kim Reed decided so" in onrecord("--db", database, "link", "why", minister).stdout
    assert onrecord("--db", database, "link", "split", surgeon, "--by", "Ada Lund").returncode == 0
    assert "Ada Lund decided so" in onrecord("--db", database, "who", "ana").stdout
    assert onrecord("--db", database, "link", "undo", decision, "--by", "Ada Lund").returncode == 0
    listed = [json.loads(line) for line in onrecord("--db", database, "link", "decisions", "--json").stdout.splitlines()]
    assert [(one["verdict"], one["by"], one["note"]) for one in listed] == [
        ("same", "Kim Reed", "a twin"),
        ("different", "Ada Lund", None),
        ("undo", "Ada Lund", None),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", "n-0", "n-1", "--by", "Kim"),
        ("merge", RECORDS[0].entities[0].id, RECORDS[1].entities[0].id, "--by", "Kim"),
        ("split", RECORDS[2].entities[0].id, "--by", "Kim"),
        ("split", RECORDS[0].entities[0].id),
        ("undo", "d-0", "--by", "Kim"),
        ("why", "n-0"),
    ],
)
def test_what_cannot_be_decided_is_said_with_status_2(onrecord: Run, database: Path, arguments: tuple[str, ...]) -> None:
    done = onrecord("--db", database, "link", *arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_list_of_items_is_matched(onrecord: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text('{"id": "Q1", "name": "Ana Lopes", "roles": ["PRT"]}\n')
    done = onrecord("--db", database, "link", "--wikidata", "items.jsonl")
    assert done.returncode == 0, done.stderr
    assert "Matched with 1 item" in done.stderr
    assert "Wikidata Q1" in onrecord("--db", database, "who", "ana").stdout
    assert onrecord("--db", database, "link", "--wikidata", "nothing.jsonl").returncode == 2


def test_articles_that_wait_to_be_linked_are_counted(onrecord: Run, database: Path) -> None:
    with open_store(database) as store, store.writer() as writer:
        writer.put(said(("Ana Lopes", "it would sail again"), id="e"))
    assert "1 article not linked yet" in onrecord("--db", database, "who", "ana").stderr
    assert "Linked 1 article" in onrecord("--db", database, "link").stderr
    assert "not linked yet" not in onrecord("--db", database, "who", "ana").stderr
