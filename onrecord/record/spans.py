"""Spans of a text. Imports the standard library and errors only.

A span is half open, `[start, end)`, in Unicode code points of `Article.text` (what Python's `str` counts).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points. Raises SpanError where `0 <= start < end` does not hold."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"[{self.start}, {self.end}) is no span: it must start at 0 or later and end after it starts")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers. Raises SpanError where it runs past the end."""
        if self.end > len(text):
            raise SpanError(f"[{self.start}, {self.end}) runs past the end of a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that contains all of `spans`. Raises ValueError where there are none."""
    listed = list(spans)
    return Span(min(s.start for s in listed), max(s.end for s in listed))


def words_of(spans: Iterable[Span], text: str) -> str:
    """The words of `spans` in order, pieces joined by " … "."""
    return " … ".join(s.of(text) for s in spans)
