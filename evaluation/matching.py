"""Which found statements stand for which gold attributions. Imports onrecord.record.

The measure is AR@t of `../shared/eval/attribution.py`: matched one to one by content overlap (IoU over letters and digits of at
least t), where sources overlap or both are empty, and cues likewise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.record import Spans

Characters = frozenset[int]


class Spoken(Protocol):
    @property
    def source(self) -> Spans: ...
    @property
    def cue(self) -> Spans: ...
    @property
    def content(self) -> Spans: ...


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as sets of the letters and digits that they cover."""

    source: Characters
    cue: Characters
    content: Characters

    @property
    def roles(self) -> tuple[Characters, Characters, Characters]:
        return self.source, self.cue, self.content


def characters(text: str, spans: Iterable[tuple[int, int]]) -> Characters:
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def gold_attributions(article: Mapping[str, Any]) -> list[Attribution]:
    """The attributions of the first annotator by name."""
    text, raw = article["text"], article["annotations"][min(article["annotations"])]
    return [Attribution(*(characters(text, a.get(role) or []) for role in ("source", "cue", "content"))) for a in raw]


def found_attributions(text: str, statements: Iterable[Spoken]) -> list[Attribution]:
    return [
        Attribution(*(characters(text, [(p.start, p.end) for p in spans]) for spans in (s.source, s.cue, s.content)))
        for s in statements
    ]


def overlap(a: Characters, b: Characters) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def matched(gold: Sequence[Attribution], found: Sequence[Attribution], threshold: float) -> dict[int, int]:
    """Index of the found attribution -> index of the gold attribution that it stands for."""
    pairs = sorted(
        (
            (overlap(g.content, f.content), gi, fi)
            for gi, g in enumerate(gold)
            for fi, f in enumerate(found)
            if g.content & f.content
        ),
        reverse=True,
    )
    pairing: dict[int, int] = {}
    taken: set[int] = set()
    for iou, gi, fi in pairs:
        if iou < threshold or gi in taken or fi in pairing:
            continue
        sides = ((gold[gi].source, found[fi].source), (gold[gi].cue, found[fi].cue))
        if all(bool(a & b) or (not a and not b) for a, b in sides):
            taken.add(gi)
            pairing[fi] = gi
    return pairing
