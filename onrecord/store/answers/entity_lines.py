"""The linked entities of a name, in short: what a list of them shows. Imports record and the store's tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, case, func, select

from onrecord.record.folding import folded
from onrecord.store.schema.tables import articles, entity_roles, linked_entities, links, mentions, statements

_ROLES = 3
_ROLES_OF = 50  # appearances that are looked at for roles


@dataclass(frozen=True, slots=True)
class EntityLine:
    """`statements` and `articles` are how many there are by and of the entity; `first` and `last` the days (ISO 8601) on which
    articles with statements by it were published. `roles` are some that articles give it."""

    id: str
    name: str
    type: str
    roles: tuple[str, ...]
    statements: int
    articles: int
    first: str | None
    last: str | None


def entity_lines(engine: Engine, name: str, most: int) -> tuple[EntityLine, ...]:
    """Of the linked entities that some article calls by all parts of `name`, those of most appearances; most statements first."""
    parts = folded(name).split()
    if not parts:
        return ()
    called = (linked_entities.c.folded.contains(f" {part} ", autoescape=True) for part in parts)
    appearances = select(func.count()).where(links.c.linked_id == linked_entities.c.id).scalar_subquery()
    columns = linked_entities.c["id", "name", "type"]
    named = select(*columns).where(*called).order_by(appearances.desc(), linked_entities.c.id).limit(most)
    with engine.connect() as connection:
        return _lines(connection, connection.execute(named).all())


def lines_of(engine: Engine, ids: Sequence[str]) -> tuple[EntityLine, ...]:
    """The linked entities of these ids, most statements first."""
    with engine.connect() as connection:
        rows = connection.execute(select(*linked_entities.c["id", "name", "type"]).where(linked_entities.c.id.in_(ids))).all()
        return _lines(connection, rows)


def _lines(connection: Connection, entities: Sequence[Row[Any]]) -> tuple[EntityLine, ...]:
    rows = {row.id: row for row in entities}
    told = connection.execute(_told(list(rows))).all()
    roles = _roles(connection, [line.linked_id for line in told])
    found = [EntityLine(id_, rows[id_].name, rows[id_].type, roles.get(id_, ()), *counted) for id_, *counted in told]
    return tuple(sorted(found, key=lambda line: (-line.statements, -line.articles, line.name, line.id)))


def _told(ids: Sequence[str]) -> Select[Any]:
    day = articles.c.published_on
    spoken = and_(mentions.c.article_key == links.c.article_key, mentions.c.entity_id == links.c.entity_id)
    said = and_(statements.c.article_key == mentions.c.article_key, statements.c.mention_id == mentions.c.id)
    told, in_articles = func.count(statements.c.key).label("told"), func.count(links.c.article_key.distinct())
    query = (
        select(links.c.linked_id, told, in_articles, *(extreme(case((said, day))) for extreme in (func.min, func.max)))
        .select_from(links)
        .join(articles, and_(articles.c.key == links.c.article_key, articles.c.current))
        .outerjoin(mentions, spoken)
        .outerjoin(statements, said)
        .where(links.c.linked_id.in_(ids))
        .group_by(links.c.linked_id)
    )
    return query.with_hint(articles, "INDEXED BY articles_told", "sqlite")


def _roles(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    place = func.row_number().over(partition_by=links.c.linked_id, order_by=(links.c.article_key, links.c.entity_id))
    columns = links.c["linked_id", "article_key", "entity_id"]
    numbered = select(*columns, place.label("place")).where(links.c.linked_id.in_(ids)).subquery()
    of_entity = and_(entity_roles.c.article_key == numbered.c.article_key, entity_roles.c.entity_id == numbered.c.entity_id)
    some = select(numbered.c.linked_id, entity_roles.c.role).join(numbered, of_entity).where(numbered.c.place <= _ROLES_OF)
    by_words: dict[str, dict[str, str]] = {}
    for id_, role in connection.execute(some.distinct().order_by(entity_roles.c.role)):
        by_words.setdefault(id_, {}).setdefault(folded(role), role)
    return {id_: tuple(words[word] for word in sorted(words))[:_ROLES] for id_, words in by_words.items()}
