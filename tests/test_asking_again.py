"""Links that are added again: servers are asked only for what has changed, and what is new comes first."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from onrecord import ingest, pipeline
from onrecord.acquire import Link
from onrecord.acquire.links import pages_at
from onrecord.ingest import Memory, Outcome, add_pages
from onrecord.record import Stage
from onrecord.store import AddressLine, Store, open_store
from tests.acquire.conftest import contacted, site
from tests.acquire.site import Reply, Site, article

__all__ = ["contacted", "site"]  # fixtures

Add = Callable[[], dict[str, str]]


def feed(*addresses: str) -> Reply:
    items = "".join(f"<item><title>T</title><link>{address}</link></item>" for address in addresses)
    return Reply(f"<rss><channel><title>The Quill</title>{items}</channel></rss>".encode())


def dated(reply: Reply) -> Callable[[Mapping[str, str]], Reply]:
    day = "Tue, 27 Feb 2024 10:00:00 GMT"

    def answer(headers: Mapping[str, str]) -> Reply:
        if headers.get("if-modified-since") == day:
            return Reply(status=304)
        return Reply(reply.body, headers={**reply.headers, "Last-Modified": day})

    return answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db") as store:
        yield store


@pytest.fixture
def add(site: Site, store: Store, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Adds /feed, reading in this process; what became of each page."""

    def run(work: Callable[[Any], Any], tasks: Iterable[Any], **_: object) -> Generator[tuple[Any, Any], None, None]:
        yield from ((task, work(task)) for task in tasks)

    def add() -> dict[str, str]:
        site.asked.clear()
        outcomes: list[Outcome] = []
        with store.ledger() as ledger:
            fetcher = site.fetcher(manners={"delay": 0.0})
            pages = pages_at([Link(site.url("/feed"))], fetcher, Memory(ledger, store.view))
            add_pages(store, pages, outcomes.append, processes=1)
        return {outcome.location.rpartition("/")[2]: str(outcome.status) for outcome in outcomes}

    monkeypatch.setattr(ingest, "run_tasks", run)
    return add


def asked(site: Site) -> list[str]:
    return [one.rpartition("/")[2] for one in site.asked if not one.endswith("robots.txt")]


def address(store: Store, site: Site, path: str) -> AddressLine:
    return next(line for line in store.view.addresses() if line.url == site.url(path))


def test_what_has_not_changed_is_not_sent_and_what_is_new_comes_first(site: Site, store: Store, add: Add) -> None:
    site.pages |= {"/feed": feed("/a"), "/a": dated(article("Harbour"))}
    assert add() == {"a": "added"}
    site.pages |= {"/feed": dated(feed("/a", "/b")), "/b": article("Bridge")}
    assert add() == {"b": "added", "a": "unchanged"}
    assert asked(site) == ["feed", "b", "a"]
    assert add() == {"a": "unchanged", "b": "unchanged"}
    assert asked(site)[0] == "feed", "a list is never passed by: a run that was stopped has not taken in all that it names"
    assert (address(store, site, "/a").state, address(store, site, "/a").feed) == ("read", site.url("/feed"))


def test_a_page_that_newer_stages_would_read_is_fetched_anew(
    site: Site, store: Store, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages |= {"/feed": feed("/a"), "/a": dated(article("Harbour"))}
    add()
    monkeypatch.setattr(pipeline, "provenance", lambda: {"clean": Stage("of tomorrow")})
    add()
    assert "if-modified-since" not in site.headers[-1]


def test_a_failure_is_kept_with_its_reason_and_cleared(site: Site, store: Store, add: Add) -> None:
    site.pages |= {"/feed": feed("/go"), "/go": Reply(status=301, headers={"Location": "/a"})}
    assert add() == {"go": "failed"}
    failed = address(store, site, "/go")
    assert (failed.state, failed.error, failed.due_at, failed.failures) == ("failed", "The server answered 404.", None, 1)
    assert store.view.counts().failures == 1
    site.pages["/a"] = article("Harbour")
    assert add() == {"a": "added"}
    read = address(store, site, "/go")
    assert (read.state, read.error, read.failures) == ("read", None, 0)
    assert store.view.counts().failures == 0, "though the article is at another address than the failure"
