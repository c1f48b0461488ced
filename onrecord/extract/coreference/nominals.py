"""Whom a description means: "the Kremlin spokesman", "the agency", "his ex-wife", "the report". Imports text only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.coreference.entities import Reference, Referent
from onrecord.extract.coreference.mentions import Nominal
from onrecord.extract.coreference.organization_nominals import match_thing
from onrecord.extract.coreference.person_nominals import match_person
from onrecord.extract.coreference.roles import FoundRole
from onrecord.extract.coreference.tracks import EntityTrack
from onrecord.extract.text.layout import Layout
from onrecord.extract.text.lexicon import PersonHead, person_heads

INTRODUCTION = 12  # sentences between a description and the name it stands for


def head_words(head: str) -> set[str]:
    """A noun for a person and the other words for the same role."""
    noun = person_heads().get(head)
    return {head, head.split()[-1]} | (set(noun.others) if noun else set())


def match_nominal(
    layout: Layout,
    nominal: Nominal,
    tracks: Sequence[EntityTrack],
    roles: Mapping[Referent, Sequence[FoundRole]],
    by_head: Mapping[int, Reference],
) -> Referent | None:
    """The referent seen before that a definite description means, None for a new one."""
    if not nominal.definite:
        return None
    if nominal.kind == "person":
        return match_person(layout, nominal, tracks, roles, by_head)
    return match_thing(layout, nominal, tracks)


def introduced_later(
    layout: Layout, references: Sequence[Reference], roles: Mapping[Referent, Sequence[FoundRole]]
) -> dict[Referent, Referent]:
    """Unnamed people who turn out to have a name: a description by office, and later the one person who first comes in with that
    office; not where two such come in."""
    first_named: dict[Referent, Reference] = {}
    for reference in references:
        if reference.referent and reference.form == "name" and reference.referent.kind == "person":
            first_named.setdefault(reference.referent, reference)
    changes: dict[Referent, Referent] = {}
    for reference in references:
        noun = _unnamed_holder(reference)
        if noun is None or reference.referent is None or reference.referent in changes:
            continue
        fitting = [
            person
            for person, first in first_named.items()
            if reference.head < first.head
            and layout.sentence[first.head] - layout.sentence[reference.head] <= INTRODUCTION
            and _holds(person, noun, roles)
        ]
        if len(fitting) == 1:
            changes[reference.referent] = fitting[0]
    return changes


def _unnamed_holder(reference: Reference) -> PersonHead | None:
    """The office by which a reference describes one person without a name."""
    referent, nominal = reference.referent, reference.nominal
    if referent is None or nominal is None or referent.name or referent.plural or referent.kind != "person":
        return None
    noun = nominal.noun
    return noun if isinstance(noun, PersonHead) and noun.kind == "office" and nominal.possessor is None else None


def _holds(person: Referent, noun: PersonHead, roles: Mapping[Referent, Sequence[FoundRole]]) -> bool:
    words = {noun.word, *noun.others}
    if noun.gender is not None and person.gender not in (None, noun.gender):
        return False
    return any(role.head in words or role.head.split()[-1] in words for role in roles.get(person, ()))
