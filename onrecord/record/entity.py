"""Mentions and entities of one article. Imports the standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Span


class Form(StrEnum):
    """How a mention refers: by NAME ("Mr. Peskov"), by description ("the Kremlin spokesman"), or by PRONOUN ("he")."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class EntityType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to an entity: `entity` is its id."""

    id: str
    span: Span
    entity: str
    form: Form


@dataclass(frozen=True, slots=True)
class EntityRole:
    """What an entity is called besides its name ("Kremlin spokesman"), where that stands, and the country (ISO 3166 alpha-3) and
    PLOVER sector that it gives."""

    text: str
    span: Span
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """`name` is the fullest form in the article; `aliases` the other forms."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    roles: tuple[EntityRole, ...] = ()
