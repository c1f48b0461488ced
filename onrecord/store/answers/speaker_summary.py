"""What the stored articles know of the speakers of a name. Imports record and the store's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from onrecord.record import Span, SpeakerType
from onrecord.record.folding import folded
from onrecord.store.answers.hits import Evidence, RoleSeen, SpeakerSummary
from onrecord.store.schema.tables import articles, entity_roles, mentions, speakers, statements


def known_speakers(connection: Connection, condition: ColumnElement[bool]) -> tuple[SpeakerSummary, ...]:
    """The speakers that fit a condition on `speakers`, most statements first. Spellings that differ in case, accents or
    punctuation only are one speaker, under the spelling that is used most."""
    # The names first: of two ways of reading this, a database may take the one that looks at every statement.
    named = connection.scalars(select(speakers.c.key).where(condition)).all()
    spoken = (
        select(
            speakers.c.key,
            speakers.c.name,
            speakers.c.type,
            speakers.c.folded,
            func.count().label("told"),
            func.min(articles.c.published_on).label("first"),
            func.max(articles.c.published_on).label("last"),
        )
        .join(statements, statements.c.speaker_key == speakers.c.key)
        .join(articles, articles.c.key == statements.c.article_key)
        .where(speakers.c.key.in_(named), articles.c.current)
        .group_by(speakers.c.key)
        .order_by(func.count().desc(), speakers.c.name)
    )
    spellings: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(spoken):
        spellings[row.folded, row.type].append(row)
    found = [_known(connection, rows) for rows in spellings.values()]
    return tuple(sorted(found, key=lambda known: (-known.statements, known.name, known.type)))


def _known(connection: Connection, spellings: Sequence[Row[Any]]) -> SpeakerSummary:
    keys = [row.key for row in spellings]
    days = [day for row in spellings for day in (row.first, row.last) if day is not None]
    return SpeakerSummary(
        name=spellings[0].name,
        type=SpeakerType(spellings[0].type),
        roles=_roles(connection, keys),
        statements=sum(row.told for row in spellings),
        first=min(days, default=None),
        last=max(days, default=None),
        publishers=_publishers(connection, keys),
    )


def _publishers(connection: Connection, speaker_keys: list[int]) -> tuple[str, ...]:
    query = (
        select(articles.c.publisher)
        .join(statements, statements.c.article_key == articles.c.key)
        .where(statements.c.speaker_key.in_(speaker_keys), articles.c.current, articles.c.publisher.is_not(None))
        .distinct()
        .order_by(articles.c.publisher)
    )
    return tuple(publisher for (publisher,) in connection.execute(query))


def _roles(connection: Connection, speaker_keys: list[int]) -> tuple[RoleSeen, ...]:
    """The roles of the entities that the speakers' mentions refer to, those in most articles first."""
    query = (
        select(articles.c.id, articles.c.published_at, entity_roles)
        .join(entity_roles, entity_roles.c.article_key == articles.c.key)
        .join(
            mentions,
            and_(mentions.c.article_key == entity_roles.c.article_key, mentions.c.entity_id == entity_roles.c.entity_id),
        )
        .join(statements, and_(statements.c.article_key == mentions.c.article_key, statements.c.mention_id == mentions.c.id))
        .where(statements.c.speaker_key.in_(speaker_keys), articles.c.current)
        .distinct()
        .order_by(articles.c.published_at.asc().nulls_last(), articles.c.id, entity_roles.c.starts)
    )
    seen: dict[tuple[str, str | None, str | None], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        seen[folded(row.role), row.country, row.sector].append(row)
    roles = [
        RoleSeen(
            text=rows[0].role,
            country=rows[0].country,
            sector=rows[0].sector,
            evidence=Evidence(rows[0].id, Span(rows[0].starts, rows[0].ends), rows[0].words),
            articles=len({row.id for row in rows}),
        )
        for rows in seen.values()
    ]
    return tuple(sorted(roles, key=lambda role: (-role.articles, role.text)))
