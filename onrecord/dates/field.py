"""Dates in fields that hold nothing else: of tables, feeds, mail, markup. Imports the standard library only."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

from onrecord.dates.line import date_line

_MILLISECONDS_FROM = 100_000_000_000  # seconds would be in the year 5138
_LONGEST = 100
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:\.\d+)?)?(?:Z|[+-]\d{4})?")
# What keeps a moment from being ISO 8601: a blank before its zone, the zone's name, more than six digits of a second.
_REPAIRS = (
    (re.compile(r" ?(?:UTC|GMT|Z)$"), "Z"),
    (re.compile(r" (?=[+-]\d{2}:?\d{2}$)"), ""),
    (re.compile(r"(\.\d{6})\d+"), r"\1"),
    (re.compile(r"(\d{2}:\d{2}:\d{2}):(\d{3})(?=\D|$)"), r"\1.\2"),
)


def iso_date(value: object, language: str | None = None) -> str | None:
    """`value` as an ISO 8601 date, or date-time with zone where it has one; None where it says neither or is ambiguous.

    Takes ISO 8601, the dates of e-mail and RSS (RFC 5322), months written out, days before months where the `language` is one in
    which they stand so, and Unix times in seconds or milliseconds. A time of day without a zone is left out: it is no moment.
    """
    if isinstance(value, datetime):
        return _iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _unix(value)
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal() and len(text) in (10, 13):
        return _unix(int(text))
    return _machine_written(text) or _written(text, language)


def _machine_written(text: str) -> str | None:
    if match := _COMPACT.fullmatch(text):
        text = text if "T" in text else "-".join(match.groups())
    for pattern, repaired in _REPAIRS:
        text = pattern.sub(repaired, text)
    with contextlib.suppress(ValueError):
        return _iso(datetime.combine(date.fromisoformat(text), time.min))
    with contextlib.suppress(ValueError):
        return _iso(datetime.fromisoformat(text))
    return None


def _written(text: str, language: str | None) -> str | None:
    found = date_line(text, language)
    if found and (found.iso is None or len(found.iso) > len("2024-03-06")):
        return found.iso
    with contextlib.suppress(ValueError, OverflowError, IndexError, TypeError):
        if moment := _iso(parsedate_to_datetime(text)):
            return moment
    return found.iso if found else None


def _iso(moment: datetime) -> str | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.isoformat(timespec="seconds") if moment.utcoffset() is not None else moment.date().isoformat()


def _unix(seconds: float) -> str | None:
    if seconds >= _MILLISECONDS_FROM:
        seconds /= 1000
    if not seconds > 0:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return None
