"""`review`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.store import open_store
from tests.cli.conftest import Run
from tests.store.articles import said

FERRY = said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), title="Ferry")
LOPES, PRATA = (statement.id for statement in FERRY.statements)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    with open_store(path) as store, store.writer() as writer:
        writer.put(FERRY)
    return path


@pytest.mark.usefixtures("database")
def test_statements_are_accepted_and_rejected(onrecord: Run) -> None:
    done = onrecord("review", "accept", LOPES, "--by", "Kim Reed", "--note", "heard it")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{LOPES} · Accepted by Kim Reed" in done.stdout
    assert onrecord("review", "reject", PRATA, ONRECORD_BY="Ada Lund").returncode == 0
    verdicts = [json.loads(line)["verdict"] for line in onrecord("review", "list", "--json").stdout.splitlines()]
    assert verdicts == ["accept", "reject"]
    assert "Rejected by Ada Lund" in onrecord("show", PRATA).stdout
    assert onrecord("accuracy", "--json").stdout.count('"reviewed":2')


@pytest.mark.usefixtures("database")
def test_a_statement_is_fixed_in_the_words_of_the_article(onrecord: Run) -> None:
    done = onrecord(
        "review", "fix", LOPES, "--by", "Kim", "--content", "the ferry", "--cue", "", "--speaker", "Ana M. Lopes", "--json"
    )
    assert done.returncode == 0, done.stderr
    fixed = json.loads(done.stdout)["fixed"]
    start, end = fixed["content"][0]
    assert FERRY.article.text[start:end] == "the ferry"
    assert fixed["cue"] == []
    assert fixed["speaker"]["name"] == "Ana M. Lopes"
    assert onrecord("export", "--format", "reviews").stdout == done.stdout


@pytest.mark.usefixtures("database")
def test_a_review_is_undone(onrecord: Run) -> None:
    made = json.loads(onrecord("review", "reject", LOPES, "--by", "Kim", "--json").stdout)["id"]
    assert "Undone by Kim" in onrecord("review", "undo", made, "--by", "Kim").stdout
    assert "Rejected" not in onrecord("show", LOPES).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "s-0000000000000000", "--by", "Kim"), "no statement"),
        (("accept", LOPES), "--by"),
        (("fix", LOPES, "--by", "Kim", "--content", "a bridge"), "does not stand in the article"),
        (("fix", LOPES, "--by", "Kim", "--speaker", "A", "--unknown"), "two answers"),
        (("fix", LOPES, "--by", "Kim"), "accept it instead"),
    ],
)
@pytest.mark.usefixtures("database")
def test_what_is_no_review_is_said(onrecord: Run, arguments: tuple[str, ...], words: str) -> None:
    done = onrecord("review", *arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert onrecord("review", "list").stdout == ""
