"""Events that fit a condition, page by page. Imports record and the rest of the store.

Words are looked for in the passage that tells of an event and in the names of who takes part. What is said of a publisher or a
day holds of the article, and what can only be said of a statement holds of the one that claims the event, or that it is made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from onrecord.query.conditions import (
    EVERYTHING,
    AllOf,
    Among,
    AnyOf,
    Condition,
    Confidence,
    Country,
    From,
    In,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Sector,
    Sort,
    Where,
    Words,
    both,
)
from onrecord.record import Span
from onrecord.store.answers import cursors
from onrecord.store.answers.article_results import fits
from onrecord.store.answers.compiler import filter_of
from onrecord.store.answers.event_hits import EventPage
from onrecord.store.answers.event_results import BEHIND_ALL, NEWEST_FIRST, beyond, event_hits, not_before
from onrecord.store.answers.statement_results import window_around
from onrecord.store.index import fulltext, marking
from onrecord.store.index.fulltext.terms import Term
from onrecord.store.schema.tables import articles, events, statements

ARTICLES = 100  # that one page looks at, at most
LOOKED_AT = 1000  # of their events
_AT_ONCE = 200

_Found = frozenset[int]  # places in a batch


def event_page_fitting(connection: Connection, condition: Condition, limit: int, cursor: str | None) -> EventPage:
    """At most `limit` events, newest publication first, of those in the next ARTICLES that have the words: where few of them fit,
    there may be fewer on a page than follow. Raises InputError where the cursor is of another question."""
    place = None if cursor is None else cursors.place(Among.EVENTS, condition, Sort.NEWEST, cursor)
    at = _next_articles(connection, condition, place)
    named = events.c["article_key", "id", "position", "actors", "recipients", "trigger_spans", "asserted_by", "made_of"]
    wanted = select(*named, articles.c.published_at).join(articles).where(articles.c.key.in_([one.key for one in at]))
    if place is not None:
        wanted = wanted.where(beyond(place))
    rows = connection.execute(wanted.order_by(*NEWEST_FIRST).limit(LOOKED_AT)).all()
    found: list[Any] = []
    for start in range(0, len(rows), _AT_ONCE):
        batch = rows[start : start + _AT_ONCE]
        kept = _fitting(connection, condition, batch)
        found += [row for place, row in enumerate(batch) if place in kept]
        if len(found) > limit:
            break
    last = found[limit - 1] if len(found) > limit else rows[-1] if len(rows) == LOOKED_AT else None
    following = None
    if last is not None:
        following = cursors.cursor(Among.EVENTS, condition, Sort.NEWEST, last.published_at, last.article_key, last.position)
    elif len(at) == ARTICLES:
        following = cursors.cursor(Among.EVENTS, condition, Sort.NEWEST, at[-1].published_at, at[-1].key, BEHIND_ALL)
    return EventPage(tuple(event_hits(connection, found[:limit])), following)


def _next_articles(connection: Connection, condition: Condition, place: list[Any] | None) -> Sequence[Any]:
    """Those that may have events that fit, newest first, from that of the event at `place` on: sorting the few articles takes a
    fraction of what sorting their events does."""
    moment, key = articles.c.published_at, articles.c.key
    wanted = select(key, moment).where(articles.c.current, fits(connection, _of_articles(condition)))
    if place is not None:
        wanted = wanted.where(not_before(place))
    return connection.execute(wanted.order_by(moment.desc().nulls_last(), key.desc()).limit(ARTICLES)).all()


def _of_articles(condition: Condition) -> Condition:
    """What holds of every article that has an event that fits, so far as it tells articles apart: nearly all have statements of
    any kind, and those with some words have them from many countries."""
    match condition:
        case AllOf(parts):
            if any(isinstance(part, Words) for part in parts):
                parts = tuple(part for part in parts if not isinstance(part, Country | Sector))
            return both(*map(_of_articles, parts))
        case AnyOf(parts):
            return AnyOf(tuple(map(_of_articles, parts)))
        case Not() | OfKind() | OfPolarity() | In() | Confidence():
            return EVERYTHING
        case _:
            return condition


def _fitting(connection: Connection, condition: Condition, batch: Sequence[Any]) -> _Found:
    every = frozenset(range(len(batch)))
    match condition:
        case AllOf(parts):
            for part in parts:
                every &= _fitting(connection, part, batch)
            return every
        case AnyOf(parts):
            return frozenset().union(*(_fitting(connection, part, batch) for part in parts))
        case Not(part):
            return every - _fitting(connection, part, batch)
        case Words(text, Where.ANYWHERE, prefix):
            term = Term(text, ("content",), prefix)
            return marking.having(_passages(connection, batch), term) if any(map(str.isalnum, text)) else frozenset()
        case Words(where=Where.TITLE | Where.PUBLISHER) | From() | Published():
            keys = select(articles.c.key).where(articles.c.key.in_(_articles(batch)), fits(connection, condition))
            of = frozenset(connection.scalars(keys))
            return frozenset(place for place, row in enumerate(batch) if row.article_key in of)
        case _:
            said = _statements(connection, condition, _articles(batch))
            return frozenset(
                place
                for place, row in enumerate(batch)
                if not said.isdisjoint({(row.article_key, row.asserted_by), (row.article_key, row.made_of)})
            )


def _articles(batch: Iterable[Any]) -> set[int]:
    return {row.article_key for row in batch}


def _passages(connection: Connection, batch: Sequence[Any]) -> list[str]:
    """For each event the words to look in: those that are shown with it, and the names."""
    chosen = select(articles.c.key, articles.c.text).where(articles.c.key.in_(_articles(batch)))
    texts = {row.key: row.text for row in connection.execute(chosen)}
    found = []
    for row in batch:
        text = texts[row.article_key]
        window = window_around(text, Span(*json.loads(row.trigger_spans)[0]))
        found.append("\n".join((window.of(text), row.actors, row.recipients)))
    return found


def _statements(connection: Connection, condition: Condition, keys: set[int]) -> frozenset[tuple[int, str]]:
    """The articles' keys and the ids of those statements in these articles that fit."""
    found = filter_of(connection, condition)
    conditions: list[ColumnElement[bool]] = [] if found.rows is None else [found.rows]
    if found.indexed is not None:
        conditions.append(fulltext.has_row_by_row(connection, statements, found.indexed))
    told = select(statements.c.article_key, statements.c.id).join(articles)
    told = told.where(statements.c.article_key.in_(keys), *conditions)
    return frozenset((row.article_key, row.id) for row in connection.execute(told))
