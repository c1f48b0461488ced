"""What people said about statements: added, listed, attached to today's records. Imports record and the rest of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, insert, or_, select

from onrecord.errors import InputError, RecordError, StoreError
from onrecord.record import Record
from onrecord.record.codec import dumps_review, loads_review
from onrecord.record.review import Review, Verdict, review_problems
from onrecord.record.reviewed import ReviewedRecord
from onrecord.store.database.backends import writing
from onrecord.store.schema.packing import is_same, unpacked_record
from onrecord.store.schema.tables import articles, records, reviews
from onrecord.store.writing.attaching import attached, review_in
from onrecord.store.writing.statement_rows import refresh

_AT_ONCE = 500  # ids in one query


class Reviews:
    """`Store.reviews`. Every call is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, review: Review) -> bool:
        """Append a review; False where it is there already. Its article need not be stored: the review then waits for it.

        Raises RecordError where it breaks its rules or does not fit the text that it is of, and InputError where what it undoes
        is not there.
        """
        row = review_row(review)
        with self._engine.connect() as connection, writing(connection):
            if connection.scalar(select(reviews.c.key).where(reviews.c.id == review.id)) is not None:
                return False
            if review.undoes is not None:
                undone = select(reviews.c.key).where(reviews.c.id == review.undoes, reviews.c.statement_id == review.statement)
                if connection.scalar(undone) is None:
                    raise InputError(f"There is no review {review.undoes!a:.40} of that statement to undo.")
            text = _text_of(connection, review)
            if text is not None and (found := review_problems(review, text)):
                raise RecordError("; ".join(found))
            connection.execute(insert(reviews).values(row))
            for key in _current_versions_of(connection, review.article):
                refresh(connection, key)
            return True

    def all(self) -> Iterator[Review]:
        """Every review, in the order in which they were added."""
        query = select(reviews.c.json).order_by(reviews.c.key)
        with self._engine.connect() as connection, connection.execution_options(yield_per=500).execute(query) as rows:
            for (line,) in rows:
                yield review_in(line)

    def get(self, id_: str) -> Review | None:
        with self._engine.connect() as connection:
            line = connection.scalar(select(reviews.c.json).where(reviews.c.id == id_))
        return None if line is None else loads_review(line)

    def of(self, article_id: str) -> ReviewedRecord | None:
        """The current record of an article with its reviews; None where there is no such article."""
        with self._engine.connect() as connection:
            query = select(records.c.json).join(articles).where(articles.c.id == article_id)
            data = connection.scalar(query.order_by(articles.c.current.desc(), articles.c.key.desc()).limit(1))
            return None if data is None else attached(connection, unpacked_record(data))

    def about(self, record: Record) -> ReviewedRecord:
        """A record, which may be that of an old version, with its reviews."""
        with self._engine.connect() as connection:
            return attached(connection, record)

    def of_all(self) -> Iterator[ReviewedRecord]:
        """The current record of every article that has reviews, or another version of which has, by article id."""
        with self._engine.connect() as connection:
            for data in connection.scalars(_current_with_reviews()).all():
                yield attached(connection, unpacked_record(data))

    def addition(self, statement_id: str) -> Review | None:
        """The first review that added the statement of this id; it may be undone."""
        query = select(reviews.c.json).where(reviews.c.statement_id == statement_id, reviews.c.verdict == str(Verdict.ADD))
        with self._engine.connect() as connection:
            line = connection.scalar(query.order_by(reviews.c.key).limit(1))
        return None if line is None else loads_review(line)

    def unattached(self) -> tuple[Review, ...]:
        """The reviews that fit no statement of today, because the text or its reading changed, or the article is not stored."""
        attached = {review.id for one in self.of_all() for statement in one.all for review in statement.reviews}
        return tuple(review for review in self.all() if review.id not in attached)

    def marked(self, article_ids: Iterable[str]) -> frozenset[str]:
        """Which of these articles have reviews of their own: a cheap question to ask for a page of results."""
        found: set[str] = set()
        ids = sorted(set(article_ids))
        with self._engine.connect() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                found |= set(connection.scalars(select(reviews.c.article_id).where(reviews.c.article_id.in_(some)).distinct()))
        return frozenset(found)


def review_row(review: Review) -> dict[str, Any]:
    """The row in `reviews`, without `key`. Raises RecordError where the review breaks its rules."""
    return {
        "id": review.id,
        "article_id": review.article,
        "text_sha256": review.text_sha256,
        "statement_id": review.statement,
        "verdict": str(review.verdict),
        "reviewed_by": review.by,
        "reviewed_at": review.at,
        "note": review.note,
        "undoes": review.undoes,
        "quote": review.quote,
        "kind": review.read and str(review.read.kind),
        "confidence": review.confidence,
        "json": dumps_review(review),
    }


def review_differences(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each review that is not as it was made, or does not fit the text that it is of: where it is, and what is wrong."""
    seen: set[str] = set()
    for row in connection.execute(select(reviews).order_by(reviews.c.key)).mappings().all():
        where = f"reviews row {row['key']}"
        try:
            review = loads_review(row["json"])
        except RecordError as error:
            yield where, str(error)
            continue
        for name, value in review_row(review).items():
            if not is_same(row[name], value):
                yield where, f"{name} is {row[name]!a:.60} in the table, but {value!a:.60} in the review"
        text = _text_of(connection, review)
        if text is not None:
            yield from ((where, problem) for problem in review_problems(review, text))
        if review.undoes is not None and review.undoes not in seen:
            yield where, f"undoes {review.undoes!a:.40}, which is not there"
        seen.add(review.id)


def _text_of(connection: Connection, review: Review) -> str | None:
    """The text that was reviewed, where it is stored and not damaged (which its record tells)."""
    stored = select(records.c.json).join(articles).where(articles.c.text_sha256 == review.text_sha256).limit(1)
    data = connection.scalar(stored)
    try:
        return None if data is None else unpacked_record(data).article.text
    except (StoreError, RecordError):
        return None


def _current_versions_of(connection: Connection, article_id: str) -> Sequence[int]:
    """The keys of the article and of what took its place: current ones of its id, its URL and its location."""
    own = select(*articles.c["id", "url", "location"]).where(articles.c.id == article_id).subquery()
    same = or_(*(articles.c[name].in_(select(own.c[name])) for name in ("id", "url", "location")))
    return connection.scalars(select(articles.c.key).where(articles.c.current, same)).all()


def _current_with_reviews() -> Any:
    """Records of the current versions of all articles that people reviewed."""
    reviewed = select(*articles.c["id", "url", "location"]).where(articles.c.id.in_(select(reviews.c.article_id))).subquery()
    same = or_(*(articles.c[name].in_(select(reviewed.c[name])) for name in ("id", "url", "location")))
    return select(records.c.json).join(articles).where(articles.c.current, same).order_by(articles.c.id)
