"""The review: what a person says about a statement that the machine read, or missed. Imports the standard library and record.

Reviews are added, never changed, and stand beside the machine's reading: undoing one is a review too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from onrecord.record import ids
from onrecord.record.spans import Span, Spans, words_of
from onrecord.record.statement import Kind, Polarity, Speaker, SpeakerType, Statement

LONGEST_NAME = 200
LONGEST_NOTE = 2000


class Verdict(StrEnum):
    """The reading is right; it is no statement; it is one, but reads as in `fixed`; `fixed` is a statement that the machine did
    not read; or the review `undoes` no longer counts."""

    ACCEPT = "accept"
    REJECT = "reject"
    FIX = "fix"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to be right or wrong about in a statement; all as in `Statement`."""

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    polarity: Polarity
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Who (`by`) said when (`at`, ISO 8601 with zone) and, where they wrote it, why (`note`).

    `statement` is the id of the statement, `article` that of its article and `text_sha256` the hash of the article's text (UTF-8)
    at the time, which the spans are of. `read` and `confidence` are the machine's at the time, `quote` the words of its content,
    `fixed` is what the person read instead. An ADD has no reading of the machine's: its `quote` and `statement` are those of
    `fixed`. An UNDO has none of these four, and names the same statement as the review that it `undoes`.
    """

    verdict: Verdict
    article: str
    text_sha256: str
    statement: str
    by: str
    at: str
    read: Reading | None = None
    confidence: float | None = None
    quote: str | None = None
    fixed: Reading | None = None
    note: str | None = None
    undoes: str | None = None

    @property
    def id(self) -> str:
        """Derived from everything that the review says."""
        return _id_of(self)

    @property
    def reading(self) -> Reading | None:
        """What the person says stands there; None where nothing does, or for an UNDO."""
        return self.read if self.verdict is Verdict.ACCEPT else self.fixed

    @property
    def of(self) -> Reading | None:
        """The reading that the id of its statement is derived from; None for an UNDO."""
        return self.fixed if self.verdict is Verdict.ADD else self.read

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


@lru_cache(maxsize=20_000)
def _id_of(review: Review) -> str:
    return ids.review_id(json.dumps(asdict(review), sort_keys=True))


def reading_of(statement: Statement) -> Reading:
    return Reading(statement.source, statement.cue, statement.content, statement.kind, statement.polarity, statement.speaker)


def changes(read: Reading, fixed: Reading) -> tuple[str, ...]:
    """The names of what two readings tell differently; of a speaker, only name and type count."""

    def who(reading: Reading) -> tuple[str | None, SpeakerType] | None:
        return None if reading.speaker is None else (reading.speaker.name, reading.speaker.type)

    parts = ("source", "cue", "content", "kind", "polarity")
    return (
        *(part for part in parts if getattr(read, part) != getattr(fixed, part)),
        *(("speaker",) if who(read) != who(fixed) else ()),
    )


def in_force(reviews: Sequence[Review]) -> tuple[Review, ...]:
    """The reviews that were not undone, oldest first; undoing what undid one puts it in force again. `reviews` are in the order
    in which they were added, so each UNDO comes after what it undoes."""
    undone: set[str] = set()
    kept = []
    for review in reversed(reviews):
        if review.id in undone:
            continue
        if review.undoes is not None:
            undone.add(review.undoes)
        else:
            kept.append(review)
    return tuple(sorted(kept, key=lambda review: (review.moment, review.id)))


def review_problems(review: Review, text: str | None = None) -> tuple[str, ...]:
    """Each broken rule of a review, as "place: what is wrong"; empty for a sound one. With the `text` that it is of, its spans
    and its quote are proved too."""
    return (*_form_problems(review), *_reading_problems(review), *(() if text is None else _text_problems(review, text)))


def _form_problems(review: Review) -> Iterator[str]:
    if not review.by.strip() or len(review.by) > LONGEST_NAME:
        yield f"by: a review needs the name of who made it, of {LONGEST_NAME} characters at most"
    if review.note is not None and len(review.note) > LONGEST_NOTE:
        yield f"note: is longer than {LONGEST_NOTE} characters"
    try:
        zoned = datetime.fromisoformat(review.at).tzinfo is not None
    except ValueError:
        zoned = False
    if not zoned:
        yield f"at: {review.at!a:.40} is not an ISO 8601 date-time with zone"
    if review.confidence is not None and not 0 <= review.confidence <= 1:
        yield f"confidence: {review.confidence} is not between 0 and 1"
    is_undo = review.verdict is Verdict.UNDO
    if is_undo != (review.undoes is not None):
        yield "undoes: names a review if, and only if, the verdict is undo"
    for name in ("read", "confidence"):
        if (review.verdict in (Verdict.ADD, Verdict.UNDO)) != (getattr(review, name) is None):
            yield f"{name}: is what the machine read, so all but an addition and an undo have it"
    if is_undo != (review.quote is None):
        yield "quote: is what was reviewed, so all but an undo have it"
    if (review.verdict in (Verdict.FIX, Verdict.ADD)) != (review.fixed is not None):
        yield "fixed: is given if, and only if, the verdict is fix or add"


def _reading_problems(review: Review) -> Iterator[str]:
    read, fixed, of = review.read, review.fixed, review.of
    if of is not None and review.statement != ids.statement_id(review.article, of.source, of.cue, of.content):
        yield f"statement: {review.statement!a:.40} is not derived from the article's id and the spans that were read"
    if read is not None and fixed is not None and not changes(read, fixed):
        yield "fixed: is what was read already; accept it instead"
    for place, reading in (("read", read), ("fixed", fixed)):
        if reading is None:
            continue
        if not reading.content:
            yield f"{place}.content: is empty, but a statement says something"
        for part in ("source", "cue", "content"):
            spans: Spans = getattr(reading, part)
            if any(after.start < before.end for before, after in pairwise(spans)):
                yield f"{place}.{part}: its spans are out of order or overlap"
        if reading.speaker is not None and reading.speaker.name == "":
            yield f"{place}.speaker.name: is empty: leave an unnamed speaker's name null"


def _text_problems(review: Review, text: str) -> Iterator[str]:
    misplaced = [
        f"{place}: [{span.start}, {span.end}) runs past the end of a text of {len(text)} characters"
        for place, reading in (("read", review.read), ("fixed", review.fixed))
        if reading is not None
        for span in spans_of(reading)
        if span.end > len(text)
    ]
    yield from misplaced
    if review.of is not None and not misplaced and review.quote != words_of(review.of.content, text):
        yield f"quote: {review.quote!a:.80} is not what stands there"


def spans_of(*readings: Reading | None) -> tuple[Span, ...]:
    """Every span of the readings."""
    return tuple(span for one in readings if one for spans in (one.source, one.cue, one.content) for span in spans)


def stands(reviews: Iterable[Review]) -> Review | None:
    """Of reviews of one statement that are in force, the one that counts: the latest."""
    return max(reviews, key=lambda review: (review.moment, review.id), default=None)
