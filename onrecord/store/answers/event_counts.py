"""Events counted by what they are, who takes part and when. Imports the store's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, func, select

from onrecord.store.answers.event_hits import EventCount, EventQuery, EventsBy
from onrecord.store.answers.event_results import fitting_events, is_party_of, took_place
from onrecord.store.schema.tables import articles, event_parties, events, linked_entities, links

_PERIODS = {EventsBy.YEAR: 4, EventsBy.MONTH: 7, EventsBy.DAY: 10}  # so many characters of a day
_OWN = {EventsBy.TYPE: events.c.type, EventsBy.QUAD: events.c.quad, EventsBy.STATUS: events.c.status}


def event_counts(connection: Connection, query: EventQuery, by: Sequence[EventsBy]) -> tuple[EventCount, ...]:
    """In the order of time where a period is asked for, else most events first.

    An event of several actors counts once for each of them, or for each of its dyads and countries. Events without a recipient
    are in no dyad.
    """
    single = _single_events(connection, query, by).subquery()
    values = [single.c[str(one)] for one in by]
    rows = connection.execute(
        select(*values, func.sum(single.c.occurred), func.sum(single.c.claimed), func.sum(single.c.other)).group_by(*values)
    )
    counts = [EventCount(tuple(row[: len(by)]), *(int(number) for number in row[len(by) :])) for row in rows]
    periods = [place for place, one in enumerate(by) if one in _PERIODS]

    def order(count: EventCount) -> tuple[Any, ...]:
        days = tuple((count.values[place] is None, count.values[place] or "") for place in periods)
        rest = tuple((value is None, str(value)) for value in count.values)
        return (*days, -(count.occurred + count.claimed + count.other), rest)

    return tuple(sorted(counts, key=order))


def _single_events(connection: Connection, query: EventQuery, by: Sequence[EventsBy]) -> Select[Any]:
    """A row for each event and combination of values."""
    source: FromClause = events.join(articles, articles.c.key == events.c.article_key)
    actor, recipient, party = event_parties.alias(), event_parties.alias(), event_parties.alias()
    is_dyad = EventsBy.DYAD in by
    if is_dyad or EventsBy.ACTOR in by:
        source = source.join(actor, is_party_of(actor, "actor"), isouter=not is_dyad)
    if is_dyad or EventsBy.RECIPIENT in by:
        received = is_party_of(recipient, "recipient")
        another = and_(received, actor.c.entity_id != recipient.c.entity_id) if is_dyad else received
        source = source.join(recipient, another, isouter=not is_dyad)
    if EventsBy.COUNTRY in by:
        source = source.join(party, is_party_of(party), isouter=True)
    columns: dict[EventsBy, ColumnElement[Any]] = {
        **_OWN,
        **{period: _within(length) for period, length in _PERIODS.items()},
        EventsBy.ACTOR: _name(actor),
        EventsBy.RECIPIENT: _name(recipient),
        EventsBy.COUNTRY: party.c.country,
        EventsBy.DYAD: func.coalesce(actor.c.country, "?") + "-" + func.coalesce(recipient.c.country, "?"),
    }
    claimed = events.c.asserted_by.is_not(None)
    kinds = {
        "occurred": case((and_(took_place(), ~claimed), 1), else_=0),
        "claimed": case((and_(took_place(), claimed), 1), else_=0),
        "other": case((took_place(), 0), else_=1),
    }
    chosen = [columns[one].label(str(one)) for one in by]
    told = [column.label(name) for name, column in kinds.items()]
    ids = (events.c.article_key, events.c.id.label("event_id"))
    return select(*ids, *chosen, *told).select_from(source).where(*fitting_events(connection, query)).distinct()


def _within(length: int) -> ColumnElement[Any]:
    """The period that the whole event lies in, null where it may lie in several."""
    first, last = func.substr(events.c.first_day, 1, length), func.substr(events.c.last_day, 1, length)
    return case((first == last, first), else_=None)


def _name(party: FromClause) -> ColumnElement[Any]:
    """By who it is across articles, where linking knows."""
    linked = links.join(linked_entities, linked_entities.c.id == links.c.linked_id)
    of_party = and_(links.c.article_key == party.c.article_key, links.c.entity_id == party.c.entity_id)
    return func.coalesce(select(linked_entities.c.name).select_from(linked).where(of_party).scalar_subquery(), party.c.name)
