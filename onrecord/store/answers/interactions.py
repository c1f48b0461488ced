"""Who speaks about and to whom, and which places statements are about: counted in the database. Imports the store's own.

Counted are the newest statements that fit, so that an answer takes as long over a million statements as over ten thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, select

from onrecord.query.conditions import Condition
from onrecord.record import EntityType
from onrecord.store.answers.compiler import filter_of, fitting, from_indexes
from onrecord.store.schema.tables import entities, linked_entities, links, mentions, provenance, statements

NEWEST = 2000  # statements that are counted

_SPOKEN_OF = (EntityType.PERSON, EntityType.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A linked entity."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Flow:
    """`speaker` says something about `other` in `about` statements, and answers or addresses them in `to`."""

    speaker: Somebody
    other: Somebody
    about: int
    to: int


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place lies, as `record.Location` has it."""

    name: str
    kind: str
    country: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class PlaceSpokenOf:
    """A place under one of its names, with the keys of the statements that name it. `looked_up`: where there is no `location`,
    that is because the article leaves it open, and not because it was read before places were located."""

    name: str
    location: Located | None
    looked_up: bool
    statements: frozenset[int]


def newest(connection: Connection, condition: Condition) -> tuple[int, ...]:
    """The keys of the statements that the other functions count: all that fit, or the NEWEST of them."""
    found = fitting(connection, filter_of(connection, condition)).limit(NEWEST)
    return tuple(connection.scalars(from_indexes(found.with_only_columns(statements.c.key))))


def flows(connection: Connection, told: Sequence[int]) -> tuple[Flow, ...]:
    """Most statements first, of those with these keys. Whoever speaks of themselves is left out, and who is not linked yet."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, pairs in enumerate((_about(connection, told), _answered(told))):
        for speaker, other, count in connection.execute(pairs):
            found.setdefault((speaker, other), [0, 0])[place] += count
    names = _names(connection, {id_ for pair in found for id_ in pair})
    listed = [
        Flow(Somebody(speaker, names[speaker]), Somebody(other, names[other]), *counts)
        for (speaker, other), counts in found.items()
        if speaker in names and other in names
    ]
    return tuple(sorted(listed, key=lambda flow: (-flow.about - flow.to, flow.speaker.id, flow.other.id)))


def places(connection: Connection, told: Sequence[int]) -> tuple[PlaceSpokenOf, ...]:
    """The places in the content of the statements with these keys, each name and location once."""
    where = entities.c
    looked_up = and_(provenance.c.article_key == where.article_key, provenance.c.stage == "places")
    columns = where.name, where.location, where.location_kind, where.location_country, where.latitude, where.longitude
    named = (
        select(*columns, provenance.c.stage.is_not(None).label("looked_up"), statements.c.key)
        .select_from(statements)
        .join(mentions, _in_content(connection))
        .join(entities, and_(where.article_key == mentions.c.article_key, where.id == mentions.c.entity_id))
        .outerjoin(provenance, looked_up)
        .where(statements.c.key.in_(told), where.type == str(EntityType.PLACE))
        .distinct()
    )
    found: dict[tuple[str, Located | None, bool], set[int]] = {}
    for name, *location, known, key in connection.execute(named):
        located = Located(*location) if location[0] is not None else None
        found.setdefault((name, located, bool(known)), set()).add(key)
    return tuple(PlaceSpokenOf(*place, frozenset(keys)) for place, keys in found.items())


def _about(connection: Connection, told: Sequence[int]) -> Select[Any]:
    """Pairs of speaker and who is named in what they say."""
    voice, spoken, other = mentions.alias(), links.alias(), links.alias()
    pairs = (
        select(spoken.c.linked_id.label("speaker"), other.c.linked_id.label("other"), statements.c.key)
        .select_from(statements)
        .join(voice, and_(voice.c.article_key == statements.c.article_key, voice.c.id == statements.c.mention_id))
        .join(spoken, and_(spoken.c.article_key == voice.c.article_key, spoken.c.entity_id == voice.c.entity_id))
        .join(mentions, _in_content(connection))
        .join(other, and_(other.c.article_key == mentions.c.article_key, other.c.entity_id == mentions.c.entity_id))
        .join(linked_entities, linked_entities.c.id == other.c.linked_id)
        .where(
            statements.c.key.in_(told), linked_entities.c.type.in_(map(str, _SPOKEN_OF)), other.c.linked_id != spoken.c.linked_id
        )
        .distinct()
        .subquery()
    )
    return select(pairs.c.speaker, pairs.c.other, func.count()).group_by(pairs.c.speaker, pairs.c.other)


def _answered(told: Sequence[int]) -> Select[Any]:
    """Pairs of speaker and whose statement they reply to."""
    answered = statements.alias()
    voice, heard, spoken, other = mentions.alias(), mentions.alias(), links.alias(), links.alias()
    pairs = (
        select(spoken.c.linked_id.label("speaker"), other.c.linked_id.label("other"))
        .select_from(statements)
        .join(answered, and_(answered.c.article_key == statements.c.article_key, answered.c.id == statements.c.reply_to))
        .join(voice, and_(voice.c.article_key == statements.c.article_key, voice.c.id == statements.c.mention_id))
        .join(heard, and_(heard.c.article_key == answered.c.article_key, heard.c.id == answered.c.mention_id))
        .join(spoken, and_(spoken.c.article_key == voice.c.article_key, spoken.c.entity_id == voice.c.entity_id))
        .join(other, and_(other.c.article_key == heard.c.article_key, other.c.entity_id == heard.c.entity_id))
        .where(statements.c.key.in_(told), other.c.linked_id != spoken.c.linked_id)
        .subquery()
    )
    return select(pairs.c.speaker, pairs.c.other, func.count()).group_by(pairs.c.speaker, pairs.c.other)


def _in_content(connection: Connection) -> ColumnElement[bool]:
    """Whether a mention stands between the first and the last character of a statement's content."""
    if connection.dialect.name == "sqlite":
        first, last = "json_extract(statements.content_spans, '$[0][0]')", "json_extract(statements.content_spans, '$[#-1][1]')"
    else:
        first, last = "(statements.content_spans::json -> 0 ->> 0)::int", "(statements.content_spans::json -> -1 ->> 1)::int"
    return and_(
        mentions.c.article_key == statements.c.article_key,
        mentions.c.starts >= literal_column(first),
        mentions.c.ends <= literal_column(last),
    )


def _names(connection: Connection, ids: set[str]) -> dict[str, str]:
    listed = sorted(ids)
    found: dict[str, str] = {}
    for start in range(0, len(listed), NEWEST):
        query = select(linked_entities.c.id, linked_entities.c.name).where(
            linked_entities.c.id.in_(listed[start : start + NEWEST])
        )
        found.update((row.id, row.name) for row in connection.execute(query))
    return found
