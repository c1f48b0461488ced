"""Who is who in a store: brought up to date bit by bit, redone from nothing, and decided by people."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.record import Record
from onrecord.relink import merge, relink, split, undo, use_wikidata
from onrecord.store import EntitySummary, Store, open_store
from tests.store.articles import said

FERRY = "the ferry would sail"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db") as opened:
        yield opened


def put(store: Store, *records: Record) -> None:
    with store.writer() as writer:
        for record in records:
            writer.put(record)
    relink(store)


def one(store: Store, name: str) -> EntitySummary:
    (known,) = store.view.entities(name)
    return known


def everything(store: Store) -> list[object]:
    tables = ("linked_entities", "namesakes")
    links = "SELECT id, entity_id, linked_id, rule, because FROM links JOIN articles ON articles.key = article_key"
    with store._engine.connect() as connection:
        queries = [f"SELECT * FROM {table}" for table in tables] + [links]
        return [sorted(map(repr, connection.exec_driver_sql(query))) for query in queries]


def test_who_a_person_is_over_time_with_the_words_that_say_so(store: Store) -> None:
    early = said(("Ana R. Lopes", FERRY), role=("minister", "PRT"), id="early", published="2024-01-02", publisher="Gazette")
    late = said(("Ana Lopes", FERRY), role=("senator", "PRT"), id="late", published="2024-05-06", publisher="Courier")
    put(store, late, early)
    known = one(store, "ana lopes")
    assert (known.statements, known.first, known.last, known.articles) == (2, "2024-01-02", "2024-05-06", 2)
    assert known.publishers == ("Courier", "Gazette")
    assert [(role.text, role.country, role.first) for role in known.roles] == [
        ("minister", "PRT", "2024-01-02"),
        ("senator", "PRT", "2024-05-06"),
    ]
    (evidence,) = known.roles[0].evidence
    assert (evidence.article_id, evidence.text) == ("early", evidence.span.of(early.article.text))
    assert known == store.view.entity(early.entities[0].id) == store.view.entity(late.entities[0].id)
    hits = store.view.find(entity=known.entity.id)
    assert {hit.article.id for hit in hits} == {"early", "late"}


def test_two_of_one_name_are_two_and_know_of_each_other(store: Store) -> None:
    ministers = [said(("Ana Lopes", FERRY), role=("minister", country), id=country) for country in ("PRT", "BRA")]
    put(store, *ministers)
    first, second = store.view.entities("Ana Lopes")
    assert [other.id for other in first.entity.namesakes] == [second.entity.id]
    assert "BRA" in first.entity.namesakes[0].because
    assert len(store.view.find(entity=first.entity.id)) == 1


def test_an_article_that_changes_takes_its_links_along(store: Store) -> None:
    put(store, said(("Ana Lopes", FERRY), id="a", location="a.txt"), said(("Ana Lopes", "it would stay"), id="b"))
    assert one(store, "Ana Lopes").articles == 2
    put(store, said(("Rui Prata", FERRY), id="a", location="a.txt", fetched_at="2024-05-06T00:00:00+00:00"))
    assert one(store, "Ana Lopes").articles == 1
    assert one(store, "Rui Prata").articles == 1


ARTICLES = [
    said(("Ana Lopes", FERRY), ("John Marsh", "no"), role=("minister", "PRT"), id="a"),
    said(("Ana Lopes", "it would stay"), role=("minister", None), id="b"),
    said(("Ana Lopes", FERRY), role=("surgeon", "BRA"), id="c"),
    said(("Ana R. Lopes", FERRY), ("J. Marsh", "yes"), role=("surgeon", None), id="d"),
    said(("John Marsh", FERRY), role=("surgeon", "USA"), id="e"),
    said(("Lopes", FERRY), role=("minister", None), id="f"),
    said(("Rui Prata", "another text at the same place"), id="a"),
    said(("Ana Lopes", "it would stay"), role=("minister", None), id="b", version="2"),
]


@settings(deadline=None, max_examples=12)
@given(
    st.permutations(ARTICLES[:6]),
    st.lists(st.sampled_from(ARTICLES), max_size=3),
    st.tuples(*[st.booleans()] * 9),
)
def test_bit_by_bit_comes_to_the_same_as_all_at_once(
    first: list[Record], later: list[Record], link_now: tuple[bool, ...]
) -> None:
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.db") as bit_by_bit:
        for record, now in zip([*first, *later], link_now, strict=False):
            with bit_by_bit.writer() as writer:
                writer.put(record)
            if now:
                relink(bit_by_bit)
        relink(bit_by_bit)
        linked = everything(bit_by_bit)
        relink(bit_by_bit, from_nothing=True)
        assert everything(bit_by_bit) == linked
        if not later:
            with open_store(Path(folder) / "b.db") as at_once:
                put(at_once, *ARTICLES[:6])
                assert everything(at_once) == linked


def test_only_what_hangs_together_is_linked_again(store: Store) -> None:
    put(store, *ARTICLES[:6])
    with closing(sqlite3.connect(store.location)) as connection, connection:  # a mark that linking again would wipe out
        connection.execute("UPDATE links SET because = 'untouched' WHERE because IS NOT NULL")
    put(store, said(("Rui Prata", FERRY), id="new"))
    assert {link.because for entity in store.view.linked() for link in entity.links} == {None, "untouched"}
    put(store, said(("Ana Lopes", FERRY), role=("minister", "PRT"), id="newer"))
    assert {link.because for entity in store.view.linked() for link in entity.links} > {None, "untouched"}


def test_what_people_decide_survives_reading_and_adding_and_can_be_undone(store: Store) -> None:
    cass, mo = said(("Cassius Reed", FERRY), id="a"), said(("Mo Halim", FERRY), id="b")
    put(store, cass, mo)
    decision = merge(store, [cass.entities[0].id, mo.entities[0].id], "Kim Reed", "his new name")
    known = one(store, "Mo Halim")
    assert known.entity.id == one(store, "Cassius Reed").entity.id
    assert any(
        "Kim Reed decided so" in (link.because or "") and "his new name" in (link.because or "") for link in known.entity.links
    )
    put(store, said(("Cassius Reed", "“Well,” the ferry would sail"), id="a", version="2"), said(("Cassius Reed", "no"), id="c"))
    relink(store, from_nothing=True)
    assert one(store, "Mo Halim").articles == 3
    undone = undo(store, decision.id, "Ada Lund")
    assert one(store, "Mo Halim").articles == 1
    undo(store, undone.id, "Kim Reed")
    assert one(store, "Mo Halim").articles == 3
    assert [(known.by, known.verdict) for known in store.view.decisions()] == [
        ("Kim Reed", "same"),
        ("Ada Lund", "undo"),
        ("Kim Reed", "undo"),
    ]


def test_an_appearance_can_be_split_off_by_its_statement(store: Store) -> None:
    records = [said(("Ana Lopes", f"number {number}"), id=str(number)) for number in range(3)]
    put(store, *records)
    split(store, [records[1].statements[0].id], "Kim Reed")
    assert sorted(known.articles for known in store.view.entities("Ana Lopes")) == [1, 2]
    assert all("Kim Reed decided so" in known.entity.namesakes[0].because for known in store.view.entities("Ana Lopes"))


def test_decisions_that_make_no_sense_are_refused_and_not_kept(store: Store) -> None:
    ana, rui = said(("Ana Lopes", FERRY), id="a"), said(("Rui Prata", FERRY), id="b")
    put(store, ana, rui)
    ids = [ana.entities[0].id, rui.entities[0].id]
    wrongs: tuple[Callable[[], object], ...] = (
        lambda: merge(store, [ids[0], ids[0]], "Kim"),
        lambda: merge(store, ids, "  "),
        lambda: merge(store, [ids[0], "n-0"], "Kim"),
        lambda: split(store, ids, "Kim"),
        lambda: split(store, ids[:1], "Kim"),
        lambda: undo(store, "d-0", "Kim"),
    )
    for wrong in wrongs:
        with pytest.raises(InputError):
            wrong()
    assert store.view.decisions() == ()


@pytest.mark.parametrize("change", ["UPDATE decisions SET decided_by = 'Somebody Else'", "DELETE FROM decisions"])
def test_the_database_itself_keeps_decisions(store: Store, change: str) -> None:
    ana, rui = said(("Ana Lopes", FERRY), id="a"), said(("Rui Prata", FERRY), id="b")
    put(store, ana, rui)
    merge(store, [ana.entities[0].id, rui.entities[0].id], "Kim Reed")
    with closing(sqlite3.connect(store.location)) as connection, pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(change)


def lines(*items: object) -> Iterable[bytes]:
    return [json.dumps(item).encode() for item in items]


def test_a_list_of_items_is_matched_where_it_is_clear(store: Store) -> None:
    put(
        store,
        said(("Ana Lopes", FERRY), role=("minister", "PRT")),
        said(("John Marsh", FERRY), role=("clerk", None)),
        said(("Eva Brandt", FERRY), role=("mayor", "DEU")),
        said(("Rui Prata", FERRY)),
    )
    items = [
        {"id": "Q1", "name": "Ana Maria Lopes", "aliases": ["Ana Lopes"], "roles": ["minister of the sea"], "born": "1970"},
        {"id": "Q2", "name": "Ana Lopes", "roles": ["surgeon", "BRA"]},
        {"id": "Q3", "name": "John Marsh", "roles": ["senator"]},
        {"id": "Q4", "name": "John Marsh", "roles": ["surgeon"]},
        {"id": "Q5", "name": "Eva Brandt", "roles": ["AUT"]},
    ]
    assert use_wikidata(store, lines(*items)) == 5
    found = {name: one(store, name).entity for name in ("Ana Lopes", "John Marsh", "Eva Brandt", "Rui Prata")}
    assert {name: entity.wikidata for name, entity in found.items()} == {
        "Ana Lopes": "Q1",
        "John Marsh": None,
        "Eva Brandt": None,
        "Rui Prata": None,
    }
    assert "minister" in (found["Ana Lopes"].wikidata_because or "")
    assert found["John Marsh"].wikidata_because == "ambiguous: Q3, Q4"
    assert found["Eva Brandt"].wikidata_because == "Q5: of this name, but of another country or calling"
    assert found["Rui Prata"].wikidata_because == "no item of this name"
    put(store, said(("Rui Prata", "no"), id="more"), said(("Ana Lopes", "no"), role=("minister", None), id="later"))
    assert one(store, "Ana Lopes").entity.wikidata == "Q1"


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id": "Q1"}', b'{"id": "Q1", "name": "A B", "roles": "x"}', b"\xff", b"[" * 100_000]
)
def test_a_list_that_is_broken_is_refused_and_the_one_before_stays(store: Store, line: bytes) -> None:
    put(store, said(("Ana Lopes", FERRY)))
    use_wikidata(store, lines({"id": "Q1", "name": "Ana Lopes"}))
    with pytest.raises(InputError, match="line 2"):
        use_wikidata(store, [*lines({"id": "Q2", "name": "Ana Lopes"}), line])
    assert one(store, "Ana Lopes").entity.wikidata == "Q1"
