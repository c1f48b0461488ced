"""The paragraphs of a text that are read. Imports record only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.record import Span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of readable text without line breaks; `heading` for titles and subheadings."""

    span: Span
    heading: bool = False


def paragraphs_of(text: str, span: Span, *, heading: bool = False) -> list[Paragraph]:
    """The lines of `span` that are not blank."""
    found = []
    for match in _LINE.finditer(text, span.start, span.end):
        if not match.group().isspace():
            found.append(Paragraph(Span(match.start(), match.end()), heading))
    return found
