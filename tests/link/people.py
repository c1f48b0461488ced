"""Appearances of invented people."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.link import Rulings, link
from onrecord.record import Entity, EntityRole, EntityType, Span, ids
from onrecord.record.identity import Appearance, Decision, LinkedEntity

Role = str | tuple[str, str | None, str | None]


def named(
    name: str, *roles: Role, article: str = "", aliases: tuple[str, ...] = (), type: EntityType = EntityType.PERSON
) -> Appearance:
    """Somebody in an article of their own, unless `article` says in which; a role is words, or words, country and sector."""
    in_article = article or f"{name} {roles} {type}"
    spelled = [(role, None, None) if isinstance(role, str) else role for role in roles]
    given = tuple(EntityRole(text, Span(i, i + 1), country, sector) for i, (text, country, sector) in enumerate(spelled))
    return Appearance(in_article, Entity(ids.entity_id(f"{in_article} {name}", Span(0, 1)), name, type, aliases, given))


def groups(appearances: Iterable[Appearance], decisions: Iterable[Decision] = ()) -> set[frozenset[str]]:
    """The ids of appearances that were linked."""
    listed = list(appearances)
    linked = link(listed, Rulings(listed, decisions))
    assert sorted(one.entity for entity in linked for one in entity.links) == sorted(one.id for one in listed)
    return {frozenset(one.entity for one in entity.links) for entity in linked}


def are_one(*appearances: Appearance) -> bool:
    return groups(appearances) == {frozenset(one.id for one in appearances)}


def entity_of(appearance: Appearance, linked: Iterable[LinkedEntity]) -> LinkedEntity:
    (found,) = [entity for entity in linked if appearance.id in {one.entity for one in entity.links}]
    return found
