"""When: time expressions resolved to days, and the one that says when a statement was made. Imports the standard library only.

`find_times` finds the phrases, `resolve_time` turns one into an interval of ISO dates, `said_when` picks the one that dates a
statement. All are pure. The conventions, with their reasons, are in docs/times.md; in short: relative phrases count from the
publication date in the publisher's own zone, a bare weekday is the latest one unless the sentence points forwards, weeks are
ISO weeks, "early", "mid" and "late" are thirds, and what the text does not fix ("a few days ago", "the previous day", a fiscal
year) is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onrecord.extract.times import calendars as cal
from onrecord.extract.times.calendars import Days
from onrecord.extract.times.distances import Now, ago, ahead, away, coming, counted, past, rolled
from onrecord.extract.times.grammar import TimePhrase, find_times
from onrecord.extract.times.words import TimeWord

__all__ = ["Interval", "TimePhrase", "find_times", "resolve_time"]


@dataclass(frozen=True, slots=True)
class Interval:
    """ISO dates, both included. `granularity` is the unit that the words name ("day", "part-of-day", "week", "part-of-month",
    "range", ...); `rule` the rule that gave it."""

    start: str
    end: str
    granularity: str
    rule: str


def resolve_time(
    phrase: TimePhrase, published: str | None, *, dateline: str | None = None, anchor: str | None = None
) -> Interval | None:
    """The days that `phrase` names, or None where they are unknown.

    `published` is an ISO 8601 date or date-time: its own calendar day counts, whatever its zone. A date in `dateline` ("PARIS,
    Feb. 26") goes before it. `anchor` is the ISO date that "the previous day" or "a year earlier" counts from.
    """
    now = _reference(published, dateline)
    if now is None and not phrase.absolute and (phrase.rule != "anchored" or anchor is None):
        return None
    try:
        anchor_day = date.fromisoformat(anchor[:10]) if anchor else None
        days = _resolved(phrase, now or Now(anchor_day or date(2000, 1, 1)), anchor_day)
    except (ValueError, OverflowError):
        return None  # a date that no calendar has: "31 February", "30,000 years ago"
    return None if days is None else Interval(days.start.isoformat(), days.end.isoformat(), days.unit, phrase.rule)


def _reference(published: str | None, dateline: str | None) -> Now | None:
    now = None
    if published:
        try:
            moment = datetime.fromisoformat(published)
        except ValueError:
            return None
        now = Now(moment.date(), moment if len(published) > 10 else None)
    if dateline:
        for phrase in find_times(dateline):
            if phrase.rule.startswith("date") and (now is not None or phrase.absolute):
                days = _resolved(phrase, now or Now(date(2000, 1, 1)), None)
                if days is not None:
                    return Now(days.start)
    return now


def _resolved(phrase: TimePhrase, now: Now, anchor: date | None) -> Days | None:
    if phrase.parts:
        return _joined(phrase, now)
    if phrase.rule == "anchored":
        return None if anchor is None else _anchored(phrase, anchor)
    return _RESOLVERS[phrase.rule](phrase, now)


def _joined(phrase: TimePhrase, now: Now) -> Days | None:
    first, last = phrase.parts[0], phrase.parts[-1]
    if phrase.rule == "range":
        end = _resolved(last, now, None)
        if end is None:
            return None
        start = _resolved(first, now if first.absolute else Now(end.start), None)
        if start is not None and not first.absolute and start.start > end.start:
            start = _resolved(_pointing(first, "past"), Now(end.start), None)
        return Days(start.start, end.end, "range") if start is not None and start.start <= end.end else None
    if phrase.rule == "since":
        start = _resolved(_pointing(first, "past"), now, None)
        return Days(start.start, now.today, "range") if start is not None and start.start <= now.today else None
    forwards = phrase.rule == "until" or first.points is None
    end = _resolved(_pointing(first, "future") if forwards else first, now, None)
    if end is not None and end.end < now.today:
        return None if phrase.rule == "until" else end
    return Days(now.today, end.end, "range") if end is not None else None


def _pointing(phrase: TimePhrase, points: str) -> TimePhrase:
    return TimePhrase(phrase.span, phrase.rule, phrase.words, phrase.which, phrase.part, phrase.box, points)


def _boxed(box: tuple[TimeWord, ...], now: Now) -> Days | None:
    """The interval that the words of a box name: "of 2015", "of last year", "in March 2016", "of the month"."""
    by_kind = {w.kind: w.value for w in box}
    named = by_kind.get("MONTH", by_kind.get("NAMELIKE", by_kind.get("SHORTMONTH")))
    which = next((str(w.value) for w in box if w.kind in ("LAST", "NEXT", "THIS")), "this")
    unit = next((str(w.value) for w in box if w.kind in ("WEEKS", "MONTHS", "QUARTER", "YEARS", "DECADES", "CENTURY")), None)
    around = cal.year(int(by_kind["YEAR"])) if "YEAR" in by_kind else _relative_unit(unit, which, now) if unit else None
    if named is None:
        return around
    number = int(named)
    if around is not None:
        return cal.month(around.start.year, number)
    return cal.chosen(cal.yearly_around(lambda y: cal.month(y, number), now.today), now.today, None, None)


def _relative_unit(unit: str, which: str, now: Now) -> Days:
    step = {"last": -1, "this": 0, "next": 1}[which]
    return cal.unit_around(
        cal.plus_units(cal.unit_around(now.today, unit).start, step, "week" if unit == "weekend" else unit), unit
    )


def _yearly(phrase: TimePhrase, of: cal.Yearly, now: Now) -> Days | None:
    """The occurrence of something that comes once a year: in the year the words give, else by "last", "this", "next" or tense."""
    if found := _year_of(phrase):
        return of(found)
    if phrase.box:
        box = _boxed(phrase.box, now)
        return of(box.start.year) if box is not None else None
    if phrase.which == "this":
        around = [d for d in cal.yearly_around(of, now.today) if d.start <= now.today <= d.end]
        return around[0] if around else of(now.today.year)
    return cal.chosen(cal.yearly_around(of, now.today), now.today, phrase.which, phrase.points)


def _year_of(phrase: TimePhrase) -> int | None:
    found = next((w.value for w in phrase.words if w.kind == "YEAR"), None)
    return found if isinstance(found, int) else None


def _part(phrase: TimePhrase, days: Days | None, now: Now) -> Days | None:
    """The part that "early", "the end of" or "later" names; "earlier" ends and "later" starts with the publication day."""
    if days is None or phrase.part is None:
        return days
    if phrase.part in ("early", "mid", "late"):
        return cal.third(days, phrase.part)
    if not days.start <= now.today <= days.end:
        return days
    unit = f"part-of-{days.unit}"
    return Days(days.start, now.today, unit) if phrase.part == "earlier" else Days(now.today, days.end, unit)


def _month_number(phrase: TimePhrase) -> int:
    found = phrase.number("MONTH", "NAMELIKE", "SHORTMONTH")
    if found is None:
        raise ValueError("a month rule matched without a month")
    return found


def _iso(phrase: TimePhrase, now: Now) -> Days:
    return cal.day(date.fromisoformat(str(phrase.words[0].value)))


def _numeric(phrase: TimePhrase, now: Now) -> Days | None:
    """Day and month as written; unknown where both orders give a date and they differ. Dotted dates put the day first."""
    written = str(phrase.words[0].value)
    first, second, year = (int(n) for n in re.split(r"[/.]", written))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if "." in written or first > 12 or first == second:
        return cal.day(date(year, second, first))
    return cal.day(date(year, first, second)) if second > 12 else None


def _date(phrase: TimePhrase, now: Now) -> Days | None:
    month, number = _month_number(phrase), phrase.number("DAYNUMBER", "DAYORDINAL", "ORDINAL")
    if number is None:
        return None
    weekday = phrase.number("WEEKDAY", "SHORTDAY")
    if weekday is None or _year_of(phrase) or phrase.box:
        return _yearly(phrase, lambda y: cal.day(date(y, month, number)), now)
    fitting = [d for d in cal.yearly_around(lambda y: cal.day(date(y, month, number)), now.today) if d.start.weekday() == weekday]
    return cal.chosen(fitting, now.today, None, phrase.points)


def _days(phrase: TimePhrase, now: Now) -> Days | None:
    month = _month_number(phrase)
    first, last = (int(w.value) for w in phrase.words if w.kind in ("DAYNUMBER", "DAYORDINAL"))
    if first >= last:
        return None
    return _yearly(phrase, lambda y: Days(date(y, month, first), date(y, month, last), "range"), now)


def _month(phrase: TimePhrase, now: Now) -> Days | None:
    number = _month_number(phrase)
    return _part(phrase, _yearly(phrase, lambda y: cal.month(y, number), now), now)


def _quarter(phrase: TimePhrase, now: Now) -> Days | None:
    number = phrase.number("ORDINAL", "QUARTERCODE")
    if number is None or not 1 <= number <= 4:
        return None
    return _yearly(phrase, lambda y: cal.months(y, 3 * number - 2, 3, "quarter"), now)


def _half(phrase: TimePhrase, now: Now) -> Days | None:
    number = phrase.number("ORDINAL", "HALFCODE")
    if number not in (1, 2):
        return None
    box = _boxed(phrase.box, now) if phrase.box else None
    if box is not None and box.unit != "year":
        middle = box.start + timedelta(days=(15 if box.unit == "month" else ((box.end - box.start).days + 1) // 2))
        return Days(box.start, middle - timedelta(days=1), "half") if number == 1 else Days(middle, box.end, "half")
    return _yearly(phrase, lambda y: cal.months(y, 6 * number - 5, 6, "half"), now)


def _season(phrase: TimePhrase, now: Now) -> Days | None:
    first = phrase.number("SEASON")
    if first is None:
        return None
    return _part(phrase, _yearly(phrase, lambda y: cal.months(y, first, 3, "season"), now), now)


def _holiday(phrase: TimePhrase, now: Now) -> Days | None:
    name = phrase.word("HOLIDAY")
    return _yearly(phrase, cal.holiday(str(name.value)), now) if name else None


def _weekday(phrase: TimePhrase, now: Now) -> Days | None:
    number = phrase.number("WEEKDAY", "SHORTDAY")
    if number is None:
        return None
    if phrase.box:
        week = _boxed(phrase.box, now)
        return None if week is None else _of_day(phrase, week.start + timedelta(days=number))
    if phrase.which == "this":
        return _of_day(phrase, cal.unit_around(now.today, "week").start + timedelta(days=number))
    backwards = (now.today.weekday() - number) % 7
    if phrase.which == "last" or phrase.word("PAST"):
        return _of_day(phrase, now.today - timedelta(days=backwards or 7))
    if phrase.which == "next":
        return _of_day(phrase, now.today + timedelta(days=7 - backwards))
    forwards = (7 - backwards) % 7
    return _of_day(phrase, now.today + timedelta(days=forwards if phrase.points == "future" else -backwards))


def _of_day(phrase: TimePhrase, day: date) -> Days:
    part = phrase.part or phrase.word("DAYPART", "TONIGHT", "EARLIER", "LATER", "PART")
    return Days(day, day, "part-of-day" if part else "day")


def _week_weekday(phrase: TimePhrase, now: Now) -> Days | None:
    """ "last week on Tuesday"; "a week ago Monday" is the latest Monday less a week, "a week from Monday" the next and a week."""
    number = phrase.number("WEEKDAY")
    if number is None:
        return None
    if named := phrase.word("LAST", "THIS", "NEXT"):
        return _of_day(phrase, _relative_unit("week", str(named.value), now).start + timedelta(days=number))
    backwards = (now.today.weekday() - number) % 7
    return _of_day(phrase, now.today + timedelta(days=-backwards - 7 if phrase.word("AGO") else 14 - backwards))


def _relative_day(phrase: TimePhrase, now: Now) -> Days:
    shift = phrase.number("RELATIVEDAY") or 0
    if beyond := phrase.word("BEFORE", "AFTER"):
        return cal.day(now.today + timedelta(days=shift + (-1 if beyond.kind == "BEFORE" else 1)))
    return _of_day(phrase, now.today + timedelta(days=-1 if phrase.word("LAST") else shift))


def _overnight(phrase: TimePhrase, now: Now) -> Days:
    coming_night = phrase.points == "future"
    first = now.today if coming_night else now.today - timedelta(days=1)
    return Days(first, now.today + timedelta(days=coming_night), "night")


def _weekend(phrase: TimePhrase, now: Now) -> Days | None:
    this = cal.unit_around(now.today, "weekend")
    if phrase.word("PAST"):
        return _relative_unit("weekend", "last", now)
    if phrase.which in ("last", "next"):
        return _relative_unit("weekend", phrase.which, now)
    if phrase.points == "future" or (phrase.which == "this" and phrase.points != "past") or this.start <= now.today:
        return this
    return _relative_unit("weekend", "last", now)


def _unit(phrase: TimePhrase, now: Now) -> Days | None:
    unit = phrase.word("WEEKS", "MONTHS", "QUARTER", "YEARS", "DECADES", "CENTURY")
    if unit is None:
        return None
    if phrase.word("PAST") or phrase.word("COMING"):
        return rolled(now, -1 if phrase.word("PAST") else 1, str(unit.value))
    return _part(phrase, _relative_unit(str(unit.value), phrase.which or "this", now), now)


def _decade(phrase: TimePhrase, now: Now) -> Days | None:
    first = phrase.number("DECADE")
    return None if first is None else _part(phrase, Days(date(first, 1, 1), date(first + 9, 12, 31), "decade"), now)


def _century(phrase: TimePhrase, now: Now) -> Days | None:
    number = (phrase.number("NUMBER") or 0) + (phrase.number("ORDINAL", "DAYORDINAL", "BIGORDINAL") or 0)
    return _part(phrase, cal.century(number), now)


def _year(phrase: TimePhrase, now: Now) -> Days | None:
    found = _year_of(phrase)
    return None if found is None else _part(phrase, cal.year(found), now)


def _years(phrase: TimePhrase, now: Now) -> Days | None:
    """ "2014-16": the second year has the first one's century."""
    first, short = _year_of(phrase), phrase.number("DAYNUMBER", "SMALLNUMBER")
    if first is None or short is None or short > 99:
        return None
    last = first // 100 * 100 + short
    return Days(date(first, 1, 1), date(last, 12, 31), "range") if last > first else None


def _nth_weekday(phrase: TimePhrase, now: Now) -> Days | None:
    box, weekday = _boxed(phrase.box, now), phrase.number("WEEKDAY")
    return None if box is None or weekday is None else cal.nth_weekday(box, phrase.number("ORDINAL") or 0, weekday)


def _nth_part(phrase: TimePhrase, now: Now) -> Days | None:
    box = _boxed(phrase.box, now)
    unit = phrase.word("DAYS", "WEEKS", "WEEKEND", "MONTHS", "QUARTER", "YEARS", "DECADES")
    if box is None or unit is None:
        return None
    return cal.nth_part(box, phrase.number("ORDINAL") or 0, phrase.number("NUMBER", "DAYNUMBER") or 1, str(unit.value))


def _anchored(phrase: TimePhrase, anchor: date) -> Days | None:
    """Counted from another date in the text: "a year earlier", "the next day", "that week"."""
    moved = phrase.word("PREVIOUS", "FOLLOWING", "NEXT", "SAME", "THAT", "BEFORE", "AFTER", "EARLIER", "LATER")
    if moved is None or phrase.word("VAGUE"):
        return None
    step = {"PREVIOUS": -1, "BEFORE": -1, "EARLIER": -1, "FOLLOWING": 1, "NEXT": 1, "AFTER": 1, "LATER": 1}.get(moved.kind, 0)
    if weekday := phrase.word("WEEKDAY"):
        backwards = (anchor.weekday() - int(weekday.value)) % 7
        return cal.day(anchor + timedelta(days=-(backwards or 7) if step < 0 else 7 - backwards))
    if phrase.word("DAYPART") or phrase.word("IN") or phrase.word("THAT"):
        step = step if moved.kind in ("PREVIOUS", "FOLLOWING", "NEXT") else 0
        if phrase.word("DAYPART", "DAYS"):
            return _of_day(phrase, anchor + timedelta(days=step))
    if weekend := phrase.word("WEEKEND"):
        return cal.unit_around(anchor + timedelta(days=7 * step), str(weekend.value))
    count, unit = counted(phrase)
    return away(Now(anchor), step * (count if phrase.word("EARLIER", "LATER", "BEFORE", "AFTER") else 1), unit)


def _unknown(phrase: TimePhrase, now: Now) -> None:
    return None


_RESOLVERS: dict[str, Callable[[TimePhrase, Now], Days | None]] = {
    "date-iso": _iso,
    "date-numeric": _numeric,
    "fiscal": _unknown,
    "vague": _unknown,
    "days": _days,
    "date": _date,
    "nth-weekday": _nth_weekday,
    "nth-part": _nth_part,
    "quarter": _quarter,
    "half": _half,
    "century": _century,
    "week-weekday": _week_weekday,
    "units-ago": ago,
    "units-past": past,
    "units-coming": coming,
    "units-ahead": ahead,
    "relative-day": _relative_day,
    "overnight": _overnight,
    "weekday": _weekday,
    "weekend": _weekend,
    "month": _month,
    "season": _season,
    "decade": _decade,
    "unit": _unit,
    "years": _years,
    "year": _year,
    "holiday": _holiday,
}
