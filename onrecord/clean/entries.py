"""The times of a live blog's entries, from the lines that give them. Imports the standard library and clean's own parts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import pairwise

from onrecord.dates import find_date

_CLOCK = re.compile(r"(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2}))?\s?(?P<half>[ap])?", re.I)
_WIDEST = timedelta(days=14)


def entry_times(lines: list[str], published: str | None) -> list[str | None]:
    """For the line that gives the time of each entry, in the order of the page, an ISO 8601 date or date-time with zone.

    A bare clock ("9:05 p.m.") is one of the day of publication, and gives a time only where its zone is written too; where the
    clocks neither only rise nor only fall, they are of several days, and none is guessed.
    """
    clocks = [minutes for line in lines if (minutes := _minutes(line)) is not None]
    one_day = all(a <= b for a, b in pairwise(clocks)) or all(a >= b for a, b in pairwise(clocks))
    day = published[:10] if published and one_day else None
    return [_time(line, day) for line in lines]


def near_in_time(times: list[str | None]) -> bool:
    """Whether the times lie within two weeks, as those of a live blog do and those of a chronicle do not."""
    days = [datetime.fromisoformat(time[:10]) for time in times if time]
    return not days or max(days) - min(days) <= _WIDEST


def _time(line: str, day: str | None) -> str | None:
    if date := find_date(line):
        return date.iso
    if day is None:
        return None
    dated = find_date(f"{day} {line}")
    return dated.iso if dated else day


def _minutes(line: str) -> int | None:
    """The first clock in a line without a date, in minutes since midnight."""
    match = _CLOCK.search(line)
    if find_date(line) or not match:
        return None
    half = (match["half"] or "").lower()
    return (int(match["h"]) % 12 + 12 * (half == "p") if half else int(match["h"])) * 60 + int(match["m"] or 0)
