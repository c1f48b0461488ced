"""What every backend does: records in, the same records out; versions, copies, failures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.errors import RecordError, StoreError
from onrecord.record import Issue, Record, Span, Stage
from onrecord.store import Store, open_store
from tests.record import examples
from tests.store.articles import page_bytes, said

FERRY = ("Ana Lopes", "the ferry would sail")
STAY = ("Ana Lopes", "the ferry would stay")


def put(store: Store, *records: Record) -> list[bool]:
    with store.writer() as writer:
        return [writer.put(record) for record in records]


def test_what_was_put_is_there_when_the_store_is_opened_again(location: str) -> None:
    record = examples.record()
    with open_store(location) as store, store.writer() as writer:
        assert writer.put(record, examples.PAGE_BYTES)
    with open_store(location, create=False) as store:
        assert store.view.record(record.article.id) == record
        assert list(store.view.records()) == [record]
        assert record.article.page is not None
        assert store.view.page_bytes(record.article.page.sha256) == examples.PAGE_BYTES


def test_the_same_record_again_changes_nothing(store: Store) -> None:
    record = examples.record()
    with store.writer() as writer:
        assert writer.put(record, examples.PAGE_BYTES)
        before = store.view.counts()
        assert not writer.put(record, examples.PAGE_BYTES)
        assert not writer.put(record)
    assert store.view.counts() == before
    assert (before.articles, before.statements, before.speakers, before.issues, before.pages) == (1, 3, 1, 1, 1)


def test_page_bytes_may_come_later(store: Store) -> None:
    record = examples.record()
    with store.writer() as writer:
        assert writer.put(record)
        assert writer.put(record, examples.PAGE_BYTES)
    assert store.view.counts().pages == 1


def test_bytes_of_another_page_are_refused_and_nothing_is_stored(store: Store) -> None:
    with store.writer() as writer:
        with pytest.raises(StoreError, match="not those of its page"):
            writer.put(examples.record(), b"something else")
        with pytest.raises(StoreError, match="not those of its page"):
            writer.put(said(FERRY), b"there is no page")
    assert list(store.view.records()) == []


def test_a_record_that_breaks_its_rules_is_refused_and_the_writer_goes_on(store: Store) -> None:
    record = examples.record()
    with store.writer() as writer:
        with pytest.raises(RecordError):
            writer.put(replace(record, issues=(Issue("read", "odd", "odd", Span(0, 10_000)),)))
        assert writer.put(record)


def test_a_newer_reading_replaces_the_machine_reading(store: Store) -> None:
    old, new = said(FERRY, STAY, version="1"), said(FERRY, STAY, version="2")
    new = replace(new, statements=new.statements[:1])
    assert put(store, old, new, new) == [True, True, False]
    assert store.view.record(old.article.id) == new
    assert store.view.find("stay") == ()
    assert [hit.content for hit in store.view.find("sail")] == ["the ferry would sail"]
    assert store.view.counts().old_versions == 0


def test_a_speaker_of_a_replaced_reading_is_forgotten(store: Store) -> None:
    old = said(FERRY, ("Rui Prata", "nothing"))
    put(store, old, replace(old, statements=old.statements[:1], provenance={"read": Stage("2")}))
    assert store.view.who("Prata") == ()
    assert store.view.counts().speakers == 1


def test_another_text_at_one_url_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    old, new = said(FERRY, url="https://a.example/1"), said(STAY, url="https://a.example/1")
    assert put(store, old, new, old, new) == [True, True, False, False]
    assert [hit.content for hit in store.view.find("ferry")] == ["the ferry would stay"]
    assert list(store.view.records()) == [new]
    assert sorted(record.article.text for record in store.view.records(old_versions=True)) == [old.article.text, new.article.text]
    assert store.view.record(old.article.id) == old
    hit = store.view.statement(old.statements[0].id)
    assert hit is not None
    assert hit.content == "the ferry would sail"
    assert (store.view.counts().articles, store.view.counts().old_versions) == (1, 1)


def test_another_text_under_a_given_id_is_a_new_version(store: Store) -> None:
    old, new = said(FERRY, id="17"), said(STAY, id="17")
    put(store, old, new)
    assert store.view.record("17") == new
    assert list(store.view.records()) == [new]
    assert len(list(store.view.records(old_versions=True))) == 2


def test_an_edited_file_is_a_new_version_and_editing_it_back_is_too(store: Store) -> None:
    old, new = said(FERRY, location="a.txt"), said(STAY, location="a.txt")
    assert put(store, old, new, old, old) == [True, True, True, False]
    assert list(store.view.records()) == [old]


def test_the_page_that_was_fetched_last_is_current_in_whatever_order_they_come(store: Store) -> None:
    address = "https://a.example/1"
    early = said(FERRY, url=address, location=address, fetched_at="2031-03-04T09:00:00+02:00")
    late = said(STAY, url=address, location=address, fetched_at="2031-03-04T08:00:00+00:00")
    put(store, late, early)
    assert list(store.view.records()) == [late]
    back_again = said(FERRY, url=address, location=address, fetched_at="2031-03-05T09:00:00+00:00")
    put(store, back_again)
    assert list(store.view.records()) == [back_again]


def test_fetching_the_same_bytes_again_changes_nothing(store: Store) -> None:
    first = said(FERRY, location="https://a.example/1", fetched_at="2031-03-04T09:00:00+00:00")
    again = said(FERRY, location="https://a.example/1", fetched_at="2031-03-05T09:00:00+00:00")
    assert put(store, first, again) == [True, False]


def test_an_edited_page_with_the_same_text_is_read_anew(store: Store) -> None:
    first = said(FERRY, location="a.html")
    renamed = replace(first, article=replace(first.article, publisher="The Example"))
    assert put(store, first, renamed, renamed) == [True, True, False]
    assert store.view.record(first.article.id) == renamed


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_copy_elsewhere_is_one_article_whatever_came_first(store: Store, order: tuple[int, int]) -> None:
    copies = said(FERRY, location="a.txt"), said(FERRY, location="b.txt")
    put(store, *(copies[place] for place in order))
    assert put(store, *copies, *copies) == [False] * 4
    assert list(store.view.records()) == [copies[0]]
    assert store.view.counts().old_versions == 0


def test_a_failure_is_noted_once_and_cleared_by_success(store: Store) -> None:
    record = said(FERRY, location="a.txt")
    with store.writer() as writer:
        assert writer.put_failure("a.txt", "empty", "the file is empty")
        assert not writer.put_failure("a.txt", "empty", "the file is empty")
        assert writer.put_failure("a.txt", "binary", "the file is no text", stage="acquire")
        assert writer.put_failure("b.txt", "empty", "the file is empty")
        assert store.view.counts().failures == 2
        lines = list(store.view.issues())
        assert [(line.location, line.article_id, line.issue.stage, line.issue.code) for line in lines] == [
            ("a.txt", None, "acquire", "binary"),
            ("b.txt", None, "clean", "empty"),
        ]
        assert writer.put(record, page_bytes(record))
    assert [line.location for line in store.view.issues()] == ["b.txt"]


def test_a_failure_at_a_name_that_is_no_text_is_noted(store: Store) -> None:
    with store.writer() as writer:
        assert writer.put_failure("caf\udce9.txt", "encoding", "caf\udce9.txt cannot be read")
    assert next(store.view.issues()).location == "caf\\udce9.txt"


def test_a_failure_leaves_what_was_read_before(store: Store) -> None:
    record = said(FERRY, location="a.txt")
    with store.writer() as writer:
        writer.put(record)
        writer.put_failure("a.txt", "empty", "the file is empty")
    assert list(store.view.records()) == [record]
    assert store.view.counts().failures == 1


def test_issues_of_articles_are_listed_with_their_place(store: Store) -> None:
    record = examples.record()
    put(store, record)
    (line,) = store.view.issues()
    assert record.article.page is not None
    assert (line.location, line.article_id, line.issue) == (record.article.page.location, record.article.id, record.issues[0])


def test_a_page_was_read_when_these_stages_read_these_bytes(store: Store) -> None:
    record = said(FERRY, location="a.txt", version="1")
    put(store, record)
    page = record.article.page
    assert page is not None
    assert store.view.has_read("a.txt", page.sha256, record.provenance)
    assert not store.view.has_read("b.txt", page.sha256, record.provenance)
    assert not store.view.has_read("a.txt", "0" * 64, record.provenance)
    assert not store.view.has_read("a.txt", page.sha256, {**record.provenance, "read": Stage("2")})


def test_records_come_oldest_first(store: Store) -> None:
    days = [None, "2031-03-04T23:00:00-05:00", "2031-03-05", "2031-03-05T03:00:00+00:00"]
    records = [said(("Ana Lopes", f"word {i}"), published=day) for i, day in enumerate(days)]
    put(store, *records)
    assert [record.article.published for record in store.view.records()] == [days[0], days[2], days[3], days[1]]


def test_what_is_not_there_is_none(store: Store) -> None:
    assert store.view.record("a-0") is None
    assert store.view.statement("s-0") is None
    assert store.view.page_bytes("0" * 64) is None
    assert store.view.find("anything") == ()
    assert store.view.who("Anybody") == ()
