"""docs/sources.md says what there is."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.acquire.input_formats import BY_ENDING
from onrecord.acquire.wordlist import lines_of

SOURCES = (Path(__file__).parent.parent.parent / "docs" / "sources.md").read_text(encoding="utf-8")


def test_every_kind_of_file_is_listed_and_no_other() -> None:
    table = SOURCES.partition("## Files and folders")[2].partition("Each may be packed")[0]
    endings = {ending for row in table.splitlines() if row.startswith("| ") for ending in re.findall(r"\.\w+", row.split("|")[2])}
    assert endings == set(BY_ENDING)


def test_the_names_of_columns_are_those_that_are_taken_first() -> None:
    for line in lines_of("columns.txt"):
        first = ", ".join(line.partition(":")[2].split()[:3])
        assert f"| {first}" in SOURCES
