"""Times so many units away from now: "two days ago", "in the past week", "over the next year". Imports times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onrecord.extract.times import calendars as cal
from onrecord.extract.times.calendars import Days
from onrecord.extract.times.grammar import TimePhrase


@dataclass(frozen=True, slots=True)
class Now:
    """What a relative phrase counts from: a day, and the moment where it is known."""

    today: date
    moment: datetime | None = None


def counted(phrase: TimePhrase) -> tuple[int, str]:
    count = phrase.number("NUMBER", "DAYNUMBER", "SMALLNUMBER", "ARTICLE")
    unit = phrase.word("MINUTES", "HOURS", "DAYS", "WEEKS", "MONTHS", "QUARTER", "YEARS", "DECADES", "CENTURY")
    if unit is None:
        raise ValueError("a counting rule matched without a unit")
    return (1 if count is None else count), str(unit.value)


def away(now: Now, count: int, unit: str) -> Days:
    """The day, week, month, year that lies `count` units away: "three weeks ago" names a week, "a decade ago" a year."""
    if unit in ("hour", "minute"):
        moment = now.moment or datetime.combine(now.today, datetime.min.time().replace(hour=12))
        step = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
        day = (moment + step).date()
        return Days(day, day, "part-of-day")
    named = "year" if unit in ("decade", "century") else unit
    return cal.unit_around(cal.plus_units(now.today, count, unit), named)


def rolled(now: Now, count: int, unit: str) -> Days:
    """From `count` units before publication to it, or from it to `count` units after."""
    if unit in ("hour", "minute"):
        hours = abs(count) if unit == "hour" else -(-abs(count) // 60)
        count, unit = (1 if count > 0 else -1) * -(-hours // 24), "day"
    other = cal.plus_units(now.today, count, unit)
    return Days(min(other, now.today), max(other, now.today), "range")


def ago(phrase: TimePhrase, now: Now) -> Days:
    count, unit = counted(phrase)
    return away(now, -count, unit)


def ahead(phrase: TimePhrase, now: Now) -> Days | None:
    """ "in two weeks" is a time to come only where the sentence points forwards; else it is how long something took."""
    if phrase.points != "future" and not phrase.word("TIME", "NOW"):
        return None
    return away(now, *counted(phrase))


def past(phrase: TimePhrase, now: Now) -> Days:
    count, unit = counted(phrase)
    return rolled(now, -count, unit)


def coming(phrase: TimePhrase, now: Now) -> Days:
    return rolled(now, *counted(phrase))
