"""`stats`, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_what_is_stored_is_counted(onrecord: Run, examples_db: Path) -> None:
    numbers = json.loads(onrecord("--db", examples_db, "stats", "--json").stdout)
    assert (numbers["articles"], numbers["statements"], numbers["failures"]) == (9, 130, 0)
    assert (numbers["first_day"], numbers["last_day"]) == ("2023-11-11", "2024-05-16")
    assert numbers["bytes"] == examples_db.stat().st_size
    shown = onrecord("--db", examples_db, "stats").stdout
    assert ["articles", "9"] in [line.split() for line in shown.splitlines()]
