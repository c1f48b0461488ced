"""Conditions against the store: what fits, in which order, page by page, with what matched and what it is spread over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.errors import InputError
from onrecord.query.conditions import (
    EVERYTHING,
    AllOf,
    AnyOf,
    By,
    Condition,
    Confidence,
    Country,
    From,
    In,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Sector,
    Where,
    Words,
    both,
)
from onrecord.record import Kind, Polarity, Role
from onrecord.store import Sort, Store
from onrecord.store.answers.facets import COUNTED
from tests.store.articles import said

HARBOUR = said(
    ("Ana Lopes", "the troops would leave the harbour"),
    ("Émile Łuczak", "NATO had sent no troops"),
    role=("Port minister", "PRT"),
    publisher="L’Écho du port",
    published="2031-03-04T23:30:00-05:00",
)
BUDGET = said(
    ("Ana Lopes", "the budget is safe"), kind=Kind.MIXED, confidence=0.4, publisher="The Example", published="2031-05-01"
)
UNDATED = said(("Rui Prata", "troops cost money"))
LEAVE, NATO, SAFE, COST = (
    "the troops would leave the harbour",
    "NATO had sent no troops",
    "the budget is safe",
    "troops cost money",
)
TROOPS = Words("troops")


def filled(store: Store) -> Store:
    with store.writer() as writer:
        for record in (UNDATED, BUDGET, HARBOUR):
            writer.put(record)
    return store


@pytest.fixture
def store(store: Store) -> Store:
    """For tests that write."""
    return filled(store)


@pytest.fixture(scope="module")
def kept(shared_store: Store) -> Store:
    """For tests that only read."""
    return filled(shared_store)


def found(store: Store, condition: Condition, sort: Sort = Sort.NEWEST) -> list[str]:
    return [hit.content for hit in store.view.ask(condition, sort=sort).hits]


@pytest.mark.parametrize(
    ("condition", "fitting"),
    [
        (EVERYTHING, [SAFE, LEAVE, NATO, COST]),
        (TROOPS, [LEAVE, NATO, COST]),
        (Words("troops would"), [LEAVE]),
        (Words("trouble"), []),
        (Words("tr", prefix=True), [LEAVE, NATO, COST]),
        (Words("lopes"), [SAFE, LEAVE]),
        (Words("lopes", Where.CONTENT), []),
        (Words("tro", Where.CONTENT, prefix=True), [LEAVE, NATO, COST]),
        (Words("troops would", Where.CONTENT), [LEAVE]),
        (Words("łuczak emile", Where.SPEAKER), [NATO]),
        (Words("lope", Where.SPEAKER), []),
        (Words("lope", Where.SPEAKER, prefix=True), [SAFE, LEAVE]),
        (Words("minister", Where.ROLE), [SAFE, LEAVE, NATO, COST]),
        (Words("port", Where.ROLE), [LEAVE, NATO]),
        (Words("echo", Where.PUBLISHER), []),
        (Words("port", Where.PUBLISHER), [LEAVE, NATO]),
        (From("l'echo du PORT"), [LEAVE, NATO]),
        (From("port"), []),
        (Country("PRT"), [LEAVE, NATO]),
        (Sector("GOV"), []),
        (OfKind(Kind.MIXED), [SAFE]),
        (OfPolarity(Polarity.AFFIRMS), [SAFE, LEAVE, NATO, COST]),
        (OfPolarity(Polarity.DENIES), []),
        (In(Role.BODY), [SAFE, LEAVE, NATO, COST]),
        (In(Role.TITLE), []),
        (Published(date(2031, 3, 4), date(2031, 3, 4)), [LEAVE, NATO]),
        (Published(first=date(2031, 3, 5)), [SAFE]),
        (Published(last=date(2031, 3, 5)), [LEAVE, NATO]),
        (Published(first=date.min, last=date.max), [SAFE, LEAVE, NATO]),
        (Confidence(least=0.5), [LEAVE, NATO, COST]),
        (Confidence(most=0.4), [SAFE]),
        (Confidence(), [SAFE, LEAVE, NATO, COST]),
        (Not(TROOPS), [SAFE]),
        (Not(Published(first=date(2031, 5, 1))), [LEAVE, NATO, COST]),
        (Not(Not(TROOPS)), [LEAVE, NATO, COST]),
        (AllOf((TROOPS, Not(Words("nato")))), [LEAVE, COST]),
        (AllOf((Not(TROOPS), Not(Words("budget")))), []),
        (AllOf((TROOPS, Published(first=date(2031, 1, 1)))), [LEAVE, NATO]),
        (AnyOf((Words("nato"), OfKind(Kind.MIXED))), [SAFE, NATO]),
        (AnyOf((Words("nato"), Published(first=date(2031, 5, 1)))), [SAFE, NATO]),
        (AnyOf((Words("nato"), Confidence(most=0.4))), [SAFE, NATO]),
        (AnyOf(()), []),
        (Not(AnyOf(())), [SAFE, LEAVE, NATO, COST]),
        (Words("—"), []),
        (Not(Words("—")), [SAFE, LEAVE, NATO, COST]),
        (Words("—", Where.SPEAKER), []),
        (By("n-0000000000000000"), []),
    ],
)
def test_what_fits_newest_first(kept: Store, condition: Condition, fitting: list[str]) -> None:
    assert found(kept, condition) == fitting
    assert [hit.content for hit in kept.view.every(condition)] == fitting
    assert found(kept, condition, Sort.OLDEST) == fitting[::-1]
    assert sorted(found(kept, condition, Sort.RELEVANCE)) == sorted(fitting)
    assert kept.view.facets(condition).counted == len(fitting)


def test_old_versions_are_not_found(store: Store) -> None:
    first = said(("Ana Lopes", "a first word"), id="a-1", published="2031-01-01")
    second = said(("Ana Lopes", "a second word"), id="a-1", published="2031-01-01")
    with store.writer() as writer:
        writer.put(first)
        writer.put(second)
    assert found(store, Words("word")) == ["a second word"]
    assert store.view.facets(Words("word")).counted == 1


def test_pages_follow_each_other_though_others_write(store: Store) -> None:
    first = store.view.ask(EVERYTHING, limit=2)
    assert [hit.content for hit in first.hits] == [SAFE, LEAVE]
    with store.writer() as writer:
        writer.put(said(("Ana Lopes", "news"), published="2032-01-01"))
        writer.put(said(("Ana Lopes", "old news"), published="2030-01-01"))
    second = store.view.ask(EVERYTHING, limit=3, cursor=first.next)
    assert [hit.content for hit in second.hits] == [NATO, "old news", COST]
    assert second.next is None


@pytest.mark.parametrize("cursor", ["", "x", "!", "é", "W10", "WyJhIl0", "0" * 1000, "bnVsbA"])
def test_what_is_no_cursor_is_refused(kept: Store, cursor: str) -> None:
    for sort in Sort:
        with pytest.raises(InputError):
            kept.view.ask(EVERYTHING, sort=sort, cursor=cursor)
    with pytest.raises(InputError):
        kept.view.ask_articles(EVERYTHING, cursor=cursor)


def test_a_cursor_of_another_question_is_refused(kept: Store) -> None:
    cursor = kept.view.ask(TROOPS, limit=1).next
    with pytest.raises(InputError, match="another query"):
        kept.view.ask(EVERYTHING, cursor=cursor)
    with pytest.raises(InputError, match="another query"):
        kept.view.ask(TROOPS, sort=Sort.OLDEST, cursor=cursor)


def test_what_fits_best_comes_first_by_relevance(store: Store) -> None:
    with store.writer() as writer:
        writer.put(said(("Ana Lopes", "harbour harbour harbour"), published="2001-01-01"))
    assert found(store, Words("harbour"), Sort.RELEVANCE) == ["harbour harbour harbour", LEAVE]


def test_matched_words_are_marked_endings_included(kept: Store) -> None:
    (hit,) = kept.view.ask(AllOf((Words("leaving"), Words("lopes", Where.SPEAKER), Not(Words("nato"))))).hits
    assert [span.of(hit.article.text) for span in hit.matched] == ["Lopes", "leave"]
    (hit,) = kept.view.ask(Words("the harbour")).hits
    assert [span.of(hit.article.text) for span in hit.matched] == ["the harbour"]


def test_facets_say_what_it_is_spread_over(kept: Store) -> None:
    facets = kept.view.facets(EVERYTHING)
    assert (facets.counted, facets.complete) == (4, True)
    assert [(facet.value, facet.statements) for facet in facets.speakers] == [
        ("Ana Lopes", 2),
        ("Rui Prata", 1),
        ("Émile Łuczak", 1),
    ]
    assert [(facet.value, facet.statements) for facet in facets.publishers] == [
        ("L’Écho du port", 2),
        (None, 1),
        ("The Example", 1),
    ]
    assert [(facet.value, facet.statements) for facet in facets.months] == [(None, 1), ("2031-03", 2), ("2031-05", 1)]


def test_facets_of_very_many_say_so(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert COUNTED > 1
    monkeypatch.setattr("onrecord.store.answers.facets.COUNTED", 2)
    facets = kept.view.facets(TROOPS)
    assert (facets.counted, facets.complete) == (2, False)
    assert [facet.value for facet in facets.speakers] == ["Ana Lopes", "Émile Łuczak"]


def test_a_later_reading_with_another_date_takes_its_place(store: Store) -> None:
    article = replace(BUDGET.article, published="2029-01-01")
    with store.writer() as writer:
        writer.put(replace(BUDGET, article=article, provenance={}))
    assert found(store, EVERYTHING) == [LEAVE, NATO, SAFE, COST]


def test_very_many_statements_of_one_minute_keep_their_places(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.index.order.IN_A_MINUTE", 4)
    with store.writer() as writer:
        for number in range(4):
            writer.put(said(("Ana Lopes", f"a{number}"), ("Ana Lopes", f"b{number}"), published="0001-01-01"))
    assert sorted(found(store, Published(last=date(1, 1, 1)))) == ["a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3"]


def articles(store: Store, condition: Condition, sort: Sort = Sort.NEWEST) -> list[str]:
    return [line.id for line in store.view.ask_articles(condition, sort=sort).articles]


def test_articles_that_fit(kept: Store) -> None:
    harbour, budget, undated = (record.article.id for record in (HARBOUR, BUDGET, UNDATED))
    assert articles(kept, EVERYTHING) == [budget, harbour, undated]
    assert articles(kept, EVERYTHING, Sort.OLDEST) == [undated, harbour, budget]
    assert articles(kept, TROOPS) == [harbour, undated]
    assert articles(kept, both(TROOPS, Words("lopes", Where.SPEAKER))) == [harbour]
    assert articles(kept, both(Words("nato", Where.CONTENT), Words("lopes", Where.SPEAKER))) == []  # she did not say so
    assert articles(kept, Not(Words("lopes", Where.SPEAKER))) == [undated]
    assert articles(kept, Words("example", Where.PUBLISHER)) == [budget]
    assert articles(kept, AnyOf((From("the example"), Published(last=date(2031, 4, 1))))) == [budget, harbour]
    with pytest.raises(InputError):
        articles(kept, TROOPS, Sort.RELEVANCE)


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_pages_of_articles_follow_each_other(store: Store, sort: Sort) -> None:
    with store.writer() as writer:
        writer.put(said(("Ana Lopes", "undated as well")))
    whole = articles(store, EVERYTHING, sort)
    by_page: list[str] = []
    cursor = None
    for _ in whole:
        page = store.view.ask_articles(EVERYTHING, sort=sort, limit=1, cursor=cursor)
        by_page += [line.id for line in page.articles]
        cursor = page.next
    assert (by_page, cursor) == (whole, None)
