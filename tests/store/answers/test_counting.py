"""Statements counted by day, by speaker and publisher: the same by whatever way, and never those of old versions."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.query.conditions import EVERYTHING, By, Confidence, Not, Published, Where, Words, both
from onrecord.relink import relink
from onrecord.store import Condition, Store
from onrecord.store.answers.over_time import statements_by_day
from tests.store.articles import said

URL = "https://news.example/ferry"
RECORDS = (
    said(("Ana Lopes", "the ferry would sink"), url=URL, id="ferry", published="2031-03-01"),  # altered by the next
    said(("Ana Lopes", "the ferry would sail"), url=URL, id="ferry", published="2031-03-01", publisher="The Courier"),
    said(("Ana Lopes", "the ferry was late"), ("Rui Prata", "the ferry was full"), published="2031-03-04", publisher="The Post"),
    said(("Rui Prata", "the harbour was closed"), confidence=0.4),
)
FIRST, FOURTH = date(2031, 3, 1), date(2031, 3, 4)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writer() as writer:
        for record in RECORDS:
            writer.put(record)
    relink(store)
    return store


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (EVERYTHING, {FIRST: 1, FOURTH: 2, None: 1}),
        (Words("ferry"), {FIRST: 1, FOURTH: 2}),
        (Words("sink"), {}),
        (Not(Words("ferry")), {None: 1}),
        (Words("lopes", Where.SPEAKER), {FIRST: 1, FOURTH: 1}),
        (both(Words("ferry"), Published(last=FIRST)), {FIRST: 1}),
        (Confidence(most=0.5), {None: 1}),
    ],
)
def test_statements_are_counted_by_day(filled: Store, condition: Condition, expected: dict[date | None, int]) -> None:
    with filled._engine.connect() as connection:
        assert statements_by_day(connection, condition) == expected
    assert filled.view.facets(condition).counted == sum(expected.values()) == len(filled.view.ask(condition).hits)


def test_an_entity_is_counted_by_its_links_as_by_its_names(filled: Store) -> None:
    (known,) = filled.view.entities("Ana Lopes")
    own = By(known.entity.id)
    with filled._engine.connect() as connection:
        assert statements_by_day(connection, own) == {FIRST: 1, FOURTH: 1}
        assert statements_by_day(connection, both(own, Words("late"))) == {FOURTH: 1}
        assert statements_by_day(connection, By("n-nobody")) == {}
    assert (known.statements, known.articles) == (2, 2)
    assert known.publishers == ("The Courier", "The Post")
    assert (known.first, known.last) == ("2031-03-01", "2031-03-04")
    assert [len(role.evidence) for role in known.roles] == [2]


def test_facets_say_who_where_and_when(filled: Store) -> None:
    found = filled.view.facets(Words("ferry"))
    assert [(facet.value, facet.statements) for facet in found.speakers] == [("Ana Lopes", 2), ("Rui Prata", 1)]
    assert [(facet.value, facet.statements) for facet in found.publishers] == [("The Post", 2), ("The Courier", 1)]
    assert [(facet.value, facet.statements) for facet in found.months] == [("2031-03", 3)]
