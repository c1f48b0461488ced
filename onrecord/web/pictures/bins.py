"""Days -> bins of a day, a week, a month or a year, few enough to draw. Imports the standard library only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_BINS = 120
_MOST_DAYS = {"day": 62, "week": 7 * 78, "month": 31 * 120}


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bin:
    """The days from `first` to `last`, both inclusive."""

    first: date
    last: date
    unit: Unit

    @property
    def label(self) -> str:
        """Where it begins, in words."""
        match self.unit:
            case Unit.DAY:
                return f"{self.first.day} {self.first:%B} {self.first.year}"
            case Unit.WEEK:
                return f"Week of {self.first.day} {self.first:%B} {self.first.year}"
            case Unit.MONTH:
                return f"{self.first:%B} {self.first.year}"
            case Unit.YEAR if self.last.year == self.first.year:
                return str(self.first.year)
            case _:
                return f"{self.first.year}–{self.last.year}"


def bins_of(days: Iterable[date]) -> tuple[Bin, ...]:
    """Adjoining bins from the first day to the last, empty ones too; at most 120. None for no days."""
    known = set(days)
    if not known:
        return ()
    first, last = min(known), max(known)
    span = (last - first).days + 1
    unit = next((Unit(name) for name, most in _MOST_DAYS.items() if span <= most), Unit.YEAR)
    return tuple(_bins(first, last, unit))


def counted(bins: Iterable[Bin], days: Mapping[date, int]) -> tuple[int, ...]:
    """How many fall in each of adjoining bins."""
    listed = list(bins)
    totals = [0] * len(listed)
    place = 0
    for day in sorted(days):
        while place < len(listed) and day > listed[place].last:
            place += 1
        if place < len(listed) and day >= listed[place].first:
            totals[place] += days[day]
    return tuple(totals)


def _bins(first: date, last: date, unit: Unit) -> Iterator[Bin]:
    years = max(1, -(-(last.year - first.year + 1) // MOST_BINS))
    start = {
        Unit.DAY: first,
        Unit.WEEK: first - timedelta(days=min(first.weekday(), (first - date.min).days)),
        Unit.MONTH: first.replace(day=1),
        Unit.YEAR: date(first.year, 1, 1),
    }[unit]
    while True:
        end = _end(start, unit, years)
        yield Bin(start, end, unit)
        if end >= last or end == date.max:
            return
        start = end + timedelta(days=1)


def _end(start: date, unit: Unit, years: int) -> date:
    match unit:
        case Unit.DAY:
            return start
        case Unit.WEEK:
            return start + timedelta(days=min(6, (date.max - start).days))
        case Unit.MONTH:
            return date.max if (start.year, start.month) == (9999, 12) else _month_after(start) - timedelta(days=1)
        case Unit.YEAR:
            return date(min(start.year + years - 1, 9999), 12, 31)


def _month_after(start: date) -> date:
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)
