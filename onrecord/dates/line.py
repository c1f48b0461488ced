"""Lines that hold nothing but dates and times, as they stand above articles. Imports the standard library only."""

from __future__ import annotations

import re
from functools import cache

from onrecord.dates.forms import CLOCK
from onrecord.dates.names import lines_of, weekdays, zones
from onrecord.dates.written import WrittenDate, find_date

_CLOCK_LINE = re.compile(
    r"(?:(?:updated|posted|published)(?: at)?:? )?(?:\d{1,2}[:.]\d{2}|\d{1,2}(?= ?[ap]\.?m)) ?(?:[ap]\.?m\.?)?"
    r"(?: ?\(?(?:[ECMP][SD]?T|GMT|BST|CES?T|EES?T|WES?T|UTC|IST|MSK|JST|AE[SD]T)\)?)? ?:?",
    re.I,
)
_TIME = re.compile(CLOCK, re.I)
_MOST = 4


@cache
def _beside() -> re.Pattern[str]:
    """What may stand in a date line besides the date and its time."""
    called = "|".join(rf"{re.escape(stem)}\w*" for name in ("published-words", "updated-words") for stem in lines_of(name))
    days = "|".join(map(re.escape, (*weekdays(), *zones())))
    return re.compile(
        rf"(?<!\w)(?:first|last|originally|date|datum|fecha|data|дата|{called}|posted|created|on|at|as of|le|el|am|em|il|den|dia|"
        rf"ngày|the|this|story|article|was|time|ago|{days}|local time|\d{{1,3}} min(?:ute)?s?(?: (?:read|ago))?|"
        r"\d{1,2} (?:hour|day)s? ago|read(?:ing time)?)(?!\w)\.?|[\s,;:|/()\[\]·•–—@-]+",
        re.I,
    )


@cache
def _lead() -> re.Pattern[str]:
    called = "|".join(rf"{re.escape(stem)}\w*" for name in ("published-words", "updated-words") for stem in lines_of(name))
    return re.compile(
        rf"(?:(?<!\w)(?:on|am|le|em|{called}|{'|'.join(map(re.escape, weekdays()))})\b[\s:.]*|[\s|,·•–—\x1e-]+)+$", re.I
    )


def date_line(line: str, language: str | None = None) -> WrittenDate | None:
    """The date of a line that holds nothing but dates, times and words like "published on"; the first that is not an update."""
    found: list[WrittenDate] = []
    rest, offset = line, 0
    while len(found) < _MOST and (here := find_date(rest, language)):
        if _beside().sub("", _TIME.sub("", rest[: here.start])):
            return None
        found.append(WrittenDate(here.start + offset, here.end + offset, here.iso, here.updated, here.clock, here.form))
        rest, offset = rest[here.end :], offset + here.end
    if not found or _beside().sub("", _TIME.sub("", rest)).strip("."):
        return None
    return next((one for one in found if one.iso and not one.updated), found[0])


def between_dates(line: str) -> list[str]:
    """What a line says before, between and after its dates, without the words that lead to them ("published on Monday,")."""
    pieces = []
    rest = line
    while date := find_date(rest):
        pieces.append(_lead().sub("", rest[: date.start]))
        rest = rest[date.end :]
    return [words for piece in (*pieces, rest) if (words := piece.strip(" |,·•\x1e"))]


def is_clock(line: str) -> bool:
    """Whether a line holds nothing but a time of day, as entries of a live blog begin: "9:05 p.m.", "Updated at 14:30 GMT"."""
    return len(line) <= 40 and _CLOCK_LINE.fullmatch(line) is not None


def is_time_line(line: str) -> bool:
    return is_clock(line) or date_line(line) is not None
