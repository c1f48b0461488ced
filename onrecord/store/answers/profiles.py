"""A linked entity as its page shows it. Imports record and the store's own.

Somebody may appear in very many articles. How much there is, is counted over all of them, in what the indexes hold; names, roles
and reasons are read from some, spread evenly over the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, select

from onrecord.record.identity import Namesake
from onrecord.store.answers.entity_summary import appearances, forms_of, namesakes_of, roles_of
from onrecord.store.answers.hits import RoleOverTime
from onrecord.store.schema.tables import articles, linked_entities, links, mentions, statements

LOOKED_AT = 200  # articles that are read for names, roles and reasons


@dataclass(frozen=True, slots=True)
class Appearance:
    """The entity of one article: `entity` is its id there, `because` why it was taken for one with the others."""

    entity: str
    article: str
    title: str | None
    published: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """`articles`, `statements` (on which `days` of publication; None: undated) and `publishers` are of all articles; `forms`,
    `roles` and `appearances` of `looked_at` of them, from the earliest to the latest. Else as in `EntitySummary`."""

    id: str
    name: str
    type: str
    wikidata: str | None
    forms: tuple[str, ...]
    articles: int
    statements: int
    days: Mapping[date | None, int]
    publishers: tuple[str, ...]
    looked_at: int
    roles: tuple[RoleOverTime, ...]
    appearances: tuple[Appearance, ...]
    namesakes: tuple[Namesake, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An article in which the entity appears, and how many statements of its it has."""

    key: int
    publisher: str | None
    day: str | None
    statements: int


def profile(engine: Engine, id_: str) -> Profile | None:
    """The linked entity that has an appearance of this id."""
    with engine.connect() as connection:
        entity = _entity(connection, id_)
        told = [] if entity is None else _told(connection, entity.id)
        if entity is None or not told:
            return None
        keys = [one.key for one in _spread(told)]
        spoken = [one for one in told if one.statements]
        days: Counter[date | None] = Counter()
        for one in spoken:
            days[date.fromisoformat(one.day) if one.day else None] += one.statements
        seen = appearances(connection, entity.id, keys)
        return Profile(
            id=entity.id,
            name=entity.name,
            type=entity.type,
            wikidata=entity.wikidata,
            forms=forms_of(seen),
            articles=len(told),
            statements=days.total(),
            days=days,
            publishers=tuple(sorted({one.publisher for one in spoken if one.publisher})),
            looked_at=len(keys),
            roles=roles_of(connection, entity.id, seen, keys),
            appearances=tuple(Appearance(one.entity_id, one.id, one.title, one.published, one.because) for one in seen),
            namesakes=namesakes_of(connection, entity.id),
        )


def name_of(engine: Engine, id_: str) -> tuple[str, str] | None:
    """The id and the name of the linked entity that has an appearance of this id."""
    with engine.connect() as connection:
        entity = _entity(connection, id_)
    return None if entity is None else (entity.id, entity.name)


def _entity(connection: Connection, id_: str) -> Row[Any] | None:
    of = select(links.c.linked_id).where(links.c.entity_id == id_)
    return connection.execute(select(linked_entities).where(linked_entities.c.id.in_(of)).limit(1)).first()


def _told(connection: Connection, linked_id: str) -> list[_Told]:
    """Each article in which the entity appears, oldest first."""
    said = (
        select(func.count())
        .select_from(mentions)
        .join(statements, and_(statements.c.article_key == mentions.c.article_key, statements.c.mention_id == mentions.c.id))
        .where(mentions.c.article_key == links.c.article_key, mentions.c.entity_id == links.c.entity_id)
        .with_hint(mentions, "INDEXED BY mentions_entity", "sqlite")
        .with_hint(statements, "INDEXED BY statements_mention", "sqlite")
        .scalar_subquery()
    )
    query = (
        select(articles.c.key, articles.c.publisher, articles.c.published_on, said)
        .select_from(links)
        .join(articles, and_(articles.c.key == links.c.article_key, articles.c.current))
        .where(links.c.linked_id == linked_id)
        .with_hint(articles, "INDEXED BY articles_told", "sqlite")
    )
    told: dict[int, _Told] = {}
    for key, publisher, day, count in connection.execute(query).all():  # an article may have two entities of one person
        before = told.get(key)
        told[key] = _Told(key, publisher, day, count + (before.statements if before else 0))
    return sorted(told.values(), key=lambda one: (one.day is None, one.day or "", one.key))


def _spread(told: Sequence[_Told]) -> list[_Told]:
    """At most LOOKED_AT of the articles at even distances, the first and the last among them."""
    if len(told) <= LOOKED_AT:
        return list(told)
    return [told[place * (len(told) - 1) // (LOOKED_AT - 1)] for place in range(LOOKED_AT)]
