"""How many statements there are of a condition on each day. Imports the store's own.

The key of a statement tells when it was published (`store.order`), so days are counted without looking at articles.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, Integer, cast, func, select

from onrecord.store.asking import filter_of, fitting
from onrecord.store.conditions import Condition
from onrecord.store.order import IN_A_MINUTE

_IN_A_DAY = IN_A_MINUTE * 60 * 24


def statements_by_day(connection: Connection, condition: Condition) -> dict[date | None, int]:
    """The days (of UTC) on which statements that fit were published, with how many; None stands for undated ones."""
    found = fitting(connection, filter_of(connection, condition)).order_by(None).subquery()
    days = select(cast(found.c.key.op("/")(_IN_A_DAY), Integer).label("day")).subquery()
    query = select(days.c.day, func.count()).group_by(days.c.day)
    return {date.fromordinal(ordinal + 1) if ordinal else None: count for ordinal, count in connection.execute(query)}
