"""A person reviews a statement (accept, reject, fix, undo) or adds one that was missed; and how much of what was reviewed stood.

May import store and record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.errors import InputError, RecordError
from onrecord.record import Kind, ids, words_of
from onrecord.record.review import Reading, Review, Verdict, changes, in_force, reading_of, spans_of, stands
from onrecord.record.reviewed import text_sha256
from onrecord.store import Hit, Store

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0))  # of confidence, from .. to


def accept(store: Store, statement_id: str, by: str, note: str | None = None) -> Review:
    """Say that the machine's reading of a statement is right. Raises InputError where there is no such statement."""
    return _add(store, _review(_found(store, statement_id), Verdict.ACCEPT, by, note))


def reject(store: Store, statement_id: str, by: str, note: str | None = None) -> Review:
    """Say that it is no statement. Raises as `accept`."""
    return _add(store, _review(_found(store, statement_id), Verdict.REJECT, by, note))


def fix(store: Store, statement_id: str, fixed: Reading, by: str, note: str | None = None) -> Review:
    """Say how the statement is to be read. Raises as `accept`, and where the reading does not fit the text or changes nothing."""
    return _add(store, _review(_found(store, statement_id), Verdict.FIX, by, note, fixed))


def add(store: Store, article_id: str, text_hash: str, reading: Reading, by: str, note: str | None = None) -> Review:
    """Say that there is a statement which the machine did not read. `text_hash` is the SHA-256 of the text that the spans are of.

    Raises InputError where there is no such article or its text is another by now, where the machine or somebody has read just
    this, and where the reading does not fit the text.
    """
    found = store.reviews.of(article_id)
    if found is None:
        raise InputError(f"There is no article {article_id!a:.40}.")
    article = found.record.article
    if text_sha256(article.text) != text_hash:
        raise InputError("The article has changed in the meantime: look at what it says now.")
    if not reading.content:
        raise InputError("Content: choose the words that are said; a statement says something.")
    if any(span.end > len(article.text) for span in spans_of(reading)):
        raise InputError("The words run past the end of the article.")
    statement = ids.statement_id(article.id, reading.source, reading.cue, reading.content)
    if any(one.content == reading.content for one in found.record.statements):
        raise InputError("The machine read a statement of just these words: accept it, or fix it.")
    if any(one.id == statement and one.reading for one in found.added):
        raise InputError("Somebody has added this statement already.")
    added = Review(
        Verdict.ADD,
        article.id,
        text_hash,
        statement,
        _signed(by),
        _now(),
        quote=words_of(reading.content, article.text),
        fixed=reading,
        note=_noted(note),
    )
    return _add(store, added)


def undo(store: Store, review_id: str, by: str, note: str | None = None) -> Review:
    """Have a review count no longer; it stays on record. Raises InputError where there is none of this id."""
    review = store.reviews.get(review_id)
    if review is None:
        raise InputError(f"There is no review {review_id!a:.40}.")
    undone = Review(
        Verdict.UNDO,
        review.article,
        review.text_sha256,
        review.statement,
        _signed(by),
        _now(),
        note=_noted(note),
        undoes=review.id,
    )
    return _add(store, undone)


def standing_of(store: Store, hits: Iterable[Hit]) -> dict[str, Review]:
    """Of these statements those that were reviewed or added, each with the review that counts."""
    listed = tuple(hits)
    wanted = {hit.statement.id: hit.article.id for hit in listed if hit.added is None}
    found = {hit.statement.id: hit.added for hit in listed if hit.added}
    for article_id in sorted(store.reviews.marked(wanted.values())):
        reviewed = store.reviews.of(article_id)
        for one in reviewed.statements if reviewed else ():
            if one.standing and wanted.get(one.statement.id) == article_id:
                found[one.statement.id] = one.standing
    return found


def _found(store: Store, statement_id: str) -> Hit:
    hit = store.view.statement(statement_id)
    if hit is None:
        raise InputError(f"There is no statement {statement_id!a:.40}.")
    if hit.added:
        raise InputError("A person added this statement, and no machine read it: undo the addition where it is wrong.")
    return hit


def _review(hit: Hit, verdict: Verdict, by: str, note: str | None, fixed: Reading | None = None) -> Review:
    article, statement = hit.article, hit.statement
    return Review(
        verdict,
        article.id,
        text_sha256(article.text),
        statement.id,
        _signed(by),
        _now(),
        reading_of(statement),
        float(statement.confidence),
        words_of(statement.content, article.text),
        fixed,
        _noted(note),
    )


def _add(store: Store, review: Review) -> Review:
    try:
        store.reviews.add(review)
    except RecordError as error:
        raise InputError(str(error)) from None
    return review


def _signed(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise InputError("A review needs the name of who made it.")
    return name


def _noted(note: str | None) -> str | None:
    return " ".join(note.split()) or None if note else None


def _now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Share:
    """Of `reviewed` statements, `stood` were accepted, `fixed` corrected, and the rest rejected."""

    of: str
    reviewed: int
    stood: int
    fixed: int

    @property
    def rejected(self) -> int:
        return self.reviewed - self.stood - self.fixed


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How the machine's readings stood before people. `missed` statements were added by people; they are in none of the other
    figures, and nobody knows how many more there are. `kinds` and `bands` (of its confidence) have all kinds and bands; `fixes`
    is how often each part was fixed ("content", "speaker", ...); `reviewers` how many people it rests on."""

    all: Share
    kinds: tuple[Share, ...]
    bands: tuple[Share, ...]
    fixes: tuple[tuple[str, int], ...]
    reviewers: int
    missed: int


def accuracy(reviews: Iterable[Review]) -> Accuracy:
    """Of `reviews` in the order in which they were added. Each reading counts once, by the latest review that was not undone."""
    counting = list(_standing(reviews))
    standing = [one for one in counting if one.verdict is not Verdict.ADD]
    fixes = Counter(part for one in standing if one.read and one.fixed for part in changes(one.read, one.fixed))
    return Accuracy(
        _share("all", standing),
        tuple(_share(kind, [one for one in standing if one.read and one.read.kind == kind]) for kind in Kind),
        tuple(_share(name, [one for one in standing if _band(one) == name]) for name in map(_band_name, BANDS)),
        tuple(sorted(fixes.items(), key=lambda item: (-item[1], item[0]))),
        len({one.by for one in standing}),
        len(counting) - len(standing),
    )


def _standing(reviews: Iterable[Review]) -> Iterator[Review]:
    by_statement: dict[tuple[str, str], list[Review]] = {}
    for review in in_force(list(reviews)):
        by_statement.setdefault((review.text_sha256, review.statement), []).append(review)
    for some in by_statement.values():
        if one := stands(some):
            yield one


def _share(of: str, standing: list[Review]) -> Share:
    verdicts = Counter(one.verdict for one in standing)
    return Share(str(of), len(standing), verdicts[Verdict.ACCEPT], verdicts[Verdict.FIX])


def _band(review: Review) -> str:
    confidence = review.confidence or 0.0
    return _band_name(next(band for band in reversed(BANDS) if confidence >= band[0]))


def _band_name(band: tuple[float, float]) -> str:
    return f"{band[0]:.1f}–{band[1]:.1f}"
