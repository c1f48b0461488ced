"""The country and PLOVER sector of actors, from names, roles and descriptions.

Imports text, places, coreference and record.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.extract.coreference.roles import sector_of
from onrecord.extract.events.lexicon import word_list
from onrecord.extract.places.countries import country_named, country_of, is_place, is_seat
from onrecord.extract.text.lexicon import organization_heads, organization_plurals, person_heads, person_plurals
from onrecord.language import lines, rows
from onrecord.record import Entity, EntityType

Codes = tuple[str | None, str | None]


@cache
def _named() -> dict[str, Codes]:
    return {
        _plain(name): (code, sector or None)
        for names, code, sector in (row[:3] for row in rows("actor_names.tsv", 3))
        for name in names.split(";")
    }


@cache
def long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the known names of several words that begin with it, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for names, *_ in rows("actor_names.tsv", 3):
        for name in names.split(";"):
            words = tuple(name.split())
            if len(words) > 1:
                found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(listed, key=len, reverse=True)) for first, listed in found.items()}


@cache
def sector_nouns() -> dict[str, str]:
    """Noun, casefolded -> PLOVER sector."""
    return {
        noun: sector for sector, nouns in (line.split(": ", 1) for line in lines("actor_nouns.txt")) for noun in nouns.split()
    }


def names_actor(word: str) -> bool:
    """Whether a noun, casefolded, is one for people or their organizations."""
    return (
        word in sector_nouns()
        or word in person_heads()
        or word in person_plurals()
        or word in organization_heads()
        or word in organization_plurals()
    )


def names_doer(word: str) -> bool:
    """Whether a plural noun, casefolded, is made of a verb for who does it: "wardens", "loyalists"; not "powers"."""
    ends = ("ers", "ors", "ists", "ants", "ians", "iers", "girls", "boys", "men", "women", "goers", "folk", "children")
    return word.endswith(ends) and word not in word_list("things")


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").replace(".", "")


def codes_of(entity: Entity) -> Codes:
    """(country or PLOVER's code for what has none, sector) of an entity; each None where the article does not tell."""
    for form in (entity.name, *entity.aliases):
        if (known := _named().get(_plain(form))) is not None:
            return known
    for form in (entity.name, *entity.aliases):
        if code := country_named(form):
            return code, "GOV"
    if entity.type is EntityType.PLACE:
        code = country_of(entity.name.split())
        return code, "GOV" if code and (is_seat(entity.name) or is_place(entity.name)) else None
    country, sector = described(entity.name.split())
    if is_seat(entity.name):
        sector = sector or "GOV"
    if entity.type is EntityType.PERSON:
        country = sector = None
    for role in entity.roles:
        if sector is None or (role.sector and country is None and role.country):
            sector = role.sector or sector
        country = country or role.country
    return country, sector


def described(words: Sequence[str]) -> Codes:
    """(country, sector) of a description: "Kremlin spokesman" is RUS GOV, "Turkish forces" are TUR MIL."""
    lower = [word.casefold() for word in words]
    country = next((code for i in range(len(words)) for size in (3, 2, 1) if (code := _code(words[i : i + size]))), None)
    country = country or country_of(words)
    head = lower[-1] if lower else ""
    if {"opposition"} & set(lower):
        return country, "OPP"
    if any(word in ("former", "ex-president", "ousted", "exiled") for word in lower) and sector_nouns().get(head) == "GOV":
        return country, "ELI"
    if head in person_heads() and (sector := sector_of(lower, person_heads()[head])):
        return country, sector
    for word in reversed(lower):
        if word in sector_nouns():
            return country, sector_nouns()[word]
    if head in organization_heads():
        return country, organization_heads()[head].sector
    return country, None


def _code(words: Sequence[str]) -> str | None:
    known = _named().get(_plain(" ".join(words)))
    return known[0] if known else None
