"""Speakers of a name in short, names that go on, and replies; over every database."""

from __future__ import annotations

from onrecord.relink import relink
from onrecord.store import Store
from tests.store.articles import said


def test_those_of_a_name_are_told_with_what_they_said(store: Store) -> None:
    with store.writer() as writer:
        writer.put(said(("Ana Lopes", "the ferry would sail"), ("Rui Lopes", "no"), published="2031-02-03"))
        writer.put(said(("Ana Lopes", "the harbour was closed"), published="2031-03-04"))
    relink(store)
    lines = store.overview.entities_called("lopes", 50)
    told = [(one.name, one.roles, one.statements, one.articles, one.first, one.last) for one in lines]
    assert told == [
        ("Ana Lopes", ("minister",), 2, 2, "2031-02-03", "2031-03-04"),
        ("Rui Lopes", ("minister",), 1, 1, "2031-02-03", "2031-02-03"),
    ]
    assert [one.name for one in store.overview.entities_called("lopes", 1)] == ["Ana Lopes"]
    assert store.overview.entities_called("prata", 50) == store.overview.entities_called(" ", 50) == ()
    assert store.overview.replies(lines[0].id).answers == ()
    assert set(store.overview.names_beginning("Lop")) == {"Ana Lopes", "Rui Lopes"}
    assert store.overview.names_beginning("ana l") == ("Ana Lopes",)
    assert store.overview.names_beginning("zz") == ()
