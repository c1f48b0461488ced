"""Spans as a person types them, a piece a line: "[12-45] the words", "12-45", or the words alone. Imports record and errors.

Words alone mean the one place where they stand; where they stand more than once, the person is asked for the place.
"""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.errors import InputError
from onrecord.record import Span, Spans
from onrecord.web.escaping import plain

_PLACED = re.compile(r"\[?\s*(\d{1,9})\s*[-–]\s*(\d{1,9})\s*\]?(?:\s+(.*)|\s*)")


def typed(spans: Spans, text: str) -> str:
    """The lines that stand for these spans."""
    return "\n".join(f"[{span.start}-{span.end}] {_line(span.of(text))}" for span in spans)


def read_spans(lines: str, text: str, near: Span, what: str) -> Spans:
    """The spans that the lines stand for, in text order. Words alone are looked for in `near` first, then in the whole text.

    Raises InputError, which begins with `what`, where a line stands for none or for several, or two overlap.
    """
    found = sorted(_span(line.strip(), text, near, what) for line in lines.splitlines() if line.strip())
    for before, after in pairwise(found):
        if after.start < before.end:
            raise InputError(f"{what}: “{_line(before.of(text))}” and “{_line(after.of(text))}” overlap.")
    return tuple(found)


def _span(line: str, text: str, near: Span, what: str) -> Span:
    placed = _PLACED.fullmatch(line)
    if placed:
        start, end, words = int(placed[1]), int(placed[2]), placed[3]
        if not start < end <= len(text):
            raise InputError(f"{what}: {start}-{end} is no place in a text of {len(text)} characters.")
        span = Span(start, end)
        if words and _line(words) != _line(span.of(text)):
            raise InputError(f"{what}: at {start}-{end} stands “{_line(span.of(text))}”, not “{_line(words)}”.")
        return span
    pattern = re.compile(r"\s+".join(re.escape(word) for word in line.split()))
    for window in (near, Span(0, len(text))):
        places = [match.span() for match in pattern.finditer(text, window.start, window.end)]
        if len(places) == 1:
            return Span(*places[0])
        if places:
            raise InputError(
                f"{what}: “{_line(line)}” stands there {len(places)} times. Give the place, too: [{_shown(places[0])}] …"
            )
    raise InputError(f"{what}: “{_line(line)}” does not stand in the article.")


def _shown(place: tuple[int, int]) -> str:
    return f"{place[0]}-{place[1]}"


def _line(words: str) -> str:
    """On one line, as a page shows it."""
    return " ".join(plain(words).split())
