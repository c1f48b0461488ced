"""Which statements stand inside what another one says. Imports record only.

A record lists statements side by side; that one stands inside another ("Lopes said that the minister had told her …") is in their
spans, and holds for what people correct or add as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.record.spans import Span, Spans, cover


class Spoken(Protocol):
    @property
    def source(self) -> Spans: ...
    @property
    def cue(self) -> Spans: ...
    @property
    def content(self) -> Spans: ...


def statements_around(statements: Sequence[Spoken]) -> tuple[int | None, ...]:
    """For each statement the index of the innermost other one whose content holds its source and its cue (its content where it
    has neither); None where there is none. None stands inside one that begins after it. `statements` are in any order."""
    order = sorted(range(len(statements)), key=lambda i: outermost_first(statements[i]))
    found: list[int | None] = [None] * len(statements)
    around: list[int] = []
    for i in order:
        parts = (*statements[i].source, *statements[i].cue) or statements[i].content
        if not parts:
            continue
        start = cover(parts).start
        around = [o for o in around if statements[o].content[-1].end > start]
        holding = [o for o in around if all(any(piece.contains(p) for piece in statements[o].content) for p in parts)]
        found[i] = min(holding, key=lambda o: sum(map(len, statements[o].content)), default=None)
        if statements[i].content:
            around.append(i)
    return tuple(found)


def outermost_first(statement: Spoken) -> tuple[int, int, Spans]:
    """By this key statements stand in text order, and where several begin at the same character, the longest first."""
    whole: Span = cover((*statement.source, *statement.cue, *statement.content))
    return whole.start, -whole.end, statement.cue
