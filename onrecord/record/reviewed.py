"""A record with what people said about its statements. Imports the standard library and record only.

A review holds on to what it was made of. In another reading of the same text it belongs to the statement of the same id, else to
the one whose content is exactly the same characters. In another version of the text it belongs there only where the passage that
it is about stands exactly once in both. Otherwise it is left unattached: never moved to a look-alike. A statement that a person
added, and that the machine still does not read, stands beside the machine's under the same rules.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.record.record import Record
from onrecord.record.review import Reading, Review, Verdict, in_force, reading_of, spans_of, stands
from onrecord.record.spans import Span, Spans, cover
from onrecord.record.statement import Statement


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A statement as the machine read it, and what people said about it.

    `reviews` are all that belong to it, in the order in which they were added, `in_force` those that were not undone, oldest
    first; `standing` the one that counts. `reading` is what holds: the person's where there is one, else the machine's; None
    where a person rejected it. Its spans are of the record's text.
    """

    statement: Statement
    reviews: tuple[Review, ...]
    in_force: tuple[Review, ...]
    standing: Review | None
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Added:
    """A statement that people added, under its `id`; no machine read it. `reviews`, `in_force` and `standing` are as in
    `Reviewed`; `reading` is what the person read, of the record's text; None where the addition was undone."""

    id: str
    reviews: tuple[Review, ...]
    in_force: tuple[Review, ...]
    standing: Review | None
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class ReviewedRecord:
    """`statements` are the record's, in its order; `added` those of people, in the order of the text, undone ones last;
    `unattached` the reviews that fit none of them any more."""

    record: Record
    statements: tuple[Reviewed, ...]
    added: tuple[Added, ...]
    unattached: tuple[Review, ...]

    @property
    def all(self) -> tuple[Reviewed | Added, ...]:
        """What the machine read, then what people added."""
        return (*self.statements, *self.added)

    @property
    def complete(self) -> bool:
        """Whether people have looked at every statement that was read, and there is one, be it their own."""
        readings = any(one.reading for one in self.added) or bool(self.statements)
        return readings and all(one.standing for one in self.statements)

    def statement(self, id_: str) -> Reviewed | None:
        return next((one for one in self.statements if one.statement.id == id_), None)


def text_sha256(text: str) -> str:
    """Lower-case hex, of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def attach(record: Record, reviews: Sequence[Review], texts: Mapping[str, str]) -> ReviewedRecord:
    """The record with the reviews of its article and of other versions of it, in the order in which they were added. `texts` are
    those of the versions, by their SHA-256; a review of a text that is not at hand stays unattached."""
    text = record.article.text
    texts = {**texts, text_sha256(text): text}
    found: dict[str, list[Review]] = defaultdict(list)  # by the id of the statement that they belong to
    shifts: dict[str, int] = {}
    homes: dict[str, str] = {}
    unattached = []
    read = {statement.id for statement in record.statements}
    for review in reviews:
        if review.undoes is not None:
            home = homes.get(review.undoes)
        else:
            shift = _shift(review, texts.get(review.text_sha256), text)
            home = None if shift is None else _home(record, review, shift)
            if home is None and shift is not None and review.verdict is Verdict.ADD and review.statement not in read:
                home = review.statement
            shifts[review.id] = shift or 0
        if home is None:
            unattached.append(review)
        else:
            homes[review.id] = home
            found[home].append(review)
    statements = tuple(_reviewed(statement, tuple(found[statement.id]), shifts) for statement in record.statements)
    added = [_added(id_, tuple(reviews), shifts) for id_, reviews in found.items() if id_ not in read]
    return ReviewedRecord(record, statements, tuple(sorted(added, key=_place)), tuple(unattached))


def _added(id_: str, reviews: tuple[Review, ...], shifts: Mapping[str, int]) -> Added:
    kept = in_force(reviews)
    standing = stands(kept)
    reading: Reading | None = None
    if standing is not None and standing.reading is not None:
        reading = _moved(standing.reading, shifts[standing.id])
    return Added(id_, reviews, kept, standing, reading)


def _place(added: Added) -> tuple[bool, int, str]:
    return added.reading is None, cover(spans_of(added.reading)).start if added.reading else 0, added.id


def _reviewed(statement: Statement, reviews: tuple[Review, ...], shifts: Mapping[str, int]) -> Reviewed:
    kept = in_force(reviews)
    standing = stands(kept)
    if standing is None:
        reading: Reading | None = reading_of(statement)
    else:
        reading = standing.reading and _moved(standing.reading, shifts[standing.id])
    return Reviewed(statement, reviews, kept, standing, reading)


def _shift(review: Review, reviewed_text: str | None, text: str) -> int | None:
    """How far what was reviewed has moved; None where that cannot be told for certain."""
    spans = spans_of(review.read, review.fixed)
    if reviewed_text is None or not spans:
        return None
    if reviewed_text == text:
        return 0
    whole = cover(spans)
    passage = reviewed_text[whole.start : whole.end]
    before, now = (_only_place(passage, where) for where in (reviewed_text, text))
    return None if before is None or now is None else now - before


def _only_place(passage: str, text: str) -> int | None:
    """Where the passage stands in the text; None where it does not, or more than once."""
    first = text.find(passage)
    return None if first < 0 or text.find(passage, first + 1) >= 0 else first


def _home(record: Record, review: Review, shift: int) -> str | None:
    """The statement that the review belongs to."""
    if shift == 0 and any(statement.id == review.statement for statement in record.statements):
        return review.statement
    for reading in (review.read, review.fixed):
        content = reading and _moved_spans(reading.content, shift)
        same = [statement.id for statement in record.statements if statement.content == content]
        if len(same) == 1:
            return same[0]
    return None


def _moved(reading: Reading, shift: int) -> Reading:
    source, cue, content = (_moved_spans(spans, shift) for spans in (reading.source, reading.cue, reading.content))
    return replace(reading, source=source, cue=cue, content=content)


def _moved_spans(spans: Spans, shift: int) -> Spans:
    return tuple(Span(span.start + shift, span.end + shift) for span in spans)
