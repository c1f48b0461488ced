"""Whatever is asked, PostgreSQL finds what SQLite finds, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.query.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Confidence,
    Country,
    In,
    Like,
    Not,
    OfKind,
    OfPolarity,
    Published,
    Sort,
    Where,
    Words,
)
from onrecord.record import Kind, Polarity, Record, Role
from onrecord.store import Store, open_store
from onrecord.store.answers.compiler import filter_of, fitting
from tests.postgresql import Server
from tests.store.articles import said

ODD = (
    said(("Émile Łuczak", "NATO’s five-year plan costs 3.5% (or $7,000,000) at http://news.example/a?b=1"), publisher="L’Écho"),
    said(("Zoë O'Neill", "“naïve” cafés—and ﬁnally the I/O of 1990s e-mail, me@mail.example"), published="2031-03-04"),
    said(
        ("Us Ays", "it is as I say: a bus for us, and u s by its as0, is possibly horribly bubbly"),
        ("I A", "they assembled technologies"),
    ),
    said(("Ida Logi", "an analogy of ideology, assembly by assemblies: possible, terrible technology"), published="2031-03-05"),
    said(("Ана Петрова", "войска уйдут из ГАВАНИ"), ("Ana Lopes", "x² + ½ = the harbours’ harbour")),
)


def ordinary() -> Iterator[Record]:
    speakers = [("Ana Lopes", "PRT"), ("Rui O’Neill-Prata", None), ("Émile Łuczak", "FRA")]
    for number in range(30):
        name, country = speakers[number % 3]
        yield said(
            (name, f"the {('tunnel', 'harbour', 'harbours’ plan')[number % 3]} would {('close', 'not be closing')[number % 2]}"),
            ("Ana Lopes", f"that troops cost {number},000,000"),
            role=(("minister", "deputy minister")[number % 2], country),
            kind=list(Kind)[number % 3],
            confidence=number / 30,
            publisher=("L’Écho", "The Example", None)[number % 3],
            published=None if number % 7 == 0 else f"{2004 + number}-05-01",
        )


@pytest.fixture(scope="module")
def stores(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    records = [*ODD, *ordinary()]
    with postgresql.furnished() as place, open_store(tmp_path_factory.mktemp("same") / "a.db") as one, open_store(place) as other:
        for store in (one, other):
            with store.writer() as writer:
                for record in records:
                    writer.put(record)
        yield one, other


TYPED = (
    "the harbour harbours NATO's five five-year plan 3.5% 7,000,000 emile naïve CAFES войска гавани x² ½ and 1990 1990s e-mail "
    "mail example b=1 no minister deputy tunnel closing closed troops by would not say 'a' \"quoted\" _ | & ! "
    ":* <-> \\ lopes o'neill i a us is as u s by bus ays as0 possibly possible horribly bubbly terrible assembly assemblies "
    "assemble technology technologies technolog ideologies analogies logi i* u* as* technologi* asse* poss*"
)
words = st.sampled_from(TYPED.split())
names = st.sampled_from([Where.ANYWHERE, Where.CONTENT, Where.SPEAKER, Where.ROLE, Where.PUBLISHER])
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
asked: st.SearchStrategy[Condition] = st.recursive(
    st.builds(Words, texts, names, st.booleans())
    | st.builds(OfKind, st.sampled_from(Kind))
    | st.builds(OfPolarity, st.sampled_from(Polarity))
    | st.builds(Like, texts, st.lists(words.filter(str.isalpha), max_size=3).map(tuple))
    | st.builds(In, st.sampled_from(Role))
    | st.builds(Country, st.sampled_from(["FRA", "PRT", "USA", "O'X"]))
    | st.builds(Published, st.none() | st.just(date(2010, 5, 1)), st.none() | st.just(date(2020, 5, 1)))
    | st.builds(Confidence, st.sampled_from([0.0, 0.35, 0.8]), st.sampled_from([0.9, 1.0])),
    lambda parts: (
        st.lists(parts, max_size=3).map(lambda several: AllOf(tuple(several)))
        | st.lists(parts, max_size=3).map(lambda several: AnyOf(tuple(several)))
        | parts.map(Not)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(condition=asked, sort=st.sampled_from([Sort.NEWEST, Sort.OLDEST]))
def test_the_same_statements_are_found(stores: tuple[Store, Store], condition: Condition, sort: Sort) -> None:
    one, other = (store.view.ask(condition, sort=sort, limit=50) for store in stores)
    assert [hit.statement.id for hit in one.hits] == [hit.statement.id for hit in other.hits]
    assert stores[0].view.facets(condition) == stores[1].view.facets(condition)


def test_thousands_of_mixed_words_find_the_same(stores: tuple[Store, Store]) -> None:
    """Short words, and words that are stemmed, which the stemmers of the two databases treat in ways of their own."""
    chance = Random(14)
    for _ in range(2000):
        typed = " ".join(chance.choices(TYPED.split(), k=chance.randint(1, 3)))
        condition = Words(typed.rstrip("*"), chance.choice(list(Where)), prefix=typed.endswith("*"))
        one, other = (keys(store, condition) for store in stores)
        assert one == other, condition


def keys(store: Store, condition: Condition) -> list[int]:
    with store._engine.connect() as connection:
        return list(connection.scalars(fitting(connection, filter_of(connection, condition))))


@pytest.mark.parametrize(
    ("typed", "content"), [("us", 1), ("is", 1), ("i", 2), ("u", 1), ("bus", 1), ("technology", 2), ("possible", 2)]
)
def test_short_words_and_those_with_endings_are_found(stores: tuple[Store, Store], typed: str, content: int) -> None:
    for store in stores:
        assert len(keys(store, Words(typed, Where.CONTENT))) == content


@pytest.mark.parametrize(
    ("typed", "names"), [("lopes", {"Ana Lopes"}), ("ays", {"Us Ays"}), ("as", set()), ("a", {"Ana Lopes", "Us Ays", "I A"})]
)
def test_names_that_begin_so_are_found_as_they_are_written(stores: tuple[Store, Store], typed: str, names: set[str]) -> None:
    for store in stores:
        hits = store.view.ask(Words(typed, Where.SPEAKER, prefix=True), limit=100).hits
        assert {hit.speaker for hit in hits} == names


@pytest.mark.parametrize("words", ["the harbour", "plan", '"five year"', "гавани", "mail"])
def test_the_same_articles_are_found(stores: tuple[Store, Store], words: str) -> None:
    one, other = (store.view.find_articles(words, limit=None) for store in stores)
    assert one == other


def test_relevance_puts_the_same_statements_in_some_order(stores: tuple[Store, Store]) -> None:
    found = [store.view.ask(Words("harbour"), sort=Sort.RELEVANCE, limit=500).hits for store in stores]
    assert {hit.statement.id for hit in found[0]} == {hit.statement.id for hit in found[1]} != set()


def test_the_nearest_of_many_related_words_are_the_same(stores: tuple[Store, Store]) -> None:
    many = Like("harbours", ("harbour", "plan", *(f"w{number}" for number in range(520))))
    found = [
        store.view.ask(many, limit=50, nearness=lambda texts: [1.0 if "plan" in text else 0.5 for text in texts]).hits
        for store in stores
    ]
    assert [hit.content for hit in found[0]] == [hit.content for hit in found[1]]
    assert "plan" in found[0][0].content
    assert "plan" not in found[0][-1].content
