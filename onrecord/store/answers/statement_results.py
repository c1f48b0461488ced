"""Statements that fit a condition, a page or a stream of them. Imports record, errors and the rest of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from onrecord.errors import InputError, StoreError
from onrecord.query.conditions import Among, Condition, Sort
from onrecord.record import Article, Record, Span, Statement, cover
from onrecord.record.codec import excerpt
from onrecord.store.answers import cursors
from onrecord.store.answers.compiler import Filter, filter_of, fitting, wanted_terms
from onrecord.store.answers.hits import Hit, HitPage
from onrecord.store.index import marking
from onrecord.store.schema.packing import unpacked
from onrecord.store.schema.tables import records, statements
from onrecord.store.writing.additions import added_hits

WINDOW = 300  # code points shown at most on either side of a statement
RANKED = 1000  # the newest that fit, which are sorted by how well they do
NEAREST = 1000  # the same, where they are sorted by how near they are in meaning
_LONGEST_WORD = 30  # code points within which a word is expected to end
_AT_ONCE = 200

Found = Row[Any]  # a statement's key and id, and its article's key
Nearness = Callable[[Sequence[str]], Sequence[float]]  # of what was said in each of several statements, the more the nearer


def page_of(
    connection: Connection,
    condition: Condition,
    sort: Sort,
    limit: int,
    cursor: str | None,
    nearness: Nearness | None = None,
) -> HitPage:
    """A page of at most `limit` statements, sorted by `nearness` where that is given. Raises InputError where the cursor is of
    another question."""
    if nearness is not None:
        sort = Sort.RELEVANCE
    place = None if cursor is None else cursors.place(Among.STATEMENTS, condition, sort, cursor)
    if place is not None and not (all(isinstance(part, int | float) for part in place) and len(place) in (1, 3)):
        raise InputError(f"{cursor!a:.60} is not a cursor: take the one that came with the page before")
    if sort is Sort.RELEVANCE:
        return _ranked(connection, condition, limit, place, nearness)
    found = filter_of(connection, condition)
    newest_first = sort is Sort.NEWEST
    if place is not None:
        found = _below(found, place[0] - 1) if newest_first else _above(found, place[0] + 1)
    rows = connection.execute(fitting(connection, found, newest_first=newest_first).limit(limit + 1)).all()
    following = None
    if len(rows) > limit:
        following = cursors.cursor(Among.STATEMENTS, condition, sort, rows[limit - 1].key)
    return HitPage(_marked_hits(connection, rows[:limit], condition), following)


def every_hit(connection: Connection, condition: Condition) -> Iterator[Hit]:
    """All that the machine read and that fit, newest publication first, in the memory of one article."""
    wanted = fitting(connection, filter_of(connection, condition)).where(statements.c.added.is_(None))
    with connection.execution_options(yield_per=_AT_ONCE).execute(wanted) as rows:
        for _, of_article in groupby(rows, key=lambda row: row.article_key):
            yield from hits_of(connection, list(of_article))


def hit_in(record: Record, statement_id: str) -> Hit:
    """The statement with its window. Raises StoreError where it is not in the record."""
    for statement in record.statements:
        if statement.id == statement_id:
            return _hit(record.article, statement)
    raise _missing(statement_id)


def _hit(article: Article, statement: Statement) -> Hit:
    spoken = cover((*statement.source, *statement.cue, *statement.content))
    return Hit(statement, article, window_around(article.text, spoken))


def _missing(statement_id: str) -> StoreError:
    return StoreError(f"statement {statement_id!a:.40} is in a table, but not in its record: the database was altered, verify it")


def _below(found: Filter, key: int) -> Filter:
    return replace(found, highest=key if found.highest is None else min(key, found.highest))


def _above(found: Filter, key: int) -> Filter:
    return replace(found, lowest=key if found.lowest is None else max(key, found.lowest))


def _ranked(
    connection: Connection, condition: Condition, limit: int, place: list[Any] | None, nearness: Nearness | None
) -> HitPage:
    """Of the newest RANKED or NEAREST that fit, those that fit best; a page goes on among the same ones."""
    most = RANKED if nearness is None else NEAREST
    found = filter_of(connection, condition)
    if place is not None:
        found = _below(found, place[0])
    wanted = fitting(connection, found).add_columns(*statements.c["content", "source", "cue", "speaker"])
    rows = connection.execute(wanted.limit(most + 1)).all()
    more, rows = len(rows) > most, rows[:most]
    best = _by_score(rows, condition, nearness)
    if place is not None:
        best = [(score, row) for score, row in best if (score, row.key) < (place[1], place[2])]
    following = None
    if len(best) > limit:
        score, last = best[limit - 1]
        newest = rows[0].key if place is None else place[0]
        following = cursors.cursor(Among.STATEMENTS, condition, Sort.RELEVANCE, newest, score, last.key)
    hits = _marked_hits(connection, [row for _, row in best[:limit]], condition)
    return HitPage(hits, following, most if more else None)


def _by_score(rows: Sequence[Found], condition: Condition, nearness: Nearness | None) -> list[tuple[float, Found]]:
    if nearness is not None:
        scores = nearness([row.content or "" for row in rows])
    else:
        words = [(row.content, row.source, row.cue, row.speaker) for row in rows]
        scores = marking.scores(words, list(wanted_terms(condition)))
    return sorted(zip(scores, rows, strict=True), key=lambda scored: (scored[0], scored[1].key), reverse=True)


def _marked_hits(connection: Connection, rows: Sequence[Found], condition: Condition) -> tuple[Hit, ...]:
    hits = hits_of(connection, rows)
    spans = marking.matched([(hit.statement, hit.article.text) for hit in hits], list(wanted_terms(condition)))
    return tuple(replace(hit, matched=found) for hit, found in zip(hits, spans, strict=True))


def hits_of(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Hit, ...]:
    """The statements of these rows, in their order. Raises StoreError where a record does not have one."""
    wanted: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.article_key].add(row.id)
    query = select(records.c.article_key, records.c.json).where(records.c.article_key.in_(wanted))
    hits: dict[tuple[int, str], Hit] = {}
    in_articles = {key: excerpt(unpacked(data), wanted[key]) for key, data in connection.execute(query)}
    for key, (article, said) in in_articles.items():
        for statement in said:
            hits[key, statement.id] = _hit(article, statement)
    added = {key: missing for key, ids in wanted.items() if (missing := [id_ for id_ in ids if (key, id_) not in hits])}
    if added:
        for (key, id_), (statement, review) in added_hits(connection, added).items():
            if key in in_articles:
                hits[key, id_] = replace(_hit(in_articles[key][0], statement), added=review)
    return tuple(_found(hits, row) for row in rows)


def _found(hits: Mapping[tuple[int, str], Hit], row: Found) -> Hit:
    if (hit := hits.get((row.article_key, row.id))) is None:
        raise _missing(row.id)
    return hit


def window_around(text: str, span: Span) -> Span:
    """The lines that the span touches, cut between words where they go on for more than WINDOW code points."""
    first, last = max(0, span.start - WINDOW), min(len(text), span.end + WINDOW)
    start, end = text.rfind("\n", first, span.start) + 1, text.find("\n", span.end, last)
    if not start:
        blank = text.find(" ", first, min(first + _LONGEST_WORD, span.start))
        start = first if first == 0 or blank < 0 else blank + 1
    if end < 0:
        blank = text.rfind(" ", max(span.end, last - _LONGEST_WORD), last)
        end = last if last == len(text) or blank < 0 else blank
    return Span(start, end)
