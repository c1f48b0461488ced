"""`explain`: why an entry says what it says. The people are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = (
    "Prosecutor Ana Lopes met builder Rui Prata in Lisbon on Monday, 3 March 2031.\n\n"
    "She said on Tuesday that the ferry had been late. Prata said it would sail."
)


@pytest.fixture
def database(tmp_path: Path, onrecord: Run) -> Path:
    article = {"id": "ferry", "text": TEXT, "published": "2031-03-05"}
    (tmp_path / "ferry.jsonl").write_text(json.dumps(article), encoding="utf-8")
    database = tmp_path / "onrecord.db"
    assert onrecord("--db", database, "add", "ferry.jsonl").returncode == 0
    return database


def ids_of(onrecord: Run, database: Path) -> dict[str, str]:
    found = map(json.loads, onrecord("--db", database, "find", "--json").stdout.splitlines())
    return {one["words"]["content"]: one["statement"]["id"] for one in found}


def test_a_speaker_is_explained_by_who_was_considered_and_what_counted(onrecord: Run, database: Path) -> None:
    id_ = next(id_ for content, id_ in ids_of(onrecord, database).items() if "late" in content)
    shown = onrecord("--db", database, "explain", id_)
    assert shown.returncode == 0
    assert "speaker     Ana Lopes  rule pronoun  “She”" in shown.stdout
    assert "→ Ana Lopes" in shown.stdout
    assert any("Prata" in line and "→" not in line for line in shown.stdout.splitlines())
    explained = json.loads(onrecord("--db", database, "explain", id_, "--json").stdout)
    [speaker] = [reason for reason in explained["reasons"] if reason["what"] == "speaker"]
    assert {one["name"] for one in speaker["candidates"] if one["chosen"]} == {"Ana Lopes"}
    assert all(TEXT[slice(*one["span"])] == one["words"] for one in speaker["candidates"])
    [said] = [reason for reason in explained["reasons"] if reason["what"] == "said on"]
    assert (said["answer"], said["words"]) == ("2031-03-04 to 2031-03-04", "on Tuesday")
    assert explained["read_again"] is False


def test_an_entity_is_explained_by_its_links(onrecord: Run, database: Path) -> None:
    known = json.loads(onrecord("--db", database, "who", "Prata", "--json").stdout.splitlines()[0])
    shown = onrecord("--db", database, "explain", known["id"])
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (0, f"Rui Prata (person) {known['id']}")


@pytest.mark.parametrize("identifier", ["s-0", "e-0", "n-0", "ferry.txt"])
def test_what_is_not_there_is_said(onrecord: Run, database: Path, identifier: str) -> None:
    asked = onrecord("--db", database, "explain", identifier)
    assert asked.returncode == 2
    assert "There is no statement, event or entity" in asked.stderr
