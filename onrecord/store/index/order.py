"""Keys of statements in the order of their publication. Imports record and the store's tables.

So the newest that fit are the ones of the highest keys, whatever index finds them, and a page of answers costs the same however
many fit. A key is the minute of publication (of UTC, from year 1; 0 where it is not known) and a number within it; the
statements of an article have adjacent keys, the first of them the highest. All keys fit into 53 bits, which is what JSON carries
safely.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from sqlalchemy import Connection, func, select

from onrecord.store.schema.tables import statements

IN_A_MINUTE = 1 << 20
_A_DAY = timedelta(days=1)  # no zone is farther from UTC


def free_keys(connection: Connection, published_at: str | None, count: int) -> range:
    """Keys for the statements of an article, in their order. The transaction must keep other writers out."""
    start = first_key(published_at)
    while True:
        end = start + IN_A_MINUTE
        taken = connection.scalar(select(func.max(statements.c.key)).where(statements.c.key >= start, statements.c.key < end))
        free = start if taken is None else int(taken) + 1
        if free + count <= end:
            return range(free + count - 1, free - 1, -1)
        start = end  # more than a minute holds: the next one will do


def first_key(published_at: str | None) -> int:
    """The lowest key of a statement that was published then (`articles.published_at`)."""
    return _first(datetime.min if published_at is None else datetime.fromisoformat(published_at))


def lowest_key(day: date) -> int:
    """No statement published on this day or later, wherever on Earth, has a lower key."""
    return _first(_midnight(day) - _A_DAY) if day.year > MINYEAR else 0


def highest_key(day: date) -> int:
    """No statement published on this day or earlier, wherever on Earth, has a higher key."""
    return _first(_midnight(day) + 2 * _A_DAY) if day.year < MAXYEAR else _first(datetime.max) + IN_A_MINUTE


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _first(moment: datetime) -> int:
    return max(1, (moment - datetime.min) // timedelta(minutes=1) * IN_A_MINUTE)
