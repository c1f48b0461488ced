"""Text with its spans marked, so that they are seen with and without colour. May import record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from onrecord.cli.terminal import safe
from onrecord.record import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, what to call it, and how to colour it. With a label it reads `[label: words]`, without one `«words»`."""

    span: Span
    label: str
    style: str


SOURCE_STYLE, CUE_STYLE, CONTENT_STYLE, ASIDE_STYLE = "cyan", "yellow", "bold green", "dim"


def marked(text: str, window: Span, marks: Iterable[Mark]) -> Text:
    """The characters of `window` with every mark that touches it; marks may nest, touch and cross. Safe to print."""
    inside = [mark for mark in marks if mark.span.overlaps(window)]
    edges = sorted({window.start, window.end, *(edge for mark in inside for edge in _clipped(mark.span, window))})
    shown = Text()
    for i, here in enumerate(edges):
        for mark in sorted((mark for mark in inside if _clipped(mark.span, window)[1] == here), key=_outermost_last):
            shown.append("]" if mark.label else "»", mark.style)
        for mark in sorted((mark for mark in inside if _clipped(mark.span, window)[0] == here), key=_outermost_first):
            shown.append(f"[{safe(mark.label)}: " if mark.label else "«", mark.style)
        if i + 1 < len(edges):
            styles = [mark.style for mark in inside if mark.span.start <= here < mark.span.end]
            shown.append(safe(text[here : edges[i + 1]]), " ".join(styles) or None)
    return shown


def _clipped(span: Span, window: Span) -> tuple[int, int]:
    return max(span.start, window.start), min(span.end, window.end)


def _outermost_first(mark: Mark) -> tuple[int, str]:
    return -mark.span.end, mark.label


def _outermost_last(mark: Mark) -> tuple[int, str]:
    return -mark.span.start, mark.label
