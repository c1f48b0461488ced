"""Dates in running text. Imports the standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Literal

from onrecord.dates.forms import DAY, FORMS
from onrecord.dates.names import day_is_first, lines_of, months_of, zones

_YEAR = re.compile(r"\d{4}")
_LONGEST = 2000  # of a line that is searched; pages hold lines without end


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date at `[start, end)` of a text; `iso` is None where it may be read in two ways. `clock` is its time of day ("21:10:00")
    where that is written without a zone and so is no part of `iso`; `form` the id of a row of FORMS. `updated`: it is called an
    update, or is in a line of dates after one that is."""

    start: int
    end: int
    iso: str | None
    updated: bool = False
    clock: str | None = None
    form: str = ""


@cache
def _says(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, lines_of(name)))})", re.I)


def says_updated(words: str) -> bool:
    """Whether words before a date call it the time of a change."""
    return _says("updated-words").search(words) is not None


def says_published(words: str) -> bool:
    """Whether words before a date call it the time of publication."""
    return _says("published-words").search(words) is not None


def find_dates(text: str, language: str | None = None) -> Iterator[WrittenDate]:
    """The dates written out in a line, in order. `language` (BCP 47) tells months and the order of numbers apart where languages
    differ."""
    line = text[:_LONGEST]
    before = at = 0
    while _YEAR.search(line, at) and (match := DAY.search(line, at)):
        number = next(n for n in range(len(FORMS)) if match[f"y_{n}"])
        day = _day(match, number, language)
        if day is False:
            at = match.start() + 1
            continue
        iso, clock = (day, None) if day is None else _with_time(day, match)
        words = line[before : match.start()]
        updated = says_updated(words) and not says_published(words)
        yield WrittenDate(match.start(), match.end(), iso, updated, clock, FORMS[number].id)
        before = at = match.end()


def find_date(text: str, language: str | None = None) -> WrittenDate | None:
    """The first date written out in a line."""
    return next(find_dates(text, language), None)


def _day(match: re.Match[str], number: int, language: str | None) -> str | Literal[False] | None:
    """The ISO date; None where day and month cannot be told apart; False where there is no such day."""

    def group(name: str) -> str:
        return match.groupdict().get(f"{name}_{number}") or ""

    year = int(group("y"))
    if group("a"):
        first, second = int(group("a")), int(group("b"))
        day_first = "." in group("sep") or day_is_first(language)
        if first <= 12 and second <= 12 and first != second and not day_first:
            return None
        month, day = (second, first) if first > 12 or day_first else (first, second)
    else:
        name = group("mon").lower()
        month, day = months_of(language).get(name, 0) if name else int(group("m")), int(group("d"))
    try:
        return date(year, month, day).isoformat() if 1600 <= year <= 2200 else False
    except ValueError:
        return False


def _with_time(day: str, match: re.Match[str]) -> tuple[str, str | None]:
    """The day with the time of day beside it, where its zone is written; else the day and that time."""
    groups = match.groupdict()
    for place in ("_after", "_before", *(f"_{n}" for n in range(len(FORMS)))):
        group = {name.removesuffix(place): value for name, value in groups.items() if name.endswith(place)}
        stated = group.get("h") or group.get("h12") or group.get("h24")
        if not stated:
            continue
        hour = int(stated)
        if group["half"]:
            hour = hour % 12 + (12 if group["half"].lower() == "p" else 0)
        try:
            clock = time(hour, int(group["min"] or group["min24"] or 0), int(group["s"] or 0))
            zone = _zone(group)
            if zone is None:
                return day, clock.isoformat()
            return datetime.combine(date.fromisoformat(day), clock, zone).isoformat(), None
        except ValueError:
            return day, None
    return day, None


def _zone(group: dict[str, str | None]) -> timezone | None:
    """Raises ValueError where it is more than a day from UTC."""
    if group["zh"]:
        distance = timedelta(hours=int(group["zh"]), minutes=int(group["zm"] or 0))
        return timezone(distance if group["sign"] == "+" else -distance)
    hours = zones().get((group["zone"] or "").lower())
    return None if hours is None else timezone(timedelta(hours=hours))
