"""The ledger of addresses and the schedules of lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.store import AddressLine, Entry, Feed, LastLook, Ledger, Store
from tests.store.articles import page_bytes, said

NOON = datetime(2026, 3, 1, 12, 0, 0, 999_999, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = "https://news.example/feed"


def at(path: str) -> str:
    return f"https://news.example/{path}"


def note(store: Store, *entries: Entry, when: datetime = NOON, feed: str = FEED, due: bool = True) -> tuple[str, ...]:
    with store.ledger() as ledger, ledger.writing():
        return ledger.note(feed, entries, when, due=due)


def due(store: Store, when: datetime = NOON, seen_since: datetime | None = None) -> list[str]:
    with store.ledger() as ledger, ledger.reading():
        return [one.entry.url for one in ledger.due(when, seen_since=seen_since, limit=100)]


def read(store: Store, path: str, when: datetime = NOON, page: str = "1") -> None:
    with store.ledger() as ledger, ledger.writing():
        ledger.read(at(path), when, LastLook(at(path), page, '"tag"', None))


def line(store: Store, path: str) -> AddressLine:
    return next(one for one in store.view.addresses() if one.url == at(path))


def watched(store: Store, *given: str) -> list[Feed]:
    with store.ledger() as ledger, ledger.reading():
        return list(ledger.feeds.watched(given))


def test_an_address_is_new_once_and_due_until_it_is_read(store: Store) -> None:
    assert note(store, Entry(at("a"), "A", "The Quill", "2026-03-01"), Entry(at("b"))) == (at("a"), at("b"))
    assert note(store, Entry(at("b")), Entry(at("c")), when=NOON + HOUR, feed="https://other.example/") == (at("c"),)
    assert due(store) == [at("a"), at("b")]
    assert due(store, NOON + HOUR) == [at("a"), at("b"), at("c")]
    read(store, "a")
    assert due(store, NOON + DAY) == [at("b"), at("c")]
    assert line(store, "a") == AddressLine(
        at("a"), FEED, "read", "A", "2026-03-01T12:00:00+00:00", None, "2026-03-01T12:00:00+00:00", "2026-03-01T12:00:00+00:00",
        None, 0, None, None,
    )  # fmt: skip
    assert line(store, "b").feed == FEED, "the list that named it first"
    assert [one.url for one in store.view.addresses(FEED)] == [at("a"), at("b")]


def test_many_addresses_are_noted_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.writing.ledger._AT_ONCE", 5)
    entries = [Entry(at(str(number))) for number in range(12)]
    assert len(note(store, *entries)) == 12
    assert note(store, *entries) == ()


def test_what_was_noted_only_is_not_due_until_it_is_watched(store: Store) -> None:
    note(store, Entry(at("a")), due=False)
    assert due(store, NOON + DAY) == []
    note(store, Entry(at("a")), when=NOON + HOUR)
    assert due(store, NOON + DAY) == [at("a")]


def test_what_a_list_says_has_changed_is_due_when_another_look_is_worth_it(store: Store) -> None:
    note(store, Entry(at("a"), changed="2026-03-01T09:00:00+00:00"), Entry(at("b")), Entry(at("c")))
    for path in "abc":
        read(store, path)
    note(store, Entry(at("a"), changed="2026-03-01"), Entry(at("b"), changed="2026-03-01T11:00:00+00:00"), Entry(at("c")))
    assert due(store, NOON + DAY) == [], "that is what it said before, or what was read already"
    note(store, Entry(at("a"), changed="2026-03-01T13:10:00+01:00"), Entry(at("b"), changed="2026-03-01T12:10:00Z"))
    assert due(store, NOON + HOUR / 2) == []
    assert due(store, NOON + HOUR) == [at("a"), at("b")]


def test_looks_that_find_the_same_are_ever_rarer_and_a_change_begins_anew(store: Store) -> None:
    note(store, Entry(at("a")))
    read(store, "a", NOON)
    with store.ledger() as ledger, ledger.writing():
        ledger.not_modified(at("a"), NOON + HOUR)
    assert due(store, NOON + 3 * HOUR - HOUR / 2, seen_since=NOON - DAY) == []
    assert due(store, NOON + 3 * HOUR, seen_since=NOON - DAY) == [at("a")]
    assert due(store, NOON + 3 * HOUR, seen_since=NOON + HOUR) == [], "it was first seen too long ago"
    assert due(store, NOON + 3 * HOUR) == [], "nobody wants to look again"
    read(store, "a", NOON + 3 * HOUR, page="2")
    assert due(store, NOON + 4 * HOUR, seen_since=NOON - DAY) == [at("a")]
    assert line(store, "a").read_at == "2026-03-01T15:00:00+00:00"


def test_a_page_that_gave_the_same_article_has_not_changed(store: Store) -> None:
    first, other = (said(("Ana Lopes", f"it was {what}"), location=at("a")) for what in ("late", "early"))
    with store.writer() as writer:
        writer.put(first, page_bytes(first))
    page = first.article.page
    assert page
    note(store, Entry(at("a")))
    read(store, "a", NOON, page.sha256)
    with store.ledger() as ledger, ledger.writing():
        key = "INSERT INTO locations SELECT location, 'set anew', article_key FROM locations"
        ledger._connection.exec_driver_sql(key)
    read(store, "a", NOON + DAY, "set anew")
    assert line(store, "a").read_at == "2026-03-01T12:00:00+00:00"
    assert other.article.page
    read(store, "a", NOON + 2 * DAY, other.article.page.sha256)
    assert line(store, "a").read_at == "2026-03-03T12:00:00+00:00"


def test_a_failure_is_kept_until_it_is_over(store: Store) -> None:
    note(store, Entry(at("a")), Entry(at("b")))
    with store.writer() as writer:
        writer.put_failure(at("b"), "status", "The server answered 404.")
    with store.ledger() as ledger, ledger.writing():
        ledger.failed(at("a"), NOON, code="busy", message="The server is busy.", due_at=NOON + HOUR)
        ledger.failed(at("b"), NOON, code="status", message="The server answered 404.", due_at=None)
        ledger.failed(at("nobody"), NOON, code="status", message="The server answered 404.", due_at=None)
    assert [(one.url, one.state, one.failures, one.code) for one in store.view.addresses()] == [
        (at("a"), "seen", 1, "busy"), (at("b"), "failed", 1, "status"),
    ]  # fmt: skip
    assert (due(store), due(store, NOON + HOUR)) == ([], [at("a")])
    read(store, "b")
    assert (line(store, "b").state, line(store, "b").failures, line(store, "b").error) == ("read", 0, None)
    assert list(store.view.issues()) == []


def test_what_is_given_up_within_a_transaction_that_fails_is_not(store: Store) -> None:
    note(store, Entry(at("a")))

    def stopped() -> None:
        with store.ledger() as ledger, ledger.writing():
            ledger.failed(at("a"), NOON, code="status", message="The server answered 404.", due_at=None)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert due(store) == [at("a")]


def test_the_last_look_is_that_which_gave_an_article(store: Store) -> None:
    def last_look(ledger: Ledger, path: str) -> LastLook | None:
        return ledger.last_look(at(path))

    note(store, Entry(at("a")))
    read(store, "given", NOON)
    with store.ledger() as ledger, ledger.reading():
        assert last_look(ledger, "a") is None
        assert last_look(ledger, "given") == LastLook(at("given"), "1", '"tag"', None)
    assert line(store, "given").feed is None


def test_lists_are_watched_with_all_that_they_lead_to(store: Store) -> None:
    with store.ledger() as ledger, ledger.writing():
        ledger.feeds.add([FEED, at("other"), FEED], NOON)
    (index,) = watched(store, FEED)
    with store.ledger() as ledger, ledger.writing():
        ledger.feeds.named(index, {at("map"): None}, NOON + HOUR)
    below = next(one for one in watched(store, FEED) if one.url == at("map"))
    assert (below.depth, below.next_at) == (1, "2026-03-01T13:00:00+00:00")
    with store.ledger() as ledger, ledger.writing():
        ledger.feeds.named(below, {at("deeper"): None, FEED: None}, NOON)
    assert {one.url for one in watched(store, FEED)} == {FEED, at("map"), at("deeper")}
    assert watched(store, "https://unknown.example/") == []


def test_a_list_keeps_how_it_went(store: Store) -> None:
    with store.ledger() as ledger, ledger.writing():
        ledger.feeds.add([FEED, at("other")], NOON)
    note(store, Entry(at("a")), Entry(at("b")), Entry(at("c")))
    read(store, "a")
    (feed,) = watched(store, FEED)
    with store.ledger() as ledger, ledger.writing():
        ledger.failed(at("b"), NOON, code="status", message="The server answered 404.", due_at=None)
        tags = ('"tag"', None)
        ledger.feeds.answered(feed, NOON, pause=900, next_at=NOON + HOUR, title="The Quill", validators=tags)
        ledger.feeds.answered(feed, NOON + HOUR, pause=900, next_at=NOON + 2 * HOUR)
        ledger.feeds.failed(feed, NOON + 2 * HOUR, next_at=NOON + 3 * HOUR, code="status", message="The server answered 500.")
    (feed,) = watched(store, FEED)
    assert (feed.title, feed.etag, feed.failures, feed.pause) == ("The Quill", '"tag"', 1, 900)
    first, second = store.view.feeds()
    assert (first.url, first.failures, first.error, first.unchanged) == (FEED, 1, "The server answered 500.", 1)
    assert (first.articles, first.waiting, first.failed) == (1, 1, 1)
    assert (first.answered_at, first.asked_at) == ("2026-03-01T13:00:00+00:00", "2026-03-01T14:00:00+00:00")
    assert (second.url, second.articles, second.asked_at) == (at("other"), 0, None)
    with store.ledger() as ledger, ledger.writing():
        ledger.feeds.answered(feed, NOON + 3 * HOUR, pause=900, next_at=NOON + 4 * HOUR)
    assert store.view.feeds()[0].failures == 0


def test_the_next_address_is_due_when_the_first_of_them_is(store: Store) -> None:
    def next_due(seen_since: datetime | None = None) -> str | None:
        with store.ledger() as ledger, ledger.reading():
            return ledger.next_due(seen_since=seen_since)

    assert next_due() is None
    note(store, Entry(at("a")))
    read(store, "a")
    assert (next_due(), next_due(NOON - DAY)) == (None, "2026-03-01T13:00:00+00:00")
    note(store, Entry(at("b")), when=NOON + 2 * HOUR)
    assert (next_due(), next_due(NOON - DAY)) == ("2026-03-01T14:00:00+00:00", "2026-03-01T13:00:00+00:00")
