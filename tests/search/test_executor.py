"""A typed query against the store: names in other spellings, and no failure whatever is typed. Everybody is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.search.executor import ask, ask_articles, every, facets
from onrecord.search.spelling import Taken
from onrecord.store import Store, open_store
from onrecord.web.views.pictures import compare_page, map_page, network_page, timeline_page
from tests.query.test_parser import pieces
from tests.store.articles import said


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("asking")
    with open_store(folder / "onrecord.db") as opened:
        with opened.writer() as writer:
            writer.put(said(("Olha Belensky", "the bridge is open"), ("Ana Lopes", "nothing"), published="2031-03-04"))
            writer.put(said(("Olha Belenskyy", "the bridge is closed"), ("Anna Lopez", "little"), published="2031-03-05"))
        yield opened


def found(store: Store, text: str) -> list[str]:
    return [hit.content for hit in ask(store.view, text).page.hits]


def test_another_spelling_of_a_long_name_is_found_and_told(store: Store) -> None:
    answer = ask(store.view, "speaker:belensky")
    assert [hit.content for hit in answer.page.hits] == ["the bridge is closed", "the bridge is open"]
    assert answer.taken == (Taken("belensky", True, ("belenskyy",)),)
    assert facets(store.view, "speaker:belensky").counted == 2
    assert len(list(every(store.view, "speaker:belensky"))) == 2
    assert len(ask_articles(store.view, "speaker:belensky").page.articles) == 2


def test_a_name_in_quotation_marks_is_spelled_just_so(store: Store) -> None:
    answer = ask(store.view, 'speaker:"belensky"')
    assert [hit.content for hit in answer.page.hits] == ["the bridge is open"]
    assert answer.taken == ()


def test_short_names_that_somebody_has_are_not_taken_for_others(store: Store) -> None:
    assert found(store, "speaker:lopes") == ["nothing"]
    assert found(store, "speaker:anna") == ["little"]


@pytest.mark.parametrize("name", ["Belenskiy", "BELENSKYJ", "Bélenski", "belesnky", "belanskyy"])
def test_a_name_that_nobody_has_is_taken_for_the_likeliest(store: Store, name: str) -> None:
    answer = ask(store.view, f"speaker:{name}")
    assert answer.page.hits
    assert not answer.taken[0].known


def test_a_name_like_none_is_not_found(store: Store) -> None:
    answer = ask(store.view, "speaker:quentin")
    assert (answer.page.hits, answer.taken) == ((), ())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20) | st.lists(pieces, max_size=12).map(" ".join))
def test_whatever_is_typed_is_answered_or_refused_as_a_query(store: Store, text: str) -> None:
    try:
        page = ask(store.view, text).page
    except QueryError:
        return
    assert len(page.hits) == min(20, facets(store.view, text).counted)
    ask_articles(store.view, text)


def test_a_name_is_respelled_wherever_a_query_is_typed(store: Store) -> None:
    query = "speaker:Belenskyj"
    assert len(list(every(store.view, query))) == 2
    for page in (timeline_page(store, query), network_page(store, query), map_page(store, query)):
        assert [taken.typed for taken in page.taken] == ["belenskyj"]
    assert timeline_page(store, query).total == 2
    assert network_page(store, query).counted == map_page(store, query).counted == 2
    compared = compare_page(store, "", ["Belenskyj", "Lopes"])
    assert [one.statements for one in compared.speakers] == [2, 1]
    assert compared.picture is not None
    assert "speaker%3Abelenskyj" in compared.picture.svg


def test_words_near_in_meaning_are_looked_for_on_a_timeline(store: Store) -> None:
    assert timeline_page(store, "like:bridges").total == len(found(store, "like:bridges")) > 0
