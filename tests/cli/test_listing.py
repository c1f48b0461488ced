"""Lists in the layout and the columns that are asked for, and on a terminal too narrow for a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from onrecord.cli import listing
from onrecord.formats.table import COLUMNS
from tests.cli.conftest import Run


def test_statements_have_the_columns_of_an_export(onrecord: Run, examples_db: Path) -> None:
    found = list(csv.DictReader(io.StringIO(onrecord("--db", examples_db, "find", "granite", "-f", "csv").stdout)))
    exported = list(csv.DictReader(io.StringIO(onrecord("--db", examples_db, "export", "granite", "-f", "csv").stdout)))
    assert list(found[0]) == list(COLUMNS)
    assert [row["content"] for row in found] == [row["content"] for row in exported]


def test_columns_come_in_the_order_that_is_asked_for(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "find", "granite", "--json", "--columns", "content, speaker")
    assert [list(json.loads(line)) for line in done.stdout.splitlines()] == [["content", "speaker"]] * 2
    table = onrecord("--db", examples_db, "find", "granite", "-f", "table", "--columns", "speaker,kind").stdout
    assert table.splitlines()[0].split() == ["speaker", "kind"]


def test_events_are_rows_too(onrecord: Run, examples_db: Path, tmp_path: Path) -> None:
    done = onrecord("--db", examples_db, "events", "--type", "ACCUSE", "-f", "csv", "-o", "events.csv")
    assert (done.returncode, done.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "events.csv").read_text(encoding="utf-8"))))
    assert {row["type"] for row in rows} == {"ACCUSE"}
    assert "Varnholt" in " ".join(row["recipients"] for row in rows)
    counts = onrecord("--db", examples_db, "events", "--count", "type", "-f", "csv").stdout
    assert counts == onrecord("--db", examples_db, "events", "--count", "type", "--csv").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("find", "--columns", "colour"), "there is no column"),
        (("events", "--csv", "--json"), "two formats"),
        (("articles", "-f", "csv", "--json"), "two formats"),
    ],
)
def test_what_is_no_list_is_said(onrecord: Run, examples_db: Path, arguments: tuple[str, ...], words: str) -> None:
    done = onrecord("--db", examples_db, *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_narrow_terminal_gets_a_row_in_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    headings = ("when", "who", "did", "to whom", "where", "status")
    row = ("2024-02-27", "Klaus Etheridge, chair of the board", "ACCUSE", "", "Quillmouth", "occurred\x1b[2J")

    def printed(width: int) -> str:
        screen = Console(width=width, file=io.StringIO(), force_terminal=False)
        monkeypatch.setattr(listing, "output", lambda: screen)
        listing.print_table(headings, [row])
        assert isinstance(screen.file, io.StringIO)
        return screen.file.getvalue()

    narrow, wide = printed(50), printed(200)
    assert narrow.splitlines()[:2] == ["when     2024-02-27", "who      Klaus Etheridge, chair of the board"]
    assert "to whom" not in narrow, "what is empty is left out"
    assert wide.splitlines()[0].split()[:2] == ["when", "who"]
    assert len(wide.splitlines()) == 2
    assert "\x1b" not in narrow + wide
