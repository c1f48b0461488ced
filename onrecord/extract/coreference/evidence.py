"""What speaks for a referent as the one that a description means: rows that each add to its score. Imports the standard library
only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.extract.coreference.tracks import EntityTrack

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Evidence(Generic[D]):
    """`weigh(described, track, score)`: what the row adds to the score that the rows before it have given. In `example`, it
    counts for or against `name` as what the description `words` means."""

    id: str
    weigh: Callable[[D, EntityTrack, float], float]
    example: str
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A referent with the rows that counted, each with what it added, and their sum."""

    track: EntityTrack
    score: float
    evidence: tuple[tuple[str, float], ...]


def weighed(described: D, track: EntityTrack, rows: Sequence[Evidence[D]]) -> Weighed:
    score, counted = 0.0, []
    for row in rows:
        added = row.weigh(described, track, score)
        if added:
            score += added
            counted.append((row.id, added))
    return Weighed(track, score, tuple(counted))


def best(candidates: Iterable[Weighed], least: float) -> EntityTrack | None:
    """The first of those with the highest score, if that is at least `least`."""
    top = max(candidates, key=lambda one: one.score, default=None)
    return top.track if top is not None and top.score >= least else None
