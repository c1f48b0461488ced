"""What the reader finds in a text before anybody is identified. Imports numpy and record."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

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


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """What the network makes of each token: `starts` [T] its first character, `values` [T, N]."""

    starts: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]


NO_VECTORS = TokenVectors(np.zeros(0, np.int64), np.zeros((0, 1), np.float32))


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a reader finds in a text, each in text order. Without `vectors`, events are read from the shipped network's."""

    statements: tuple[FoundStatement, ...] = ()
    names: tuple[FoundName, ...] = ()
    words: tuple[TaggedWord, ...] = ()
    vectors: TokenVectors | None = field(default=None, compare=False, repr=False)
