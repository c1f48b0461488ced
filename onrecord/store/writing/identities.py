"""What linking reads and writes: appearances, linked entities, decisions, a list of items. Imports record and the store's tables.

`links`, `link_keys`, `linked_entities` and `namesakes` can always be made again from the records and the decisions; `unlinked`
says whose turn it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, delete, insert, select

from onrecord.record import Entity, EntityRole, EntityType, Span
from onrecord.record.folding import padded
from onrecord.record.identity import Anchor, Appearance, Decision, Link, LinkedEntity, Ruling, WikidataItem
from onrecord.store.database.backends import writing
from onrecord.store.schema import tables
from onrecord.store.schema.tables import (
    articles,
    decisions,
    link_keys,
    linked_entities,
    links,
    unlinked,
    wikidata_items,
    wikidata_keys,
)

_AT_ONCE = 5000  # values in one query, well below what SQLite takes

T = TypeVar("T")
Place = tuple[int, str]  # an appearance: its article's key and its entity id


class Identities:
    """Made by `Store.identities()`, on a connection of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def writing(self) -> AbstractContextManager[None]:
        """One write transaction around what is called within: all of it is stored, or nothing."""
        return writing(self._connection)

    # Whose turn it is.

    def unlinked(self, limit: int) -> list[int]:
        """Keys of at most `limit` articles whose entities wait to be linked."""
        return list(self._connection.scalars(select(unlinked.c.article_key).order_by(unlinked.c.article_key).limit(limit)))

    def unlink(self, article_ids: Iterable[str] | None = None) -> None:
        """Have articles linked again: those of these ids, or all."""
        waiting = select(unlinked.c.article_key)
        missing = select(articles.c.key).where(articles.c.key.not_in(waiting))
        if article_ids is None:
            self._connection.execute(insert(unlinked).from_select(["article_key"], missing))
            return
        for ids in _portions(sorted(set(article_ids))):
            self._connection.execute(insert(unlinked).from_select(["article_key"], missing.where(articles.c.id.in_(ids))))

    def forget_all(self) -> None:
        """Forget every link, so that all are made from nothing; decisions and items stay."""
        for table in (links, link_keys, linked_entities, tables.namesakes):
            self._connection.execute(delete(table))
        self.unlink()

    # One round of linking.

    def forget(self, keys: Sequence[int]) -> tuple[set[str], set[Place]]:
        """Forget the links of these articles. Returns the keys that their entities had, and the other appearances of the linked
        entities that they were part of."""
        shared: set[str] = set()
        ids: set[str] = set()
        for some in _portions(keys):
            had = select(link_keys.c.name_key).where(link_keys.c.article_key.in_(some)).distinct()
            shared |= set(self._connection.scalars(had))
            ids |= set(self._connection.scalars(select(links.c.linked_id).where(links.c.article_key.in_(some)).distinct()))
        mates = {
            (key, entity)
            for some in _portions(sorted(ids))
            for key, entity in self._connection.execute(
                select(links.c.article_key, links.c.entity_id).where(links.c.linked_id.in_(some))
            )
        }
        self._forget_linked(ids)
        for some in _portions(keys):
            for table in (links, link_keys):
                self._connection.execute(delete(table).where(table.c.article_key.in_(some)))
        gone = set(keys)
        return shared, {place for place in mates if place[0] not in gone}

    def appear(self, keys: Sequence[int], keys_of: Callable[[Entity], Iterable[str]]) -> set[Place]:
        """Take in the entities of these articles, as far as they are current, each under its keys."""
        found: set[Place] = set()
        for some in _portions(keys):
            current = select(tables.entities.c.article_key, tables.entities.c.id).join(articles)
            current = current.where(tables.entities.c.article_key.in_(some), articles.c.current)
            found |= {(key, entity) for key, entity in self._connection.execute(current)}
        rows = [
            {"article_key": place[0], "entity_id": place[1], "name_key": name_key}
            for place, one in self.appearances(found)
            for name_key in sorted(keys_of(one.entity))
        ]
        if rows:
            self._connection.execute(insert(link_keys), rows)
        return found

    def having(self, name_keys: Iterable[str]) -> set[Place]:
        """The appearances that have any of the keys."""
        found: set[Place] = set()
        for some in _portions(sorted(set(name_keys))):
            query = select(link_keys.c.article_key, link_keys.c.entity_id).where(link_keys.c.name_key.in_(some))
            found |= {(key, entity) for key, entity in self._connection.execute(query)}
        return found

    def keys_of(self, places: Iterable[Place]) -> set[str]:
        found: set[str] = set()
        for some in _portions(sorted(places)):
            query = select(link_keys).where(_at(link_keys.c.article_key, link_keys.c.entity_id, some))
            here = set(some)
            found |= {row.name_key for row in self._connection.execute(query) if (row.article_key, row.entity_id) in here}
        return found

    def places_of(self, entity_ids: Iterable[str]) -> set[Place]:
        """Where the current entities of these ids are."""
        found: set[Place] = set()
        for some in _portions(sorted(set(entity_ids))):
            query = select(tables.entities.c.article_key, tables.entities.c.id).join(articles)
            rows = self._connection.execute(query.where(tables.entities.c.id.in_(some), articles.c.current))
            found |= {(key, entity) for key, entity in rows}
        return found

    def appearances(self, places: Iterable[Place]) -> list[tuple[Place, Appearance]]:
        found: list[tuple[Place, Appearance]] = []
        for some in _portions(sorted(places)):
            wanted = _at(tables.entities.c.article_key, tables.entities.c.id, some)
            query = select(articles.c.id.label("article"), tables.entities).join(articles).where(wanted)
            here = set(some)
            found += [(place, one) for place, one in self._appearances(query) if place in here]
        return found

    def appearances_in(self, article_ids: Iterable[str]) -> list[Appearance]:
        """Of the current versions of these articles."""
        found: list[Appearance] = []
        for some in _portions(sorted(set(article_ids))):
            query = select(articles.c.id.label("article"), tables.entities).join(articles)
            found += [one for _, one in self._appearances(query.where(articles.c.id.in_(some), articles.c.current))]
        return found

    def save(self, places: Iterable[tuple[Place, Appearance]], linked: Sequence[LinkedEntity], done: Sequence[int]) -> None:
        """Store linked entities in place of those that their appearances were part of; the articles `done` wait no longer."""
        keys = {one.id: place[0] for place, one in places}
        aliases = {one.id: (one.entity.name, *one.entity.aliases) for _, one in places}
        taken = [(keys[link.entity], link.entity) for entity in linked for link in entity.links]
        ids: set[str] = set()
        for some in _portions(taken):
            here = _at(links.c.article_key, links.c.entity_id, some)
            ids |= set(self._connection.scalars(select(links.c.linked_id).where(here).distinct()))
            self._connection.execute(delete(links).where(here))
        self._forget_linked(ids)
        self._insert(linked_entities, (entity_row(entity, aliases) for entity in linked))
        self._insert(tables.namesakes, (row for entity in linked for row in namesake_rows(entity)))
        self._insert(links, (link_row(entity, link, keys[link.entity]) for entity in linked for link in entity.links))
        for ready in _portions(done):
            self._connection.execute(delete(unlinked).where(unlinked.c.article_key.in_(ready)))

    # What people decided, and the list they supplied.

    def decisions(self) -> tuple[Decision, ...]:
        """All of them, in the order in which they were added."""
        return tuple(map(_decision, self._connection.execute(select(decisions).order_by(decisions.c.key))))

    def add_decision(self, decision: Decision) -> None:
        """Append a decision; the articles that it speaks of are linked again."""
        row = {
            "id": decision.id,
            "verdict": str(decision.verdict),
            "decided_by": decision.by,
            "decided_at": decision.at,
            "note": decision.note,
            "these": json.dumps([asdict(anchor) for anchor in decision.these], ensure_ascii=False),
            "those": json.dumps([asdict(anchor) for anchor in decision.those], ensure_ascii=False),
            "undoes": decision.undoes,
        }
        self._connection.execute(insert(decisions).values(row))
        known = {one.id: one for one in self.decisions()}
        spoken_of: list[Anchor] = []
        step: Decision | None = decision
        while step is not None:  # undoing what undid a decision concerns the articles of that decision
            spoken_of += [*step.these, *step.those]
            step = known.get(step.undoes) if step.undoes else None
        self.unlink(anchor.article for anchor in spoken_of)

    def has_items(self) -> bool:
        return self._connection.scalar(select(wikidata_items.c.id).limit(1)) is not None

    def items(self, name_keys: Iterable[str]) -> tuple[WikidataItem, ...]:
        """The items that have any of the keys, sorted by id."""
        found: dict[str, WikidataItem] = {}
        for some in _portions(sorted(set(name_keys))):
            query = select(wikidata_items.c.json).join(wikidata_keys).where(wikidata_keys.c.name_key.in_(some)).distinct()
            for line in self._connection.scalars(query):
                item = _item(line)
                found[item.id] = item
        return tuple(found[id_] for id_ in sorted(found))

    def all_items(self) -> Iterator[tuple[str, WikidataItem]]:
        """Each item and the id that it is kept under, in the order of these."""
        for id_, line in self._connection.execute(select(wikidata_items).order_by(wikidata_items.c.id)):
            yield id_, _item(line)

    def replace_items(self, items: Iterable[tuple[WikidataItem, Iterable[str]]]) -> int:
        """Put a list, each item with its keys, in place of the one before; everything is linked again. How many there are."""
        for table in (wikidata_keys, wikidata_items):
            self._connection.execute(delete(table))
        count = 0
        for some in _portions(items):
            count += len(some)
            self._insert(wikidata_items, ({"id": item.id, "json": json.dumps(asdict(item))} for item, _ in some))
            pairs = ((item.id, key) for item, keys in some for key in sorted(set(keys)))
            self._insert(wikidata_keys, ({"item_id": id_, "name_key": key} for id_, key in pairs))
        self.unlink()
        return count

    def _insert(self, table: Table, rows: Iterator[dict[str, Any]]) -> None:
        for some in _portions(rows):
            self._connection.execute(insert(table), list(some))

    def _forget_linked(self, ids: Iterable[str]) -> None:
        for some in _portions(sorted(ids)):
            self._connection.execute(delete(linked_entities).where(linked_entities.c.id.in_(some)))
            self._connection.execute(delete(tables.namesakes).where(tables.namesakes.c.linked_id.in_(some)))

    def _appearances(self, query: Select[Any]) -> list[tuple[Place, Appearance]]:
        rows = list(self._connection.execute(query))
        roles: dict[Place, list[EntityRole]] = defaultdict(list)
        table = tables.entity_roles
        for some in _portions([(row.article_key, row.id) for row in rows]):
            wanted = select(table).where(_at(table.c.article_key, table.c.entity_id, some))
            for row in self._connection.execute(wanted.order_by(table.c.article_key, table.c.entity_id, table.c.position)):
                roles[row.article_key, row.entity_id].append(
                    EntityRole(row.role, Span(row.starts, row.ends), row.country, row.sector)
                )
        return [
            ((row.article_key, row.id), Appearance(row.article, _entity(row, roles[row.article_key, row.id]))) for row in rows
        ]


def _portions(values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(values)
    while some := tuple(islice(rest, _AT_ONCE)):
        yield some


def _at(article_key: Column[int], entity_id: Column[str], places: Iterable[Place]) -> ColumnElement[bool]:
    """Finds these places, and others of the same articles where an old version has an entity of the same id."""
    listed = list(places)
    return article_key.in_({key for key, _ in listed}) & entity_id.in_({entity for _, entity in listed})


def _entity(row: Row[Any], roles: list[EntityRole]) -> Entity:
    return Entity(row.id, row.name, EntityType(row.type), tuple(json.loads(row.aliases)), tuple(roles))


def entity_row(entity: LinkedEntity, aliases: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """The row in `linked_entities`; `aliases` are the names of each appearance by its id."""
    forms = sorted({padded(form) for link in entity.links for form in aliases[link.entity]})
    return {
        "id": entity.id,
        "name": entity.name,
        "type": str(entity.type),
        "folded": "|".join(forms),
        "wikidata": entity.wikidata,
        "wikidata_because": entity.wikidata_because,
    }


def namesake_rows(entity: LinkedEntity) -> Iterator[dict[str, Any]]:
    """The rows in `namesakes`."""
    for namesake in entity.namesakes:
        yield {"linked_id": entity.id, "other_id": namesake.id, "because": namesake.because}


def link_row(entity: LinkedEntity, link: Link, article_key: int) -> dict[str, Any]:
    """The row in `links`."""
    rule = None if link.rule is None else str(link.rule)
    return {
        "article_key": article_key,
        "entity_id": link.entity,
        "linked_id": entity.id,
        "rule": rule,
        "because": link.because,
    }


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        row.id,
        Ruling(row.verdict),
        row.decided_by,
        row.decided_at,
        row.note,
        _anchors(row.these),
        _anchors(row.those),
        row.undoes,
    )


def _anchors(data: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(**{**anchor, "type": EntityType(anchor["type"])}) for anchor in json.loads(data))


def _item(line: str) -> WikidataItem:
    data = json.loads(line)
    return WikidataItem(**{**data, "aliases": tuple(data["aliases"]), "roles": tuple(data["roles"])})
