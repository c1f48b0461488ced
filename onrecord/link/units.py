"""Appearances that look the same to the rules, taken together, and the clusters that they are put into.

Imports record and link's names, evidence and decisions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.link import evidence
from onrecord.link.decisions import Rulings, apart
from onrecord.link.evidence import Evidence, evidence_of
from onrecord.link.names import Name, look_alike, may_be_one, names_of, pooled
from onrecord.record.identity import Appearance, Rule


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Appearances with the same names and the same evidence, sorted by id; or those that people decided to be one (`decided`).

    `names` are empty where they say too little to link by. `sides` are those of `Rulings`.
    """

    names: frozenset[Name]
    evidence: Evidence
    appearances: tuple[Appearance, ...]
    decided: bool = False
    sides: Mapping[str, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.appearances[0].id

    @property
    def is_full(self) -> bool:
        return any(name.is_full for name in self.names)


def units_of(appearances: Iterable[Appearance], rulings: Rulings) -> list[Unit]:
    """Sorted by id."""
    listed = sorted(appearances, key=lambda one: one.id)
    names = pooled({one.id: names_of(one.entity) for one in listed})
    alike: dict[object, list[Appearance]] = defaultdict(list)
    for one in listed:
        called = names[one.id]
        if rulings.decided(one.id):
            alike[rulings.group(one.id)].append(one)
        elif called:
            alike[called, evidence_of(one.entity.roles)].append(one)
        else:
            alike[one.id].append(one)
    return sorted((_unit(group, names, rulings) for group in alike.values()), key=lambda unit: unit.id)


def split_up(unit: Unit) -> list[Unit]:
    """A unit for each appearance."""
    return [Unit(unit.names, unit.evidence, (one,)) for one in unit.appearances]


def named_alike(these: Iterable[Name], those: Iterable[Name]) -> bool:
    return any(may_be_one(a, b) for a in these for b in those)


def usual_name(appearances: Iterable[Appearance]) -> str:
    """The name in most of them; of several, the longest."""
    forms = Counter(one.entity.name for one in appearances)
    return min(forms, key=lambda form: (-forms[form], -len(form), form))


def _unit(group: Sequence[Appearance], names: Mapping[str, frozenset[Name]], rulings: Rulings) -> Unit:
    entities = [one.entity for one in group]
    return Unit(
        frozenset(name for one in group for name in names[one.id]),
        evidence_of(role for entity in entities for role in entity.roles),
        tuple(group),
        rulings.decided(group[0].id),
        rulings.sides(group[0].id),
    )


@dataclass(slots=True, eq=False)
class Cluster:
    """Units that are taken for one: the first of them is the `founder`, and `reasons` says of every other why it is here, by its
    id. `spellings` are the names of each."""

    founder: Unit
    units: list[Unit]
    evidence: Evidence
    sides: dict[str, int]
    spellings: set[frozenset[Name]]
    reasons: dict[str, tuple[Rule, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, unit: Unit) -> Cluster:
        return cls(unit, [unit], unit.evidence, dict(unit.sides), {unit.names})

    @property
    def id(self) -> str:
        return min(unit.id for unit in self.units)

    @property
    def name(self) -> str:
        """Its founder's usual name."""
        return usual_name(self.founder.appearances)

    @property
    def size(self) -> int:
        """How many appearances there are."""
        return sum(len(unit.appearances) for unit in self.units)

    @property
    def is_full(self) -> bool:
        return any(unit.is_full for unit in self.units)

    def appearances(self) -> Iterator[Appearance]:
        for unit in self.units:
            yield from unit.appearances

    def is_named_like(self, other: Cluster) -> bool:
        """Whether every name of the one may be the other's."""
        return all(named_alike(these, those) for these in self.spellings for those in other.spellings)

    def looks_like(self, other: Cluster) -> bool:
        """Whether a reader could take one for the other by their names."""
        mine, others = ([name for names in one.spellings for name in names] for one in (self, other))
        return any(look_alike(a, b) for a in mine for b in others)

    def against(self, other: Cluster, said: Mapping[str, str]) -> str | None:
        """What speaks against taking two of one name for one; `said` has each decision in words."""
        if decision := apart(self.sides, other.sides):
            return said[decision]
        return evidence.clash(self.evidence, other.evidence)

    def take(self, other: Cluster, rule: Rule, because: str) -> None:
        """Put `other` into this one. It brings its reasons, and its founder gets this one."""
        self.reasons |= other.reasons | {other.founder.id: (rule, because)}
        self.units += other.units
        self.spellings |= other.spellings
        self.evidence |= other.evidence
        self.sides |= other.sides
