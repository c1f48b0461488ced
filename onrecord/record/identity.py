"""Who is who across articles: entities of several articles linked into one, and what people decided. Imports record only.

None of it is part of a record: a record is read from one article alone, and identity depends on all that is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.entity import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entity as one article's record has it; `article` is the article's id."""

    article: str
    entity: Entity

    @property
    def id(self) -> str:
        """The entity's id, which no entity of another article has."""
        return self.entity.id


class Rule(StrEnum):
    """What linked an appearance to the others: the same full name and a common ROLE, COUNTRY or SECTOR; the full NAME alone,
    with nothing against it; the one whom nearly all other articles of that name mean (MOST); or a person's DECISION."""

    ROLE = "role"
    COUNTRY = "country"
    SECTOR = "sector"
    NAME = "name"
    MOST = "most"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Link:
    """One appearance of a linked entity: the article's id and the entity's id in its record. `rule` and `because` (a sentence for
    people) say why it belongs to the others; both None for the one that the others were linked to."""

    article: str
    entity: str
    rule: Rule | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another linked entity of the same name, and why the two were not taken for one."""

    id: str
    because: str


@dataclass(frozen=True, slots=True)
class LinkedEntity:
    """Appearances that are taken for one. `id` is the smallest of theirs, and each of theirs names it too.

    `name` is the form in most articles. `links` are sorted by entity id. `wikidata` is an item's id ("Q42") or None;
    `wikidata_because` says why, None where there was no list to look in.
    """

    id: str
    name: str
    type: EntityType
    links: tuple[Link, ...]
    namesakes: tuple[Namesake, ...] = ()
    wikidata: str | None = None
    wikidata_because: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """An appearance as a decision holds on to it, so that it is found again when the article is read anew: by its article, its
    type and its name, and by its id there at the time."""

    article: str
    entity: str
    name: str
    type: EntityType


class Ruling(StrEnum):
    """All of `these` are one; none of `these` is one of `those`; or the decision `undoes` no longer counts."""

    SAME = "same"
    DIFFERENT = "different"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: who (`by`), when (`at`, ISO 8601 in UTC) and, where they said so, why (`note`). Decisions are added,
    never changed; a later one wins over an earlier one."""

    id: str
    verdict: Ruling
    by: str
    at: str
    note: str | None = None
    these: tuple[Anchor, ...] = ()
    those: tuple[Anchor, ...] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class WikidataItem:
    """A line of the list that a user supplies. `roles` are words ("minister") or countries (alpha-3); `born` and `died` years or
    ISO 8601 dates, None where not known."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    born: str | None = None
    died: str | None = None
