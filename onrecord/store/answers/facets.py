"""What the statements that fit a condition are spread over. Imports the store's own."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func

from onrecord.query.conditions import Condition
from onrecord.store.answers.compiler import filter_of, fitting, from_indexes
from onrecord.store.answers.hits import Facet, Facets
from onrecord.store.schema.tables import articles, statements

COUNTED = 2_000  # the newest that fit, which are counted
LISTED = 50  # speakers and publishers


def facets_of(connection: Connection, condition: Condition) -> Facets:
    """Of the newest COUNTED that fit, how many are whose, published by whom, and when."""
    wanted = from_indexes(fitting(connection, filter_of(connection, condition)).limit(COUNTED + 1))
    month = func.substr(articles.c.published_on, 1, 7)
    rows = connection.execute(wanted.with_only_columns(statements.c.speaker, articles.c.publisher, month)).all()
    complete, rows = len(rows) <= COUNTED, rows[:COUNTED]
    speakers, publishers, months = (Counter(values) for values in zip(*rows, strict=True)) if rows else (Counter(),) * 3
    return Facets(
        len(rows),
        complete,
        _most(speakers),
        _most(publishers),
        tuple(Facet(month, count) for month, count in sorted(months.items(), key=lambda item: item[0] or "")),
    )


def _most(counted: Counter[str | None]) -> tuple[Facet, ...]:
    best = sorted(counted.items(), key=lambda item: (-item[1], item[0] or ""))
    return tuple(Facet(value, count) for value, count in best[:LISTED])
