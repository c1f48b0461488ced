"""What the stored articles know of linked entities. Imports record and the store's tables.

An entity may appear in thousands of articles, whose rows are long: they are read once, and the rest is told by keys.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, true

from onrecord.record import EntityType, Span
from onrecord.record.folding import folded
from onrecord.record.identity import Link, LinkedEntity, Namesake, Rule
from onrecord.store.answers.compiler import from_links
from onrecord.store.answers.hits import EntitySummary, Evidence, RoleOverTime
from onrecord.store.schema import tables
from onrecord.store.schema.tables import articles, entities, entity_roles, links, namesakes


def known_entities(connection: Connection, condition: ColumnElement[bool]) -> tuple[EntitySummary, ...]:
    """The linked entities that fit a condition on the table, most statements first, then most articles."""
    rows = connection.execute(select(tables.linked_entities).where(condition)).all()
    found = [known for row in rows if (known := _known(connection, row)).articles]
    return tuple(sorted(found, key=lambda known: (-known.statements, -known.articles, known.entity.name, known.entity.id)))


def linked_entities(connection: Connection, condition: ColumnElement[bool]) -> Iterator[LinkedEntity]:
    """The linked entities that fit a condition on the table, by name."""
    table = tables.linked_entities
    for row in connection.execute(select(table).where(condition).order_by(table.c.name, table.c.id)).all():
        yield _linked(connection, row, appearances(connection, row.id))


def appearances(connection: Connection, linked_id: str, keys: Sequence[int] | None = None) -> Sequence[Row[Any]]:
    """What each article says of the entity, and when, oldest first; of the articles with these keys only, where given."""
    of_article = articles.c["key", "id", "title", "publisher", "published", "published_on"]
    query = (
        select(*of_article, *links.c["entity_id", "rule", "because"], *entities.c["name", "aliases"])
        .join(links, and_(articles.c.key == links.c.article_key, articles.c.current))
        .join(entities, and_(entities.c.article_key == links.c.article_key, entities.c.id == links.c.entity_id))
        .where(links.c.linked_id == linked_id, true() if keys is None else links.c.article_key.in_(keys))
        .order_by(articles.c.published_at.asc().nulls_last(), articles.c.id)
    )
    rows: Sequence[Row[Any]] = connection.execute(query).all()
    return rows


def forms_of(appearances: Sequence[Row[Any]]) -> tuple[str, ...]:
    """The names that articles use, the most frequent first."""
    forms: Counter[str] = Counter()
    for (name, aliases), count in Counter((one.name, one.aliases) for one in appearances).items():
        forms.update(dict.fromkeys({name, *json.loads(aliases)}, count))
    return tuple(sorted(forms, key=lambda form: (-forms[form], form)))


def namesakes_of(connection: Connection, linked_id: str) -> tuple[Namesake, ...]:
    others = select(namesakes).where(namesakes.c.linked_id == linked_id).order_by(namesakes.c.other_id)
    return tuple(Namesake(other.other_id, other.because) for other in connection.execute(others))


def _linked(connection: Connection, row: Row[Any], appearances: Sequence[Row[Any]]) -> LinkedEntity:
    return LinkedEntity(
        row.id,
        row.name,
        EntityType(row.type),
        tuple(
            Link(one.id, one.entity_id, one.rule and Rule(one.rule), one.because)
            for one in sorted(appearances, key=lambda one: str(one.entity_id))
        ),
        namesakes_of(connection, row.id),
        row.wikidata,
        row.wikidata_because,
    )


def _known(connection: Connection, row: Row[Any]) -> EntitySummary:
    seen = appearances(connection, row.id)
    entity = _linked(connection, row, seen)
    told = select(links.c.article_key, func.count().label("told")).group_by(links.c.article_key)
    said = {row.article_key: row.told for row in connection.execute(from_links(told, row.id))}
    spoken = [one for one in seen if one.key in said]
    days = [one.published_on for one in spoken if one.published_on is not None]
    return EntitySummary(
        entity,
        forms_of(seen),
        len({one.article for one in entity.links}),
        roles_of(connection, row.id, seen),
        sum(said[key] for key in {one.key for one in spoken}),
        min(days, default=None),
        max(days, default=None),
        tuple(sorted({one.publisher for one in spoken if one.publisher})),
    )


def roles_of(
    connection: Connection, linked_id: str, appearances: Sequence[Row[Any]], keys: Sequence[int] | None = None
) -> tuple[RoleOverTime, ...]:
    """What these appearances, which are those in the articles with these keys where given, call the entity."""
    of_entity = and_(entity_roles.c.article_key == links.c.article_key, entity_roles.c.entity_id == links.c.entity_id)
    columns = entity_roles.c["article_key", "role", "country", "sector", "words", "starts", "ends"]
    query = select(*columns).join(links, of_entity).where(links.c.linked_id == linked_id)
    query = query if keys is None else query.where(links.c.article_key.in_(keys))
    by_article: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(entity_roles.c.starts)):
        by_article[row.article_key].append(row)
    same: dict[str, str] = {}  # folding the same few words for thousands of rows would take most of the time
    seen: dict[tuple[str, str | None, str | None], dict[int, Row[Any]]] = defaultdict(dict)
    where = {one.key: one for one in appearances}
    for key in where:  # oldest first
        for row in by_article[key]:
            role = same.get(row.role) or same.setdefault(row.role, folded(row.role))
            seen[role, row.country, row.sector].setdefault(key, row)
    roles = [_role(list(rows.values()), where) for rows in seen.values()]
    return tuple(sorted(roles, key=lambda role: (role.first is None, role.first, -len(role.evidence), role.text)))


def _role(rows: Sequence[Row[Any]], where: Mapping[int, Row[Any]]) -> RoleOverTime:
    own = [(row, where[row.article_key]) for row in rows]
    days = [article.published_on for _, article in own if article.published_on is not None]
    evidence = tuple(Evidence(one.id, Span(row.starts, row.ends), row.words, one.published) for row, one in own)
    first = rows[0]
    return RoleOverTime(first.role, first.country, first.sector, min(days, default=None), max(days, default=None), evidence)
