"""Dates as tables and feeds write them -> ISO 8601. Imports the standard library only."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%A, %B %d, %Y", "%Y/%m/%d")
_ZONE = re.compile(r" (?:([+-]\d\d:?\d\d)|UTC|GMT|Z)$")  # after a blank, as databases write it
_MILLISECONDS_FROM = 100_000_000_000  # seconds would be in the year 5138


def iso_date(value: object) -> str | None:
    """`value` as an ISO 8601 date, or date-time with zone where it has one; None where it says neither or is ambiguous.

    Takes ISO 8601, the dates of e-mail and RSS (RFC 5322), months written out, and Unix times in seconds or milliseconds. A time
    of day without a zone is left out: it is no moment. "03/04/2024" is two dates, hence none.
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
    if not text or len(text) > 100:
        return None
    if text.isdecimal() and len(text) in (10, 13):
        return _unix(int(text))
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    with contextlib.suppress(ValueError):
        return _iso(datetime.fromisoformat(_ZONE.sub(lambda match: match[1] or "Z", text)))
    with contextlib.suppress(ValueError, OverflowError, IndexError, TypeError):
        return _iso(parsedate_to_datetime(text))
    for form in _WRITTEN:
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    return None


def _iso(moment: datetime) -> str:
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
