"""Dates as they are written on pages, to ISO 8601. Imports the standard library only.

A date is never guessed: "03/04/2024" may be March or April, and gives none. A time of day counts only where its zone is written
too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Literal

from onrecord.clean.wordlist import entries

_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
_WEEKDAYS = f"(?:{'|'.join(sorted(entries('weekdays'), key=len, reverse=True))})"
_TIME = (
    r"(?:(?P<h>\d{1,2})(?::|\.|h)(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?|(?P<h12>\d{1,2})(?=\s?[ap]\.?m\b))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?\(?(?P<zone>z|utc|gmt|w?est|edt|c[sd]t|m[sd]t|p[sd]t|bst|cest|cet|eest|eet|msk|jst|ae[sd]t|[ecmp]t|ist|hrs|uhr)\b\)?)?"
    r"(?:\s?(?P<sign>[+\-−])(?P<zh>\d{2}):?(?P<zm>\d{2}))?"
)
# What may stand in a date line besides the date.
_BESIDE = re.compile(
    rf"\b(?:first|last|originally|date|published|publication|updated?|modified|posted|created|released?|issued|on|at|as of|"
    rf"{_WEEKDAYS}|local time|\d{{1,3}} min(?:ute)?s? (?:read|ago)|\d{{1,2}} (?:hour|day)s? ago)\b\.?|[\s,;:|/()\[\]·•–—@-]+",
    re.I,
)
_LEAD_TO_DATE = re.compile(r"(?:\b(?:on|updated|published|posted|publiziert am|am|le|em)\b[\s:]*|[\s|,·•–—-]+)+$", re.I)
_CLOCK = re.compile(
    r"(?:(?:updated|posted|published)(?: at)?:? )?(?:\d{1,2}[:.]\d{2}|\d{1,2}(?= ?[ap]\.?m)) ?(?:[ap]\.?m\.?)?"
    r"(?: ?\(?(?:[ECMP][SD]?T|GMT|BST|CES?T|EES?T|WES?T|UTC|IST|MSK|JST|AE[SD]T)\)?)? ?:?",
    re.I,
)
DATE_STOOD_HERE = "\x1f"
_YEAR = re.compile(r"\d{4}")
_UPDATED = re.compile(r"\b(?:updated?|modified)\b", re.I)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date at `[start, end)` of a text; `iso` is None where it may be read in two ways; `updated`: it is called an update."""

    start: int
    end: int
    iso: str | None
    updated: bool = False


@cache
def _months() -> dict[str, int]:
    return {name: number for number, row in enumerate(entries("months"), 1) for name in row.split()}


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?:\b{_WEEKDAYS}\b[.,]?\s+)?"
        rf"(?:\b(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})(?=\D|$)"
        rf"|\b(?P<mon2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<y2>\d{{4}})\b"
        rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?(?P<mon3>{month})\b\.?,?[\s-]+(?:de\s+)?(?P<y3>\d{{4}})\b"
        rf"|\b(?P<a4>\d{{1,2}})[./-](?P<b4>\d{{1,2}})[./-](?P<y4>\d{{4}})\b"
        rf"|(?P<y5>\d{{4}})\s?[年년]\s?(?P<m5>\d{{1,2}})\s?[月월]\s?(?P<d5>\d{{1,2}})\s?[日일])"
        rf"(?:[\s,T|@·•–—-]*(?:at\s+|à\s+|às\s+|a las\s+|um\s+)?{_TIME})?",
        re.I,
    )


def find_dates(text: str) -> Iterator[WrittenDate]:
    """The dates written out in `text` (a line, not a whole article), in order."""
    before = 0
    for match in _pattern().finditer(text) if _YEAR.search(text) else ():
        day = _day(match)
        if day is not False:
            iso = day if day is None else _with_time(day, match)
            yield WrittenDate(match.start(), match.end(), iso, bool(_UPDATED.search(text[before : match.start()])))
            before = match.end()


def find_date(text: str) -> WrittenDate | None:
    """The first date written out in `text`."""
    return next(find_dates(text), None)


def date_line(line: str) -> WrittenDate | None:
    """The date of a line that holds nothing but dates, times and words like "published on"; the first that is not an update."""
    found: list[WrittenDate] = []
    rest, offset = line, 0
    while len(found) < 4 and (here := find_date(rest)):
        if _BESIDE.sub("", rest[: here.start]):
            return None
        found.append(WrittenDate(here.start + offset, here.end + offset, here.iso, here.updated))
        rest, offset = rest[here.end :], offset + here.end
    if not found or _BESIDE.sub("", re.sub(_TIME, "", rest, flags=re.I)).strip("."):
        return None
    return next((one for one in found if one.iso and not one.updated), found[0])


def is_clock(line: str) -> bool:
    """Whether a line holds nothing but a time of day, as entries of a live blog begin: "9:05 p.m.", "Updated at 14:30 GMT"."""
    return len(line) <= 40 and _CLOCK.fullmatch(line) is not None


def is_time_line(line: str) -> bool:
    return is_clock(line) or date_line(line) is not None


def without_dates(line: str) -> str:
    """The line less its dates and times and the words that lead to them; DATE_STOOD_HERE where more follows a date."""
    while date := find_date(line):
        before = _LEAD_TO_DATE.sub("", line[: date.start])
        line = f"{before}{DATE_STOOD_HERE}{line[date.end :].lstrip(' |,')}".strip(DATE_STOOD_HERE)
    return line


def _day(match: re.Match[str]) -> str | Literal[False] | None:
    """The ISO date; None where day and month cannot be told apart; False where there is no such day."""
    group = match.groupdict()
    if group["y4"]:
        first, second = int(group["a4"]), int(group["b4"])
        if first <= 12 and second <= 12 and first != second and "." not in match[0]:
            return None
        year, month, day = int(group["y4"]), *((second, first) if first > 12 or "." in match[0] else (first, second))
    elif group["mon2"] or group["mon3"]:
        which = "2" if group["mon2"] else "3"
        year, month, day = int(group["y" + which]), _months()[group["mon" + which].lower()], int(group["d" + which])
    else:
        which = "1" if group["y1"] else "5"
        year, month, day = int(group["y" + which]), int(group["m" + which]), int(group["d" + which])
    try:
        return date(year, month, day).isoformat() if 1600 <= year <= 2200 else False
    except ValueError:
        return False


def _with_time(day: str, match: re.Match[str]) -> str:
    group = match.groupdict()
    if not (group["h"] or group["h12"]):
        return day
    hour, minute, second = int(group["h"] or group["h12"]), int(group["m"] or 0), int(group["s"] or 0)
    if group["half"]:
        hour = hour % 12 + (12 if group["half"].lower() == "p" else 0)
    if group["zh"]:
        hours, minutes = int(group["zh"]), int(group["zm"])
        shift = timedelta(hours=hours, minutes=minutes) * (1 if group["sign"] == "+" else -1)
    elif (group["zone"] or "").lower() in _ZONES:
        shift = timedelta(hours=_ZONES[group["zone"].lower()])
    else:
        return day
    try:
        moment = datetime.fromisoformat(day).replace(hour=hour, minute=minute, second=second, tzinfo=timezone(shift))
    except ValueError:
        return day
    return moment.isoformat()
