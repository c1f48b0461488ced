"""Which things hang together by what they share. Imports the standard library only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set


def components(marks: Mapping[str, Set[str]]) -> Iterator[list[str]]:
    """The things of each component: any two that share a mark are in one. In the order of their first things."""
    having: dict[str, list[str]] = {}
    for thing, shared in marks.items():
        for mark in shared:
            having.setdefault(mark, []).append(thing)
    met: set[str] = set()
    for first in marks:
        if first in met:
            continue
        met.add(first)
        component = [first]
        for thing in component:  # grows while it is walked
            for mark in marks[thing]:
                for other in having.pop(mark, ()):
                    if other not in met:
                        met.add(other)
                        component.append(other)
        yield component
