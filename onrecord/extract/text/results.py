"""What the reader finds in a text before anybody is identified. Imports record only."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record import Factuality, Span, Spans, StatementType


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement's spans; `source` and `cue` may be empty, `content` never is. `confidence` is in 0..1. `type` and `factuality`
    are None where the reader does not say: then the words of the cue, and those before it, decide."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    type: StatementType | None = None
    factuality: Factuality | None = None


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name; `type` is "person", "organization", "place" or "other". `confidence` is in 0..1."""

    span: Span
    type: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word or punctuation mark with its universal part of speech (UPOS: "NOUN", "PROPN", "VERB", ...). `confidence` is in
    0..1."""

    span: Span
    upos: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a reader finds in a text, each in text order."""

    statements: tuple[FoundStatement, ...] = ()
    names: tuple[FoundName, ...] = ()
    words: tuple[TaggedWord, ...] = ()
