"""Events that fit a question, a page or a stream of them. Imports record, errors and the rest of the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from onrecord.errors import InputError, StoreError
from onrecord.query.conditions import Among, Sort
from onrecord.record import Record, Status
from onrecord.record.codec import excerpt_of_events
from onrecord.record.folding import folded
from onrecord.store.answers import cursors
from onrecord.store.answers.event_hits import EventHit, EventPage, EventQuery
from onrecord.store.answers.statement_results import window_around
from onrecord.store.schema.packing import unpacked
from onrecord.store.schema.tables import articles, event_parties, events, linked_entities, links, records, unlinked

TOOK_PLACE = (Status.OCCURRED, Status.BACKGROUND)
NEWEST_FIRST = (articles.c.published_at.desc().nulls_last(), articles.c.key.desc(), events.c.position)
_CODE = re.compile("[A-Z]{3}")
_AT_ONCE = 200
APPEARANCES = 60  # of somebody, which are looked at first
BEHIND_ALL = 2**31 - 1  # the position of no event
MANY = 10_000  # events that have a party of a name


def event_page_of(connection: Connection, query: EventQuery, limit: int, cursor: str | None) -> EventPage:
    """At most `limit` events, newest publication first. Raises InputError where the cursor is of another question."""
    place = None if cursor is None else cursors.place(Among.EVENTS, query, Sort.NEWEST, cursor)
    after = true() if place is None else beyond(place)
    rows: Sequence[Any] = []
    whole = query.entity is None
    if query.entity is not None:
        newest = _newest_appearances(connection, query.entity, place)
        party = event_parties.alias()
        takes_part = exists().where(is_party_of(party), _is_linked(party), links.c.linked_id == query.entity)
        some = _wanted(connection, replace(query, entity=None)).where(articles.c.key.in_(newest), takes_part, after)
        rows = connection.execute(some.limit(limit + 1)).all()
        whole = len(rows) <= limit and len(newest) == APPEARANCES
    if whole:
        rows = connection.execute(_wanted(connection, query).where(after).limit(limit + 1)).all()
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = cursors.cursor(Among.EVENTS, query, Sort.NEWEST, last.published_at, last.article_key, last.position)
    return EventPage(tuple(event_hits(connection, rows[:limit])), following)


def every_event(connection: Connection, query: EventQuery) -> Iterator[EventHit]:
    """All that fit, newest publication first, in the memory of one article."""
    with connection.execution_options(yield_per=_AT_ONCE).execute(_wanted(connection, query)) as rows:
        yield from event_hits(connection, rows)


def event_of(connection: Connection, event_id: str) -> EventHit | None:
    """One event; of an old version of the article where only that has it."""
    found = select(events.c.article_key, events.c.id).join(articles).where(events.c.id == event_id)
    rows = connection.execute(found.order_by(articles.c.current.desc(), articles.c.key.desc()).limit(1)).all()
    return next(event_hits(connection, rows), None)


def hits_in(record: Record, ids: Iterable[str]) -> Iterator[EventHit]:
    """The events of these ids with what they refer to. Raises StoreError where one is not in the record."""
    by_id = {event.id: event for event in record.events}
    entities = {entity.id: entity for entity in record.entities}
    statements = {statement.id: statement for statement in record.statements}
    for id_ in ids:
        event = by_id.get(id_)
        if event is None:
            raise StoreError(f"event {id_!a:.40} is in a table, but not in its record: the database was altered, verify it")
        yield EventHit(
            event=event,
            article=record.article,
            actors=tuple(entities[party] for party in event.actors),
            recipients=tuple(entities[party] for party in event.recipients),
            place=entities[event.place] if event.place else None,
            asserted_by=statements[event.asserted_by] if event.asserted_by else None,
            made_of=statements[event.made_of] if event.made_of else None,
            window=window_around(record.article.text, event.trigger[0]),
        )


def fitting_events(connection: Connection, query: EventQuery) -> list[ColumnElement[bool]]:
    """What rows of `events`, joined with their articles, must fulfil."""
    wanted: list[ColumnElement[bool]] = [articles.c.current]
    if query.types:
        wanted.append(events.c.type.in_(query.types))
    if query.quads:
        wanted.append(events.c.quad.in_(query.quads))
    if query.statuses:
        wanted.append(events.c.status.in_([str(status) for status in query.statuses]))
    if query.occurred:
        wanted.append(took_place())
    if query.occurred != query.asserted:
        wanted.append(events.c.asserted_by.is_not(None) if query.asserted else events.c.asserted_by.is_(None))
    if query.min_confidence:
        wanted.append(events.c.confidence >= query.min_confidence)
    if query.after is not None:
        wanted.append(events.c.first_day >= f"{query.after}")
    if query.before is not None:
        wanted.append(events.c.last_day <= f"{query.before}")
    if query.place is not None:
        wanted.append(_has_words(events.c.place_folded, query.place))
    return wanted + list(_with_parties(connection, query))


def took_place() -> ColumnElement[bool]:
    return events.c.status.in_([str(status) for status in TOOK_PLACE])


def is_party_of(parties: FromClause, part: str | None = None) -> ColumnElement[bool]:
    """Whether a row of `event_parties` is of the event."""
    own = and_(parties.c.article_key == events.c.article_key, parties.c.event_id == events.c.id)
    return own if part is None else and_(own, parties.c.part == part)


def _with_parties(connection: Connection, query: EventQuery) -> Iterator[ColumnElement[bool]]:
    if query.actor is not None:
        yield _has_party(connection, query.actor, "actor")
    if query.recipient is not None:
        yield _has_party(connection, query.recipient, "recipient")
    if query.dyad is not None:
        first, second = query.dyad
        yield _has_party(connection, first, "actor")
        yield _has_party(connection, second, "recipient")
        party, other = event_parties.alias(), event_parties.alias()
        yield exists().where(
            is_party_of(party, "actor"),
            is_party_of(other, "recipient"),
            party.c.entity_id != other.c.entity_id,
            _is_called(party, first),
            _is_called(other, second),
        )
    if query.country is not None:
        party = event_parties.alias()
        yield exists().where(is_party_of(party), party.c.country == query.country)
    if query.entity is not None:
        # From the entity's few appearances to their events, however many events there are.
        party = event_parties.alias()
        of_entity = select(party.c.article_key, party.c.event_id).join(links, _is_linked(party))
        yield tuple_(events.c.article_key, events.c.id).in_(of_entity.where(links.c.linked_id == query.entity))


def _has_party(connection: Connection, name: str, part: str) -> ColumnElement[bool]:
    """Where few events have such a party, from the names to the events, however many there are: from the names that are known
    across articles (what is linked has those, too, that its article gives it), and from the parties in articles that wait to be
    linked."""
    party = event_parties.alias()
    of_part = select(party.c.article_key, party.c.event_id).where(party.c.part == part)
    by_place = of_part.with_hint(party, "INDEXED BY event_parties_entity", "sqlite")
    called = select(linked_entities.c.id).where(_has_words(linked_entities.c.folded, name))
    places = select(links.c.article_key, links.c.entity_id).where(links.c.linked_id.in_(called))
    found = [
        by_place.where(tuple_(party.c.article_key, party.c.entity_id).in_(places)),
        by_place.where(party.c.article_key.in_(select(unlinked.c.article_key)), _has_words(party.c.folded, name)),
    ]
    if _CODE.fullmatch(name):
        found.append(of_part.where(party.c.country == name))
    some = union_all(*found).subquery()
    if connection.scalar(select(func.count()).select_from(select(some).limit(MANY).subquery())) == MANY:
        return exists().where(is_party_of(party, part), _is_called(party, name))
    return tuple_(events.c.article_key, events.c.id).in_(select(some))


def _is_called(party: FromClause, name: str) -> ColumnElement[bool]:
    linked = links.join(linked_entities, linked_entities.c.id == links.c.linked_id)
    elsewhere = exists().select_from(linked).where(_is_linked(party), _has_words(linked_entities.c.folded, name))
    called = or_(_has_words(party.c.folded, name), elsewhere)
    return or_(called, party.c.country == name) if _CODE.fullmatch(name) else called


def _is_linked(party: FromClause) -> ColumnElement[bool]:
    return and_(links.c.article_key == party.c.article_key, links.c.entity_id == party.c.entity_id)


def _has_words(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    words = folded(name).split()
    return and_(*(column.contains(f" {word} ", autoescape=True) for word in words)) if words else false()


def _wanted(connection: Connection, query: EventQuery) -> Select[Any]:
    columns = (events.c.article_key, events.c.id, events.c.position, articles.c.published_at)
    return select(*columns).join(articles).where(*fitting_events(connection, query)).order_by(*NEWEST_FIRST)


def beyond(place: list[Any]) -> ColumnElement[bool]:
    """Events that come after this place, by NEWEST_FIRST."""
    match place:
        case [str() | None as published_at, int(key), int(position)]:
            pass
        case _:
            raise InputError("this is not a cursor of events: take the one that came with the page before")
    undated = articles.c.published_at.is_(None)
    later = or_(articles.c.key < key, and_(articles.c.key == key, events.c.position > position))
    if published_at is None:
        return and_(undated, later)
    return or_(undated, articles.c.published_at < published_at, and_(articles.c.published_at == published_at, later))


def not_before(place: list[Any]) -> ColumnElement[bool]:
    """Articles that have events that come after this place, or may have some."""
    key, moment = articles.c.key, articles.c.published_at
    match place:
        case [str() | None as published_at, int(last), int(position)]:
            here = key < last if position == BEHIND_ALL else key <= last
        case _:
            raise InputError("this is not a cursor of events: take the one that came with the page before")
    if published_at is None:
        return and_(moment.is_(None), here)
    return or_(moment.is_(None), moment < published_at, and_(moment == published_at, here))


def _newest_appearances(connection: Connection, linked_id: str, place: list[Any] | None) -> Sequence[int]:
    """The keys of the newest articles in which the entity appears: looking at their events takes a fraction of what sorting those
    of all of them does."""
    wanted = select(articles.c.key, articles.c.published_at).join(links, links.c.article_key == articles.c.key).distinct()
    wanted = wanted.where(links.c.linked_id == linked_id, articles.c.current)
    if place is not None:
        wanted = wanted.where(not_before(place))
    ordered = wanted.order_by(articles.c.published_at.desc().nulls_last(), articles.c.key.desc())
    return connection.scalars(ordered.limit(APPEARANCES)).all()


def event_hits(connection: Connection, rows: Iterable[Any]) -> Iterator[EventHit]:
    """For rows of `events` that come article by article."""
    for key, of_article in groupby(rows, key=lambda row: row.article_key):
        data = connection.scalar(select(records.c.json).where(records.c.article_key == key))
        if data is None:
            raise StoreError(f"the record of the article with key {key} is missing: the database was altered, verify it")
        ids = [row.id for row in of_article]
        yield from hits_in(excerpt_of_events(unpacked(data), ids), ids)
