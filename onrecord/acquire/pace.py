"""How long to leave a list or a host alone: what it asks for, what was found there, how often it failed.

Imports nothing of onrecord. All pauses are whole seconds.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SOONEST = 5 * 60  # between two looks at a list, and after a first failure
_FIRST = 15 * 60  # where a list does not say, and nothing is known of it yet
_LATEST = 6 * 3600  # for a list that never has anything new
_LONGEST_ASKED = 86_400  # that a list may ask for; a longer pause is a mistake, or meant for something else
_LONGEST_WAIT = 7 * 86_400  # that a server may ask for
_BACK_OFF = {"network": 3600, "timeout": 3600}  # at most: it may be our own network that is down
_BACK_OFF_OTHERS = 86_400

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.I)


def asked_by(headers: Mapping[str, str]) -> int | None:
    """The seconds for which a server says that its answer stays good (RFC 9111, 5.2.2.1 and 5.3), None where it does not say.
    Names in `headers` are in lower case."""
    stated = _MAX_AGE.search(headers.get("cache-control", ""))
    if stated:
        return int(stated[1])
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        end = parsedate_to_datetime(headers["expires"]) if "expires" in headers else None
        if end is not None:
            return max(0, int(((end if end.tzinfo else end.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()))
    return None


def next_pause(before: int | None, *, asked: int, new: int) -> int:
    """The pause until the next look at a list that was had, `new` entries of which were not known. It is halved where there was
    something new and grows by half where there was not, between SOONEST and six hours, and never under what the list `asked` for
    (up to a day)."""
    least = max(SOONEST, min(asked, _LONGEST_ASKED))
    pause = before or _FIRST
    if before is not None:
        pause = before // 2 if new else before * 3 // 2
    return max(least, min(pause, _LATEST))


def back_off(failures: int, code: str, wait: float | None = None) -> int:
    """The pause after `failures` (from 1) in a row, the last of which has this code: doubled each time, up to a day, or an hour
    where nothing could be reached; and as long as the server asked for, up to a week."""
    longest = _BACK_OFF.get(code, _BACK_OFF_OTHERS)
    doubled = SOONEST << min(failures - 1, 20)
    return max(min(longest, doubled), int(min(wait or 0, _LONGEST_WAIT)))
