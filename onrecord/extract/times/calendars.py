"""Calendar arithmetic for time expressions: units, their parts, what recurs. Imports the standard library only.

Everything is the proleptic Gregorian calendar in whole days, both ends included; weeks are ISO 8601, Monday to Sunday.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.extract.times.words import holiday_rules


class Days(NamedTuple):
    """From `start` to `end`, both included; `unit` is its granularity."""

    start: date
    end: date
    unit: str


Yearly = Callable[[int], Days]

_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_PARTS = ("early", "mid", "late")


def day(of: date) -> Days:
    return Days(of, of, "day")


def year(number: int) -> Days:
    return Days(date(number, 1, 1), date(number, 12, 31), "year")


def month(number: int, month_number: int) -> Days:
    return months(number, month_number, 1, "month")


def months(number: int, first: int, count: int, unit: str) -> Days:
    """`count` whole months from month `first` of year `number`; `first` may run past 12."""
    start = date(number, 1, 1) if first == 1 else plus_months(date(number, 1, 1), first - 1)
    return Days(start, plus_months(start, count) - timedelta(days=1), unit)


def plus_months(of: date, count: int) -> date:
    """The same day of the month `count` months on, or that month's last day."""
    index = of.year * 12 + of.month - 1 + count
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return date(index // 12, index % 12 + 1, min(of.day, last))


def plus_units(of: date, count: int, unit: str) -> date:
    """`of` moved by `count` units; months and longer keep the day of the month where it exists."""
    if unit in _DAYS_IN:
        return of + timedelta(days=count * _DAYS_IN[unit])
    return plus_months(of, count * _MONTHS_IN[unit])


def unit_around(of: date, unit: str) -> Days:
    """The calendar unit that contains `of`: its ISO week, month, quarter, year, decade (2010-2019), century (2001-2100)."""
    if unit == "day":
        return day(of)
    if unit in ("week", "fortnight"):
        monday = of - timedelta(days=of.weekday())
        return Days(monday, monday + timedelta(days=6), "week")
    if unit == "weekend":
        saturday = of + timedelta(days=5 - of.weekday())
        return Days(saturday, saturday + timedelta(days=1), "weekend")
    if unit == "month":
        return month(of.year, of.month)
    if unit == "quarter":
        return months(of.year, 3 * ((of.month - 1) // 3) + 1, 3, "quarter")
    if unit == "decade":
        first = of.year // 10 * 10
        return Days(date(first, 1, 1), date(first + 9, 12, 31), "decade")
    if unit == "century":
        return century((of.year - 1) // 100 + 1)
    return year(of.year)


def century(number: int) -> Days:
    return Days(date(100 * (number - 1) + 1, 1, 1), date(100 * number, 12, 31), "century")


def third(days: Days, part: str) -> Days:
    """The early, mid or late third. Months: days 1-10, 11-20, the rest; weeks: Monday-Tuesday, Wednesday, the rest; years: four
    months each; decades: years 0-3, 4-6, 7-9; centuries: years 1-33, 34-66, 67-100."""
    index = _PARTS.index(part)
    unit = f"part-of-{days.unit}"
    if days.unit in ("month", "week", "weekend", "day"):
        cuts = {"month": (10, 10), "week": (2, 1)}.get(days.unit)
        if cuts is None:
            return days
        starts = (days.start, days.start + timedelta(days=cuts[0]), days.start + timedelta(days=sum(cuts)))
    elif days.unit in ("decade", "century"):
        cuts = (4, 7) if days.unit == "decade" else (33, 66)
        starts = (days.start, plus_months(days.start, 12 * cuts[0]), plus_months(days.start, 12 * cuts[1]))
    else:
        size = _MONTHS_IN[days.unit] // 3
        starts = (days.start, plus_months(days.start, size), plus_months(days.start, 2 * size))
    end = days.end if index == 2 else starts[index + 1] - timedelta(days=1)
    return Days(starts[index], end, unit)


def nth_part(box: Days, nth: int, count: int, unit: str) -> Days | None:
    """`count` units from the `nth` of `box` on; `nth` 0 means the last. In months, weeks are counted from the first (or back
    from the last) day; in longer boxes they are ISO weeks' length too. None where it runs out of the box."""
    back = nth == 0
    if unit == "weekend":
        weekends = list(_weekdays(box, 5))
        if not weekends or len(weekends) < nth:
            return None
        return Days(weekends[nth - 1], weekends[nth - 1] + timedelta(days=1), "weekend")
    if back:
        start = plus_units(box.end + timedelta(days=1), -count, unit)
        return Days(start, box.end, unit if count == 1 else "range") if start >= box.start else None
    start = plus_units(box.start, (nth - 1) * count, unit)
    end = plus_units(start, count, unit) - timedelta(days=1)
    return Days(start, end, unit if count == 1 else "range") if end <= box.end else None


def nth_weekday(box: Days, nth: int, weekday: int) -> Days | None:
    found = list(_weekdays(box, weekday))
    return day(found[nth - 1]) if found and nth <= len(found) else None


def _weekdays(box: Days, weekday: int) -> Iterable[date]:
    first = box.start + timedelta(days=(weekday - box.start.weekday()) % 7)
    return (first + timedelta(days=n) for n in range(0, (box.end - first).days + 1, 7))


def holiday(name: str) -> Yearly:
    """The day of a named holiday, by the rule in the data file."""
    rule = holiday_rules()[name]
    if fixed := re.fullmatch(r"(\d+)-(\d+)", rule):
        return lambda y: day(date(y, int(fixed[1]), int(fixed[2])))
    if moving := re.fullmatch(r"easter([+-]\d+)", rule):
        return lambda y: day(easter(y) + timedelta(days=int(moving[1])))
    which, weekday, month_number, *shift = rule.split()
    number = [d.lower() for d in calendar.day_name].index(weekday)

    def nth(y: int) -> Days:
        days = list(_weekdays(month(y, int(month_number)), number))
        chosen = days[-1] if which == "last" else days[int(which) - 1]
        return day(chosen + timedelta(days=int(shift[0]) if shift else 0))

    return nth


def easter(number: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, b, c = number % 19, number // 100, number % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month_number, day_before = divmod(h + length - 7 * m + 114, 31)
    return date(number, month_number, day_before + 1)


def yearly_around(of: Yearly, today: date) -> list[Days]:
    """The occurrences from two years before to two years after, leaving out years without one (29 February)."""
    found = []
    for number in range(today.year - 4, today.year + 5):
        try:
            found.append(of(number))
        except ValueError:
            continue
    return found


def chosen(occurrences: list[Days], today: date, which: str | None, points: str | None) -> Days | None:
    """The occurrence meant. "last": the latest that is over; "next": the first still to begin; future: the first that is not
    over; past: the latest that has begun; otherwise the nearest, the earlier of two as near."""
    if which == "last":
        return next((d for d in reversed(occurrences) if d.end < today), None)
    if which == "next":
        return next((d for d in occurrences if d.start > today), None)
    if points == "future":
        return next((d for d in occurrences if d.end >= today), None)
    if points == "past":
        return next((d for d in reversed(occurrences) if d.start <= today), None)
    return min(occurrences, key=lambda d: (max((d.start - today).days, (today - d.end).days, 0), d.start), default=None)
