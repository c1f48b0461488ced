"""The rows that linking made, for whoever proves them. Imports the store's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from onrecord.store.schema import tables
from onrecord.store.writing.identities import Place

Row = Mapping[str, Any]

# Each table of rows that one linked entity gives, with the columns that tell them apart.
IDENTITIES = {"links": ("article_key", "entity_id"), "linked_entities": ("id",), "namesakes": ("linked_id", "other_id")}


class LinkRows:
    """Made by `Store.link_rows()`, on a connection of its own. No call takes more keys or ids than one query does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def item_keys(self, item: str) -> set[str]:
        """The keys that a Wikidata item is listed under."""
        table = tables.wikidata_keys
        return set(self._connection.scalars(select(table.c.name_key).where(table.c.item_id == item)))

    def waiting(self) -> set[int]:
        """Keys of the articles that wait to be linked."""
        return set(self._connection.scalars(select(tables.unlinked.c.article_key)))

    def current_articles(self) -> Sequence[int]:
        current = select(tables.articles.c.key).where(tables.articles.c.current).order_by(tables.articles.c.key)
        return self._connection.scalars(current).all()

    def entities_of(self, articles: Collection[int]) -> set[Place]:
        """The entities that these articles have."""
        return self._places(tables.entities.c.article_key, tables.entities.c.id, tables.entities.c.article_key, articles)

    def links_of(self, articles: Collection[int]) -> tuple[set[Place], set[str]]:
        """What is linked of these articles, and to which linked entities."""
        rows = self._connection.execute(select(tables.links).where(tables.links.c.article_key.in_(articles))).all()
        return {(row.article_key, row.entity_id) for row in rows}, {row.linked_id for row in rows}

    def linked_to(self, linked: Collection[str]) -> set[Place]:
        """What is linked to these linked entities."""
        links = tables.links
        return self._places(links.c.article_key, links.c.entity_id, links.c.linked_id, linked)

    def keys_of(self, articles: Collection[int]) -> dict[Place, set[str]]:
        """The keys under which the entities of these articles are kept."""
        found: dict[Place, set[str]] = {}
        table = tables.link_keys
        for row in self._connection.execute(select(table).where(table.c.article_key.in_(articles))):
            found.setdefault((row.article_key, row.entity_id), set()).add(row.name_key)
        return found

    def rows(self, table: str, among: Collection[Any]) -> list[Row]:
        """Rows of one of IDENTITIES whose first identifying column is `among` these."""
        from_ = _table(table)
        wanted = select(from_).where(from_.c[IDENTITIES[table][0]].in_(among))
        return [dict(row) for row in self._connection.execute(wanted).mappings()]

    def places_in(self, table: str) -> list[Place]:
        """All the entities of articles that "links" or "link_keys" speak of."""
        from_ = _table(table)
        there = select(from_.c.article_key, from_.c.entity_id).distinct()
        return [(key, id_) for key, id_ in self._connection.execute(there)]

    def ids_in(self, table: str) -> Sequence[str]:
        """All the linked entities that "linked_entities" or "namesakes" speak of."""
        column = _table(table).c[IDENTITIES[table][0]]
        return self._connection.scalars(select(column).distinct()).all()

    def _places(self, article: Column[int], entity: Column[str], column: Column[Any], among: Collection[Any]) -> set[Place]:
        return {(key, id_) for key, id_ in self._connection.execute(select(article, entity).where(column.in_(among)))}


def _table(name: str) -> Table:
    return tables.metadata.tables[name]
