"""The statement: something attributed to somebody. Imports the standard library only.

Source, cue and content are the terms of PARC (Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.spans import Span, Spans


class Kind(StrEnum):
    """DIRECT: all of the content is inside quotation marks, or a turn of a transcript; MIXED: some is inside; INDIRECT: none."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Polarity(StrEnum):
    """What the cue does with the content."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    DECLINES = "declines"
    HEDGES = "hedges"


class StatementType(StrEnum):
    """SAID: communicated, also by documents and polls; HELD: only in mind, as the article tells it (believes, wants)."""

    SAID = "said"
    HELD = "held"


class Factuality(StrEnum):
    """Whether it was said (or is held) at all, as the text around tells it (after FactBank: Saurí & Pustejovsky 2009).

    FACTUAL: it was. NEGATED: it was not, or the text leans that way ("no minister has said"). POSSIBLE: under a condition, or
    wished for ("if she says", "wants her to say"). FUTURE: announced or expected ("will say"). ASKED: a question ("did she say").
    """

    FACTUAL = "factual"
    NEGATED = "negated"
    POSSIBLE = "possible"
    FUTURE = "future"
    ASKED = "asked"


class SpeakerType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who the source resolves to. `name` is the fullest form in the article, or None for an unnamed speaker (type UNNAMED or
    GROUP); `mention` the id of the mention that proves it; `role` and `country` (ISO 3166 alpha-3) where the text gives them."""

    name: str | None
    type: SpeakerType
    mention: str | None = None
    role: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """When it was said: ISO 8601 dates, both inclusive; `rule` names the rule that gave it; `basis` the article's own words."""

    start: str
    end: str
    granularity: str
    rule: str
    basis: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """`speaker` is None where it is not known, and `unknown` then says why. `confidence` is in 0..1, calibrated.

    `source` is empty where the text names nobody; `cue` may be empty for a quotation that stands alone; `content` never is.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    polarity: Polarity
    confidence: float
    speaker: Speaker | None = None
    unknown: str | None = None
    said: Said | None = None
    venue: Span | None = None
    addressee: Span | None = None
    reply_to: str | None = None
    type: StatementType = StatementType.SAID
    factuality: Factuality = Factuality.FACTUAL

    @property
    def caution(self) -> str | None:
        """What has to stand beside the words wherever they stand alone, since they are not what somebody is known to have said;
        None where they are."""
        if self.factuality is not Factuality.FACTUAL:
            return _NOT_SAID[self.factuality]
        return "in mind only" if self.type is StatementType.HELD else None


_NOT_SAID = {
    Factuality.NEGATED: "not said",
    Factuality.POSSIBLE: "maybe said",
    Factuality.FUTURE: "not said yet",
    Factuality.ASKED: "asked, not said",
}
