"""Spans over a text, cut into pieces that never overlap, so that nested and crossing statements can be shown. Imports record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.record import Span, Statement
from onrecord.record.review import Reading

SOURCE, CUE, CONTENT, MATCH, TRIGGER = "source", "cue", "content", "match", "trigger"


@dataclass(frozen=True, slots=True)
class Mark:
    """`part` is source, cue, content, match or trigger (of an event); `number` that of the statement where several are shown,
    else 0; `by_person` where a person added it, and no machine read it."""

    span: Span
    part: str
    number: int = 0
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text from `start` on that the same marks lie over. `begins` are the numbers of the statements whose
    first piece it is."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[int, ...] = ()

    @property
    def classes(self) -> str:
        """For the style sheet: the parts, whether one statement stands inside another here, and whether a person added one."""
        parts = [part for part in (SOURCE, CUE, CONTENT, MATCH, TRIGGER) if any(mark.part == part for mark in self.marks)]
        told = {mark.number for mark in self.marks if mark.part == CONTENT}
        more = [("nested", len(told) > 1), ("by-person", any(mark.by_person for mark in self.marks))]
        return " ".join([*parts, *(name for name, holds in more if holds)])


def marks_of(read: Statement | Reading, number: int = 0, *, by_person: bool = False) -> Iterator[Mark]:
    for part, spans in ((SOURCE, read.source), (CUE, read.cue), (CONTENT, read.content)):
        for span in spans:
            yield Mark(span, part, number, by_person)


def pieces(text: str, window: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The characters of `window` of a text, in order and each once."""
    return pieces_of(window.of(text), window.start, marks)


def pieces_of(words: str, offset: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The same for a part of a text that begins at `offset`; the marks are those of the whole text."""
    start, end = offset, offset + len(words)
    inside = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
    edges = {edge for mark in inside for edge in (mark.span.start, mark.span.end) if start < edge < end}
    first: dict[int, int] = {}
    for mark in inside:
        first[mark.number] = min(first.get(mark.number, mark.span.start), mark.span.start)
    found = []
    for here, there in pairwise(sorted({start, end, *edges})):
        over = tuple(mark for mark in inside if mark.span.start <= here and there <= mark.span.end)
        begins = tuple(sorted(number for number, place in first.items() if number and place == here))
        found.append(Piece(here, words[here - offset : there - offset], over, begins))
    return tuple(found)
