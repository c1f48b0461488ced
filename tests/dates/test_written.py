"""Dates in lines, in the forms and languages that people write."""

from __future__ import annotations

import pytest

from onrecord.dates import between_dates, date_line, find_date, find_dates, is_clock
from onrecord.dates.forms import FORMS, Form


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_each_form_reads_its_example(form: Form) -> None:
    found = find_date(f"Hallmark Bay, {form.example}")
    assert found is not None
    assert found.form == form.id
    assert found.iso in ("2024-03-06", "2024-03-14")


@pytest.mark.parametrize(
    ("text", "iso", "clock"),
    [
        ("6 March 2024, 09:00 CET", "2024-03-06T09:00:00+01:00", None),
        ("March 6, 2024 at 9:10 pm", "2024-03-06", "21:10:00"),
        ("Wed Mar 06 2024 15:21:41 GMT+0000 (UTC)", "2024-03-06T15:21:41+00:00", None),
        ("2024-05-08 08:53:11 AM", "2024-05-08", "08:53:11"),
        ("6 March 2024, 25:10", "2024-03-06", None),
        ("03/04/2024", None, None),
        ("in chapter 12 2024-03-06", "2024-03-06", None),
    ],
)
def test_a_time_counts_where_its_zone_is_written(text: str, iso: str | None, clock: str | None) -> None:
    found = find_date(text)
    assert found is not None
    assert (found.iso, found.clock) == (iso, clock)


@pytest.mark.parametrize("text", ["30 February 2024", "Windows 10 2024", "0204-12-2019", "(03) 2018-0405", "in 2024"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert find_date(text) is None


def test_a_month_that_two_languages_call_the_same_is_told_by_the_language() -> None:
    assert find_date("5 listopada 2024") is None
    assert [find_date("5 listopada 2024", language).iso for language in ("pl", "hr-HR")] == ["2024-11-05", "2024-10-05"]  # type: ignore[union-attr]


def test_updates_are_told_from_publication() -> None:
    line = "Published 6 March 2024, updated 7 March 2024"
    assert [(one.iso, one.updated) for one in find_dates(line)] == [("2024-03-06", False), ("2024-03-07", True)]
    found = date_line(line)
    assert found is not None
    assert found.iso == "2024-03-06"


def test_a_date_line_holds_nothing_else() -> None:
    assert date_line("Wednesday, March 6, 2024, 10:05 am (3 min read)") is not None
    assert date_line("The mayor spoke on March 6, 2024") is None


def test_what_stands_between_dates() -> None:
    assert between_dates("March 6, 2024 | By Ada Obi | Updated March 7, 2024") == ["By Ada Obi"]
    assert between_dates("By Ada Obi on Wednesday, 6 March 2024") == ["By Ada Obi"]


def test_clocks() -> None:
    assert is_clock("9:05 p.m.")
    assert not is_clock("9:05 p.m. the mayor spoke")
