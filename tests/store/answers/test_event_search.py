"""Events that fit a condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.search.executor import ask_events
from onrecord.store import Store, open_store
from onrecord.store.answers import event_search
from tests.store.articles import said, telling

QUAY = telling(
    telling(
        said(
            ("Ana Lopes", "Rui Prata shelled the quay"),
            ("Rui Prata", "the quay stands"),
            published="2024-05-16",
            publisher="Post",
        ),
        "shelled",
        "ASSAULT",
        ("Rui Prata",),
        claimed=True,
    ),
    "stands",
    "AGREE",
    ("Ana Lopes",),
)
OLDER = telling(said(("Ana Lopes", "nobody shelled Oxby"), published="2024-01-02"), "shelled", "ASSAULT", ("Ana Lopes",))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = open_store(tmp_path / "events.db")
    with found.writer() as writer:
        writer.put(QUAY)
        writer.put(OLDER)
    return found


def found(store: Store, query: str) -> list[str]:
    return [hit.trigger for hit in ask_events(store.view, query).page.events]


def test_pages_go_on_past_articles_that_tell_of_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_search, "ARTICLES", 1)
    with store.writer() as writer:
        writer.put(said(("Ana Lopes", "nothing was shelled"), published="2024-06-01"))
    pages, cursor = [], None
    for _ in range(5):
        page = ask_events(store.view, "shelled", cursor=cursor).page
        pages.append([hit.trigger for hit in page.events])
        cursor = page.next
        if cursor is None:
            break
    assert pages == [[], ["shelled"], ["shelled"], []]


@pytest.mark.parametrize(
    ("query", "triggers"),
    [
        ("", ["shelled", "stands", "shelled"]),
        ("shelling", ["shelled", "shelled"]),  # whatever their endings
        ("oxby", ["shelled"]),
        ("shelled NOT oxby", ["shelled"]),
        ("oxby OR stands", ["stands", "shelled"]),
        ('speaker:"Ana Lopes"', ["shelled"]),  # claims it; the others are the articles' own
        ("kind:direct", []),
        ("publisher:post", ["shelled", "stands"]),
        ("after:2024-05 quay", ["shelled", "stands"]),
        ('"nobody quay"', []),
    ],
)
def test_events_fit_by_passage_claim_and_article(store: Store, query: str, triggers: list[str]) -> None:
    assert found(store, query) == triggers


def test_pages_go_on_where_the_one_before_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for looked_at in (1000, 2):
        monkeypatch.setattr(event_search, "LOOKED_AT", looked_at)
        listed, cursor = [], None
        while True:
            page = ask_events(store.view, "shelled", limit=1, cursor=cursor).page
            listed += [hit.event.id for hit in page.events]
            cursor = page.next
            if cursor is None:
                break
        assert listed == [QUAY.events[0].id, OLDER.events[0].id]


def test_a_cursor_belongs_to_its_query(store: Store) -> None:
    cursor = ask_events(store.view, "shelled", limit=1).page.next
    with pytest.raises(InputError):
        ask_events(store.view, "quay", limit=1, cursor=cursor)
