"""What people said about statements: beside one statement, and all together. Imports record, store and reviewing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.record import Kind, Polarity, Record, Spans, SpeakerType, words_of
from onrecord.record.identity import Decision
from onrecord.record.review import Reading, Review, Verdict, changes, reading_of
from onrecord.record.reviewed import Reviewed, ReviewedRecord, text_sha256
from onrecord.reviewing import Accuracy, accuracy, standing_of
from onrecord.store import Hit, Store
from onrecord.web.typed_spans import typed
from onrecord.web.views.parts import StatementShown, statement_shown

NO_SPEAKER = "unknown"
_LATEST = 50


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a reading tells ("source", "speaker", ...), in words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """`undone` where it counts no longer; `changed` what it reads otherwise than the machine; `quote` the words it is about."""

    id: str
    verdict: Verdict
    by: str
    at: str
    note: str | None
    undone: bool
    changed: tuple[Part, ...]
    statement: str
    quote: str | None
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The review of a statement that counts, in short."""

    verdict: Verdict
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class StatementReviews:
    """`verdict` is that of the review that counts, None where there is none; `machine` and `people` are the two readings,
    `people` None where nobody reads it otherwise. `history` is every review, oldest first."""

    statement: str
    verdict: Verdict | None
    by: str | None
    at: str | None
    machine: tuple[Part, ...]
    people: tuple[Part, ...] | None
    history: tuple[ReviewShown, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of the form to fix a statement, as typed."""

    source: str
    cue: str
    content: str
    speaker: str
    type: str
    kind: str
    polarity: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The form to fix one statement. `names` are the article's entities, to choose the speaker from; `by`, `note` and `wrong` are
    set where what was typed comes back."""

    statement: StatementShown
    reviews: StatementReviews
    fields: Fields
    names: tuple[str, ...]
    by: str = ""
    note: str = ""
    wrong: str | None = None
    types: tuple[str, ...] = (*map(str, SpeakerType), NO_SPEAKER)
    kinds: tuple[str, ...] = tuple(map(str, Kind))
    polarities: tuple[str, ...] = tuple(map(str, Polarity))


@dataclass(frozen=True, slots=True)
class DecisionShown:
    id: str
    by: str
    at: str
    note: str | None
    words: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """`latest` are newest first, at most 50 of `reviews`."""

    accuracy: Accuracy
    reviews: int
    latest: tuple[ReviewShown, ...]
    decisions: tuple[DecisionShown, ...]


@dataclass(frozen=True, slots=True)
class UnattachedPage:
    reviews: tuple[ReviewShown, ...]


def statement_reviews(store: Store, hit: Hit) -> StatementReviews:
    """The reviews of a statement, also of one that only an old version of its article has."""
    record = store.reviews.of(hit.article.id)
    if record is None or record.record.article.text != hit.article.text:
        record = store.reviews.about(Record(hit.article, (hit.statement,)))
    found = record.statement(hit.statement.id) or Reviewed(hit.statement, (), (), None, reading_of(hit.statement))
    return reviews_shown(found, hit.article.text)


def standing_reviews(reviewed: ReviewedRecord) -> dict[str, Standing]:
    """Those that count, by statement."""
    return {one.statement.id: _standing(one.standing) for one in reviewed.statements if one.standing}


def standing_of_hits(store: Store, hits: Iterable[Hit]) -> dict[str, Standing]:
    """The same for a list of statements."""
    return {id_: _standing(review) for id_, review in standing_of(store, hits).items()}


def _standing(review: Review) -> Standing:
    return Standing(review.verdict, review.by, review.at)


def reviews_shown(found: Reviewed, text: str) -> StatementReviews:
    machine = reading_of(found.statement)
    people = None
    if found.standing and found.reading and changes(machine, found.reading):
        people = parts_of(found.reading, text)
    standing = found.standing
    return StatementReviews(
        found.statement.id,
        standing.verdict if standing else None,
        standing.by if standing else None,
        standing.at if standing else None,
        parts_of(machine, text),
        people,
        _shown(found.reviews, {review.id for review in found.in_force}, {text_sha256(text): text}),
    )


def parts_of(reading: Reading, text: str, only: Iterable[str] | None = None) -> tuple[Part, ...]:
    named = (
        Part("source", words_of(reading.source, text)),
        Part("cue", words_of(reading.cue, text)),
        Part("content", words_of(reading.content, text)),
        Part("speaker", _speaker_words(reading)),
        Part("kind", str(reading.kind)),
        Part("polarity", str(reading.polarity)),
    )
    return tuple(part for part in named if only is None or part.name in only)


def review_page(store: Store, statement_id: str, fields: Fields | None = None) -> ReviewPage | None:
    hit = store.view.statement(statement_id)
    if hit is None or hit.added:
        return None
    record = store.view.record(hit.article.id)
    names = sorted({entity.name for entity in record.entities}) if record else []
    return ReviewPage(
        statement_shown(hit),
        statement_reviews(store, hit),
        fields or fields_of(reading_of(hit.statement), hit.article.text),
        tuple(names),
    )


def fields_of(reading: Reading, text: str) -> Fields:
    def lines(spans: Spans) -> str:
        return typed(spans, text)

    speaker = reading.speaker
    return Fields(
        lines(reading.source),
        lines(reading.cue),
        lines(reading.content),
        (speaker and speaker.name) or "",
        str(speaker.type) if speaker else NO_SPEAKER,
        str(reading.kind),
        str(reading.polarity),
    )


def reviews_page(store: Store) -> ReviewsPage:
    listed = list(store.reviews.all())
    undone = _undone(listed)
    decisions = store.view.decisions()
    gone = _undone(decisions)
    return ReviewsPage(
        accuracy(listed),
        len(listed),
        _shown(reversed(listed[-_LATEST:]), {review.id for review in listed} - undone, {}),
        tuple(_decision(one, one.id in gone) for one in reversed(decisions)),
    )


def unattached_page(store: Store) -> UnattachedPage:
    found = store.reviews.unattached()
    return UnattachedPage(_shown(found, {review.id for review in found} - _undone(found), {}))


def _undone(listed: Iterable[Review | Decision]) -> set[str]:
    """The ids of those that were undone; what undoes comes after what it undoes."""
    gone: set[str] = set()
    for one in reversed(list(listed)):
        if one.undoes is not None and one.id not in gone:
            gone.add(one.undoes)
    return gone


def _shown(reviews: Iterable[Review], counting: set[str], texts: dict[str, str]) -> tuple[ReviewShown, ...]:
    found = []
    for review in reviews:
        text = texts.get(review.text_sha256)
        changed: tuple[Part, ...] = ()
        if review.read and review.fixed:
            names = changes(review.read, review.fixed)
            changed = parts_of(review.fixed, text, names) if text is not None else tuple(Part(name, "") for name in names)
        found.append(
            ReviewShown(
                review.id,
                review.verdict,
                review.by,
                review.at,
                review.note,
                review.verdict is not Verdict.UNDO and review.id not in counting,
                changed,
                review.statement,
                review.quote,
                review.undoes,
            )
        )
    return tuple(found)


def _speaker_words(reading: Reading) -> str:
    if reading.speaker is None:
        return NO_SPEAKER
    return f"{reading.speaker.name} ({reading.speaker.type})" if reading.speaker.name else str(reading.speaker.type)


def _decision(decision: Decision, undone: bool) -> DecisionShown:
    these, those = (", ".join(sorted({anchor.name for anchor in side})) for side in (decision.these, decision.those))
    if decision.undoes:
        words = f"Undid {decision.undoes}"
    elif those:
        words = f"Not one: {these} ({len(decision.these)}) and {those} ({len(decision.those)})"
    else:
        words = f"One: {these} ({len(decision.these)} articles)"
    return DecisionShown(decision.id, decision.by, decision.at, decision.note, words, undone or decision.undoes is not None)
