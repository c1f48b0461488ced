"""Reviews on the command line: accuracy, export as training data and as they are kept, import into another database."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import reviewing
from onrecord.record import Kind, Polarity, Span, Speaker, SpeakerType
from onrecord.record.review import Reading, reading_of
from onrecord.record.reviewed import text_sha256
from onrecord.store import open_store
from tests.cli.conftest import Run
from tests.store.articles import said

FERRY = said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), title="reviews\x1b[31m")
BRIDGE = said(("Zoe Adler", "the bridge held"), ("Zoe Adler", "it would"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    with open_store(path) as store:
        with store.writer() as writer:
            writer.put(FERRY)
            writer.put(BRIDGE)
        lopes, prata = FERRY.statements
        fixed = replace(reading_of(lopes), source=(), speaker=Speaker("Port of Aldwick", SpeakerType.ORGANIZATION))
        reviewing.fix(store, lopes.id, fixed, "Ada Lund\x1b[31m")
        reviewing.reject(store, prata.id, "Kim Reed")
        reviewing.accept(store, BRIDGE.statements[0].id, "Kim Reed")
    return path


def test_articles_that_were_reviewed_throughout_become_training_data(onrecord: Run, database: Path) -> None:
    done = onrecord("--db", database, "export", "reviews")
    assert done.returncode == 0, done.stderr
    assert "1 articles were left out" in done.stderr
    assert "\x1b" not in done.stdout
    (line,) = done.stdout.splitlines()
    data = json.loads(line)
    (annotations,) = data["annotations"].values()
    assert data["text"] == FERRY.article.text
    (only,) = annotations
    content = FERRY.statements[0].content[0]
    assert only == {"source": [], "cue": [[19, 23]], "content": [[content.start, content.end]]}
    assert onrecord("--db", database, "export", "--format", "training").stdout == done.stdout


def test_training_data_is_what_the_trainer_reads(onrecord: Run, database: Path, tmp_path: Path) -> None:
    corpora = pytest.importorskip("training.corpora")
    path = tmp_path / "mine.jsonl"
    path.write_text(onrecord("--db", database, "export", "reviews").stdout, encoding="utf-8")
    (labelled,) = corpora.attributions(path)
    assert [len(reading) for reading in labelled.readings] == [1]


def test_reviews_go_into_another_database(onrecord: Run, database: Path, tmp_path: Path) -> None:
    listed = onrecord("--db", database, "export", "reviews", "--format", "reviews").stdout
    assert [json.loads(line)["verdict"] for line in listed.splitlines()] == ["fix", "reject", "accept"]
    (tmp_path / "reviews.jsonl").write_text(listed + "{}\n", encoding="utf-8")
    done = onrecord("--db", "other.db", "import", "--format", "reviews", "reviews.jsonl")
    assert done.returncode == 1
    assert "line 4" in done.stderr
    assert "3 reviews were imported, 3 of them new" in done.stderr
    assert onrecord("--db", "other.db", "export", "--format", "reviews").stdout == listed
    assert "3 reviews are of words that are no longer read" in onrecord("--db", "other.db", "accuracy").stderr


def test_accuracy_is_a_table_and_json(onrecord: Run, database: Path) -> None:
    shown = onrecord("--db", database, "accuracy").stdout
    assert [line.split() for line in shown.splitlines() if line.startswith("all")] == [["all", "3", "1", "1", "1", "33%"]]
    data = json.loads(onrecord("--db", database, "accuracy", "--json").stdout)
    assert (data["all"]["reviewed"], data["unattached"], data["fixes"]) == (3, 0, {"source": 1, "speaker": 1})


def test_without_reviews_accuracy_says_how_to_make_one(onrecord: Run, tmp_path: Path) -> None:
    open_store(tmp_path / "onrecord.db").close()
    done = onrecord("accuracy")
    assert done.returncode == 0
    assert "onrecord serve" in done.stderr


def test_reviews_are_not_half_exported(onrecord: Run, database: Path) -> None:
    done = onrecord("--db", database, "export", "--format", "training", "ferry")
    assert done.returncode == 2
    assert "takes all reviews" in done.stderr


def test_reviews_are_no_query(onrecord: Run, database: Path, tmp_path: Path) -> None:
    training = onrecord("--db", database, "export", "reviews").stdout
    assert onrecord("--db", database, "export", "reviews", "--json").stdout == training
    assert onrecord("--db", database, "export", "reviews", "-o", "reviews.jsonl").returncode == 0
    assert (tmp_path / "reviews.jsonl").read_text(encoding="utf-8") == training
    found = onrecord("--db", database, "export", "--query", "reviews")
    assert (found.returncode, found.stdout) == (0, ""), "no statement has the word"


def test_what_is_found_is_marked_with_what_people_say_of_it(onrecord: Run, database: Path) -> None:
    shown = onrecord("--db", database, "find", "speaker:prata").stdout
    assert "Rejected by Kim Reed" in shown
    assert "\x1b" not in onrecord("--db", database, "find", "ferry").stdout
    (line,) = onrecord("--db", database, "find", "--json", "speaker:prata").stdout.splitlines()
    assert json.loads(line)["review"]["verdict"] == "reject"
    rejected = onrecord("--db", database, "show", json.loads(line)["statement"]["id"]).stdout
    assert "review      Rejected by Kim Reed, 20" in rejected
    unreviewed = onrecord("--db", database, "find", "--json", '"it would"').stdout
    assert json.loads(unreviewed)["review"] is None


def test_what_was_missed_is_in_the_training_data_and_counted_apart(onrecord: Run, database: Path) -> None:
    text = FERRY.article.text
    reading = Reading((), (), (Span(0, 8),), Kind.INDIRECT, Polarity.AFFIRMS)
    with open_store(database) as store:
        reviewing.add(store, FERRY.article.id, text_sha256(text), reading, "Zoe Adler")
    (line,) = onrecord("--db", database, "export", "reviews").stdout.splitlines()
    ((names, listed),) = json.loads(line)["annotations"].items()
    assert "Zoe Adler" in names
    assert listed[0] == {"source": [], "cue": [], "content": [[0, 8]]}
    assert len(listed) == 2
    assert "Missed: 1 that people added" in onrecord("--db", database, "accuracy").stdout
    assert json.loads(onrecord("--db", database, "accuracy", "--json").stdout)["missed"] == 1
    assert onrecord("copy", database, "copied.db").returncode == 0
    assert onrecord("--db", "copied.db", "export", "reviews").stdout.splitlines() == [line]
