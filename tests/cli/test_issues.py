"""`issues`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def failed(onrecord: Run, tmp_path: Path) -> Run:
    """`onrecord` where two pages could not be read."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "sealed.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert onrecord("add", "empty.txt", "sealed.pdf", "-q").returncode == 1
    return onrecord


def test_pages_that_gave_no_article_are_listed(failed: Run) -> None:
    lines = [json.loads(line) for line in failed("issues", "--json").stdout.splitlines()]
    assert sorted(line["location"] for line in lines) == ["empty.txt", "sealed.pdf"]
    assert all(line["message"] and line["article"] is None for line in lines)
    assert failed("issues", "--failures", "--json").stdout.count("\n") == 2
    table = failed("issues").stdout
    assert "empty.txt" in table
    assert "sealed.pdf" in table


def test_one_code_is_asked_for_and_all_are_counted(failed: Run) -> None:
    (line,) = failed("issues", "empty", "--json").stdout.splitlines()
    assert json.loads(line)["location"] == "empty.txt"
    assert failed("issues", "no-such-code").stderr == "There are no issues of the code no-such-code.\n"
    counts = failed("issues", "--count", "-f", "csv").stdout.splitlines()
    assert counts[0] == "stage,code,issues,without_article"
    assert "clean,empty,1,1" in counts[1:]
    assert "more than 1;" in failed("issues", "-n", "1").stderr
