"""What the page of a speaker is made of: counted over everything, read from some of the articles; over every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.relink import relink
from onrecord.store import EventQuery, Store
from onrecord.store.answers import event_results, profiles
from tests.store.articles import said, telling


@pytest.fixture
def lopes(store: Store) -> str:
    """Ana Lopes of ten articles, a minister from the fourth on."""
    with store.writer() as writer:
        for day in range(1, 11):
            role = ("minister", None) if day > 3 else ("mayor", None)
            speeches = [("Ana Lopes", f"it is day {day}"), *([("Ana Lopes", "goodbye")] if day == 10 else [])]
            writer.put(said(*speeches, role=role, published=f"2031-02-{day:02}", publisher=("Post", "Courier")[day % 2]))
        writer.put(said(("Ana Lopes", "it is no day"), role=("minister", None)))
    relink(store)
    return store.view.entities("lopes")[0].entity.id


def test_all_is_counted_and_some_is_read(store: Store, lopes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = store.overview.profile(lopes)
    assert whole is not None
    assert (whole.articles, whole.statements, whole.looked_at, len(whole.appearances)) == (11, 12, 11, 12)
    monkeypatch.setattr(profiles, "LOOKED_AT", 3)
    some = store.overview.profile(lopes)
    assert some is not None
    assert (some.articles, some.statements, some.looked_at) == (11, 12, 3)
    days: dict[date | None, int] = {date(2031, 2, day): 1 for day in range(1, 10)}
    assert some.days == whole.days == days | {date(2031, 2, 10): 2, None: 1}
    assert some.publishers == ("Courier", "Post")
    # From the first to the last: both roles are seen.
    assert [role.text for role in some.roles] == ["mayor", "minister"]
    assert some.appearances[0].published == "2031-02-01"


def test_what_is_known_is_the_same_as_elsewhere(store: Store, lopes: str) -> None:
    short, whole = store.overview.profile(lopes), store.view.entity(lopes)
    assert short is not None
    assert whole is not None
    assert (short.forms, short.roles, short.statements, short.articles) == (
        whole.forms,
        whole.roles,
        whole.statements,
        whole.articles,
    )
    assert store.overview.name_of(lopes) == (whole.entity.id, "Ana Lopes")
    assert [line.statements for line in store.overview.entities([lopes])] == [whole.statements]
    assert store.overview.profile("n-0") is None
    assert store.overview.name_of("n-0") is None
    assert store.overview.replies(lopes).answers == ()


def test_whom_somebody_answers_and_who_answers(store: Store) -> None:
    record = said(("Ana Lopes", "the quay is shut"), ("Rui Prata", "it is not"), ("Kim Reed", "it is"), published="2031-02-03")
    first, *others = record.statements
    answering = (first, *(replace(one, reply_to=first.id) for one in others))
    with store.writer() as writer:
        writer.put(replace(record, statements=answering))
    relink(store)
    lopes, prata = (store.view.entities(name)[0].entity.id for name in ("lopes", "prata"))
    repliers = store.overview.replies(lopes).answered_by
    assert [(one.name, one.statements) for one in repliers] == [
        ("Kim Reed", 1),
        ("Rui Prata", 1),
    ]
    assert store.overview.replies(lopes).answers == ()
    (answered,) = store.overview.replies(prata).answers
    assert (answered.name, answered.statements, answered.example) == ("Ana Lopes", 1, others[0].id)


def test_events_of_somebody_go_on_past_the_newest_articles(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writer() as writer:
        for day in (3, 4, 5, 6):
            record = said(("Ana Lopes", f"the quay was shelled {day} times"), published=f"2031-02-{day:02}")
            writer.put(telling(record, "shelled", "ASSAULT", ("Ana Lopes",)) if day % 2 else record)
    relink(store)
    lopes = EventQuery(entity=store.view.entities("lopes")[0].entity.id)
    days, cursor = [], None
    monkeypatch.setattr(event_results, "APPEARANCES", 1)
    for _ in range(2):
        page = store.view.events(lopes, limit=1, cursor=cursor)
        days += [hit.article.published for hit in page.events]
        cursor = page.next
    assert (days, cursor) == (["2031-02-05", "2031-02-03"], None)
