"""What the stored articles know of linked entities. Imports record and the store's tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from onrecord.record import EntityType, Span
from onrecord.record.folding import folded
from onrecord.record.identity import Link, LinkedEntity, Namesake, Rule
from onrecord.store import tables
from onrecord.store.hits import Evidence, KnownEntity, RoleOverTime
from onrecord.store.tables import articles, entities, entity_roles, links, mentions, namesakes, statements

_OF_ENTITY = and_(entities.c.article_key == links.c.article_key, entities.c.id == links.c.entity_id)
_OF_ARTICLE = and_(articles.c.key == links.c.article_key, articles.c.current)


def known_entities(connection: Connection, condition: ColumnElement[bool]) -> tuple[KnownEntity, ...]:
    """The linked entities that fit a condition on the table, most statements first, then most articles."""
    rows = connection.execute(select(tables.linked_entities).where(condition)).all()
    found = [known for row in rows if (known := _known(connection, row)).articles]
    return tuple(sorted(found, key=lambda known: (-known.statements, -known.articles, known.entity.name, known.entity.id)))


def linked_entities(connection: Connection, condition: ColumnElement[bool]) -> Iterator[LinkedEntity]:
    """The linked entities that fit a condition on the table, by name."""
    table = tables.linked_entities
    for row in connection.execute(select(table).where(condition).order_by(table.c.name, table.c.id)).all():
        yield _linked(connection, row)


def _linked(connection: Connection, row: Row[Any]) -> LinkedEntity:
    query = select(articles.c.id, links.c.entity_id, links.c.rule, links.c.because).join(links, _OF_ARTICLE)
    query = query.join(entities, _OF_ENTITY).where(links.c.linked_id == row.id).order_by(links.c.entity_id)
    others = select(namesakes).where(namesakes.c.linked_id == row.id).order_by(namesakes.c.other_id)
    return LinkedEntity(
        row.id,
        row.name,
        EntityType(row.type),
        tuple(Link(one.id, one.entity_id, one.rule and Rule(one.rule), one.because) for one in connection.execute(query)),
        tuple(Namesake(other.other_id, other.because) for other in connection.execute(others)),
        row.wikidata,
        row.wikidata_because,
    )


def _known(connection: Connection, row: Row[Any]) -> KnownEntity:
    entity = _linked(connection, row)
    forms: Counter[str] = Counter()
    called = select(entities.c.name, entities.c.aliases).join(links, _OF_ENTITY).join(articles, _OF_ARTICLE)
    for name, aliases in connection.execute(called.where(links.c.linked_id == row.id)):
        forms.update({name, *json.loads(aliases)})
    days = (func.min(articles.c.published_on), func.max(articles.c.published_on))
    said = connection.execute(_said(row.id, articles.c.publisher, func.count(), *days).group_by(articles.c.publisher)).all()
    return KnownEntity(
        entity,
        tuple(sorted(forms, key=lambda form: (-forms[form], form))),
        len({one.article for one in entity.links}),
        _roles(connection, row.id),
        sum(told for _, told, _, _ in said),
        min((first for _, _, first, _ in said if first), default=None),
        max((last for *_, last in said if last), default=None),
        tuple(sorted(publisher for publisher, *_ in said if publisher)),
    )


def _said(linked_id: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the articles of the statements that an entity made."""
    return (
        select(*columns)
        .select_from(statements)
        .join(articles, and_(articles.c.key == statements.c.article_key, articles.c.current))
        .join(mentions, and_(mentions.c.article_key == statements.c.article_key, mentions.c.id == statements.c.mention_id))
        .join(links, and_(links.c.article_key == mentions.c.article_key, links.c.entity_id == mentions.c.entity_id))
        .where(links.c.linked_id == linked_id)
    )


def _roles(connection: Connection, linked_id: str) -> tuple[RoleOverTime, ...]:
    query = (
        select(articles.c.id, articles.c.published, articles.c.published_on, entity_roles)
        .join(links, _OF_ARTICLE)
        .join(
            entity_roles,
            and_(entity_roles.c.article_key == links.c.article_key, entity_roles.c.entity_id == links.c.entity_id),
        )
        .where(links.c.linked_id == linked_id)
        .order_by(articles.c.published_at.asc().nulls_last(), articles.c.id, entity_roles.c.starts)
    )
    seen: dict[tuple[str, str | None, str | None], dict[str, Row[Any]]] = defaultdict(dict)
    same: dict[str, str] = {}  # folding the same few words for thousands of rows would take most of the time
    for row in connection.execute(query):
        role = same.get(row.role) or same.setdefault(row.role, folded(row.role))
        seen[role, row.country, row.sector].setdefault(row.id, row)
    roles = [_role(list(rows.values())) for rows in seen.values()]
    return tuple(sorted(roles, key=lambda role: (role.first is None, role.first, -len(role.evidence), role.text)))


def _role(rows: list[Row[Any]]) -> RoleOverTime:
    days = [row.published_on for row in rows if row.published_on is not None]
    evidence = tuple(Evidence(row.id, Span(row.starts, row.ends), row.words, row.published) for row in rows)
    first = rows[0]
    return RoleOverTime(first.role, first.country, first.sector, min(days, default=None), max(days, default=None), evidence)
