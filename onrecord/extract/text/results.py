"""What the reader finds in a text before anybody is identified. Imports record only."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Span, Spans


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement's spans; `source` and `cue` may be empty, `content` never is. `confidence` is in 0..1."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name; `type` is "person", "organization", "place" or "other"."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word or punctuation mark with its universal part of speech (UPOS: "NOUN", "PROPN", "VERB", ...)."""

    span: Span
    upos: str
