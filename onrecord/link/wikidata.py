"""Linked entities held against a list of Wikidata items that the user supplies. Imports record and link's names and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.link.evidence import clash, common, evidence_of_words
from onrecord.link.names import keys, names_of
from onrecord.link.units import Cluster, named_alike
from onrecord.record import Entity, EntityType
from onrecord.record.identity import WikidataItem


def item_keys(item: WikidataItem) -> frozenset[str]:
    """Keys under which entities that may be the item are found, as those of `names.keys`."""
    return frozenset(key for entity in _as_entities(item) for key in keys(entity))


def match(cluster: Cluster, items: Sequence[WikidataItem]) -> tuple[str | None, str]:
    """The id of the one item that fits, and why; None and why not where none fits, or several do.

    An item fits by a name or alias of its own, if nothing in its roles speaks against it. Of several, the only one whose roles
    agree is taken.
    """
    names = frozenset(name for unit in cluster.units for name in unit.names)
    if not any(name.is_full for name in names):
        return None, "no full name to look for"
    named = [item for item in items if any(named_alike(names, names_of(entity)) for entity in _as_entities(item))]
    if not named:
        return None, "no item of this name"
    fitting = [item for item in named if clash(cluster.evidence, evidence_of_words(item.roles)) is None]
    if not fitting:
        return None, f"{_listed(named)}: of this name, but of another country or calling"
    agreeing = [item for item in fitting if common(cluster.evidence, evidence_of_words(item.roles))]
    if len(agreeing) == 1:
        _, shared = common(cluster.evidence, evidence_of_words(agreeing[0].roles)) or (None, "")
        return agreeing[0].id, f"the name agrees, and {shared}"
    if len(named) == 1:
        return named[0].id, "the only item of this name, and nothing speaks against it"
    return None, f"ambiguous: {_listed(agreeing or fitting)}"


def _listed(items: Sequence[WikidataItem]) -> str:
    return ", ".join(sorted(item.id for item in items))


def _as_entities(item: WikidataItem) -> Iterator[Entity]:
    """The item under each of its names, as every type of entity."""
    for name in (item.name, *item.aliases):
        for type_ in EntityType:
            yield Entity(item.id, name, type_)
