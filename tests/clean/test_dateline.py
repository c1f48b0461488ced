"""Where a report was filed, and when."""

from __future__ import annotations

import pytest

from onrecord.clean import clean_text
from onrecord.clean.dateline import dateline_of

SAID = "The mayor said on Tuesday that he would go."


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("HARBY — ", "HARBY", None),
        ("HARBY, March 6 (AP) — ", "HARBY", None),
        ("HARBY, March 6, 2024 — ", "HARBY", "2024-03-06"),
        ("HARBY, 6 March 2024 — ", "HARBY", "2024-03-06"),
        ("HARBY, Wednesday, March 6, 2024 — ", "HARBY", "2024-03-06"),
        ("HARBY, Estmark, Mar. 6, 2024 (Reuters) - ", "HARBY, Estmark", "2024-03-06"),
        ("HARBY, 2024-03-06 — ", "HARBY", "2024-03-06"),
        ("HARBY, March 6, 2024 /PRNewswire/ -- ", "HARBY", "2024-03-06"),
        ("Hallmark Bay, March 6, 2024 – ", "Hallmark Bay", "2024-03-06"),
    ],
)
def test_datelines(line: str, place: str, day: str | None) -> None:
    found = dateline_of(line + SAID, line + SAID)
    assert found is not None
    assert (found.place, found.day, found.end) == (place, day, len(line))


@pytest.mark.parametrize("line", [SAID, "CORRECTION: ", "Ada Obi – ", "In Harby, March 6, 2024 was a cold day – "])
def test_what_is_no_dateline(line: str) -> None:
    assert dateline_of(line + SAID, line + SAID) is None


def test_a_dateline_with_a_whole_date_gives_the_day_of_publication() -> None:
    text = f"Mayor to go\n\nHARBY, March 6, 2024 — {SAID}"
    assert clean_text(text)[0].published == "2024-03-06"
    assert clean_text(text, published="2024-03-07")[0].published == "2024-03-07"
