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
    """GROUP and UNNAMED have no name in the article, only a description: several ("two civilians", "the rebels"), or one ("a
    dissident"); they are not linked across articles."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    UNNAMED = "unnamed"
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
class Location:
    """Where a place lies, by the gazetteer: `kind` is "country", "region" or "city", `name` what the gazetteer calls it,
    `latitude` and `longitude` degrees (WGS 84), `geonames` its number in GeoNames. `rule` names the rule that told it from
    others of its name, `basis` the article's words that it rests on where these are others than the name."""

    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    geonames: str | None = None
    rule: str | None = None
    basis: Span | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """`name` is the fullest form in the article, or the description of what has no name; `aliases` the other forms.

    `country` (ISO 3166 alpha-3, or one of PLOVER's codes for what belongs to none) and `sector` (PLOVER's) are the entity's as an
    actor: of a country itself its own code and GOV. `location` is None where it is no place, or where which place is unclear:
    then `unplaced` says why.
    """

    id: str
    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    roles: tuple[EntityRole, ...] = ()
    country: str | None = None
    sector: str | None = None
    location: Location | None = None
    unplaced: str | None = None
