"""A database copied into another, of the same kind or not, is the same to whoever asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.errors import StoreError
from onrecord.relink import merge, relink
from onrecord.store import Store, open_store, verify
from onrecord.store.database import copying
from onrecord.store.database.backends import open_engine
from onrecord.store.database.copying import Step, copy_store
from tests.record import examples
from tests.store.articles import page_bytes, reread, said

RECORDS = [
    said(("Ana Lopes", "the ferry would sail"), ("Émile Łuczak", "no"), location="a.txt", publisher="The Example"),
    said(("Ana Lopes", "the ferry would stay"), location="a.txt", publisher="The Example"),
    said(("Ana Lopes", "nothing\x00at all"), id="17", published="2031-03-04"),
    said(("Rui Prata", "yes"), ("Ana Lopes", "perhaps"), location="b.txt"),
]


@dataclass(frozen=True)
class Places:
    source: str
    target: str


@pytest.fixture(params=["sqlite to postgresql", "postgresql to sqlite", "sqlite to sqlite"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    with ExitStack() as open_:
        found = []
        for number, kind in enumerate(request.param.split(" to ")):
            if kind == "sqlite":
                found.append(str(tmp_path / f"{number}.db"))
            else:
                found.append(open_.enter_context(request.getfixturevalue("postgresql").furnished()))
        yield Places(*found)


@pytest.fixture(autouse=True)
def _stored(places: Places) -> None:
    with open_store(places.source) as store:
        with store.writer() as writer:
            for record in RECORDS:
                writer.put(record, page_bytes(record) if record.article.page else None)
            writer.put_failure("c.txt", "empty", "the file is empty")
        relink(store)
        lopes, prata = (store.view.who(name)[0].name for name in ("Lopes", "Prata"))
        ids = [store.view.entities(name)[0].entity.id for name in (lopes, prata)]
        merge(store, ids, "an editor", "one and the same")


def told(store: Store) -> list[object]:
    """What a store answers."""
    view = store.view
    pages = [record.article.page for record in RECORDS if record.article.page]
    return [
        list(view.records(old_versions=True)),
        [hit.content for hit in view.find("ferry")],
        view.counts(),
        view.identity_counts(),
        view.decisions(),
        view.entities("Lopes"),
        list(view.issues()),
        [view.page_bytes(page.sha256) for page in pages],
    ]


def unheard(_: Step, __: int, ___: int) -> None:
    pass


def test_a_copy_answers_as_its_source_does_and_can_be_written_to(places: Places) -> None:
    heard: dict[Step, tuple[int, int]] = {}

    def hear(step: Step, done: int, total: int) -> None:
        heard[step] = (done, total)

    copied = copy_store(places.source, places.target, hear)
    rows = {one.table: one.rows for one in copied}
    assert (rows["articles"], rows["decisions"], rows["page_bytes"]) == (4, 1, 3)
    assert heard[Step.COPYING] == heard[Step.COMPARING] == (sum(rows.values()), sum(rows.values()))
    with open_store(places.source) as source, open_store(places.target, create=False) as target:
        assert told(target) == told(source)
        assert [found.code for found in verify(target, reread)] == []
        with target.writer() as writer:
            assert not writer.put(RECORDS[3], page_bytes(RECORDS[3]))
            assert writer.put(examples.record(), examples.PAGE_BYTES)
        relink(target)
        assert target.view.counts().articles == source.view.counts().articles + 1


class Stop(Exception):  # noqa: N818 - no error
    pass


@pytest.mark.parametrize("after", [1, 5, 9, 14])
def test_a_copy_that_was_stopped_is_used_for_nothing_else_and_goes_on(
    places: Places, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_ROWS", 1)
    monkeypatch.setattr(copying, "_LONG_ROWS", 1)
    heard: list[int] = []

    def stop(_: Step, done: int, __: int) -> None:
        heard.append(done)
        if len(heard) > after:
            raise Stop

    with pytest.raises(Stop):
        copy_store(places.source, places.target, stop)
    with pytest.raises(StoreError, match="unfinished copy"):
        open_store(places.target)
    open_store(another(places)).close()
    with pytest.raises(StoreError, match="holds an unfinished copy of"):
        copy_store(another(places), places.target, unheard)
    again: list[int] = []
    copy_store(places.source, places.target, lambda _, done, __: again.append(done))
    assert heard[-1] in again
    with open_store(places.source) as source, open_store(places.target, create=False) as target:
        assert told(target) == told(source)


def another(places: Places) -> str:
    if places.source.startswith("postgresql"):
        return f"{places.target}.another"
    return f"{places.source}.another"


def test_a_copy_goes_into_an_empty_database_only(places: Places) -> None:
    with open_store(places.target) as store, store.writer() as writer:
        writer.put(said(("Rui Prata", "mine")))
    with pytest.raises(StoreError, match=r"holds articles.* already, but a copy needs an empty database"):
        copy_store(places.source, places.target, unheard)
    with open_store(places.target) as store:
        assert store.view.counts().articles == 1
    with pytest.raises(StoreError, match="already"):
        copy_store(places.source, places.source, unheard)


def test_a_copy_that_came_out_different_is_refused(places: Places) -> None:
    def alter(step: Step, done: int, total: int) -> None:
        if step is Step.COPYING and done == total:
            engine = open_engine(places.target, create=False, unfinished=True)
            with engine.begin() as connection:
                connection.execute(text("UPDATE statements SET speaker_role = 'liar' WHERE position = 0"))
            engine.dispose()

    with pytest.raises(StoreError, match=r"is not the same .*\(in statements\)"):
        copy_store(places.source, places.target, alter)
    with pytest.raises(StoreError, match="unfinished copy"):
        open_store(places.target)
