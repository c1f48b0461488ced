"""Reviews are added only, come back as they were, follow their words, and are proved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord import reviewing
from onrecord.errors import InputError, RecordError, StoreError
from onrecord.record import Kind, Polarity, Record, Span, Speaker, SpeakerType, Stage, ids
from onrecord.record.review import Review, Verdict, reading_of
from onrecord.record.reviewed import text_sha256
from onrecord.store import Store, open_store, verify
from tests.store.articles import page_bytes, reread, said

FERRY = said(("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), location="a.txt", url="https://example.org/a")
LOPES, PRATA = FERRY.statements


def put(store: Store, *records: Record) -> None:
    with store.writer() as writer:
        for record in records:
            writer.put(record, page_bytes(record))


def test_reviews_come_back_in_their_order_and_attached(store: Store) -> None:
    put(store, FERRY)
    accepted = reviewing.accept(store, LOPES.id, " Ada  Lund ", "as it\nstands")
    fixed = replace(reading_of(PRATA), speaker=Speaker("Rui M. Prata", SpeakerType.PERSON), polarity=Polarity.DENIES)
    fix = reviewing.fix(store, PRATA.id, fixed, "Kim Reed")
    undone = reviewing.undo(store, accepted.id, "Ada Lund")
    assert (accepted.by, accepted.note) == ("Ada Lund", "as it stands")
    assert list(store.reviews.all()) == [accepted, fix, undone]
    assert store.reviews.get(fix.id) == fix
    found = store.reviews.of(FERRY.article.id)
    assert found is not None
    assert found.record == FERRY
    assert found.statements[0].reviews == (accepted, undone)
    assert found.statements[0].standing is None
    assert found.statements[1].reading == fixed
    assert found.unattached == store.reviews.unattached() == ()
    assert store.reviews.marked([FERRY.article.id, "another"]) == {FERRY.article.id}
    assert list(verify(store, reread)) == []


def test_the_same_review_again_changes_nothing(store: Store) -> None:
    put(store, FERRY)
    accepted = reviewing.accept(store, LOPES.id, "Ada Lund")
    assert store.reviews.add(accepted) is False
    assert list(store.reviews.all()) == [accepted]


def test_what_cannot_be_reviewed_is_refused(store: Store) -> None:
    put(store, FERRY)
    with pytest.raises(InputError, match="no statement"):
        reviewing.accept(store, "s-0", "Ada Lund")
    with pytest.raises(InputError, match="name of who"):
        reviewing.reject(store, LOPES.id, " \n ")
    with pytest.raises(InputError, match="accept it instead"):
        reviewing.fix(store, LOPES.id, reading_of(LOPES), "Ada Lund")
    with pytest.raises(InputError, match="past the end"):
        reviewing.fix(store, LOPES.id, replace(reading_of(LOPES), content=(Span(1, 9999),)), "Ada Lund")
    with pytest.raises(InputError, match="no review"):
        reviewing.undo(store, "r-0", "Ada Lund")
    accepted = reviewing.accept(store, LOPES.id, "Ada Lund")
    with pytest.raises(RecordError, match="quote"):
        store.reviews.add(replace(accepted, quote="the ferry would sink"))
    assert list(store.reviews.all()) == [accepted]


def test_reviews_survive_a_newer_reading(store: Store) -> None:
    put(store, FERRY)
    accepted = reviewing.accept(store, LOPES.id, "Ada Lund")
    rejected = reviewing.reject(store, PRATA.id, "Ada Lund")
    newer = said(
        ("Ana Lopes", "the ferry would sail"), ("Rui Prata", "no"), location="a.txt", url="https://example.org/a", version="2"
    )
    put(store, replace(newer, statements=newer.statements[:1]))
    found = store.reviews.of(FERRY.article.id)
    assert found is not None
    assert [one.reviews for one in found.statements] == [(accepted,)]
    assert found.unattached == store.reviews.unattached() == (rejected,)
    assert list(verify(store, reread)) == []


def test_reviews_follow_their_words_into_a_new_version_of_the_page(store: Store) -> None:
    put(store, FERRY)
    accepted = reviewing.accept(store, LOPES.id, "Ada Lund")
    edited = said(
        ("Rui Prata", "he never said no"),
        ("Ana Lopes", "the ferry would sail"),
        location="a.txt",
        url="https://example.org/a",
    )
    assert edited.article.id != FERRY.article.id
    put(store, edited)
    found = store.reviews.of(edited.article.id)
    assert found is not None
    assert [one.reviews for one in found.statements] == [(), (accepted,)]
    assert [one.record.article.id for one in store.reviews.of_all()] == [edited.article.id]
    assert store.reviews.about(FERRY).statements[0].standing == accepted, "the old version keeps it, too"


def test_reviews_of_another_database_wait_for_their_article(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other.db") as other:
        put(other, FERRY)
        accepted = reviewing.accept(other, LOPES.id, "Ada Lund")
        undone = reviewing.undo(other, accepted.id, "Ada Lund")
        with pytest.raises(InputError, match="to undo"):
            store.reviews.add(undone)
        for review in other.reviews.all():
            assert store.reviews.add(review)
    assert store.reviews.unattached() == (accepted, undone)
    put(store, FERRY)
    assert store.reviews.unattached() == ()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reviewed.db"
    with open_store(path) as store:
        put(store, FERRY)
        reviewing.undo(store, reviewing.accept(store, LOPES.id, "Ada Lund").id, "Ada Lund")
    return path


@pytest.mark.parametrize("change", ["UPDATE reviews SET verdict = 'reject'", "DELETE FROM reviews"])
def test_the_database_refuses_to_change_or_delete_a_review(file: Path, change: str) -> None:
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.DatabaseError, match="never changed"):
        connection.execute(change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE reviews SET verdict = 'reject' WHERE key = 1", "verdict is 'reject'"),
        ("UPDATE reviews SET reviewed_by = 'Nobody'", "reviewed_by is 'Nobody'"),
        ("UPDATE reviews SET json = replace(json, 'Ada', 'Ida')", "not derived"),
        ("DELETE FROM reviews WHERE key = 1", "which is not there"),
        ("UPDATE reviews SET json = 'x'", "not JSON"),
    ],
)
def test_a_review_altered_behind_the_stores_back_is_reported(file: Path, change: str, message: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for trigger in ("reviews_no_update", "reviews_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(change)
    with open_store(file) as store:
        found = list(verify(store, reread))
    assert any(one.code == "review" and message in one.message for one in found), found


def test_accuracy_counts_each_reading_once_by_what_stands(store: Store) -> None:
    third = said(("Zoe Adler", "it sank"), kind=Kind.DIRECT, confidence=0.3)
    put(store, FERRY)
    with store.writer() as writer:
        writer.put(third)
    reviewing.reject(store, LOPES.id, "Ada Lund")
    reviewing.accept(store, LOPES.id, "Kim Reed")
    wrong = reviewing.reject(store, PRATA.id, "Ada Lund")
    reviewing.undo(store, wrong.id, "Ada Lund")
    fixed = replace(reading_of(third.statements[0]), speaker=None, polarity=Polarity.HEDGES)
    reviewing.fix(store, third.statements[0].id, fixed, "Ada Lund")
    found = reviewing.accuracy(store.reviews.all())
    assert (found.all.reviewed, found.all.stood, found.all.fixed, found.all.rejected) == (2, 1, 1, 0)
    assert {share.of: share.reviewed for share in found.kinds} == {"direct": 1, "mixed": 0, "indirect": 1}
    assert {share.of: share.stood for share in found.bands if share.reviewed} == {"0.0–0.5": 0, "0.9–1.0": 1}
    assert found.fixes == (("polarity", 1), ("speaker", 1))
    assert found.reviewers == 2


def added(store: Store, words: str, by: str = "Ada Lund") -> Review:
    """A statement that these words of FERRY's text are the content of."""
    text = FERRY.article.text
    start = text.index(words)
    reading = replace(reading_of(PRATA), source=(), cue=(), content=(Span(start, start + len(words)),))
    return reviewing.add(store, FERRY.article.id, text_sha256(text), reading, by)


def test_what_was_missed_is_added_counted_apart_and_undone(store: Store, tmp_path: Path) -> None:
    put(store, FERRY)
    reviewing.accept(store, LOPES.id, "Kim Reed")
    one = added(store, "minister Rui")
    found = store.reviews.of(FERRY.article.id)
    assert found is not None
    assert [(missed.id, missed.standing) for missed in found.added] == [(one.statement, one)]
    assert store.reviews.addition(one.statement) == one
    assert store.reviews.addition(PRATA.id) is None
    accuracy = reviewing.accuracy(store.reviews.all())
    assert (accuracy.all.reviewed, accuracy.all.stood, accuracy.missed) == (1, 1, 1)
    assert store.reviews.unattached() == ()
    assert list(verify(store, reread)) == []
    put(store, replace(FERRY, statements=(LOPES,), provenance={"clean": Stage("1"), "read": Stage("2")}))
    again = store.reviews.of(FERRY.article.id)
    assert again is not None
    assert [missed.standing for missed in again.added] == [one], "reading anew keeps it"
    reviewing.undo(store, one.id, "Kim Reed")
    assert reviewing.accuracy(store.reviews.all()).missed == 0
    gone = store.reviews.of(FERRY.article.id)
    assert gone is not None
    assert [missed.reading for missed in gone.added] == [None]


def test_what_cannot_be_added_is_refused(store: Store) -> None:
    put(store, FERRY)
    text = FERRY.article.text
    reading = replace(reading_of(PRATA), content=(Span(0, 8),))
    with pytest.raises(InputError, match="no article"):
        reviewing.add(store, "a-0", text_sha256(text), reading, "Ada Lund")
    with pytest.raises(InputError, match="has changed"):
        reviewing.add(store, FERRY.article.id, text_sha256("another"), reading, "Ada Lund")
    with pytest.raises(InputError, match="says something"):
        reviewing.add(store, FERRY.article.id, text_sha256(text), replace(reading, content=()), "Ada Lund")
    with pytest.raises(InputError, match="past the end"):
        reviewing.add(store, FERRY.article.id, text_sha256(text), replace(reading, cue=(Span(1, 999),)), "Ada Lund")
    with pytest.raises(InputError, match="accept it"):
        reviewing.add(store, FERRY.article.id, text_sha256(text), reading_of(PRATA), "Ada Lund")
    with pytest.raises(InputError, match="name of who"):
        reviewing.add(store, FERRY.article.id, text_sha256(text), reading, " ")
    added(store, "minister Rui")
    with pytest.raises(InputError, match="already"):
        added(store, "minister Rui", "Kim Reed")


def test_an_addition_that_does_not_fit_its_text_is_reported(store: Store) -> None:
    waiting = replace(FERRY, article=replace(FERRY.article, text=FERRY.article.text + " More."))
    one = Review(
        Verdict.ADD,
        FERRY.article.id,
        text_sha256(waiting.article.text),
        ids.statement_id(FERRY.article.id, (), (), (Span(0, 8),)),
        "Ada Lund",
        "2024-05-16T12:00:00+00:00",
        quote="the mayor",
        fixed=replace(reading_of(PRATA), source=(), cue=(), content=(Span(0, 8),)),
    )
    store.reviews.add(one)
    put(store, FERRY)
    with store.writer() as writer:
        writer.put(waiting)
    assert any(found.code == "review" and "quote" in found.message for found in verify(store, reread))


def test_no_review_gives_no_accuracy() -> None:
    assert reviewing.accuracy([]).all.reviewed == 0


def test_a_damaged_database_says_so(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE reviews")
    with open_store(file) as store, pytest.raises(StoreError):
        list(store.reviews.all())
