"""Units of one component of names joined into clusters. Imports record and link's names, evidence and units.

Three steps, and in each only what nothing speaks against (a decision, other names, other countries, other walks of life):

1. Those that have a word of their roles, a country or a walk of life in common.
2. The rest of those with evidence, then those without, where all of what they could join is one already.
3. Names that fit several people: where evidence points at one of them, or nearly all articles that tell mean the same one.
   Otherwise each appearance stays by itself, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.link.evidence import KINDS, common, in_words
from onrecord.link.names import Name
from onrecord.link.units import Cluster, Unit, named_alike, split_up
from onrecord.record.identity import Namesake, Rule

NEARLY_ALL = 10  # articles that mean one, for each that means another, before one that does not tell is given to the one


class Joining:
    """The units of one component on their way into clusters; `said` has each decision in words."""

    def __init__(self, units: Sequence[Unit], said: Mapping[str, str]) -> None:
        self._said = said
        self._clear: list[Cluster] = []
        self._unclear: list[tuple[Cluster, list[Cluster]]] = []  # with those that it may be
        several = _names_of_several(units)
        self._join_by_evidence([Cluster.of(unit) for unit in units if unit.names not in several])
        self._join_by_name()
        self._place([Cluster.of(unit) for unit in units if unit.names in several])

    def clusters(self) -> list[Cluster]:
        return [*self._clear, *(cluster for cluster, _ in self._unclear)]

    def namesakes(self) -> dict[str, tuple[Namesake, ...]]:
        """For each cluster's id those that a reader could take it for."""
        found: dict[str, list[Namesake]] = defaultdict(list)
        for number, one in enumerate(self._clear):
            for other in self._clear[:number]:
                if one.looks_like(other):
                    because = self._against(one, other) or "it fits others of the name as well"
                    found[one.id].append(Namesake(other.id, because))
                    found[other.id].append(Namesake(one.id, because))
        for one, fitting in self._unclear:
            found[one.id] += [Namesake(other.id, f"may be any of {len(fitting)} of this name") for other in fitting]
        return {id_: tuple(sorted(listed, key=lambda namesake: namesake.id)) for id_, listed in found.items()}

    def _against(self, one: Cluster, other: Cluster) -> str | None:
        if not one.is_named_like(other):
            return f"other names ({'; '.join(sorted((one.name, other.name)))})"
        return one.against(other, self._said)

    def _join_by_evidence(self, clusters: list[Cluster]) -> None:
        """The most telling first. Who fits two that do not fit each other is left for later."""
        into: dict[Cluster, Cluster] = {}
        for rule in KINDS:
            having: dict[str, list[Cluster]] = defaultdict(list)
            for cluster in sorted(clusters, key=_clearest_first):
                for value in cluster.evidence.values(rule):
                    having[value].append(cluster)
            for value in sorted(having):
                kept: list[Cluster] = []
                for cluster in having[value]:
                    while cluster in into:
                        cluster = into[cluster]
                    if cluster in kept:
                        continue
                    fitting = [other for other in kept if self._against(cluster, other) is None]
                    if not fitting:
                        kept.append(cluster)
                    elif len(fitting) == 1:
                        fitting[0].take(cluster, rule, _because(fitting[0], cluster, in_words(rule, value)))
                        into[cluster] = fitting[0]
            clusters = [cluster for cluster in clusters if cluster not in into]
        self._clear = sorted(clusters, key=_clearest_first)

    def _join_by_name(self) -> None:
        clusters, self._clear = self._clear, []
        self._place(clusters)

    def _place(self, clusters: list[Cluster]) -> None:
        """Put each with the one among those placed that it must mean, or beside them."""
        for cluster in sorted(clusters, key=_clearest_first):
            fitting = [other for other in self._clear if self._against(cluster, other) is None]
            chosen = _chosen(cluster, fitting)
            if chosen is not None:
                one, rule, because = chosen
                one.take(cluster, rule, because)
            elif not fitting and cluster.is_full:
                self._clear.append(cluster)
            else:
                self._unclear += [(part, fitting) for part in _undecided_parts(cluster)]


def _names_of_several(units: Sequence[Unit]) -> set[frozenset[Name]]:
    """Names that fit two that do not fit each other ("George Bush"), and those that are hardly any ("J. Smith")."""
    full = {unit.names for unit in units if unit.is_full}
    several = {unit.names for unit in units} - full
    for names in full:
        fitting = [other for other in full if other != names and named_alike(names, other)]
        if any(not named_alike(a, b) for i, a in enumerate(fitting) for b in fitting[:i]):
            several.add(names)
    return several


def _chosen(cluster: Cluster, fitting: list[Cluster]) -> tuple[Cluster, Rule, str] | None:
    """Whom a name must mean, by which rule and why."""
    agreeing = [(other, shared) for other in fitting if (shared := common(cluster.evidence, other.evidence))]
    if len(agreeing) == 1:
        other, (rule, because) = agreeing[0]
        return other, rule, _because(other, cluster, because)
    if not cluster.is_full or not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0], Rule.NAME, _because(fitting[0], cluster, "nothing tells them apart")
    most, *others = sorted(fitting, key=lambda other: (-other.size, other.id))
    rest = sum(other.size for other in others)
    if most.size >= NEARLY_ALL * rest:
        because = f"{most.size} of {most.size + rest} articles that tell which one they mean, mean this one"
        return most, Rule.MOST, _because(most, cluster, because)
    return None


def _undecided_parts(cluster: Cluster) -> list[Cluster]:
    """Appearances that nothing but their look holds together, each by itself."""
    if len(cluster.units) > 1 or cluster.units[0].decided:
        return [cluster]
    return [Cluster.of(unit) for unit in split_up(cluster.units[0])]


def _clearest_first(cluster: Cluster) -> tuple[bool, bool, bool, int, str]:
    """Decided ones first, then those with country or walk of life, then those with a role, then those in most articles."""
    clear = bool(cluster.evidence.countries or cluster.evidence.walks)
    return not cluster.sides, not clear, not cluster.evidence, -cluster.size, cluster.id


def _because(one: Cluster, other: Cluster, shared: str) -> str:
    names = sorted({one.name, other.name})
    return f"the same name, and {shared}" if len(names) == 1 else f"“{names[0]}” and “{names[1]}” agree, and {shared}"
