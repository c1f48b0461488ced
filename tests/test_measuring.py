"""What `make bench` does with a record, at a size that takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import record
from benchmarks.record import AIMED_AT, in_file, in_postgresql, made
from tests.postgresql import Server

STATEMENTS = 100


@pytest.fixture(autouse=True)
def _few_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "QUESTIONS", 2)


def test_a_record_is_built_once_asked_and_exported(tmp_path: Path) -> None:
    path = made(tmp_path, STATEMENTS)
    built = path.stat().st_mtime_ns
    assert made(tmp_path, STATEMENTS).stat().st_mtime_ns == built
    found = in_file(path, STATEMENTS, export=True)
    assert set(found) >= {*AIMED_AT, "bytes a statement", "export as jsonl", "export as csv"}


def test_it_is_copied_into_postgresql_and_asked_there(tmp_path: Path, postgresql: Server) -> None:
    found = in_postgresql(postgresql, made(tmp_path, STATEMENTS), STATEMENTS)
    assert set(found) >= {*AIMED_AT, "bytes a statement", "copied from SQLite"}
