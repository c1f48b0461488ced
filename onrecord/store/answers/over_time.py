"""How many statements there are of a condition on each day. Imports the store's own.

The key of a statement tells when it was published (`store.index.order`), so days are counted without looking at articles.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Integer, Select, cast, func, select

from onrecord.query.conditions import By, Condition
from onrecord.store.answers.compiler import filter_of, fitting, from_indexes, said_by
from onrecord.store.index import fulltext
from onrecord.store.index.order import IN_A_MINUTE
from onrecord.store.schema.tables import articles, statements

_IN_A_DAY = IN_A_MINUTE * 60 * 24
_FEW = 500  # statements of old versions, which can be left out one by one


def statements_by_day(connection: Connection, condition: Condition) -> dict[date | None, int]:
    """The days (of UTC) on which statements that fit were published, with how many; None stands for undated ones."""
    found = _keys(connection, condition).subquery()
    days = select(cast(found.c.key.op("/")(_IN_A_DAY), Integer).label("day")).subquery()
    query = select(days.c.day, func.count()).group_by(days.c.day)
    return {date.fromordinal(ordinal + 1) if ordinal else None: count for ordinal, count in connection.execute(query)}


def _keys(connection: Connection, condition: Condition) -> Select[Any]:
    """The keys of the statements that fit, by the shortest way: hundreds of thousands may."""
    if isinstance(condition, By):
        return said_by(condition.entity)
    found = filter_of(connection, condition)
    if found.indexed is not None and found.rows is None:
        told = select(statements.c.key).join(articles, articles.c.key == statements.c.article_key)
        old = connection.scalars(told.where(~articles.c.current).limit(_FEW + 1)).all()
        if len(old) <= _FEW:
            matching = fulltext.matching(connection, statements, found.indexed)
            wanted = select(matching.key.label("key")).select_from(matching.source)
            return wanted.where(matching.condition, matching.key.not_in(old))
    return from_indexes(fitting(connection, found).order_by(None).with_only_columns(statements.c.key))
