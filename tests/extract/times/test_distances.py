"""How far away a time is that a phrase counts to, in days and in units."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from onrecord.extract.times.distances import Now, away, rolled

NOW = Now(date(2031, 3, 4), datetime(2031, 3, 4, 1, 30))


@pytest.mark.parametrize(
    ("count", "unit", "start", "end", "named"),
    [
        (-2, "day", "2031-03-02", "2031-03-02", "day"),
        (-1, "week", "2031-02-24", "2031-03-02", "week"),
        (1, "month", "2031-04-01", "2031-04-30", "month"),
        (-1, "decade", "2021-01-01", "2021-12-31", "year"),
        (-2, "hour", "2031-03-03", "2031-03-03", "part-of-day"),
    ],
)
def test_the_unit_tells_how_exact_the_time_is(count: int, unit: str, start: str, end: str, named: str) -> None:
    days = away(NOW, count, unit)
    assert (days.start.isoformat(), days.end.isoformat(), days.unit) == (start, end, named)


def test_what_lasts_until_or_from_now_is_a_range() -> None:
    past, coming = rolled(NOW, -2, "week"), rolled(NOW, 1, "year")
    assert (past.start, past.end, past.unit) == (date(2031, 2, 18), NOW.today, "range")
    assert (coming.start, coming.end) == (NOW.today, date(2032, 3, 4))


def test_hours_reach_as_many_days_as_they_touch() -> None:
    assert rolled(NOW, -36, "hour").start == date(2031, 3, 2)
    assert rolled(NOW, -90, "minute").start == date(2031, 3, 3)
