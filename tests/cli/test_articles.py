"""`articles`, as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_articles_are_listed_and_narrowed_down(onrecord: Run, examples_db: Path) -> None:
    every = onrecord("--db", examples_db, "articles", "--json").stdout.splitlines()
    assert len(every) == 9
    may = [
        json.loads(line) for line in onrecord("--db", examples_db, "articles", "--after", "2024-05", "--json").stdout.splitlines()
    ]
    assert may
    assert all(line["published"].startswith("2024-05") for line in may)
    assert onrecord("--db", examples_db, "articles", "--after", "2024-05").stdout.count("statement") == len(may)
    found = onrecord("--db", examples_db, "find", "--in", "articles", "title:tunnel", "--json").stdout
    assert onrecord("--db", examples_db, "articles", "title:tunnel", "--json").stdout == found


def test_a_page_leads_to_the_next(onrecord: Run, examples_db: Path) -> None:
    first = onrecord("--db", examples_db, "articles", "-n", "5", "--json")
    cursor = first.stderr.split("--page ")[1].split(",")[0]
    second = onrecord("--db", examples_db, "articles", "-n", "5", "--json", "--page", cursor)
    assert len({*first.stdout.splitlines(), *second.stdout.splitlines()}) == 9


def test_columns_are_chosen(onrecord: Run, examples_db: Path) -> None:
    done = onrecord("--db", examples_db, "articles", "-f", "csv", "--columns", "statements,id")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert rows[0] == ["statements", "id"]
    assert sum(int(row[0]) for row in rows[1:]) == 130
