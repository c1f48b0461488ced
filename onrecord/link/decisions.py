"""What people decided, applied to the appearances of today. Imports record only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.record.folding import folded
from onrecord.record.identity import Anchor, Appearance, Decision, Ruling


def anchor_of(appearance: Appearance) -> Anchor:
    return Anchor(appearance.article, appearance.entity.id, appearance.entity.name, appearance.entity.type)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that were not undone, newest first; undoing what undid one puts it in force again."""
    undone: set[str] = set()
    kept = []
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in undone:
            continue
        if decision.verdict is Ruling.UNDO and decision.undoes is not None:
            undone.add(decision.undoes)
        else:
            kept.append(decision)
    return tuple(kept)


def find_anchored(anchors: Iterable[Anchor], appearances: Mapping[str, Sequence[Appearance]]) -> frozenset[str]:
    """The ids of the appearances (by article) that anchors mean today. Names are asked before ids, because a newer reading may
    put somebody else at the place of the id; an anchor that nothing fits waits until its article comes back."""
    found = set()
    for anchor in anchors:
        there = [one for one in appearances.get(anchor.article, ()) if one.entity.type == anchor.type]
        name = folded(anchor.name)
        same_name = [one for one in there if folded(one.entity.name) == name]
        by_alias = [one for one in there if name in map(folded, one.entity.aliases)]
        fitting = same_name or by_alias or [one for one in there if one.id == anchor.entity]
        if fitting:
            found.add(next((one.id for one in fitting if one.id == anchor.entity), min(one.id for one in fitting)))
    return frozenset(found)


class Rulings:
    """Decisions in force, as groups of appearances that are one and sides that are kept apart.

    The newest is applied first, and an older one only as far as it does not contradict a newer one. A group goes by its smallest
    id; groups on two sides of a decision stay apart.
    """

    def __init__(self, appearances: Iterable[Appearance], decisions: Iterable[Decision]) -> None:
        by_article: dict[str, list[Appearance]] = defaultdict(list)
        for one in appearances:
            by_article[one.article].append(one)
        self._group: dict[str, str] = {}
        self._why: dict[str, Decision] = {}
        self._sides: dict[str, dict[str, int]] = defaultdict(dict)
        self._said: dict[str, str] = {}
        for decision in in_force(decisions):
            self._said[decision.id] = in_words(decision)
            these, those = (find_anchored(side, by_article) for side in (decision.these, decision.those))
            for id_ in these | those:
                self._group.setdefault(id_, id_)
            if decision.verdict is Ruling.SAME:
                self._join(decision, sorted(these | those))
            else:
                self._part(decision, these - those, those - these)

    def decided(self, id_: str) -> bool:
        """Whether any decision speaks of the appearance."""
        return id_ in self._group

    def group(self, id_: str) -> str:
        while self._group[id_] != id_:
            id_ = self._group[id_]
        return id_

    def why(self, id_: str) -> str | None:
        """Why the appearance is with the first of its group; None for that one."""
        decision = self._why.get(id_)
        return in_words(decision) if decision else None

    @property
    def said(self) -> Mapping[str, str]:
        """Each decision in force, in words, by its id."""
        return self._said

    def partners(self, ids: Iterable[str]) -> set[str]:
        """The members of the groups of these appearances."""
        groups = {self.group(id_) for id_ in ids if self.decided(id_)}
        return {id_ for id_ in self._group if self.group(id_) in groups} if groups else set()

    def sides(self, id_: str) -> Mapping[str, int]:
        """On which side of which decisions the appearance is."""
        return self._sides.get(self.group(id_), {}) if id_ in self._group else {}

    def _join(self, decision: Decision, ids: list[str]) -> None:
        met: list[str] = []
        for id_ in ids:
            own = self.group(id_)
            others = dict.fromkeys(map(self.group, met))
            into = next((other for other in others if not apart(self._sides[own], self._sides[other])), None)
            met.append(id_)
            if into is None or into == own:
                continue
            kept, gone = sorted((own, into))
            self._group[gone] = kept
            self._why[gone] = decision
            self._sides[kept] = {**self._sides[gone], **self._sides[kept]}

    def _part(self, decision: Decision, these: frozenset[str], those: frozenset[str]) -> None:
        here, there = {self.group(id_) for id_ in these}, {self.group(id_) for id_ in those}
        for number, side in enumerate((here - there, there - here)):  # a group on both sides was put together later
            for group in side:
                self._sides[group][decision.id] = number


def apart(a: Mapping[str, int], b: Mapping[str, int]) -> str | None:
    """The decision that keeps two apart, None where none does."""
    return next((decision for decision in sorted(a) if b.get(decision, a[decision]) != a[decision]), None)


def in_words(decision: Decision) -> str:
    return f"{decision.by} decided so on {decision.at[:10]}{f': {decision.note}' if decision.note else ''}"
